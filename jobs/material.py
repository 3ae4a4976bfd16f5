"""What a delivery is made from: gathered from the archive as it is, or as it was when an earlier delivery was made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from archiver.errors.refused import Refused, Weeded
from archiver.errors.usage import Unknown
from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.disclosure import ItemTest
from archiver.export.formats import registrar, sip
from archiver.export.formats.registry import format_by_key
from archiver.export.increment import since_last
from archiver.export.openness import open_threads
from archiver.export.package import Material, software
from archiver.export.recipe import Ingredient, Recipe
from archiver.export.registered import is_registered
from archiver.export.secrecy_tests import request_of, tests_of
from archiver.lifecycle.rights import sight_of
from archiver.model import Account, CaptureRecord
from archiver.records import Delivery, Disclosure, ItemRecord, TimeStamp, Tombstone
from archiver.text import Text
from jobs.context import Context
from jobs.public_list import attested_at, municipality_of
from jobs.review import visible
from storage.archive import Archive
from storage.database import accounts, captures, deliveries, disclosures, items, stamps
from storage.database.items import ItemFilter, Label
from storage.kinds import PREFIX, object_id_of

T = TypeVar("T")
NOTHING_NEW = Text(
    "inget är nytt sedan formatets förra leverans", "nothing is new since the last delivery of the format"
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items and captures. Item ids named one by one must all be deliverable; otherwise what fits is taken.

    `since_last`: only what earlier deliveries of the format lack, or hold in an older state.
    """

    item_ids: tuple[str, ...] = ()
    account_id: str | None = None
    label: Label | None = None
    state: str | None = None
    query: str | None = None
    since: datetime | None = None
    since_last: bool = False
    request: str | None = None
    """A disclosure's id: its items, and nothing else."""

    def facts(self) -> dict[str, str]:
        """The choice in words, for the delivery's record."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: ", ".join(value) if isinstance(value, tuple) else str(value) for name, value in told.items() if value
        }


@dataclass
class _Shelf:
    """Reads each thing once, at the version it is known to have; where none is known, the newest, and remembers it."""

    archive: Archive
    versions: dict[str, int] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def take(self, kind: type[T], id_: str) -> T:
        about = object_id_of(kind, id_)
        if about not in self.things:
            if about in self.versions:
                self.things[about] = self.archive.as_it_was(kind, id_, self.versions[about])
            else:
                self.things[about], self.versions[about] = self.archive.newest(kind, id_)
        thing: T = self.things[about]
        return thing

    def file(self, kind: type, id_: str, path: str) -> Path:
        return self.archive.file(kind, id_, path, self.versions.get(object_id_of(kind, id_)))

    def ingredients(self, kind: type, ids: Iterable[str]) -> tuple[Ingredient, ...]:
        """The things by id, in the order given, with the version each has now."""
        taken = ((one, self.take(kind, one)) for one in ids)
        return tuple(Ingredient(one, self.versions[object_id_of(kind, one)]) for one, _ in taken)


def chosen_items(context: Context, selection: Selection) -> tuple[str, ...]:
    """The ids of the items of a selection that the acting person may see, in the order they came. Raises Unknown."""
    ids, _, _ = _chosen(context, selection, None)
    return tuple(sorted(ids, key=lambda one: (context.archive.get(ItemRecord, one).received_at, one)))


def gather(
    context: Context,
    key: str,
    selection: Selection,
    now: datetime,
    recipient: str = "",
    profile: DeliveryProfile | None = None,
) -> tuple[Material, Recipe]:
    """The material of a selection as the acting person may see it, and the recipe for it.

    Raises Unknown for an account, item or request the person can't see (law 5: the same answer as for what isn't there).
    """
    shelf = _Shelf(context.archive)
    request = _request(context, shelf, selection.request) if selection.request else None
    ids, capture_ids, account_ids = _chosen(context, selection, request)
    records = tuple(shelf.take(ItemRecord, one) for one in ids)
    if selection.since_last:
        records, capture_ids = _new(context, key, records, capture_ids)
        if not (any(is_registered(one) for one in records) if key == registrar.FORMAT.key else records or capture_ids):
            raise Refused(what=NOTHING_NEW)
    records = tuple(sorted(records, key=lambda one: (one.received_at, one.id)))
    with context.archive.session() as session:
        tested = disclosures.newest_with(session)
        newest_stamp = [row.id for row in stamps.rows(session)[-1:]]
    masked = sorted({tested[one.id] for one in records if one.id in tested}) if key == sip.FORMAT.key else []
    recipe = Recipe(
        format=key,
        made_at=now,
        made_by=context.who.name,
        named=bool(selection.item_ids or request),
        recipient=recipient,
        software=software(),
        municipality=municipality_of(context.config),
        items=shelf.ingredients(ItemRecord, (one.id for one in records)),
        captures=shelf.ingredients(CaptureRecord, capture_ids if format_by_key(key).captures else ()),
        accounts=shelf.ingredients(Account, sorted({*account_ids, *(one.account_id for one in records)})),
        stamps=shelf.ingredients(TimeStamp, newest_stamp),
        tested=shelf.ingredients(Disclosure, masked),
        open_threads=tuple(sorted(_open_threads(context, {one.account_id for one in records}))),
        attested_at=attested_at(context),
        profile=profile,
        request=shelf.ingredients(Disclosure, [request.id])[0] if request else None,
    )
    return _material(shelf, recipe), recipe


def gather_again(archive: Archive, recipe: Recipe) -> Material:
    """The material of an earlier delivery, as it was then.

    Raises Weeded naming the first thing that was weeded since, Unknown, IntegrityFault.
    """
    shelf = _Shelf(archive)
    _remember(shelf, ItemRecord, recipe.items)
    _remember(shelf, CaptureRecord, recipe.captures)
    _remember(shelf, Account, recipe.accounts)
    _remember(shelf, TimeStamp, recipe.stamps)
    _remember(shelf, Disclosure, (*recipe.tested, *([recipe.request] if recipe.request else ())))
    return _material(shelf, recipe)


def _material(shelf: _Shelf, recipe: Recipe) -> Material:
    """The only way from the shelf to a package: a new delivery and a repeated one both go it."""
    records = tuple(shelf.take(ItemRecord, one.id) for one in recipe.items)
    request = shelf.take(Disclosure, recipe.request.id) if recipe.request else None
    masks: dict[str, ItemTest] = {}
    for one in recipe.tested:
        masks |= {test.item_id: test for test in tests_of(shelf.take(Disclosure, one.id), records)}
    return Material(
        items=records,
        captures=tuple(shelf.take(CaptureRecord, one.id) for one in recipe.captures),
        accounts={one.id: shelf.take(Account, one.id) for one in recipe.accounts},
        file=shelf.file,
        municipality=recipe.municipality,
        made_at=recipe.made_at,
        made_by=recipe.made_by,
        named=recipe.named,
        open_threads=frozenset(recipe.open_threads),
        recipient=recipe.recipient,
        attested_at=recipe.attested_at,
        stamps=tuple(shelf.take(TimeStamp, one.id) for one in recipe.stamps),
        profile=recipe.profile,
        request=request_of(request, records) if request else None,
        masks=masks,
        software=recipe.software,
    )


def _chosen(
    context: Context, selection: Selection, request: Disclosure | None
) -> tuple[tuple[str, ...], list[str], list[str]]:
    """The ids of the items, captures and accounts of a selection. Raises Unknown."""
    sight = sight_of(context.who)
    named = request.item_ids if request else selection.item_ids
    chosen = ItemFilter(selection.account_id, selection.label, selection.state, selection.query, selection.since, None)
    with context.archive.session() as session:
        known = [row.id for row in accounts.rows(session, sight=sight)]
        if selection.account_id and selection.account_id not in known:
            raise Unknown(kind=Text("konto", "account"), name=selection.account_id)
        listed = () if named else tuple(row.id for row in items.listed(session, chosen, sight))
        concerned = [selection.account_id] if selection.account_id else known
        shown = [row.id for one in concerned for row in captures.of_account(session, one, selection.since)]
    if named:
        records = [visible(context, one) for one in named]
        shown = list(dict.fromkeys(version.capture_id for record in records for version in record.versions))
    return named or listed, shown, known


def _new(
    context: Context, key: str, records: tuple[ItemRecord, ...], capture_ids: list[str]
) -> tuple[tuple[ItemRecord, ...], list[str]]:
    """What the format's earlier deliveries lack, or hold in an older state."""
    with context.archive.session() as session:
        ids = [row.id for row in deliveries.rows(session, key)]
    before = [context.archive.get(Delivery, one) for one in ids]
    gone = {each for delivery in before for each in delivery.object_ids}
    return since_last(records, before, key), [one for one in capture_ids if one not in gone]


def _request(context: Context, shelf: _Shelf, name: str) -> Disclosure:
    """A request by its id or its designation. Raises Unknown."""
    with context.archive.session() as session:
        found = [row.id for row in disclosures.rows(session) if name in (row.id, row.designation)]
    if not found:
        raise Unknown(kind=Text("begäran", "request"), name=name)
    return shelf.take(Disclosure, found[0])


def _open_threads(context: Context, account_ids: set[str]) -> frozenset[str]:
    with context.archive.session() as session:
        ids = [known.item_id for one in sorted(account_ids) for known in items.known(session, one).values()]
    return open_threads(context.archive.get(ItemRecord, one) for one in ids)


def _remember(shelf: _Shelf, kind: type, listed: Iterable[Ingredient]) -> None:
    for one in listed:
        about = object_id_of(kind, one.id)
        if shelf.archive.find(Tombstone, about.removeprefix(PREFIX)) is not None:
            raise Weeded(kind=Text("handlingen", "the record"), name=one.id)
        shelf.versions[about] = one.version
