"""The daemon with the web interface beside it in one process (`[web] with_daemon`): `python -m web.daemon CONFIG LANGUAGE`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from archiver.errors.error import SomearkivError
from jobs.config import read_config
from jobs.context import opened
from jobs.daemon.main import main as daemon
from web.server import served_beside


def main(arguments: Sequence[str]) -> int:
    """Run until a stop signal; the exit code."""
    try:
        config = read_config(Path(arguments[0]))
        with opened(config) as archive, served_beside(config, archive):
            return daemon(arguments)
    except SomearkivError as fault:
        print(fault.message("en" if arguments[1] == "en" else "sv"), file=sys.stderr)
        return fault.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
