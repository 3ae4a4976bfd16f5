"""`register`: the public list of the municipality's accounts, as a page, JSON and CSV (guideline page 3).

index.html   static and accessible (WCAG 2.1 AA, Swedish), no script, nothing fetched from elsewhere
konton.json  konton.csv
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from archiver.dates import rfc3339
from archiver.errors.refused import Refused
from archiver.export.building import built_folder
from archiver.export.formats.format import Format
from archiver.export.listing import csv_bytes
from archiver.export.municipality import Municipality
from archiver.export.package import Material, Say, Written, manifest_digest
from archiver.export.pages import page
from archiver.export.public_register import PublicRow, last_seen, public_rows
from archiver.export.xml import as_json, plain
from archiver.text import Text

_COLUMNS = (
    ("Plattform", "platform"),
    ("Konto", "name"),
    ("Adress", "url"),
    ("Ansvarig nämnd", "committee"),
    ("Verksamhet", "activity"),
    ("Syfte", "purpose"),
    ("Kontakt", "contact"),
    ("Status", "status"),
    ("Öppnat", "opened"),
    ("Avslutat", "closed"),
    ("Senast kontrollerat", "last_verified"),
)


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes the list as the folder `target`. Raises as `Format.write` says."""
    rows = rows_of(material)
    if not rows:
        raise Refused(what=Text("inget konto är öppet eller avslutat ännu", "no account is open or closed yet"))
    with built_folder(target) as tree:
        for name, data in files_of(material, rows).items():
            tree.write(name, data)
    say(f"{len(rows)} konton i förteckningen")
    concerned = {row.url for row in rows}
    ids = tuple(sorted(one.id for one in material.accounts.values() if one.url in concerned))
    size = sum(one.size_bytes for one in tree.files.values())
    return Written(target, FORMAT.key, ids, len(tree.files), size, manifest_digest(tree.files))


def rows_of(material: Material) -> tuple[PublicRow, ...]:
    """The public rows of every account in the material."""
    return public_rows(material.accounts.values(), last_seen(material.captures), contact_of(material.municipality))


def contact_of(town: Municipality) -> str:
    """Whom to turn to about an account that names nobody itself."""
    return town.contact or "Kommunikation"


def files_of(material: Material, rows: tuple[PublicRow, ...]) -> dict[str, bytes]:
    """The three files, by name."""
    plain_rows: list[dict[str, Any]] = [plain(PublicRow, row) for row in rows]
    listing = {
        "municipality": material.municipality.name,
        "organisation_number": material.municipality.organisation_number,
        "updated": rfc3339(material.made_at),
        "attested": _told(material.attested_at),
        "accounts": plain_rows,
    }
    columns = [heading for heading, _ in _COLUMNS]
    html = page(
        "register.html",
        municipality=material.municipality,
        open=[row for row in rows if row.status == "öppet"],
        closed=[row for row in rows if row.status != "öppet"],
        made_at=material.made_at,
        attested_at=material.attested_at,
    )
    return {
        "index.html": html.encode(),
        "konton.json": as_json(listing),
        "konton.csv": csv_bytes(columns, [[row[key] for _, key in _COLUMNS] for row in plain_rows]),
    }


def _told(moment: datetime | None) -> str | None:
    return rfc3339(moment) if moment else None


FORMAT = Format("register", Text("Offentlig förteckning över konton", "Public list of accounts"), write)
