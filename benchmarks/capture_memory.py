"""Measures what captures leave behind in memory: `python -m benchmarks.capture_memory [captures]`.

One browser, small pages, captured one after the other as a worker does. Told is what all processes together take that they
share with nobody (Python, Playwright's driver, the workshop, Chromium): the most in each stretch of 25 captures, which is how
many one Chromium lives, and what is left between two of them.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path

from archiver.capture.browser import Browser
from archiver.capture.memory import private_bytes
from archiver.capture.visit import VisitOrder, visit
from archiver.platforms import generic
from benchmarks.capture_site import handler

PAGE = "<!doctype html><meta charset=utf-8><title>Litet</title><h1>Lillåns kommun</h1>" + "".join(
    f"<article id=p{n}><p>Inlägg {n} om vägen till skolan</p><p class=comment id=c{n}>Tack för svaret</p></article>" for n in range(8)
)  # fmt: skip
STRETCH = 25


def main(captures: int = 200) -> None:
    """Print a line for each stretch."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler([], {"/": PAGE.encode()}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_address[1]}"
    folder = Path(tempfile.mkdtemp(prefix="somearkiv-benchmark-"))
    with Browser() as browser:
        for first in range(0, captures, STRETCH):
            most, began = 0, time.monotonic()
            for _ in range(STRETCH):
                order = VisitOrder("prov", f"http://{host}/", generic.PLATFORM, allowed_networks=(host,))
                visit(browser, order, folder / "evidence", now=lambda: datetime.now(UTC))
                shutil.rmtree(folder / "evidence")
                most = max(most, private_bytes(os.getpid()))
            chromium = private_bytes(browser.process)
            seconds = (time.monotonic() - began) / STRETCH
            left = private_bytes(os.getpid()) - chromium
            print(
                f"{first + STRETCH:4d} captures: at most {_mb(most)} MB, Chromium {_mb(chromium)}, the rest {_mb(left)}; {seconds:.1f} s each"
            )
    print(f"browser closed: {_mb(private_bytes(os.getpid()))} MB")
    server.shutdown()
    shutil.rmtree(folder)


def _mb(size_bytes: int) -> int:
    return round(size_bytes / 1_000_000)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
