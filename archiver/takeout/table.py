"""CSV tables of exports: rows by heading, whatever language the headings are in."""

import csv
import io
from collections.abc import Iterator, Mapping

from archiver.takeout.package import Package
from archiver.takeout.takeout import NOT_CSV, fault

MOST_LETTERS = 10_000_000
"""Of one field."""


def rows(package: Package, name: str) -> Iterator[dict[str, str]]:
    """The rows of a table, headings in lower case; lines of notes before the headings are passed over.

    Raises ImportFault naming the file.
    """
    try:
        text = package.read(name).decode("utf-8-sig")
        csv.field_size_limit(MOST_LETTERS)
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=False))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise fault(package, name, NOT_CSV) from problem
    widest = max((len(line) for line in lines), default=0)
    start = next((number for number, line in enumerate(lines) if len(line) == widest), 0)
    headings = [heading.strip().lower() for heading in lines[start]] if lines else []
    for line in lines[start + 1 :]:
        if any(line):
            yield dict(zip(headings, line, strict=False))


def first(row: Mapping[str, str], *headings: str) -> str:
    """The first of the headings' fields that holds something."""
    return next((row[heading].strip() for heading in headings if row.get(heading, "").strip()), "")
