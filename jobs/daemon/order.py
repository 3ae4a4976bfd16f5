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

from archiver.errors.error import SomearkivError
from archiver.errors.operation import StorageFault
from archiver.model import Person
from archiver.text import Text
from jobs.config import read_config
from jobs.context import SYSTEM, Context, opened, utc_now
from jobs.daemon.attempts import Ending, ending_of, word_of
from jobs.daemon.worker import (
    DELIVERY,
    HARVEST,
    LOOK,
    LOOKS,
    NOTICES,
    REMOVAL,
    SAVE,
    SEARCHABILITY,
    UPKEEP,
    WEED,
    WEEDING,
    Result,
)
from storage.archive import Archive
from storage.database import orders

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


def propose_weeding(context: Context, _whole: str) -> str:
    """Propose what has run out of its period, when it is time; gives the list's name."""
    from jobs.weeding import propose_when_due

    made = propose_when_due(context)
    return made.id if made else "inget"


def look_at_permalinks(context: Context, _whole: str) -> str:
    """Look whether what is said to be removed, or was missing in a capture, is gone; gives how many were looked at."""
    from jobs.capturing import tools
    from jobs.disappearance import look_for, waiting
    from jobs.removal import look_at_all, to_look_at

    if not (to_look_at(context) or waiting(context)):
        return "inget"
    with tools(context.config) as given:
        return f"{len(look_at_all(context, given)) + look_for(context, given).total} sedda"


def look_as_anybody(context: Context, _whole: str) -> str:
    """Look whether anybody can read the accounts whose turn it is; gives how many can't be."""
    from jobs.capturing import tools
    from jobs.searchability import check_all, due

    if not due(context):
        return "inget"
    with tools(context.config) as given:
        return f"{check_all(context, given)} stängda"


def save_and_remove(context: Context, asked: str) -> str:
    """Save an item and order its removal, as asked for in the web interface; gives the order's state."""
    from jobs.capturing import tools
    from jobs.removal import order, read_asked

    item_id, wish = read_asked(asked)
    with tools(context.config) as given:
        return order(context, given, item_id, wish).state.value


def deliver(context: Context, asked: str) -> str:
    """Make a package, as asked for through the API; gives the delivery's id."""
    from jobs.delivery_orders import make

    return make(context, asked)


def weed(context: Context, list_id: str) -> str:
    """Carry an approved weeding list out; gives how many went."""
    from jobs.weeding import carry_out

    return f"{len(carry_out(context, list_id).weeded)} gallrade"


def save_before_removal(context: Context, asked: str) -> str:
    """Save what lies at an address, as asked for in the web interface; gives the item's id."""
    from jobs.capturing import tools
    from jobs.save import read_asked, save

    url, account_id, ground, pictures = read_asked(asked)
    with tools(context.config) as given:
        return save(context, given, url, account_id, ground, pictures=pictures).record.id


def look_at_removal(context: Context, removal_id: str) -> str:
    """Look at the permalink of one ordered removal; gives the order's state after it."""
    from jobs.capturing import tools
    from jobs.removal import look

    with tools(context.config) as given:
        return look(context, given, removal_id).state.value


KINDS: dict[str, Callable[[Context, str], str]] = {
    HARVEST: harvest,
    UPKEEP: care,
    NOTICES: tell,
    WEEDING: propose_weeding,
    WEED: weed,
    DELIVERY: deliver,
    LOOKS: look_at_permalinks,
    SEARCHABILITY: look_as_anybody,
    REMOVAL: save_and_remove,
    SAVE: save_before_removal,
    LOOK: look_at_removal,
}
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


def _progress(archive: Archive, kind: str, argument: str) -> Callable[[Text], None]:
    """Whoever waits for the order sees how far it has come; that it can't be written stops nothing."""

    def say(said: Text) -> None:
        try:
            with archive.session(write=True) as session:
                orders.say(session, kind, argument, said.sv)
        except StorageFault as fault:
            logging.getLogger(__name__).warning("%s", fault.message("sv"))

    return say


def main(arguments: Sequence[str]) -> int:
    """Perform an order: config file, kind and who in the arguments, what it is about on stdin; 0 when an answer was given."""
    config_file, kind, ordered_by = arguments
    argument = sys.stdin.read()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    config = read_config(Path(config_file))
    with opened(config) as archive:
        who, say = who_ordered(archive, ordered_by), _progress(archive, kind, argument)
        result = perform(Context(config, archive, who, utc_now, say), kind, argument)
    print(json.dumps(asdict(result), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
