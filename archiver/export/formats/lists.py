"""`csv` and `json`: one file that lists the items of a selection.

A list is passed around, so it is always the public version: of an item that is or may be secret it tells that it is
there and when it came, never what it says or who wrote it. The registrar's bundle is the way for the rest.
"""

from pathlib import Path
from typing import Any

from archiver.dates import rfc3339, swedish
from archiver.digest import digest_of
from archiver.errors.refused import Refused
from archiver.export.building import built_file
from archiver.export.documents import content_is_public
from archiver.export.formats.format import Format
from archiver.export.listing import csv_bytes
from archiver.export.openness import stays_inside
from archiver.export.package import FileDigest, Material, Say, Written, manifest_digest
from archiver.export.registered import EMPTY
from archiver.export.xml import as_json
from archiver.records import ItemRecord
from archiver.text import Text

_COLUMNS = (
    ("Handlings-id", "id"),
    ("Slag", "kind"),
    ("Riktning", "direction"),
    ("Datum", "received_at"),
    ("Författare", "author"),
    ("Text", "text"),
    ("Adress", "permalink"),
    ("Svar på", "in_reply_to"),
    ("Lydelser", "versions"),
    ("Plattform", "platform"),
    ("Konto", "account"),
    ("Nämnd", "committee"),
    ("Registrering", "registration"),
    ("Beteckning", "designation"),
    ("Diarienummer", "dnr"),
    ("Kan innehålla sekretess", "secret"),
    ("På plattformen", "visibility"),
    ("Bevarande", "retention"),
)


def write_csv(material: Material, target: Path, say: Say) -> Written:
    """The list as Swedish Excel opens it. Raises as `Format.write` says."""
    rows = _rows(material)
    shown = [{**row, "received_at": swedish(one.received_at)} for row, one in zip(rows, material.items, strict=True)]
    data = csv_bytes([heading for heading, _ in _COLUMNS], [[row[key] for _, key in _COLUMNS] for row in shown])
    return _written(material, target, CSV.key, data, say)


def write_json(material: Material, target: Path, say: Say) -> Written:
    """The list with exact values. Raises as `Format.write` says."""
    listing = {
        "municipality": material.municipality.name,
        "organisation_number": material.municipality.organisation_number,
        "made_at": rfc3339(material.made_at),
        "software": material.software,
        "items": _rows(material),
    }
    return _written(material, target, JSON.key, as_json(listing), say)


def _rows(material: Material) -> list[dict[str, Any]]:
    if not material.items:
        raise Refused(what=EMPTY)
    return [_row(material, record) for record in material.items]


def _row(material: Material, record: ItemRecord) -> dict[str, Any]:
    entry, account = record.register_entry, material.account(record.account_id)
    public = content_is_public(record, entry) if entry else not stays_inside(record)
    return {
        "id": record.id,
        "kind": record.kind.value,
        "direction": record.direction,
        "received_at": rfc3339(record.received_at),
        "author": record.latest.author.name if public else "",
        "text": record.latest.text if public else "",
        "permalink": record.permalink if public else "",
        "in_reply_to": record.parent_id,
        "versions": len(record.versions),
        "platform": account.platform,
        "account": account.name,
        "committee": account.committee,
        "registration": record.axes.registration.value,
        "designation": entry.designation if entry else "",
        "dnr": entry.dnr if entry else "",
        "secret": stays_inside(record),
        "visibility": record.axes.visibility.value,
        "retention": record.axes.retention.value,
    }


def _written(material: Material, target: Path, key: str, data: bytes, say: Say) -> Written:
    with built_file(target) as place:
        place.write_bytes(data)
    say(f"{len(material.items)} handlingar i listan")
    listed = FileDigest(key, digest_of(data), len(data))
    ids = tuple(record.id for record in material.items)
    return Written(target, key, ids, 1, len(data), manifest_digest((listed,)))


CSV = Format("csv", Text("Lista för Excel", "List for a spreadsheet"), write_csv, captures=False)
JSON = Format("json", Text("Lista för andra system", "List for other systems"), write_json, captures=False)
