"""Performs one order and ends: `python -m jobs.daemon.order CONFIG KIND ARGUMENT ORDERED_BY`.

Run by `apart.py`. Answers with one line of JSON on standard output; the log goes to standard error. Errors of our tree
are translated here, once; anything else ends the process with a traceback, which the daemon sees as an unexpected end.
"""

import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from archiver.errors import SomearkivError
from archiver.model import Person
from jobs.config import read_config
from jobs.context import SYSTEM, Context, opened
from jobs.daemon.attempts import Ending, ending_of, word_of
from jobs.daemon.worker import HARVEST, NOTICES, UPKEEP, Result
from storage.archive import Archive

BY_SCHEDULE = "enligt tidtabellen"
ORDERED = "beställd"


def harvest(context: Context, account_id: str) -> str:
    """Capture an account; gives the outcome."""
    from jobs.capturing import tools
    from jobs.harvest import harvest as capture

    reason = BY_SCHEDULE if context.who == SYSTEM else ORDERED
    with tools(context.config) as given:
        return capture(context, given, account_id, reason).capture.outcome.value


def care(context: Context, _whole: str) -> str:
    """The daily care of the archive; gives one word."""
    from jobs.upkeep import upkeep

    return upkeep(context)


def tell(context: Context, _everybody: str) -> str:
    """Tell people what waits for them; gives how many letters went."""
    from jobs.notices.run import notify

    return f"{notify(context).sent} sända"


KINDS: dict[str, Callable[[Context, str], str]] = {HARVEST: harvest, UPKEEP: care, NOTICES: tell}
"""What can be ordered. A new kind of ordered work is one function and one line."""


def perform(context: Context, kind: str, argument: str) -> Result:
    """Perform one order; a fault of our tree is a Result."""
    try:
        return Result(Ending.DONE, KINDS[kind](context, argument))
    except SomearkivError as fault:
        return Result(ending_of(fault), word_of(fault), fault.message("sv"))


def who_ordered(archive: Archive, username: str) -> Person:
    """The acting person; somebody who has left since acts no more, and their order is refused its rights."""
    if username == SYSTEM.username:
        return SYSTEM
    found = archive.find(Person, username)
    return found if found and found.active else Person(username, username)


def main(arguments: Sequence[str]) -> int:
    """Perform the order in the arguments; 0 when an answer was given."""
    config_file, kind, argument, ordered_by = arguments
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    config = read_config(Path(config_file))
    with opened(config) as archive:
        result = perform(Context(config, archive, who_ordered(archive, ordered_by)), kind, argument)
    print(json.dumps(asdict(result), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
