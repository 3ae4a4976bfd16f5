"""What every interface is: how an account is asked for, and how the kept answers are read.

A member is one file and one line in `registry.py`. `collect` asks through `Calls` and returns nothing: every answer is kept as
it comes. `read` makes drafts of kept answers without network, so that old captures can be read again by a better reader;
`extract/items.py` makes them the same items as a browser's capture gives.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archiver.extract.drafts import Found
from archiver.text import Text

if TYPE_CHECKING:
    from archiver.interfaces.calls import Calls


@dataclass(frozen=True, slots=True)
class Asked:
    """Which account is asked for. `id` is its own id at the interface where the register holds one; `address` is where the
    interface answers; `token` opens it (empty: as anybody)."""

    url: str
    name: str
    platform: str
    id: str = ""
    address: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One kept answer. `about` says what was asked for, e.g. `posts` or `comments 123`; `body` without secrets."""

    number: int
    about: str
    url: str
    at: datetime
    media_type: str
    body: bytes

    @property
    def value(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body.decode("utf-8-sig", "replace"), strict=False)
        except (ValueError, RecursionError):
            return None

    @property
    def topic(self) -> tuple[str, str]:
        """The two words of `about`: what, and of what (may be empty)."""
        what, _, whose = self.about.partition(" ")
        return what, whose


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an answer that is no answer means: `token`, `limit`, `gone`, `closed` (nothing may be written there) or `fault`."""

    kind: str


Judge = Callable[[int, Any], Refusal | None]


def by_status(status: int, value: Any) -> Refusal | None:
    """The usual meaning of a status (RFC 9110 §15), None for an answer that can be used."""
    if status in (401, 403):
        return Refusal("token")
    if status in (429, 503):
        return Refusal("limit")
    if status in (404, 410):
        return Refusal("gone")
    return Refusal("fault") if status >= 400 else None


@dataclass(frozen=True, slots=True)
class Interface:
    """One member. `platforms` are the keys of platforms it gives items of, the first interface of a platform being its own;
    `address` where it answers (empty: the account's own host); `token` what the token is called and where one gets it,
    None where none is needed; `private` makes the headers that carry it."""

    key: str
    name: Text
    version: str
    platforms: tuple[str, ...]
    collect: "Callable[[Calls, Asked], None]"
    read: Callable[[Sequence[Answer], Asked], Found]
    permission: str
    address: str = ""
    token: Text | None = None
    token_required: bool = False
    private: Callable[[str], Mapping[str, str]] = lambda token: {"Authorization": f"Bearer {token}"}
    headers: tuple[tuple[str, str], ...] = ()
    judge: Judge = by_status


def objects(value: Any, *path: str) -> list[dict[str, Any]]:
    """The objects of the list at a path (of the value itself without one); nothing where there is none."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def at(value: Any, *path: str | int) -> Any:
    """What lies at a path of keys and places, None where nothing does."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def word(value: Any, *path: str | int) -> str:
    """The text or number at a path as text, empty where there is none."""
    told = at(value, *path)
    return str(told) if isinstance(told, (str, int)) and not isinstance(told, bool) else ""
