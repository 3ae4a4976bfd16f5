"""The journal as values: lines chained by digest, closed into segments that also vouch for every object version.

A segment is one OCFL object with two files. `journal.jsonl` holds the lines of one change; each line's digest is over
its canonical JSON, which holds the digest of the line before. `segment.json` closes it: it holds the digest of the
lines, of the previous `segment.json`, and of every inventory the change wrote. So the newest segment's digest stands
for the whole archive: one changed byte anywhere, a line or object removed, inserted or moved, and the chain breaks.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from archiver.dates import rfc3339
from archiver.digest import digest_of
from archiver.records import JournalLine
from storage.kinds import JOURNAL, PREFIX
from storage.ocfl.inventory import Stamp

LINES = "journal.jsonl"
SEGMENT = "segment.json"


@dataclass(frozen=True, slots=True)
class Written:
    """One object version a change wrote: the digest is of its `inventory.json`, which vouches for all its bytes."""

    id: str
    version: int
    inventory: str


@dataclass(frozen=True, slots=True)
class Purged:
    """One object a change removed whole. The register number it had is kept, so that it is never given again."""

    id: str
    designation: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One closed segment. `previous` is the digest of the segment before, empty for the first; `head` the digest of
    its last line; `lines` the digest of `journal.jsonl`."""

    segment: int
    previous: str
    at: datetime
    who: str
    why: str
    first_line: int
    last_line: int
    head: str
    lines: str
    written: tuple[Written, ...] = ()
    purged: tuple[Purged, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal ends: the newest segment and line, and their digests. Zero and empty before the first."""

    segment: int = 0
    segment_digest: str = ""
    line: int = 0
    line_digest: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A segment just closed: its files, what they say, and where the journal ends after it."""

    files: Mapping[str, bytes]
    segment: Segment
    lines: tuple[JournalLine, ...]
    head: Head


def segment_id(number: int) -> str:
    """The OCFL object id of a segment, e.g. `somearkiv:journal:00000017`."""
    return f"{PREFIX}{JOURNAL}:{number:08d}"


def line_digest(line: JournalLine) -> str:
    """SHA-512 of the line's canonical JSON without its own digest."""
    document = _plain(line)
    del document["digest"]
    return digest_of(_canonical(document))


def chained(lines: Sequence[JournalLine], head: Head) -> tuple[JournalLine, ...]:
    """The lines numbered and chained onto the head."""
    number, previous = head.line, head.line_digest
    result = []
    for line in lines:
        number += 1
        numbered = replace(line, number=number, previous=previous, digest="")
        previous = line_digest(numbered)
        result.append(replace(numbered, digest=previous))
    return tuple(result)


def close(
    lines: Sequence[JournalLine],
    head: Head,
    *,
    at: datetime,
    who: str,
    why: str,
    written: Sequence[Written],
    purged: Sequence[Purged],
) -> Closed:
    """The next segment of the journal. `lines` are at least one, unnumbered."""
    chain = chained(lines, head)
    stored = b"".join(_canonical(_plain(line)) + b"\n" for line in chain)
    segment = Segment(
        segment=head.segment + 1,
        previous=head.segment_digest,
        at=at,
        who=who,
        why=why,
        first_line=chain[0].number,
        last_line=chain[-1].number,
        head=chain[-1].digest,
        lines=digest_of(stored),
        written=tuple(written),
        purged=tuple(purged),
    )
    document = _segment_bytes(segment)
    # As they are stored, whole seconds and all: cards are made of these.
    return Closed({LINES: stored, SEGMENT: document}, segment, read_lines(stored), head_after(segment, document))


def stamp_of(at: datetime, who: str, why: str, lines: Sequence[JournalLine]) -> Stamp:
    """The stamp every version of a change bears: what a segment's own inventory says follows from the segment."""
    return Stamp(at, why or ", ".join(dict.fromkeys(line.did for line in lines)), who, f"{PREFIX}person:{who}")


def head_after(segment: Segment, document: bytes) -> Head:
    """Where the journal ends with this segment; `document` is its `segment.json` as stored."""
    return Head(segment.segment, digest_of(document), segment.last_line, segment.head)


def read_segment(document: bytes) -> Segment:
    """A `segment.json`. Raises ValueError where it isn't one."""
    try:
        return _SEGMENT.validate_json(document)
    except ValidationError as fault:
        raise ValueError("not a segment") from fault


def read_lines(stored: bytes) -> tuple[JournalLine, ...]:
    """The lines of a `journal.jsonl`. Raises ValueError where one isn't a line."""
    try:
        return tuple(_LINE.validate_json(line) for line in stored.splitlines())
    except ValidationError as fault:
        raise ValueError("not a journal line") from fault


def facts_as_text(facts: Mapping[str, object]) -> dict[str, str]:
    """Facts for a line: everything as text."""
    return {key: str(value) for key, value in facts.items()}


_SEGMENT: TypeAdapter[Segment] = TypeAdapter(Segment)
_LINE: TypeAdapter[JournalLine] = TypeAdapter(JournalLine)


def _plain(line: JournalLine) -> dict[str, Any]:
    return {**_fields(line), "at": rfc3339(line.at)}


def _fields(value: JournalLine | Segment) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _canonical(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _segment_bytes(segment: Segment) -> bytes:
    document = {**_fields(segment), "at": rfc3339(segment.at)}
    return to_json(document, indent=1) + b"\n"
