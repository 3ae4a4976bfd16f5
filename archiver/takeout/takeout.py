"""What every platform's export is: how it is recognised, which of its files are content, how they are read.

An export holds much that is nobody's record: log-ins, addresses, searches, advertisements. Only what is content of the account
is taken in; the rest is counted, never opened.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from archiver.errors.usage import ImportFault
from archiver.extract.drafts import Draft, Found
from archiver.extract.prose import tidy
from archiver.extract.readers.ranks import ANSWER
from archiver.extract.times import SECOND, When
from archiver.model import Attachment, ItemKind
from archiver.platforms.selectors import Selectors, native_id
from archiver.takeout.package import Package
from archiver.text import Text

NOT_JSON = Text("filen är inte giltig JSON", "the file is not valid JSON")
NOT_CSV = Text("filen är inte en giltig CSV-tabell", "the file is no valid CSV table")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose export it is: the account's name and address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read: drafts and remarks, and the names of the content files and pictures to keep."""

    found: Found
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Takeout:
    """One member. `platform` is its platform's key; `recognised` tells from the names in a ZIP; `read` reads it.
    `beside` are words in names of files that are content too but not taken in (messages), with what they are called."""

    platform: str
    name: Text
    version: str
    recognised: Callable[[Iterable[str]], bool]
    read: Callable[[Package, Owner], Taken]
    beside: Mapping[str, str] = field(default_factory=dict)


def draft(
    place: str,
    owner: Owner,
    table: Selectors,
    *,
    text: str,
    at: datetime | None,
    permalink: str = "",
    fallback: str = "",
    parent: str | None = None,
    kind: ItemKind = ItemKind.POST,
    attachments: Iterable[Attachment] = (),
) -> Draft | None:
    """The account's own words, None where there are none and no pictures. Ids are found as on the platform's pages."""
    media = tuple(dict.fromkeys(attachments))
    words = tidy(text)
    if not words and not media:
        return None
    return Draft(
        place=place,
        kind=kind,
        native=native_id(permalink, table.native) or fallback,
        permalink=permalink,
        author=owner.name,
        profile_url=owner.url,
        text=words,
        when=When(at, SECOND) if at else None,
        parent=parent,
        attachments=media,
        rank=ANSWER,
    )


def moment(seconds: Any) -> datetime | None:
    """Seconds since 1970 as a time, None where it is none."""
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or not 0 < seconds < 4_000_000_000:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def spoken(value: Any) -> Any:
    """Meta writes its texts' UTF-8 bytes as if they were Latin-1 letters; the letters they stand for, all through a value."""
    if isinstance(value, str):
        try:
            return value.encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return value
    if isinstance(value, list):
        return [spoken(one) for one in value]
    if isinstance(value, dict):
        return {spoken(key): spoken(one) for key, one in value.items()}
    return value


def listed(value: Any, *keys: str) -> Iterator[dict[str, Any]]:
    """The objects of a list, or of the list under one of the keys."""
    if isinstance(value, dict):
        value = next((value[key] for key in keys if isinstance(value.get(key), list)), [value])
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def fault(package: Package, name: str, what: Text) -> ImportFault:
    """A file of an export that can't be read, with its place."""
    return ImportFault(file=package.file, place=name, what=what)
