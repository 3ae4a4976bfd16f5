"""The words that triggered a proposal, marked where they stand in the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archiver.records import Finding


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text and the numbers (from 1) of the findings it belongs to, none for plain text. `begins` are those
    whose first stretch it is."""

    text: str
    findings: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


def highlighted(text: str, findings: Sequence[Finding]) -> tuple[Stretch, ...]:
    """The text in stretches, in reading order; together they are the text. Findings may overlap.

    One without words of its own, or about the whole text, marks nothing: it is told of beside.
    """
    spans = [
        (number, max(0, one.start), min(len(text), one.end))
        for number, one in enumerate(findings, start=1)
        if one.start < one.end and one.end - one.start < len(text)
    ]
    edges = sorted({0, len(text), *(edge for _, start, end in spans for edge in (start, end) if start < end)})
    told: set[int] = set()
    stretches = []
    for start, end in pairwise(edges):
        inside = tuple(number for number, first, last in spans if first <= start and end <= last)
        begins = tuple(number for number in inside if number not in told)
        told.update(inside)
        stretches.append(Stretch(text[start:end], inside, begins))
    return tuple(stretches)
