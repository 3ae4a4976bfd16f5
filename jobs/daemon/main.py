"""The daemon as a process of its own: `python -m jobs.daemon.main CONFIG LANGUAGE [WORKER_NAME]`.

`somearkiv daemon` becomes this process, so that what other commands need (browser driver, readers, exports) is never
loaded while nothing is due. A door: errors of our tree are said once, with their exit code.
"""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from archiver.errors.error import SomearkivError
from archiver.text import Language, Text
from jobs.config import read_config
from jobs.daemon.run import run, work


def main(arguments: Sequence[str]) -> int:
    """Run until a stop signal; the exit code. With a worker's name: a further worker, without a clock."""
    config_file, chosen, *name = arguments
    language: Language = "en" if chosen == "en" else "sv"

    def say(said: Text) -> None:
        print(f"  {said.fill(language)} …", file=sys.stderr, flush=True)

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    try:
        config = read_config(Path(config_file))
        if name:
            work(config, say, name=name[0])
        else:
            run(config, say)
    except SomearkivError as fault:
        print(fault.message(language), file=sys.stderr)
        return fault.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
