"""Stands in for `jobs.daemon.order` in tests: a real process whose argument says how it ends.

`fångas` files a capture, `spärrad` fails, `kraschar` ends with a traceback, `tyst` says nothing, `avslutas` is told to
end by somebody else, `länge-N` takes N seconds and then files a capture, `struntar` ignores being told to end. Work
that captures nothing is done at once.
"""

import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from jobs.config import read_config
from jobs.context import opened
from tests.jobs.daemon.conftest import capture_of


def main(config_file: str, kind: str, ordered_by: str) -> None:
    argument = sys.stdin.read()
    if kind != "harvest":
        print(json.dumps({"ending": "klar", "outcome": "stämmer", "said": ""}))
        return
    config = read_config(Path(config_file))
    config.path(f"började-{argument}").write_text(f"{kind} {ordered_by}", encoding="utf-8")
    if argument == "struntar":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    if argument == "kraschar":
        raise RuntimeError("oväntat")
    if argument == "avslutas":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    if argument == "tyst":
        return
    if argument == "spärrad":
        print(json.dumps({"ending": "misslyckad", "outcome": "spärrad", "said": "Sidan spärrar oss."}))
        return
    if argument.startswith("länge-"):
        time.sleep(float(argument.removeprefix("länge-")))
    now = datetime.now(UTC)
    with opened(config) as archive, archive.change(who="prov", at=now, why="prov") as change:
        record = capture_of(argument, now, uuid4().int)
        change.put(record)
        change.note("capture.filed", about=record)
    print("annat på standard ut")
    print(json.dumps({"ending": "klar", "outcome": "fångad", "said": ""}))


if __name__ == "__main__":
    main(*sys.argv[1:])
