"""The kinds of things the shelf keeps, as one table; and a thing ⇄ its JSON document.

A new kind is one line in `KINDS`, one dataclass in `archiver/model.py` or `records.py` and its cards in `storage/database/cards.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from archiver.classify.ledger import ModelLedger
from archiver.errors.operation import IntegrityFault
from archiver.lifecycle.collective_case import CollectiveCase
from archiver.model import Account, CaptureRecord, Person
from archiver.records import Delivery, Disclosure, ItemRecord, TimeStamp, Tombstone
from archiver.removal.order import RemovalOrder
from archiver.retention.holds import Hold
from archiver.retention.plan import PlanRow
from archiver.retention.weeding import WeedingList
from archiver.text import Text

PREFIX = "somearkiv:"
JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its word in object ids, its type, the file it lies in, how its id is found, what people call it."""

    word: str
    type: type[Any]
    document: str
    id_of: Callable[[Any], str]
    says: Text


KINDS: tuple[Kind, ...] = (
    Kind("account", Account, "account.json", lambda thing: thing.id, Text("konto", "account")),
    Kind("capture", CaptureRecord, "capture.json", lambda thing: thing.id, Text("fångst", "capture")),
    Kind("item", ItemRecord, "item.json", lambda thing: thing.id, Text("handling", "item")),
    Kind("person", Person, "person.json", lambda thing: thing.username, Text("person", "person")),
    Kind("stamp", TimeStamp, "stamp.json", lambda thing: thing.id, Text("tidsstämpel", "time-stamp")),
    Kind("delivery", Delivery, "delivery.json", lambda thing: thing.id, Text("leverans", "delivery")),
    Kind("disclosure", Disclosure, "disclosure.json", lambda thing: thing.id, Text("begäran", "request")),
    Kind("plan", PlanRow, "plan.json", lambda thing: thing.id, Text("planrad", "plan row")),
    Kind("hold", Hold, "hold.json", lambda thing: thing.id, Text("spärr", "hold")),
    Kind("weeding", WeedingList, "weeding.json", lambda thing: thing.id, Text("gallringslista", "weeding list")),
    Kind("removal", RemovalOrder, "removal.json", lambda thing: thing.id, Text("borttagning", "removal order")),
    Kind("case", CollectiveCase, "case.json", lambda thing: thing.id, Text("samlingsärende", "collective case")),
    Kind("models", ModelLedger, "models.json", lambda thing: thing.id, Text("modelliggare", "ledger of models")),
    Kind(
        "tombstone",
        Tombstone,
        "tombstone.json",
        lambda thing: thing.object_id.removeprefix(PREFIX),
        Text("gallringsanteckning", "tombstone"),
    ),
)

BY_TYPE = {kind.type: kind for kind in KINDS}
BY_WORD = {kind.word: kind for kind in KINDS}


def kind_of(type_: type[Any]) -> Kind:
    """The kind of a type. Raises TypeError for what the shelf doesn't keep."""
    try:
        return BY_TYPE[type_]
    except KeyError:
        raise TypeError(f"{type_.__name__} is not kept on the shelf") from None


def object_id(thing: object) -> str:
    """The OCFL object id of a kept thing, e.g. `somearkiv:item:9b1c…`."""
    kind = kind_of(type(thing))
    return object_id_of(kind.type, kind.id_of(thing))


def object_id_of(type_: type[Any], id_: str) -> str:
    """The OCFL object id of the thing of a type with an id."""
    return f"{PREFIX}{kind_of(type_).word}:{id_}"


def split(object_id: str) -> tuple[str, str]:
    """An object id as kind word and id. Raises ValueError where it isn't one of ours."""
    prefix, word, id_ = object_id.split(":", 2)
    if f"{prefix}:" != PREFIX:
        raise ValueError(object_id)
    return word, id_


def to_document(thing: object) -> bytes:
    """A thing as its JSON document: UTF-8, indented, the same bytes for equal things."""
    kind = kind_of(type(thing))
    values = [getattr(thing, name) for name in _names(kind.word)]
    if any(isinstance(value, frozenset) for value in values):
        ordered = {name: _ordered(value) for name, value in zip(_names(kind.word), values, strict=True)}
        return to_json(ordered, indent=2) + b"\n"
    return _adapter(kind.word).dump_json(thing, indent=2) + b"\n"


def from_document(type_: type[Any], data: bytes, where: str) -> Any:
    """A thing from its JSON document. Raises IntegrityFault naming `where`, never the content."""
    try:
        return _adapter(kind_of(type_).word).validate_json(data)
    except ValidationError as fault:
        places = ", ".join(sorted({".".join(map(str, error["loc"])) or "$" for error in fault.errors()})[:3])
        what = Text(f"dokumentet går inte att läsa ({places})", f"the document can't be read ({places})")
        raise IntegrityFault(where=where, what=what) from None


def _ordered(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


@cache
def _names(word: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(BY_WORD[word].type))


@cache
def _adapter(word: str) -> TypeAdapter[Any]:
    return TypeAdapter(BY_WORD[word].type)
