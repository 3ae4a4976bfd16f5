"""Export: choose, write the package, file the delivery. Every delivery is itself a record."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from archiver.errors import Unknown
from archiver.export.formats.registry import format_by_key
from archiver.export.openness import open_threads
from archiver.export.package import Material, Municipality, Written
from archiver.lifecycle.rights import Right, require, sight_of
from archiver.model import Account, CaptureRecord
from archiver.records import Delivery, ItemRecord, TimeStamp
from archiver.text import Text
from jobs.context import Context
from jobs.review import visible
from storage.database import accounts, captures, items, stamps
from storage.database.items import ItemFilter, Label


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items and captures. Item ids named one by one must all be deliverable; otherwise what fits is taken."""

    item_ids: tuple[str, ...] = ()
    account_id: str | None = None
    label: Label | None = None
    state: str | None = None
    query: str | None = None
    since: datetime | None = None

    def facts(self) -> dict[str, str]:
        """The choice in words, for the delivery's record."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: ", ".join(value) if isinstance(value, tuple) else str(value) for name, value in told.items() if value
        }


def export(
    context: Context, key: str, target: Path, selection: Selection, recipient: str = ""
) -> tuple[Delivery, Written]:
    """Write a package and file its delivery.

    Raises Refused by name where the selection is empty or may not be delivered, AlreadyThere where the target exists.
    """
    require(context.who, Right.EXPORT)
    chosen = format_by_key(key)
    if chosen.secret:  # captures and internal parts show everything that stood there
        require(context.who, Right.SEE_SECRETS)
    now = context.now()
    material = _material(context, selection, now, recipient)
    written = chosen.write(material, target, lambda line: context.say(Text(line, line)))
    delivery = Delivery(
        id=str(uuid4()),
        format=key,
        made_at=now,
        made_by=context.who.username,
        recipient=recipient,
        selection=selection.facts(),
        object_ids=written.object_ids,
        digest=written.digest,
        path=str(target.name),
    )
    with context.archive.change(who=context.who.username, at=context.now(), why=f"export {key}") as change:
        change.put(delivery)
        facts = {"format": key, "objects": str(len(written.object_ids)), "digest": written.digest}
        change.note("delivery.made", about=delivery, facts=facts)
    return delivery, written


def _material(context: Context, selection: Selection, now: datetime, recipient: str) -> Material:
    archive, sight = context.archive, sight_of(context.who)
    chosen = ItemFilter(selection.account_id, selection.label, selection.state, selection.query, selection.since, None)
    with archive.session() as session:
        register_rows = {row.id: row for row in accounts.rows(session, sight=sight)}
        ids = selection.item_ids or tuple(row.id for row in items.listed(session, chosen, sight))
        if selection.account_id and selection.account_id not in register_rows:
            raise Unknown(kind=Text("konto", "account"), name=selection.account_id)
        concerned = [selection.account_id] if selection.account_id else list(register_rows)
        shown = [row.id for one in concerned for row in captures.of_account(session, one, selection.since)]
    records = tuple(visible(context, one) for one in ids)
    versions = (version.capture_id for record in records for version in record.versions)
    capture_ids = list(dict.fromkeys(versions)) if selection.item_ids else shown
    everything = (archive.get(ItemRecord, row) for row in _all_ids(context, {one.account_id for one in records}))
    municipality = context.config.municipality
    return Material(
        items=tuple(sorted(records, key=lambda one: (one.received_at, one.id))),
        captures=tuple(archive.get(CaptureRecord, one) for one in capture_ids),
        accounts={**register_rows, **{one.account_id: archive.get(Account, one.account_id) for one in records}},
        file=archive.file,
        municipality=Municipality(municipality.name, municipality.organisation_number),
        made_at=now,
        made_by=context.who.name,
        named=bool(selection.item_ids),
        open_threads=open_threads(everything),
        stamps=_newest_stamp(context),
        recipient=recipient,
    )


def _newest_stamp(context: Context) -> tuple[TimeStamp, ...]:
    """The trusted time-stamp that covers all before it; empty where there is none yet."""
    with context.archive.session() as session:
        return tuple(stamps.rows(session)[-1:])


def _all_ids(context: Context, account_ids: set[str]) -> list[str]:
    with context.archive.session() as session:
        return [known.item_id for one in sorted(account_ids) for known in items.known(session, one).values()]
