"""Reads a registrar's receipt: which case number (dnr) each delivered item got in the municipality's own diarium.

A receipt is the `forteckning.csv` or `forteckning.json` of a delivery with the dnr filled in, as the registrar's system or
Excel saved it: semicolon or comma or tab, UTF-8 (with or without byte order mark) or Windows-1252.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver.errors.usage import UsageFault
from archiver.text import Text

_NAMES = {
    "item_id": ("handlings-id", "item_id"),
    "designation": ("beteckning", "designation"),
    "dnr": ("diarienummer", "dnr"),
}


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One item and the case it was put in. `place` says where it stands, for messages."""

    item_id: str
    designation: str
    dnr: str
    place: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was read: lines with a dnr, and faults in Swedish and English for those that can't be used."""

    lines: tuple[ReceiptLine, ...]
    faults: tuple[Text, ...]


def read_receipt(path: Path) -> Receipt:
    """The receipt in a file; a line without dnr is not yet registered and left out.

    Raises: UsageFault when the file is no such list at all.
    """
    rows = _json_rows(path) if path.suffix.lower() == ".json" else _csv_rows(path)
    lines: list[ReceiptLine] = []
    faults: list[Text] = []
    seen: dict[str, str] = {}
    for place, row in rows:
        found = {field: _value(row, names) for field, names in _NAMES.items()}
        line = ReceiptLine(**found, place=place)
        fault = _fault(line, seen)
        if fault:
            faults.append(fault)
        elif line.dnr:
            seen[line.item_id] = line.dnr
            lines.append(line)
    return Receipt(tuple(lines), tuple(faults))


def _fault(line: ReceiptLine, seen: dict[str, str]) -> Text | None:
    if line.dnr and not line.item_id:
        return Text(f"{line.place}: handlings-id saknas", f"{line.place}: the item's id is missing")
    if line.dnr and seen.get(line.item_id, line.dnr) != line.dnr:
        return Text(
            f"{line.place}: handlingen har redan ett annat diarienummer i filen",
            f"{line.place}: the item already has another number in the file",
        )
    return None


def _value(row: dict[str, Any], names: tuple[str, ...]) -> str:
    for key, value in row.items():
        if key.strip().lower() in names and value is not None:
            return str(value).strip().removeprefix("'").strip()
    return ""


def _csv_rows(path: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    text = _text(path)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restval="")
    headings = {heading.strip().lower() for heading in reader.fieldnames or ()}
    if not headings & set(_NAMES["item_id"]) or not headings & set(_NAMES["dnr"]):
        raise _no_list(path)
    for row in reader:
        named = {key: value for key, value in row.items() if isinstance(key, str)}
        yield f"{path.name}, rad {reader.line_num}", named


def _json_rows(path: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    try:
        read = json.loads(_text(path))
    except ValueError as fault:
        raise _no_list(path) from fault
    items = read.get("items") if isinstance(read, dict) else read
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise _no_list(path)
    for number, row in enumerate(items, start=1):
        yield f"{path.name}, post {number}", row


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise UsageFault(what=Text(f"{path.name} kan inte läsas", f"{path.name} can't be read")) from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _no_list(path: Path) -> UsageFault:
    return UsageFault(
        what=Text(
            f"{path.name} är ingen förteckning med kolumnerna Handlings-id och Diarienummer",
            f"{path.name} is no list with the columns Handlings-id and Diarienummer",
        )
    )
