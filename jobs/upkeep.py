"""The daily care of the archive: the copy in step, the public list of accounts published, the journal time-stamped, a
slice of all content read and re-hashed.

A slice a day re-hashes everything within the year. What is wrong is an alarm: a journal line says how much, and the
fault rises with the first place; `somearkiv verify` lists all of it.
"""

import logging

from archiver.errors.operation import IntegrityFault
from archiver.errors.outside import OutsideFault
from archiver.text import Text
from jobs import publishing
from jobs.context import Context
from storage.database import objects
from storage.stamping import stamp_newest
from storage.verify import slice_size, verify

RUNS_A_YEAR = 365
WELL = "stämmer"

log = logging.getLogger(__name__)


def upkeep(context: Context) -> str:
    """Care for the archive once; gives one word.

    Raises IntegrityFault where anything is wrong. A time-stamping authority out of reach is told in the log and asked
    again the next day; nothing is lost by the wait.
    """
    archive = context.archive
    archive.bring_copy_in_step()
    archive.refresh_statistics()
    publishing.keep(context)
    if archive.settings.tsa_url:
        try:
            stamp_newest(archive, who=context.who.username, now=context.now())
        except OutsideFault as fault:
            log.warning("Tidsstämpling: %s", fault.message("sv"))
    with archive.session() as session:
        slice_ = slice_size(objects.count(session), RUNS_A_YEAR)
    faults = [one for one in verify(archive, sample=slice_, now=context.now(), say=context.say) if not one.is_warning]
    if not faults:
        return WELL
    with archive.change(who=context.who.username, at=context.now(), why="tillsyn") as change:
        codes = ", ".join(sorted({one.code for one in faults}))
        change.note("archive.faults", about="somearkiv:archive", facts={"count": str(len(faults)), "codes": codes})
    what = Text(f"{len(faults)} fel, kör somearkiv verify", f"{len(faults)} faults, run somearkiv verify")
    raise IntegrityFault(where=faults[0].where, what=what)
