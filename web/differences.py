"""What changed between two wordings, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from archiver.records import ItemRecord, ItemVersion

_WORD = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
MOST_WORDS = 4_000
"""Beyond this a whole text stands against a whole text: comparing takes the square of the time."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that stayed, came or went."""

    what: Literal["same", "new", "gone"]
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, and what changed from the one before (empty for the first)."""

    version: ItemVersion
    changes: tuple[Part, ...]


def wordings(record: ItemRecord) -> list[Wording]:
    """Every wording of an item, newest first."""
    pairs = zip((None, *record.versions), record.versions, strict=False)
    return [Wording(now, differences(before.text, now.text) if before else ()) for before, now in pairs][::-1]


def differences(before: str, after: str) -> tuple[Part, ...]:
    """The parts in reading order: without the gone ones they are `after`, without the new ones `before`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = [before], [after]
    parts: list[Part] = []
    for what, begin, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(Part("same", "".join(new[from_:to])))
            continue
        parts += [Part("gone", "".join(old[begin:end]))] if end > begin else []
        parts += [Part("new", "".join(new[from_:to]))] if to > from_ else []
    return tuple(parts)
