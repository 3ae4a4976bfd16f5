"""What every page family offers: its routes, each with the right it needs, and its place in the menu.

A route without a right can't be written. `web/dispatch.py` asks for it before the handler is called; the matrix test walks
all of them with every role.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from archiver.lifecycle.rights import Right, may
from archiver.model import Person
from archiver.text import Text
from web.answer import Answer
from web.call import Call

Handler = Callable[[Call], Answer]
MEGABYTE = 1_000_000


class Access(StrEnum):
    """What is asked where no right of the archive is."""

    PUBLIC = "alla"
    """Everybody, also who is not signed in."""
    SIGNED_IN = "inloggade"


Needs = Right | Access


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `path` has parameters as `/konton/{account_id}`; `largest_bytes` is how large a form may be.

    `sources` widens the content security policy of this route only, e.g. `{"frame-src": "http://…"}`. `comes_back` is
    false for a form with passwords or keys in it, whose words no page may hold (`web/kept.py`).
    """

    method: Literal["GET", "POST"]
    path: str
    does: Handler
    needs: Needs
    largest_bytes: int = MEGABYTE
    sources: Mapping[str, str] = field(default_factory=dict)
    comes_back: bool = True


def get(path: str, does: Handler, needs: Needs, sources: Mapping[str, str] | None = None) -> Route:
    """A route that shows and changes nothing."""
    return Route("GET", path, does, needs, sources=sources or {})


def post(path: str, does: Handler, needs: Needs, largest_bytes: int = MEGABYTE, *, comes_back: bool = True) -> Route:
    """A route that takes a form; the form's token is checked before the handler is called."""
    return Route("POST", path, does, needs, largest_bytes, comes_back=comes_back)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the menu, shown to whoever may open it."""

    label: Text
    path: str
    needs: Needs


@dataclass(frozen=True, slots=True)
class Section:
    """A family of pages: one file in `web/pages/`, one line in its registry. `told` are the short messages a redirect may
    bring along (`answer.Sent`), key → text."""

    key: str
    routes: tuple[Route, ...]
    places: tuple[Place, ...] = ()
    told: Mapping[str, Text] = field(default_factory=dict)


def allowed(person: Person | None, needs: Needs) -> bool:
    """Whether somebody (None: nobody signed in) may open what needs this."""
    if needs is Access.PUBLIC:
        return True
    if person is None:
        return False
    return isinstance(needs, Access) or may(person, needs)
