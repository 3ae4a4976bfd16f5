"""Starting a foreign server by hand, to look at it and to try a reader on it."""

import signal
import tempfile
import threading
from pathlib import Path

from tests.real.truth import Running, save


def serve(running: Running) -> None:
    """Prints the address and the truth's file and waits for Ctrl-C or a stop signal."""
    file = Path(tempfile.gettempdir()) / f"truth-{running.name}.json"
    save(running.truth, file)
    print(f"url    {running.url}\ntruth  {file}  ({len(running.truth.entries)} entries)", flush=True)
    for page in running.pages:
        print(f"page   {page}", flush=True)
    print("Ctrl-C stops it.", flush=True)
    end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    signal.signal(signal.SIGINT, lambda *_: end.set())
    end.wait()
    running.stop()
