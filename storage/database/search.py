"""Searching: one page of what somebody asks for and may see, newest first, with the words asked for marked.

The next page is asked for by the key this one gives; so a page costs the same however far down it is, and what is filed
meanwhile moves nothing.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from archiver.errors.usage import UsageFault
from archiver.text import Text
from storage.database import items
from storage.database.items import ItemRow
from storage.database.search_excerpt import Piece, excerpt, marked
from storage.database.search_filter import ItemFilter
from storage.database.search_match import counted
from storage.database.search_query import Term, parse
from storage.database.sight import Sight

PAGE = 25
COUNTED = 1000
"""A count says no more than this: nobody reads further, and a count of everything reads everything."""
BAD_KEY = Text("sidnyckeln är inte giltig", "the page key is not valid")


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found. `excerpt` is of its newest wording; `elsewhere`: what was asked for stands only in the author's
    name, an earlier wording or a number, not in the newest wording."""

    row: ItemRow
    excerpt: tuple[Piece, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of hits; `next` is the key of the page after it, empty on the last."""

    hits: tuple[Hit, ...]
    next: str


def page(session: Session, chosen: ItemFilter, sight: Sight, after: str = "", size: int = PAGE) -> Page:
    """One page of a choice (whose own limit and offset are left aside). Raises UsageFault for a wrong key."""
    rows = items.placed(session, chosen, sight, _place(after), size + 1)
    terms = parse(chosen.query or "")
    hits = tuple(_hit(row, terms) for _, row in rows[:size])
    return Page(hits, f"{rows[size - 1][0]:x}" if len(rows) > size else "")


def count(session: Session, chosen: ItemFilter, sight: Sight, most: int = COUNTED) -> int:
    """How many items a page's choice has in all, `most` + 1 where it has more than that."""
    return counted(session, chosen, sight, most + 1)


def _hit(row: ItemRow, terms: tuple[Term, ...]) -> Hit:
    spans = marked(row.text, terms)
    return Hit(row, excerpt(row.text, spans), elsewhere=bool(terms) and not spans)


def _place(key: str) -> int | None:
    if not key:
        return None
    try:
        place = int(key, 16)
    except ValueError:
        raise UsageFault(what=BAD_KEY) from None
    if not 0 <= place < 1 << 63:
        raise UsageFault(what=BAD_KEY)
    return place
