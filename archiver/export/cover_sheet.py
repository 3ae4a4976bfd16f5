"""Försättsblad: the page a registrar reads, stamps and puts in front of the record, as HTML and PDF/A."""

from dataclasses import dataclass
from datetime import datetime

from archiver.dates import rfc3339
from archiver.export.documents import ContentVersion, RegisterFacts
from archiver.export.package import FileDigest, Material
from archiver.export.pages import page
from archiver.model import ItemKind

KINDS = {ItemKind.POST: "inlägg", ItemKind.COMMENT: "kommentar"}
"""What a kind of item is called."""


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture on the sheet: its file name beside the sheet, the wording it shows, and when it was seen."""

    name: str
    number: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet tells. `versions` is empty where the content is kept out of the part the sheet lies in."""

    facts: RegisterFacts
    kind: ItemKind
    versions: tuple[ContentVersion, ...]
    pictures: tuple[SheetPicture, ...]
    digests: tuple[FileDigest, ...]


def sheet_html(material: Material, sheet: Sheet, *, pictures_at: str = "") -> str:
    """The sheet as one HTML document; `pictures_at` goes before the pictures' names (`pdf.PICTURES` for printing)."""
    return page(
        "cover_sheet.html",
        municipality=material.municipality.name,
        software=material.software,
        made_at=material.made_at,
        created=rfc3339(material.made_at),
        internal=sheet.facts.version == "intern",
        facts=sheet.facts,
        platform=sheet.facts.platform.capitalize(),
        kind=KINDS[sheet.kind],
        versions=sheet.versions,
        pictures=sheet.pictures,
        pictures_at=pictures_at,
        digests=sheet.digests,
    )
