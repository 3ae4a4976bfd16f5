"""One call of a page: who asks, in which language, with which parameters and form. Given to every handler."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from starlette.datastructures import FormData, QueryParams, UploadFile

from archiver.errors.sign_in import SignInAgain
from archiver.lifecycle.rights import Right, may, sight_of
from archiver.model import Person, Sight
from archiver.text import Language, Text
from jobs.context import Context
from jobs.signing_in import Seat
from web.desk import Desk

ITEM_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler knows. `path_values` are the route's parameters; `form` is empty for GET; `address` is the caller's.

    `here` is the page the person is looking at, with its query: of a form, the page it stood on.
    `seat` is the sitting of whoever is signed in; `waiting` one that has given the password and of whom more is asked.
    """

    desk: Desk
    path: str
    path_values: Mapping[str, str]
    query: QueryParams
    form: FormData
    seat: Seat | None
    waiting: Seat | None
    language: Language
    address: str
    cookies: Mapping[str, str] = field(default_factory=dict)
    here: str = "/"

    @property
    def who(self) -> Person:
        """The person signed in. Raises SignInAgain where nobody is."""
        if self.seat is None:
            raise SignInAgain
        return self.seat.person

    @property
    def sight(self) -> Sight:
        """How far the person sees: every reading function takes it (law 5)."""
        return sight_of(self.who)

    @property
    def context(self) -> Context:
        """What jobs are given: the archive, with the person as the one who acts."""
        return Context(self.desk.config, self.desk.archive, self.who, self.desk.now)

    @property
    def coming(self) -> Seat:
        """The sitting of whoever is in or on their way in. Raises SignInAgain where nobody is."""
        seat = self.seat or self.waiting
        if seat is None:
            raise SignInAgain
        return seat

    @property
    def own_context(self) -> Context:
        """What jobs about a person's own sign-in are given, also before they are all the way in."""
        return Context(self.desk.config, self.desk.archive, self.coming.person, self.desk.now)

    @property
    def now(self) -> datetime:
        """The time."""
        return self.desk.now()

    def may(self, right: Right, committee: str = "") -> bool:
        """Whether the person has a right, within the nämnd where one is given."""
        return self.seat is not None and may(self.seat.person, right, committee)

    def t(self, text: Text, **facts: object) -> str:
        """A text in the person's language."""
        return text.fill(self.language, **facts)

    def field(self, name: str) -> str:
        """What was written in a field of the form, without spaces around; empty where it is absent."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def form_text(self, name: str) -> str:
        """A field exactly as written, spaces and all: passwords."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def fields(self, name: str) -> list[str]:
        """Every value of a field that may come many times."""
        return [value.strip() for value in self.form.getlist(name) if isinstance(value, str)]

    def items(self, name: str) -> tuple[str, ...]:
        """The items named in a field, by id or by the address of their page, with spaces or lines between."""
        written = self.field(name).split()
        found = (ITEM_ID.findall(urlsplit(one).path if "/" in one else one) for one in written)
        return tuple(ids[0] if ids else one for one, ids in zip(written, found, strict=True))

    def upload(self, name: str) -> UploadFile | None:
        """A file that came with the form."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) else None

    def number(self, name: str, default: int = 1) -> int:
        """A whole number in the query (a page of a list), `default` where there is none; never below 0."""
        value = self.query.get(name, "")
        return min(int(value), 10_000_000) if value.isascii() and value.isdigit() and len(value) < 9 else default
