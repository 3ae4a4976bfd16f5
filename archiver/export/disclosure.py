"""Utlämnande av allmän handling: a request, the harm test of each item, and what masking makes of an item's words.

Nothing here knows who asks or why (TF 2:18). Each item is tested by a named official (OSL 6:3); what is released in part
has its secret words masked wherever they stand (TF 2:15), and every address is left out, since names hide in addresses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from unicodedata import normalize

from archiver.export.documents import Content, ContentVersion
from archiver.model import Attachment, Author
from archiver.records import Release as Release

MASKED = "[maskat]"
"""What stands in place of masked words: the same for short and long, and read aloud by a screen reader."""

MASKED_AUTHOR = "[maskad avsändare]"


_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
_GAP = r"[\s\u00a0\u200b_-]+"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on an item's own picture to burn black, in its pixels; right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class ItemTest:
    """The test of one item. `ground` is the provision, needed for anything but a whole release of an open item.

    `words` are masked wherever they stand in the item; `mask_author` masks the author's name as well. Where something
    in the item is masked, a picture comes along only with `rectangles` drawn for its wording (by version number), or
    with `find`: then all on it is masked but the words that are released (`picture_masks.py`).
    """

    item_id: str
    release: Release
    tested_by: str
    tested_at: datetime
    ground: str = ""
    words: tuple[str, ...] = ()
    mask_author: bool = False
    rectangles: Mapping[int, tuple[Rectangle, ...]] = field(default_factory=dict)
    find: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureRequest:
    """One request, without the one who asks. `asked_for` is what is asked for in the official's own words; `decided_by`
    the function that decides for the authority; `court` the kammarrätt an appeal goes to; `fee` as it is charged."""

    designation: str
    received_at: datetime
    asked_for: str
    authority: str
    decided_by: str
    tests: tuple[ItemTest, ...]
    court: str = "kammarrätten"
    fee: str = ""
    minutes: int = 0


def masked(said: Content, test: ItemTest) -> Content:
    """The content as it may be released. A whole release is untouched; a refused item has no content at all."""
    if test.release is Release.WHOLE:
        return said
    if test.release is Release.REFUSED:
        return replace(said, versions=(), permalink="", identity="")
    versions = tuple(_masked_version(one, _pattern(said, test), test) for one in said.versions)
    account = _mask(said.account, _pattern(said, test))
    return replace(said, versions=versions, permalink="", identity="", account=account)


def masked_words(said: Content, test: ItemTest) -> tuple[str, ...]:
    """Every word and name that may not be found in what is released, longest first."""
    words = set(test.words)
    if test.mask_author:
        for version in said.versions:
            name = version.author.name
            words |= {name, *(part for part in re.split(r"[\s.,_-]+", name) if len(part) > 2)}
    return tuple(sorted((word.strip() for word in words if word.strip()), key=lambda one: (-len(one), one)))


def plainly(text: str) -> str:
    """A text as it is compared: composed letters, no invisible characters, no difference between capitals and small."""
    return re.sub(_INVISIBLE, "", normalize("NFC", text)).casefold()


def _pattern(said: Content, test: ItemTest) -> "re.Pattern[str] | None":
    return word_pattern(*masked_words(said, test))


def word_pattern(*words: str) -> "re.Pattern[str] | None":
    """Finds the words, however they are spelled; None for none."""
    plain = (plain_word(word) for word in words)
    forms = {normalize(form, word): None for word in plain if word for form in ("NFC", "NFD")}
    return re.compile("|".join(_spelling(word) for word in forms), re.IGNORECASE) if forms else None


def plain_word(word: str) -> str:
    """A word without invisible characters, its parts held together by one space."""
    return " ".join(part for part in re.split(_GAP, re.sub(_INVISIBLE, "", normalize("NFC", word))) if part)


def _spelling(word: str) -> str:
    """The word however its letters are held apart: invisible characters within it, any gap between its parts."""
    parts = (f"{_INVISIBLE}*".join(re.escape(letter) for letter in part) for part in word.split())
    return f"(?:{_GAP})".join(parts)


def _mask(text: str, pattern: "re.Pattern[str] | None") -> str:
    return pattern.sub(MASKED, text) if pattern else text


def _masked_version(version: ContentVersion, pattern: "re.Pattern[str] | None", test: ItemTest) -> ContentVersion:
    name = MASKED_AUTHOR if test.mask_author else _mask(version.author.name, pattern)
    return replace(
        version,
        author=Author(name, "", version.author.role),
        text=_mask(version.text, pattern),
        attachments=tuple(Attachment(one.kind, "", _mask(one.description, pattern)) for one in version.attachments),
    )
