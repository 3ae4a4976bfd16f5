"""Starts the real daemon of a config file, with acted orders: `python -m tests.jobs.daemon.acted_daemon CONFIG`."""

import functools
import logging
import sys
from pathlib import Path

from archiver.errors.error import SomearkivError
from jobs.config import read_config
from jobs.daemon import run


def main(config_file: str) -> int:
    logging.basicConfig(level=logging.INFO)
    run.Apart = functools.partial(run.Apart, command=(sys.executable, "-m", "tests.jobs.daemon.acted_order"))  # type: ignore[misc]
    try:
        run.run(read_config(Path(config_file)), lambda said: print(said.sv, flush=True))
    except SomearkivError as fault:
        print(fault.message("sv"), flush=True)
        return fault.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
