"""A form that came when its sitting had ended, or with another sitting's token: its words come back, to be sent once more.

Only for a form of ours, as the browser itself tells (`Sec-Fetch-Site`, `Origin`): nobody else's words are ever offered for
sending, and never a form with passwords, keys or files in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from archiver.errors.error import SomearkivError
from archiver.errors.sign_in import FormRefused, SignInAgain
from archiver.text import Text
from web.call import Call
from web.forms import FIELD
from web.route import Access, Route

SIGNED_OUT = Text("Du har blivit utloggad", "You have been signed out")
AGAIN = Text("Skicka det igen", "Send it again")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the form goes, with its query, and its fields in their order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def kept(call: Call, route: Route, fault: SomearkivError, *, ours: bool) -> Kept | None:
    """What a page of the fault offers to send again; None where nothing is to come back."""
    if not isinstance(fault, SignInAgain | FormRefused) or not ours or not route.comes_back:
        return None
    if route.method != "POST" or route.needs is Access.PUBLIC:
        return None
    fields = [(name, value) for name, value in call.form.multi_items() if name != FIELD]
    if any(not isinstance(value, str) and value.filename for _, value in fields):
        return None
    query = f"?{call.query}" if call.query else ""
    return Kept(call.path + query, tuple((name, value) for name, value in fields if isinstance(value, str)))


def is_ours(headers: Mapping[str, str], own: frozenset[str]) -> bool:
    """Whether the browser itself says that a form stood on a page of these origins."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    return (origin is not None or site is not None) and origin in (None, *own) and site in (None, "same-origin")
