"""Compare what a capture showed with what is known, classify it, and file all of it as one change of the archive."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from archiver.capture.visit import VisitResult
from archiver.classify.appraisal import Rulebook
from archiver.errors.refused import Outdated
from archiver.extract.changes import changes
from archiver.model import CaptureRecord, CaptureScope
from archiver.platforms.platform import Platform, Reading
from archiver.records import ItemRecord, item_id
from archiver.text import Text
from jobs.capture_record import record_of
from jobs.context import Context
from jobs.filing import Filed, Showing, records_to_file
from storage.change import Change
from storage.database import items, tombstones
from storage.kinds import object_id_of

TRIES = 3
"""How often filing is done anew when a person changed an item while it was being compared."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a visit brought: its result and reading, by which reader, why, and whether it is of the whole account.

    `reached_end` says whether what was not shown is gone.
    """

    reader: Platform
    result: VisitResult
    reading: Reading
    reason: str
    scope: CaptureScope
    reached_end: bool


Note = Callable[[Change, CaptureRecord, Filed], None]
"""Writes the journal line of the change."""


def file_capture(
    context: Context, rules: Rulebook, showing: Showing, taken: Taken, note: Note
) -> tuple[CaptureRecord, Filed]:
    """The capture and the items it makes or alters, filed whole or not at all.

    What was weeded is not taken in again, though the platform still shows it. Raises Outdated after `TRIES`, StorageFault.
    """
    for _ in range(TRIES - 1):
        try:
            return _file(context, rules, showing, taken, note)
        except Outdated:
            context.say(Text("Någon beslutade samtidigt; jämför på nytt", "Somebody decided meanwhile; comparing anew"))
    return _file(context, rules, showing, taken, note)


def _file(context: Context, rules: Rulebook, showing: Showing, taken: Taken, note: Note) -> tuple[CaptureRecord, Filed]:
    account_id = showing.account.id
    with context.archive.session() as session:
        known = items.known(session, account_id)
        weeded = tombstones.ids(session, account_id)
    kept = tuple(
        item for item in showing.items if object_id_of(ItemRecord, item_id(account_id, item.identity)) not in weeded
    )
    found = changes(known, kept, reached_end=taken.reached_end)
    showing = replace(showing, items=kept)
    filed = records_to_file(showing, found, rules, lambda one: context.archive.get(ItemRecord, one))
    capture = record_of(context, taken.reader, showing, taken.reason, taken.result, taken.reading, filed, taken.scope)
    context.say(Text("Lägger på hyllan", "Filing"))
    with context.archive.change(who=context.who.username, at=context.now(), why=taken.reason) as change:
        change.put(capture, {fact.path: showing.evidence / fact.path for fact in taken.result.files}, taking=True)
        for record in filed.records:
            change.put(record, filed.pictures.get(record.id, {}), taking=True)
        note(change, capture, filed)
    return capture, filed
