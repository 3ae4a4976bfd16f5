"""Whether the archive is well, cheaply, for the operator's watch: a few looks at the database, none at any record."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.errors.operation import StorageFault
from jobs.context import SYSTEM, Context
from jobs.duties import LONG_AGO
from jobs.status import look
from storage.archive import Archive
from storage.database import captures, duty_facts, journal, orders
from storage.database.sight import EVERYTHING

FAULTS = "archive.faults"
LEAST_FREE_BYTES = 100_000_000
"""With less than this nothing large can be filed."""
BEAT = "puls"
AGES = (("under_1d", timedelta(days=1)), ("1d_to_3d", timedelta(days=3)))
OLDEST = "over_3d"


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the parts answer. `beat_at` is the daemon's last beat, None where it never ran here; `fault_at` when the
    archive last found something wrong with itself."""

    database: bool
    shelf: bool
    beat_at: datetime | None
    fault_at: datetime | None
    free_bytes: int

    @property
    def well(self) -> bool:
        """Whether the archive can be read and written."""
        return self.database and self.shelf


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted for the whole archive. `suspected`: how many possible secrets wait for a decision, by how long;
    no account, no nämnd, no text."""

    captures: Mapping[str, int]
    orders: Mapping[str, int]
    duties: Mapping[str, int]
    suspected: Mapping[str, int]


def beat(archive: Archive) -> None:
    """The daemon lives: said at every beat, by the time of an empty file beside the store."""
    place = _beat(archive)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()


def health(archive: Archive) -> Health:
    """How things are now. Raises nothing: what doesn't answer is the answer."""
    try:
        with archive.session() as session:
            faults = journal.lines(session, did=FAULTS, limit=1)
        database = True
    except StorageFault:
        database, faults = False, []
    root = archive.settings.root
    try:
        free = shutil.disk_usage(root).free
        writable = os.access(root, os.W_OK) and not os.statvfs(root).f_flag & os.ST_RDONLY
    except OSError:
        free, writable = 0, False
    return Health(
        database, writable and free >= LEAST_FREE_BYTES, _beat_at(archive), faults[0].at if faults else None, free
    )


def figures(context: Context) -> Figures:
    """What is counted, for the operator. Raises StorageFault."""
    now = context.now()
    status = look(Context(context.config, context.archive, SYSTEM, context.now))
    duties = [duty for one in status.accounts for duty in one.duties] + list(status.municipality)
    with context.archive.session() as session:
        waiting = [one for one in duty_facts.waiting(session, now - LONG_AGO) if one.queue == duty_facts.SUSPECTED]
        outcomes, states = captures.outcomes(session, EVERYTHING), orders.counts(session)
    ages = dict.fromkeys((*(name for name, _ in AGES), OLDEST), 0)
    for one in waiting:
        ages[next((name for name, most in AGES if now - one.since < most), OLDEST)] += one.count
    lights = {"green": 0, "yellow": 0, "red": 0}
    for duty in duties:
        lights[duty.light.value] += 1
    return Figures(outcomes, states, lights, ages)


def _beat(archive: Archive) -> Path:
    return archive.settings.work_folder / BEAT


def _beat_at(archive: Archive) -> datetime | None:
    try:
        return datetime.fromtimestamp(_beat(archive).stat().st_mtime, UTC)
    except OSError:
        return None
