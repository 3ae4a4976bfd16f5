"""By hand: `python -m tests.real NAME [reader]` starts a server, captures it and compares; the evidence is left to look at.

`python -m tests.real again NAME [reader]` reads the evidence of the last time once more, without server and browser.
NAME is a module here (`wordpress`, `snac` …), with `-variant` where it has several; reader is a platform's key.
"""

import importlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

from archiver.capture.browser import Browser, BrowserSettings
from archiver.extract.items import read_items
from archiver.platforms.registry import platform
from tests.real.compare import compare
from tests.real.harvest import harvest, reader_of
from tests.real.truth import Running, load, save


def _place(name: str) -> Path:
    return Path(tempfile.gettempdir()) / f"evidence-{name}"


def capture(name: str, reader: str = "") -> None:
    module, _, variant = name.partition("-")
    start = importlib.import_module(f"tests.real.{module}").start
    shutil.rmtree(_place(name), ignore_errors=True)
    with start(variant=variant) if variant else start() as running, Browser(BrowserSettings()) as browser:
        save(running.truth, _place(name).with_suffix(".truth.json"))
        about = "\n".join((running.url, running.account_name, running.platform))
        _place(name).with_suffix(".account").write_text(about)
        began = time.monotonic()
        done = harvest(browser, running, _place(name), platform(reader) if reader else None)
        print(f"{running.name}: {done.result.outcome} in {time.monotonic() - began:.0f} s, {done.folder}")
        print(f"reach {done.result.reach}\nclaimed {done.reading.claimed}\nremarks {done.reading.remarks}")
        print(compare(running.truth, done.reading.items).table())


def again(name: str, reader: str = "") -> None:
    truth = load(_place(name).with_suffix(".truth.json"))
    url, account_name, key = _place(name).with_suffix(".account").read_text().split("\n")
    running = Running(name, url, truth, change=dict, stop=dict, account_name=account_name, platform=key)  # type: ignore[arg-type]
    chosen = platform(reader) if reader else reader_of(running)
    reading = read_items(_place(name), chosen, account_name=account_name, account_url=url)
    print(f"{name} read by {chosen.key}\nclaimed {reading.claimed}\nremarks {reading.remarks}")
    print(compare(truth, reading.items).table(400))


if __name__ == "__main__":
    if sys.argv[1] == "again":
        again(*sys.argv[2:])
    else:
        capture(*sys.argv[1:])
