"""Tells the account from what stands before it: login pages, block pages, error pages, nothing at all.

A wall is an outcome, never filed as if it were the account. A page with posts on it is the account, whatever lies over it;
so the signs count only where there is little else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archiver.capture import words
from archiver.errors.outside import BlockPage, EmptyPage, ErrorPage, LoginWall, NotFound, OutsideFault
from archiver.platforms.platform import Platform, Walls

_SHORT = 1500
"""Letters. A wall says little; a page with more text than this is taken for content."""
_PLAINLY = 3
_VERY_SHORT = 600
"""Letters. Below this the running text counts too."""
_SENTENCE = re.compile(r"[.!?…]\s|\n")
_NEAR_START = 25
"""Letters. In running text a sign opens its sentence ("Tyvärr, sidan finns inte"); further in, somebody speaks of it."""
_SIGNS = (
    *words.BLOCK_WORDS,
    *words.PRIVATE_WORDS,
    *words.GONE_WORDS,
    *words.ERROR_WORDS,
)
_NUMBERED = re.compile(r"^(?:error |fel |http )?404\b|\b(?:error|fel|http) 404\b", re.MULTILINE)
"""A title or heading that is the status itself (RFC 9110 §15.5.5)."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page shows, as far as telling walls needs: see `scripts/sight.js`. `named` counts posts and comments by the
    platform's own selector, `guessed` by how they usually look."""

    url: str
    title: str
    heading: str
    text: str
    named: int
    guessed: int
    pictures: int
    password_fields: int
    login_signs: bool
    challenge: bool

    @property
    def items(self) -> int:
        """Posts and comments, by the platform's own selector or by a guess."""
        return max(self.named, self.guessed)

    @classmethod
    def of(cls, answer: dict[str, Any]) -> "Sight":
        """From the script's answer."""
        return cls(
            url=str(answer["url"]),
            title=str(answer["title"])[:300],
            heading=str(answer["heading"])[:300],
            text=str(answer["text"]),
            named=int(answer["items"]),
            guessed=int(answer["guessed"]),
            pictures=int(answer["pictures"]) + int(answer["frames"]),
            password_fields=int(answer["passwords"]),
            login_signs=bool(answer["signs"]),
            challenge=bool(answer["challenge"]),
        )


def wall(sight: Sight, walls: Walls, requested_url: str, status: int) -> OutsideFault | None:
    """The error for a page that is not the account, None when it is."""
    url = requested_url
    if _matches(sight.url, (*walls.login_urls, *words.LOGIN_URL_PATTERNS)) and sight.url != requested_url:
        return LoginWall(url=url)
    short = len(sight.text) < _SHORT
    if sight.items > (1 if short else 0):
        return None
    said = f"{sight.title}\n{sight.heading}".lower()
    if len(sight.text) < _VERY_SHORT:
        said = f"{said}\n{_openings(sight.text.lower())}"
    if (sight.challenge and short) or _says(said, words.BLOCK_WORDS):
        return BlockPage(url=url, status=status)
    if sight.login_signs or (sight.password_fields and short):
        return LoginWall(url=url)
    if short and not sight.items and (_lets_in(sight) or _says(said, words.PRIVATE_WORDS)):
        return LoginWall(url=url)
    if (short and (_says(said, words.GONE_WORDS) or _NUMBERED.search(said))) or _is_called_gone(sight):
        return NotFound(url=url, status=status)
    if short and _says(said, words.ERROR_WORDS):
        return ErrorPage(url=url, status=status)
    if not sight.text.strip() and not sight.pictures:
        return EmptyPage(url=url)
    return None


def _lets_in(sight: Sight) -> bool:
    """Whether the title or a heading asks people to log in to see anything."""
    lines = f"{sight.title}\n{sight.heading}".lower().splitlines()
    return any(re.search(pattern, line.strip()) for line in lines for pattern in words.LOGIN_HEADINGS)


def _is_called_gone(sight: Sight) -> bool:
    """Whether title and heading both say that the page does not exist: an error page made long by the site's menus."""
    return all(_says(_openings(one.lower()), words.GONE_WORDS) for one in (sight.title, sight.heading))


def _openings(text: str) -> str:
    """The signs that open a sentence of a text, one a line."""
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text)]
    return "\n".join(sign for one in sentences for sign in _SIGNS if 0 <= one.find(sign) <= _NEAR_START)


def lost_sight(sight: Sight, platform: Platform) -> str:
    """Why the platform's selectors are to be doubted, in Swedish: they find nothing where posts are plainly seen."""
    if not platform.visiting.items or sight.named or sight.guessed < _PLAINLY:
        return ""
    return (
        f"Läsmallen för {platform.name.sv} ({platform.version}) hittade inget inlägg, fast {sight.guessed} syns på sidan. "
        "Plattformen kan ha ändrat sin uppställning."
    )


def _says(text: str, signs: Iterable[str]) -> bool:
    return any(sign in text for sign in signs)


def _matches(url: str, patterns: Iterable[str]) -> bool:
    return any(re.search(pattern, url, re.IGNORECASE) for pattern in patterns)
