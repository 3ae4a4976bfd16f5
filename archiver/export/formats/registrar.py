"""`registrar`: what a registrar takes into the municipality's own diarium, one folder for each registered item.

    data/las-mig.txt  diarieunderlag.xsd
    data/intern/forteckning.csv .json          everything, for the registrar only
    data/intern/<beteckning>/                   forsattsblad.html .pdf, diarieuppgifter.json .xml,
                                                innehall.json .xml, bild-lydelse-<n>.png .pdf, kontrollsummor.txt
    data/offentlig/…                            the same names; content and picture only where nothing is secret

An item is diary-required when a named person decided so (OSL 5:1); it is delivered when its register entry has the four
facts of OSL 5:2. BagIt 1.0 lies around it.
"""

from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from archiver.dates import rfc3339, swedish
from archiver.export.bag import close_bag
from archiver.export.building import Tree, built_folder
from archiver.export.contents import put_stamps
from archiver.export.cover_sheet import KINDS, Sheet, SheetPicture, sheet_html
from archiver.export.documents import (
    NAMESPACE,
    Content,
    RegisterFacts,
    content,
    content_is_public,
    only_pictures,
    picture_name,
    register_facts,
)
from archiver.export.formats.format import Format
from archiver.export.listing import csv_bytes
from archiver.export.package import FileDigest, Material, Say, Written, manifest
from archiver.export.pdf import PICTURES, Press
from archiver.export.picture_pdf import picture_pdf
from archiver.export.registered import Registered, registered_items
from archiver.export.xml import as_json, as_xml, plain
from archiver.records import ItemRecord
from archiver.text import Text

INTERNAL = "data/intern"
PUBLIC = "data/offentlig"
SCHEMA = "diarieunderlag.xsd"

_READ_ME = """\
DIARIEUNDERLAG FRÅN SOCIALA MEDIER

offentlig/   Offentlig version av diarieuppgifterna. Innehåll och bild finns bara där inget är sekretessbelagt,
             misstänkt sekretessbelagt eller undantaget av registratorn.
intern/      Alla uppgifter och allt innehåll. FÅR INNEHÅLLA SEKRETESS – lämnas inte ut utan prövning.

I varje mapp: forteckning.csv (öppnas i Excel) och forteckning.json (för inläsning i diariet), och en mapp för varje
handling med försättsblad (PDF/A och HTML), diarieuppgifter och innehåll (JSON och XML), bild och kontrollsummor.
diarieunderlag.xsd beskriver XML-filerna.

Skriv in diarienumret i kolumnen Diarienummer i forteckning.csv och läs tillbaka filen med
`somearkiv import-receipt`, så vet arkivet vilket ärende handlingen hör till.

Hela leveransen är en BagIt-påse (RFC 8493): manifest-sha512.txt visar om något har ändrats eller saknas.
"""

_COLUMNS = (
    ("Beteckning", "designation"),
    ("Diarienummer", "dnr"),
    ("Riktning", "direction"),
    ("Datum", "received_at"),
    ("Avsändare", "sender"),
    ("Mottagare", "recipient"),
    ("Ärendet gäller", "about"),
    ("Innehåll i offentlig del", "public"),
    ("Sekretess", "provision"),
    ("Nämnd", "committee"),
    ("Verksamhet", "activity"),
    ("Plattform", "platform"),
    ("Konto", "account"),
    ("Adress", "permalink"),
    ("Mapp", "folder"),
    ("Handlings-id", "item_id"),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """The internal or the public part of the package."""

    root: str
    internal: bool


_PARTS = (_Part(INTERNAL, True), _Part(PUBLIC, False))


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes the bundle as the folder `target`. Raises as `Format.write` says."""
    registered = registered_items(material, say)
    press = Press()
    with built_folder(target) as tree:
        tree.write("data/las-mig.txt", _READ_ME.encode())
        tree.write(f"data/{SCHEMA}", (files("archiver.export.registrar_schema") / SCHEMA).read_bytes())
        put_stamps(tree, material, f"{INTERNAL}/tidsstampel")
        for number, one in enumerate(registered, start=1):
            for part in _PARTS:
                _write_item(tree, material, one, part, press)
            say(f"{number} av {len(registered)} handlingar klara ({one.entry.designation})")
        for part in _PARTS:
            _write_list(tree, material, registered, part)
        total = close_bag(
            tree,
            material,
            identifier=f"diarieunderlag-{material.made_at:%Y%m%dT%H%M%SZ}",
            description=f"Diarieunderlag från sociala medier, {len(registered)} handlingar",
        )
    ids = tuple(one.record.id for one in registered)
    return Written(target, FORMAT.key, ids, total.files, total.size_bytes, total.digest)


def _write_item(tree: Tree, material: Material, one: Registered, part: _Part, press: Press) -> None:
    record, folder = one.record, f"{part.root}/{one.folder}"
    facts = register_facts(record, one.entry, one.account, internal=part.internal)
    _write_both(tree, f"{folder}/diarieuppgifter", "diarieuppgifter", RegisterFacts, facts)
    said = content(record, one.account) if part.internal or content_is_public(record, one.entry) else None
    pictures: tuple[SheetPicture, ...] = ()
    if said:
        if part.internal or record.thread_id in material.open_threads:
            pictures = _copy_pictures(tree, material, record, folder)
        said = only_pictures(said, {each.name for each in pictures})
        _write_both(tree, f"{folder}/innehall", "innehall", Content, said)
    sheet = Sheet(facts, record.kind, said.versions if said else (), pictures, _named_here(tree, folder))
    tree.write(f"{folder}/forsattsblad.html", sheet_html(material, sheet).encode())
    paper = sheet_html(material, sheet, pictures_at=PICTURES)
    tree.write(
        f"{folder}/forsattsblad.pdf", press.pdf_a(paper, {one.name: tree.root / folder / one.name for one in pictures})
    )
    _print_pictures(tree, material, sheet, folder, press)
    tree.write(f"{folder}/kontrollsummor.txt", manifest(_named_here(tree, folder)))


def _copy_pictures(tree: Tree, material: Material, record: ItemRecord, folder: str) -> tuple[SheetPicture, ...]:
    """Every wording's own picture, the master as it lies on the shelf."""
    found = [version for version in record.versions if version.picture]
    for version in found:
        tree.copy(f"{folder}/{picture_name(version)}", material.file(ItemRecord, record.id, version.picture))
    return tuple(SheetPicture(picture_name(version), version.number, version.seen_at) for version in found)


def _print_pictures(tree: Tree, material: Material, sheet: Sheet, folder: str, press: Press) -> None:
    """Each picture as PDF/A beside its master; printed once, for the internal part comes first and holds them all."""
    for one in sheet.pictures:
        name = f"{one.name.removesuffix('.png')}.pdf"
        twin = f"{folder.replace(PUBLIC, INTERNAL, 1)}/{name}"
        if twin in tree.files:
            tree.copy(f"{folder}/{name}", tree.root / twin, tree.files[twin].sha512)
            continue
        words = f"{KINDS[sheet.kind]} på {sheet.facts.platform.capitalize()}"
        printed = picture_pdf(
            press,
            tree.root / folder / one.name,
            title=f"Bild till {sheet.facts.designation}, lydelse {one.number}",
            alt=f"Skärmbild av {words}. Texten i bilden står i innehall.json och på försättsbladet.",
            author=material.municipality.name,
            made_at=material.made_at,
        )
        tree.write(f"{folder}/{name}", printed)


def _write_both(tree: Tree, path: str, root: str, kind: type, value: object) -> None:
    values = plain(kind, value)
    tree.write(f"{path}.json", as_json(values))
    tree.write(f"{path}.xml", as_xml(root, NAMESPACE, values))


def _named_here(tree: Tree, folder: str) -> tuple[FileDigest, ...]:
    """The files of one folder by their names within it."""
    return tuple(replace(one, path=one.path.removeprefix(f"{folder}/")) for one in tree.below(folder))


def _write_list(tree: Tree, material: Material, registered: tuple[Registered, ...], part: _Part) -> None:
    rows = [_row(one, part) for one in registered]
    shown = [{**row, "received_at": swedish(one.entry.received_at)} for row, one in zip(rows, registered, strict=True)]
    columns = [heading for heading, _ in _COLUMNS]
    tree.write(f"{part.root}/forteckning.csv", csv_bytes(columns, [[row[key] for _, key in _COLUMNS] for row in shown]))
    listing = {
        "municipality": material.municipality.name,
        "organisation_number": material.municipality.organisation_number,
        "version": "intern" if part.internal else "offentlig",
        "made_at": rfc3339(material.made_at),
        "software": material.software,
        "items": rows,
    }
    tree.write(f"{part.root}/forteckning.json", as_json(listing))


def _row(one: Registered, part: _Part) -> dict[str, Any]:
    facts = register_facts(one.record, one.entry, one.account, internal=part.internal)
    values: dict[str, Any] = plain(RegisterFacts, facts)
    return {
        **{key: values[key] for _, key in _COLUMNS if key in values},
        "public": content_is_public(one.record, one.entry),
        "provision": facts.marking.provision if facts.marking else "",
        "folder": one.folder,
    }


FORMAT = Format(
    "registrar", Text("Diarieunderlag till registrator", "Bundle for the registrar"), write, secret=True, captures=False
)
