"""The form token: proof that a form stood on one of our own pages, shown in this very browser.

It is derived from the cookie that only this browser has (the sitting's, or before signing in one made for the occasion),
so it changes with every sign-in and nothing is stored. `web/dispatch.py` checks it on every POST, once for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from secrets import token_urlsafe
from urllib.parse import urlsplit

from archiver.digest import digest_of
from archiver.errors.sign_in import FormRefused

FIELD = "formular"
SITTING_COOKIE = "somearkiv"
STRANGER_COOKIE = "formular"
SSO_COOKIE = "inloggning"


def cookie_name(name: str, *, https: bool) -> str:
    """A cookie's name; over https no other host and no plain connection can set it (RFC 6265bis §4.1.3.2)."""
    return f"__Host-{name}" if https else name


@dataclass(slots=True)
class Ticket:
    """The token of one call, and whether the page asked for it: only then a stranger gets a cookie."""

    cookie: str
    is_new: bool = False
    used: bool = field(default=False)

    def token(self) -> str:
        """The value of the hidden field."""
        self.used = True
        return token_for(self.cookie)


def ticket(sitting: str | None, stranger: str | None) -> Ticket:
    """The ticket of a call with these cookies."""
    if sitting:
        return Ticket(sitting)
    return Ticket(stranger) if stranger else Ticket(token_urlsafe(24), is_new=True)


def token_for(cookie: str) -> str:
    """The token that belongs to a cookie's value."""
    return digest_of(f"form\0{cookie}".encode())[:64]


def check(ticket: Ticket, given: str, headers: Mapping[str, str], own: frozenset[str]) -> None:
    """Raises FormRefused unless the token is this browser's and the browser says the form is ours.

    `own` are our origins (`https://arkiv.exempel.se`).
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    ours = (origin is None or origin in own) and (site is None or site in ("same-origin", "none"))
    if ticket.is_new or not ours or not compare_digest(given.encode(), token_for(ticket.cookie).encode()):
        raise FormRefused


def safe_path(given: str) -> str:
    """A path of ours to go on to, `/` for anything else: no other host, no scheme, no control characters."""
    parts = urlsplit(given)
    ours = given.startswith("/") and not given.startswith("//") and not parts.scheme and not parts.netloc
    return given if ours and given.isprintable() and "\\" not in given else "/"
