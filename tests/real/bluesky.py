"""Bluesky's own PDS and AppView (npm `@atproto/dev-env`) with PostgreSQL and Redis, filled and running on loopback.

Node 22 comes from npm's package `node`, so that the machine's own may be older. Only an interface: there is no web client.
By hand: `python -m tests.real.bluesky`.
"""

import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.real import material
from tests.real.by_hand import serve
from tests.real.cache import Unavailable, default_cache, made_once, run
from tests.real.debian import codename, library_path, program, unpacked
from tests.real.server import Program, free_port
from tests.real.truth import Done, Entry, Running, Truth

NODE = "node@22.23.3"
NETWORK = "@atproto/dev-env@0.6.7"
SCRIPT = Path(__file__).with_suffix(".mjs")
MOST_LETTERS = 300
"""A post holds no more (app.bsky.feed.post, graphemes)."""
READY_SECONDS = 300


def software(cache: Path) -> Path:
    """The folder with `node_modules`, native parts built for the Node that runs them. Raises `Unavailable`."""
    folder = cache / "bluesky-0.6.7"
    with made_once(folder) as draft:
        if draft:
            if shutil.which("npm") is None:
                raise Unavailable("npm is not on this machine")
            (draft / "package.json").write_text('{"private": true, "type": "module"}')
            install = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
            run([*install, NODE], seconds=300, cwd=draft)
            node = draft / "node_modules/node"
            headers = next(node.rglob("include/node/node.h"), None)
            environment = {"PATH": f"{node}/bin:{os.environ['PATH']}"}
            if headers:
                kept = draft / "node"  # the next install takes away what the package `node` fetched for itself
                shutil.copytree(headers.parents[1], kept / "include")
                environment["npm_config_nodedir"] = str(kept)
            run([*install, NETWORK], seconds=1200, cwd=draft, env=environment)
    return folder


def redis(cache: Path) -> tuple[Path, dict[str, str]]:
    """Redis's program and the environment it needs. Raises `Unavailable`."""
    if found := shutil.which("redis-server"):
        return Path(found), {}
    root = unpacked(cache / f"redis-{codename()}", ["redis-server"])
    return program(root, "usr/bin/redis-check-rdb", "usr/bin/redis-server"), {"LD_LIBRARY_PATH": library_path(root)}


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own with an empty database. Raises `Unavailable`."""
    from tests.databases import served

    folder.chmod(0o755)
    for address in served(folder):
        yield address.replace("postgresql+psycopg://", "postgresql://") + "/postgres"


class Network:
    """The running network; `told` is what it said when it was ready."""

    def __init__(self, modules: Path, plan: dict[str, Any], folder: Path, environment: dict[str, str]) -> None:
        (folder / "plan.json").write_text(json.dumps(plan, ensure_ascii=False))
        shutil.copy(SCRIPT, modules / SCRIPT.name)  # modules are looked for beside the script
        self._log = (folder / "bluesky.log").open("w")
        node = modules / "node_modules/node/bin/node"
        self._process = subprocess.Popen(
            [node, modules / SCRIPT.name, folder / "plan.json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, **environment},
        )
        watchdog = threading.Timer(READY_SECONDS, self._process.kill)
        watchdog.start()
        try:
            self.told: dict[str, Any] = self._answer("READY ")
        finally:
            watchdog.cancel()

    def _answer(self, mark: str) -> Any:
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith(mark):
                return json.loads(line.removeprefix(mark))
        self._log.flush()
        words = Path(self._log.name).read_text(errors="replace").strip().splitlines()[-6:]
        raise RuntimeError(f"bluesky ended: {' | '.join(words)}")

    def change(self, **what: str) -> dict[str, str]:
        """Has one change made; gives the address of every post."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return dict(self._answer("DONE "))

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()


def _plan(count: int) -> dict[str, Any]:
    events = []
    for story in material.stories(count):
        text = f"{story.title}\n\n{story.text}"[:MOST_LETTERS]
        events.append({"key": story.key, "author": material.OFFICE, "at": _stamp(story.at), "text": text})
        for remark, parent in story.thread():
            told = {"key": remark.key, "author": remark.author, "at": _stamp(remark.at), "text": remark.text}
            events.append({**told, "parent": parent, "root": story.key})
    # Younger posts must not come before what they answer: in the order they were written.
    events.sort(key=lambda one: one["at"])
    return {
        "people": [material.OFFICE, *material.CITIZENS],
        "began": _stamp(material.FIRST),
        "events": events,
    }


def _stamp(at: Any) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _truth(plan: dict[str, Any], told: dict[str, Any]) -> Truth:
    from datetime import datetime

    entries = []
    for one in plan["events"]:
        rkey = told["uris"][one["key"]].rpartition("/")[2]
        link = f"https://bsky.app/profile/{told['people'][one['author']]}/post/{rkey}"
        kind = "comment" if one.get("parent") else "post"
        at = datetime.fromisoformat(one["at"].replace("Z", "+00:00"))
        entries.append(Entry(one["key"], kind, one["author"], at, link, one["text"], one.get("parent")))
    return Truth(tuple(entries))


def start(cache: Path | None = None, count: int = 60) -> Running:
    """Starts and fills the network; its AppView answers at `Running.pages[0]`. Raises `Unavailable`."""
    cache = (cache or default_cache()).absolute()
    modules = software(cache)
    redis_server, libraries = redis(cache)
    folder = Path(tempfile.mkdtemp(prefix="bluesky-"))
    port = free_port()
    store = Program(
        [redis_server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
        folder / "redis.log",
        env=libraries,
    )
    database = postgresql(folder)
    address = database.__enter__()

    def end() -> None:
        store.stop()
        database.__exit__(None, None, None)
        shutil.rmtree(folder, ignore_errors=True)

    plan = _plan(count)
    try:
        environment = {
            "DB_POSTGRES_URL": address,
            "REDIS_HOST": f"127.0.0.1:{port}",
            "NODE_ENV": "test",
            "LOG_ENABLED": "0",
        }
        network = Network(modules, plan, folder, environment)
    except BaseException:
        end()
        raise
    truth = _truth(plan, network.told)
    office = network.told["people"][material.OFFICE]

    def change() -> Done:
        gone = next(one for one in truth.entries if one.key == "p2c3")
        network.change(do="delete", key=gone.key, author=gone.author)
        said = "Nyinkommen fråga om snöröjningen?"
        at = max(entry.at for entry in truth.entries)
        network.change(do="add", key="ny", author="Jörgen", at=_stamp(at), text=said, parent="p1", root="p1")
        return Done((), ("p2c3",), (said,))

    def stop() -> None:
        network.stop()
        end()

    return Running(
        name="bluesky",
        url=f"https://bsky.app/profile/{office}",
        truth=truth,
        change=change,
        stop=stop,
        account_name=material.OFFICE,
        platform="bluesky",
        pages=(network.told["appview"],),
    )


if __name__ == "__main__":
    serve(start())
