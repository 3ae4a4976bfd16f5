"""A whole copy of the archive at another place, beside the work going on; each later run copies only what is new."""

from pathlib import Path

from archiver.lifecycle.rights import Right, require
from jobs.context import Context
from storage.copying import Copied


def back_up(context: Context, target: Path) -> Copied:
    """Make or bring up to date the copy at `target`, and say so in the journal, from which it can be seen how old it is.

    Raises RightRefused, Busy, StorageFault, IntegrityFault where another archive lies there.
    """
    require(context.who, Right.RUN)
    copied = context.archive.back_up(target)
    with context.archive.change(who=context.who.username, at=context.now(), why="backup") as change:
        facts = {"segment": str(copied.segment), "damaged": str(len(copied.damaged))}
        change.note("archive.backed_up", about="somearkiv:archive", facts=facts)
    return copied
