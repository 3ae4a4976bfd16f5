"""How fast whole pages and API answers come from a large archive, and whether a hundred readers at once get them.

`python -m benchmarks.pages FOLDER [--database sqlite] [--rounds 30] [--readers 100] [--seconds 15]`; FOLDER is built by
`benchmarks.search_archive`. Each page is asked for by somebody who works with it, through the whole application; the CPU of this process tells what the clock hides on a
busy machine (PostgreSQL works in others). The readers are
threads of a process of their own, with a real server on loopback between.
"""

import argparse
import http.client
import json
import multiprocessing
import statistics
import threading
import time
from pathlib import Path

import uvicorn
from starlette.testclient import TestClient

from benchmarks.search_archive import large_archive
from jobs import signing_in
from web.app import build
from web.desk import Desk
from web.server import settle

PAGES: tuple[tuple[str, str, int], ...] = (
    ("arkivarie", "/", 100),
    ("registrator", "/", 100),
    ("namnd", "/", 100),
    ("lasare", "/", 100),
    ("registrator", "/granskning", 100),
    ("registrator", "/granskning?namnd=Nämnd+3", 100),
    ("registrator", "/granskning?konto=konto-7&fraga=diary", 100),
    ("registrator", "/granskning?fraga=weeding&sida=40", 100),
    ("registrator", "/granskning?fraga=olast", 100),
    ("namnd", "/granskning", 100),
    ("lasare", "/handlingar", 100),
    ("lasare", "/handlingar?q=badhuset", 100),
    ("lasare", "/handlingar?q=kommunen", 100),
    ("namnd", "/handlingar?q=skolor", 100),
    ("lasare", "/konton", 100),
    ("arkivarie", "/skyldigheter", 100),
    ("arkivarie", "/fangster", 100),
    ("arkivarie", "/gallring", 100),
)
"""Who, which page, and within how many milliseconds 95 of 100 are to be there."""
READ = ("/", "/handlingar", "/handlingar?q=badhuset", "/handlingar?q=kommunen", "/handlingar?q=skolor&konto=konto-7")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=15)
    options = parser.parse_args()
    with large_archive(options.folder, options.database) as (config, archive):
        desk = Desk(config, archive)
        print(
            "| database | page | kB | bound, ms | median, ms | p95, ms | p95 of our own CPU, ms |\n|---|---|---|---|---|---|---|"
        )
        for username, path, bound in PAGES:
            token = signing_in.begin(archive, username, signing_in.PASSWORD, desk.now())
            client = TestClient(build(desk), base_url=config.web.base_url, cookies={"somearkiv": token})
            if client.get(path).status_code == 404:
                continue
            client.get(path)
            settle()  # as a server does
            spent, worked, size = [], [], 0
            for _ in range(options.rounds):
                began, busy = time.perf_counter(), time.process_time()
                answer = client.get(path)
                assert answer.status_code == 200, path
                size = max(size, len(answer.content))
                spent.append((time.perf_counter() - began) * 1000)
                worked.append((time.process_time() - busy) * 1000)
            p95 = statistics.quantiles(spent, n=20)[-1]
            over = "" if p95 < bound else " **over**"
            median, cpu = statistics.median(spent), statistics.quantiles(worked, n=20)[-1]
            print(
                f"| {options.database} | {path}, {username} | {size / 1000:.0f} | {bound} | {median:.1f} | {p95:.1f}{over} | {cpu:.1f} |"
            )
        if options.readers:
            _at_once(desk, options)


def _at_once(desk: Desk, options: argparse.Namespace) -> None:
    server = uvicorn.Server(uvicorn.Config(build(desk), "127.0.0.1", 0, log_level="error", access_log=False))
    socket = server.config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    token = signing_in.begin(desk.archive, "lasare", signing_in.PASSWORD, desk.now())
    asked = (socket.getsockname()[1], token, options.readers, options.seconds)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        told = json.loads(pool.apply(readers, asked))
    server.should_exit = True
    thread.join(30)
    print(f"\n{options.database}: {options.readers} readers for {options.seconds} s: {told}")


def readers(port: int, token: str, count: int, seconds: int) -> str:
    """Let so many read at once; JSON of how many answers, how many that were wrong, and how long they took."""
    spent: list[float] = []
    wrong: list[str] = []
    until = time.monotonic() + seconds

    def read(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        at = number
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                connection.request("GET", READ[at % len(READ)], headers={"Cookie": f"somearkiv={token}"})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    wrong.append(str(answer.status))
            except OSError as fault:
                wrong.append(type(fault).__name__)
                connection.close()
            spent.append((time.perf_counter() - began) * 1000)
            at += 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    quantiles = statistics.quantiles(spent, n=20)
    told = {"answers": len(spent), "wrong": wrong[:5], "errors": len(wrong), "median_ms": round(quantiles[9])}
    return json.dumps({**told, "p95_ms": round(quantiles[-1]), "per_second": round(len(spent) / seconds)})


if __name__ == "__main__":
    main()
