"""The cards of each kind: rows as a function of the document. The only writer of card tables.

Filing and `reindex` both come through here, so that the cards can always be made again from the shelf alone.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, delete, insert
from sqlalchemy.orm import Session

from archiver.classify.ledger import ModelLedger
from archiver.lifecycle.collective_case import CollectiveCase
from archiver.lifecycle.item_facts import hidden
from archiver.lifecycle.opinions import open_questions
from archiver.lifecycle.queue import place, risk, unread
from archiver.model import Account, CaptureRecord, Person
from archiver.records import Delivery, Disclosure, ItemRecord, JournalLine, TimeStamp, Tombstone
from archiver.removal.order import RemovalOrder
from archiver.retention.holds import Hold, HoldScope
from archiver.retention.plan import PlanRow
from archiver.retention.weeding import WeedingList
from storage.database import card_tables, search_index
from storage.journal import Purged
from storage.kinds import kind_of, object_id, split, to_document

Row = dict[str, Any]
BEGINNING = datetime.fromtimestamp(0, UTC)


def account_card(thing: Account) -> Row:
    return {
        "id": thing.id,
        "platform": thing.platform,
        "name": thing.name,
        "url": thing.url,
        "committee": thing.committee,
        "activity": thing.activity,
        "state": thing.state.value,
        "owner": thing.owner.name,
        "deputy": thing.deputy.name,
        "captures_per_year": thing.captures_per_year,
        "opened_at": thing.opened_at,
        "closed_at": thing.closed_at,
        "document": to_document(thing).decode(),
    }


def capture_card(thing: CaptureRecord) -> Row:
    return {
        "id": thing.id,
        "account_id": thing.account_id,
        "started_at": thing.started_at,
        "finished_at": thing.finished_at,
        "outcome": thing.outcome.value,
        "method": thing.method,
        "scope": thing.scope.value,
        "ordered_by": thing.ordered_by,
        "reason": thing.reason,
        "final_url": thing.final_url,
        "items_seen": len(thing.items_seen),
        "items_new": thing.items_new,
        "items_changed": thing.items_changed,
        "items_gone": len(thing.items_gone),
        "files": len(thing.files),
        "size_bytes": sum(fact.size_bytes for fact in thing.files),
        "not_reached": list(thing.reach.remarks),
    }


def item_card(thing: ItemRecord) -> Row:
    latest, proposal, axes = thing.latest, thing.proposal, thing.axes
    return {
        "id": thing.id,
        "account_id": thing.account_id,
        "identity": thing.identity,
        "kind": thing.kind.value,
        "parent_id": thing.parent_id,
        "thread_id": thing.thread_id,
        "permalink": thing.permalink,
        "direction": thing.direction,
        "received_at": thing.received_at,
        "author": latest.author.name,
        "text": latest.text,
        "versions": len(thing.versions),
        "digest": latest.digest,
        "picture": latest.picture,
        "registration": axes.registration.value,
        "secrecy": axes.secrecy.value,
        "visibility": axes.visibility.value,
        "retention": axes.retention.value,
        "diary": bool(proposal and proposal.diary),
        "confidential": bool(proposal and proposal.confidential),
        "weeding": bool(proposal and proposal.weeding),
        "unsuitable": bool(proposal and proposal.unsuitable),
        "hidden": hidden(thing),
        "queue": int(place(thing)),
        "seen_at": latest.seen_at,
        "risk": risk(thing),
        "unread": unread(thing),
        "asked_of": "".join(f"|{one.to}|" for one in open_questions(thing)),
        "expires_on": thing.period.expires_on.isoformat() if thing.period and thing.period.expires_on else "",
        "designation": thing.register_entry.designation if thing.register_entry else "",
        "registered_at": thing.register_entry.entered_at if thing.register_entry else None,
        "first_capture": thing.first_capture,
        "last_capture": thing.last_capture,
        "missing_since": thing.missing_since,
        "marked_at": thing.secrecy_mark.noted_at if thing.secrecy_mark else None,
    }


def person_card(thing: Person) -> Row:
    return {
        "username": thing.username,
        "name": thing.name,
        "email": thing.email,
        "roles": sorted(role.value for role in thing.roles),
        "committees": sorted(thing.committees),
        "active": thing.active,
    }


def delivery_card(thing: Delivery) -> Row:
    return {
        "id": thing.id,
        "format": thing.format,
        "made_at": thing.made_at,
        "made_by": thing.made_by,
        "recipient": thing.recipient,
        "selection": dict(sorted(thing.selection.items())),
        "objects": len(thing.object_ids),
        "digest": thing.digest,
        "path": thing.path,
        "receipt": thing.receipt,
    }


def disclosure_card(thing: Disclosure) -> Row:
    return {
        **{name: getattr(thing, name) for name in ("id", "designation", "year", "number", "received_at", "authority")},
        "items": list(thing.item_ids),
        "tested": sorted({test.item_id for test in thing.tests}),
        "handed_out_at": thing.handed_out_at,
    }


def tombstone_card(thing: Tombstone) -> Row:
    return {name: getattr(thing, name) for name in card_tables.tombstone.c.keys()}  # noqa: SIM118


def plan_card(thing: PlanRow) -> Row:
    since = thing.decisions[-1].recorded_at if thing.decisions else BEGINNING
    return _paper(thing, thing.disposal.value, since)


def hold_card(thing: Hold) -> Row:
    item_id = thing.target if thing.scope is HoldScope.ITEM else ""
    return _paper(thing, thing.state.value, thing.set_at, "", item_id)


def weeding_card(thing: WeedingList) -> Row:
    return _paper(thing, thing.state.value, thing.made_at)


def removal_card(thing: RemovalOrder) -> Row:
    return _paper(thing, thing.state.value, thing.due_at, thing.account_id, thing.item_id)


def case_card(thing: CollectiveCase) -> Row:
    return _paper(thing, thing.state.value, thing.opened_at)


def models_card(thing: ModelLedger) -> Row:
    since = [*(one.made_at for one in thing.candidates), *(one.at for one in thing.adoptions)]
    return _paper(thing, thing.current, max(since, default=BEGINNING))


def _paper(thing: Any, state: str, at: datetime, account_id: str = "", item_id: str = "") -> Row:
    return {
        "object_id": object_id(thing),
        "kind": kind_of(type(thing)).word,
        "id": thing.id,
        "state": state,
        "account_id": account_id,
        "item_id": item_id,
        "at": at,
        "document": to_document(thing).decode(),
    }


def stamp_card(thing: TimeStamp) -> Row:
    return {name: getattr(thing, name) for name in card_tables.stamp.c.keys()}  # noqa: SIM118


CARDS: dict[type[Any], tuple[Table, str, Callable[[Any], Row]]] = {
    Account: (card_tables.account, "id", account_card),
    CaptureRecord: (card_tables.capture, "id", capture_card),
    ItemRecord: (card_tables.item, "id", item_card),
    Person: (card_tables.person, "username", person_card),
    Delivery: (card_tables.delivery, "id", delivery_card),
    Disclosure: (card_tables.disclosure, "id", disclosure_card),
    Tombstone: (card_tables.tombstone, "object_id", tombstone_card),
    TimeStamp: (card_tables.stamp, "id", stamp_card),
    PlanRow: (card_tables.paper, "object_id", plan_card),
    Hold: (card_tables.paper, "object_id", hold_card),
    WeedingList: (card_tables.paper, "object_id", weeding_card),
    RemovalOrder: (card_tables.paper, "object_id", removal_card),
    CollectiveCase: (card_tables.paper, "object_id", case_card),
    ModelLedger: (card_tables.paper, "object_id", models_card),
}
"""Type → table, key column, and the function that makes the card."""


def file(session: Session, things: Iterable[Any], versions: Iterable[Row], *, fresh: bool = False) -> None:
    """Replace the cards of these things. `versions` are rows of `objects`. `fresh`: there are none to replace."""
    batches: dict[type[Any], list[Any]] = {}
    for thing in things:
        batches.setdefault(type(thing), []).append(thing)
    for type_, batch in batches.items():
        table, key, card = CARDS[type_]
        rows = [card(thing) for thing in batch]
        _replace(session, table, key, rows, fresh=fresh)
        if type_ is ItemRecord:
            _file_item_texts(session, batch, fresh=fresh)
        _register(session, _numbers(batch))
    _replace(session, card_tables.objects, "object_id", list(versions), fresh=fresh)


def expected(thing: Any) -> list[tuple[Table, Row]]:
    """Every card of a thing, as `file` writes them; what search keeps of it apart."""
    table, _, card = CARDS[type(thing)]
    return [(table, _storable(card(thing))), *((card_tables.register, _storable(row)) for row in _numbers([thing]))]


def _numbers(batch: Iterable[Any]) -> list[Row]:
    """The register numbers these things have."""
    entries = [
        (thing, thing.register_entry) for thing in batch if isinstance(thing, ItemRecord) and thing.register_entry
    ]
    cases = [thing for thing in batch if isinstance(thing, CollectiveCase)]
    items = [register_row(entry.designation, object_id(thing)) for thing, entry in entries]
    return items + [register_row(case.designation, object_id(case)) for case in cases]


def forget(session: Session, purged: Iterable[Purged]) -> None:
    """Remove every card of purged objects; their register numbers stay given."""
    for gone in purged:
        word, id_ = split(gone.id)
        for table, key, _ in (CARDS[type_] for type_ in CARDS if CARDS[type_][0].name == word):
            session.execute(delete(table).where(table.c[key] == id_))
        search_index.forget(session, [id_])
        session.execute(delete(card_tables.objects).where(card_tables.objects.c.object_id == gone.id))
        if gone.designation:
            _register(session, [register_row(gone.designation, gone.id)])


def journal_rows(segment: int, lines: Iterable[JournalLine]) -> list[Row]:
    """The cards of journal lines."""
    names = [name for name in card_tables.journal.c.keys() if name != "segment"]  # noqa: SIM118
    return [{"segment": segment, **{name: getattr(line, name) for name in names}} for line in lines]


def file_lines(session: Session, segment: int, lines: Iterable[JournalLine]) -> None:
    """Add the lines of one segment."""
    rows = [_storable(row) for row in journal_rows(segment, lines)]
    if rows:
        session.execute(insert(card_tables.journal), rows)


def clear(session: Session) -> None:
    """Throw every card away, to make them again."""
    for table in card_tables.CARDS:
        session.execute(delete(table))
    search_index.clear(session)


def register_row(designation: str, about: str) -> Row:
    """`KS-SM 2026:17` as authority, year and number."""
    authority, _, rest = designation.rpartition(" ")
    year, _, number = rest.partition(":")
    return {
        "designation": designation,
        "authority": authority,
        "year": int(year) if year.isdecimal() else 0,
        "number": int(number) if number.isdecimal() else 0,
        "object_id": about,
    }


def _file_item_texts(session: Session, batch: list[ItemRecord], *, fresh: bool) -> None:
    if not fresh:
        search_index.forget(session, [thing.id for thing in batch])
    search_index.index(session, batch)


def _register(session: Session, rows: list[Row]) -> None:
    _replace(session, card_tables.register, "object_id", rows, fresh=False)


def _replace(session: Session, table: Table, key: str, rows: list[Row], *, fresh: bool) -> None:
    if not rows:
        return
    if not fresh:
        session.execute(delete(table).where(table.c[key].in_([row[key] for row in rows])))
    session.execute(insert(table), [_storable(row) for row in rows])


def _storable(row: Row) -> Row:
    """A row any database takes: PostgreSQL has no place for U+0000 in text, which a page may well hold."""
    return {name: value.replace("\0", "\ufffd") if isinstance(value, str) else value for name, value in row.items()}
