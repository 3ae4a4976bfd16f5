"""The search index: the words of every item, in SQLite's FTS5 or PostgreSQL's tsvector, token for token the same.

A function of the item's document: `cards.py` files it, `reindex` makes it anew, a weeding takes it out. Besides the words
it holds what the item is (its account, kind, states, proposals) and whether everybody may see it: so a search that is
not to see secrets never reaches their words at all, neither to find nor to count them (law 5).

An item's **place** is its time of receipt with a digest of its id behind it, in one number: newest first is highest place
first, which both databases give without sorting, however many items match.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, delete, insert, select, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Session

from archiver.digest import digest_of
from archiver.lifecycle.item_facts import hidden
from archiver.records import ItemRecord
from storage.database.search_query import AUTHOR, FACET, STEM
from storage.database.search_words import stem, words
from storage.database.sqlite import TAKES_WORDS_OUT

FORM = "3"
"""Count up when the index is made in another way."""
MOST_WORDS = 16_000
"""Words of an item that are searchable; a tsvector counts places up to 16,383."""
BETWEEN = 10
"""Places between one wording and the next, so that no phrase goes across."""
OPEN = FACET + "öppen"
"""Everybody with a right to the account may see the item."""
LABELS = ("diary", "confidential", "weeding")
ID_BITS = 21
EPOCH = datetime.fromtimestamp(0, UTC)
MILLISECOND = timedelta(milliseconds=1)
BATCH = 500
AUTOMERGE_PARTS = 4
"""SQLite's own choice."""

_metadata = MetaData()
places = Table(
    "item_place",
    _metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("item_id", String, nullable=False, unique=True),
)
item_text = Table("item_text", MetaData(), Column("place", BigInteger, primary_key=True), Column("words", TSVECTOR))
"""PostgreSQL's; SQLite's is a virtual table whose `rowid` is the place."""


def create(connection: Connection) -> None:
    """Make the index anew (`form.py` calls it)."""
    places.drop(connection, checkfirst=True)
    places.create(connection)
    connection.execute(text("DROP TABLE IF EXISTS item_text"))
    if connection.dialect.name == "sqlite":
        # Words come ready made; `ascii` parts them at spaces and leaves every letter beyond ASCII as it is.
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE item_text USING fts5(words, tokenize=\"ascii tokenchars '-_~@'\", prefix='2 3 4')"
            )
        )
        if TAKES_WORDS_OUT:  # from the first row on: what was deleted otherwise would stay in older parts of the index
            connection.execute(text("INSERT INTO item_text (item_text, rank) VALUES ('secure-delete', 1)"))
    else:
        item_text.create(connection)
        connection.execute(text("CREATE INDEX item_text_words ON item_text USING gin(words)"))


def index(session: Session, batch: list[ItemRecord]) -> None:
    """Put items in the index that are not in it."""
    ordered = sorted(batch, key=_place)  # FTS5 begins a new part of the index whenever a rowid is lower than the last
    for start in range(0, len(ordered), BATCH):
        things = ordered[start : start + BATCH]
        rows = list(zip(_free_places(session, things), things, strict=True))
        session.execute(insert(places), [{"place": place, "item_id": thing.id} for place, thing in rows])
        if is_sqlite(session):
            statement = text("INSERT INTO item_text (rowid, words) VALUES (:place, :words)")
            session.execute(statement, [{"place": place, "words": _for_sqlite(thing)} for place, thing in rows])
        else:
            statement = text("INSERT INTO item_text (place, words) VALUES (:place, CAST(:words AS tsvector))")
            session.execute(statement, [{"place": place, "words": _for_postgresql(thing)} for place, thing in rows])


def forget(session: Session, item_ids: Iterable[str]) -> None:
    """Take items out of the index."""
    ids = list(item_ids)
    for start in range(0, len(ids), BATCH):
        chosen = places.c.item_id.in_(ids[start : start + BATCH])
        key = "rowid" if is_sqlite(session) else "place"
        gone = [{"place": place} for place in session.scalars(select(places.c.place).where(chosen))]
        if gone:
            session.execute(text(f"DELETE FROM item_text WHERE {key} = :place"), gone)
            session.execute(delete(places).where(chosen))


def clear(session: Session) -> None:
    """Empty the index."""
    if is_sqlite(session):
        create(session.connection())
        return
    session.execute(text("DELETE FROM item_text"))
    session.execute(delete(places))


def merge_while_writing(session: Session, *, merge: bool) -> None:
    """Whether SQLite merges parts of the index with every writing (its FTS5 "automerge"), as it does by itself."""
    parts = AUTOMERGE_PARTS if merge else 0
    session.execute(text("INSERT INTO item_text (item_text, rank) VALUES ('automerge', :parts)"), {"parts": parts})


def place_at(moment: datetime) -> int:
    """The first place of a moment; every item received then or later has this one or a higher one."""
    return max((moment - EPOCH) // MILLISECOND, 0) << ID_BITS


def is_sqlite(session: Session) -> bool:
    """Which of the two indexes this is."""
    return session.get_bind().dialect.name == "sqlite"


def facets(thing: ItemRecord) -> Iterator[str]:
    """What an item is, as words of the index."""
    if not hidden(thing):
        yield OPEN
    yield account_facet(thing.account_id)
    yield kind_facet(thing.kind.value)
    for axis in ("registration", "secrecy", "visibility", "retention"):
        yield state_facet(getattr(thing.axes, axis).value)
    for label in LABELS if thing.proposal else ():
        if getattr(thing.proposal, label):
            yield label_facet(label)


def account_facet(account_id: str) -> str:
    return f"{FACET}konto_{account_id}"


def kind_facet(kind: str) -> str:
    return f"{FACET}slag_{kind}"


def state_facet(state: str) -> str:
    return f"{FACET}läge_{state}"


def label_facet(label: str) -> str:
    return f"{FACET}förslag_{label}"


def wordings(thing: ItemRecord) -> Iterator[str]:
    """Everything written of an item that is searched: who, what it says and said, its numbers."""
    yield thing.latest.author.name
    for version in reversed(thing.versions):
        yield version.text
    if thing.register_entry:
        yield thing.register_entry.designation
        yield thing.register_entry.dnr


def _tokens(thing: ItemRecord) -> tuple[list[tuple[int, str]], list[str]]:
    """An item's words with their places from 1, and what has no place: stems, the author's names, what the item is."""
    placed: list[tuple[int, str]] = []
    at = 0
    for wording in wordings(thing):
        for word in words(wording):
            at += 1
            if at > MOST_WORDS:
                break
            placed.append((at, word.folded))
        at += BETWEEN
    names = {AUTHOR + word.folded for version in thing.versions for word in words(version.author.name)}
    stems = dict.fromkeys(STEM + stem(word) for _, word in placed)
    return placed, [*stems, *sorted(names), *dict.fromkeys(facets(thing))]


def _for_sqlite(thing: ItemRecord) -> str:
    placed, others = _tokens(thing)
    parts: list[str] = []
    before = 0
    for at, word in placed:
        if at != before + 1:
            parts.append(FACET)
        parts.append(word)
        before = at
    return " ".join([*parts, FACET, *others])


def _for_postgresql(thing: ItemRecord) -> str:
    placed, others = _tokens(thing)
    return " ".join([*(f"'{word}':{at}" for at, word in placed), *(f"'{word}'" for word in others)])


def _free_places(session: Session, batch: list[ItemRecord]) -> list[int]:
    """A place for each item: the one its document says, the next free one where two would have the same."""
    wanted = [_place(thing) for thing in batch]
    taken = set(session.scalars(select(places.c.place).where(places.c.place.in_(wanted))))
    given: list[int] = []
    for place in wanted:
        while place in taken:
            place += 1
            if session.scalar(select(places.c.place).where(places.c.place == place)) is not None:
                taken.add(place)
        taken.add(place)
        given.append(place)
    return given


def _place(thing: ItemRecord) -> int:
    digest = int(digest_of(thing.id.encode())[:8], 16)
    return place_at(thing.received_at) | (digest & ((1 << ID_BITS) - 1))
