"""Fills one package of an e-archive delivery: content, metadata and documentation of one share of the selection.

What lies where is the same for every structure; the structure only decides which document describes it (`formats/sip.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from archiver.export.building import Tree
from archiver.export.contents import put_accounts, put_capture, put_item, put_stamps
from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.masked_copies import put_masked_copies
from archiver.export.mets import MetsFile
from archiver.export.openness import stays_inside
from archiver.export.package import FileDigest, Material, Say
from archiver.export.pdf import Press
from archiver.export.picture_pdf import picture_pdf
from archiver.export.registered import is_registered
from archiver.metadata.describe import Description, describe_capture, describe_item
from archiver.metadata.descriptive import dublin_core
from archiver.metadata.ead import FindingAid, Series, ead
from archiver.metadata.erms import ErmsControl, ErmsRecord, erms
from archiver.metadata.premis import Agent, Event, FileObject, write_premis
from archiver.metadata.provenance import capture_events, entities, item_events, people, redaction_events, secrecy_rights
from archiver.metadata.technical import format_of

ORIGINAL = "original"
READING = "lasexemplar"
MASKED = "maskad"
_ADDRESSED = ("page.raw.html", "page.html")

_READ_ME = """\
ARKIVPAKET MED SOCIALA MEDIER

representations/original/data/fangster/<id>/     en fångst: helsidesbild (PNG), sidan (HTML), text och capture.json
representations/original/data/handlingar/<id>/   en handling (inlägg eller kommentar): item.json med alla lydelser,
                                                 förslag och beslut, och bilden av varje lydelse
representations/lasexemplar/                     bilderna som PDF/A, när leveransöverenskommelsen vill ha dem
representations/maskad/                          handlingarna så som de får lämnas ut, när överenskommelsen vill ha dem
documentation/konton/                            kontonas uppgifter i registret när paketet gjordes
metadata/                                        Dublin Core och PREMIS 3

FÅR INNEHÅLLA SEKRETESS. Fångsterna visar kontot så som det visades, även det som sedan har avpublicerats.
"""


@dataclass(frozen=True, slots=True)
class Filled:
    """One package as filled: its id, its folder in the tree, the descriptions of what is in it, and when each file
    (by its path in the tree) was made where it wasn't now."""

    objid: str
    folder: str
    described: tuple[Description, ...]
    times: dict[str, datetime]
    sources: dict[str, str]


def fill(tree: Tree, material: Material, objid: str, folder: str, profile: DeliveryProfile, say: Say) -> Filled:
    """Puts content and metadata of the representations in place, and the package's documentation and schemas.

    `folder` is where in the tree, the same for the same share of the selection, so that an interrupted build finds it.
    """
    content = f"{folder}/representations/{ORIGINAL}/data"
    times: dict[str, datetime] = {}
    sources: dict[str, str] = {}
    for number, capture in enumerate(material.captures, start=1):
        put_capture(tree, material, capture, f"{content}/fangster/{capture.id}")
        for one in tree.below(f"{content}/fangster/{capture.id}"):
            times[one.path] = capture.finished_at
            if one.path.endswith(_ADDRESSED):
                sources[one.path] = capture.final_url
        say(f"{number} av {len(material.captures)} fångster kopierade")
    for record in material.items:
        put_item(tree, material, record, f"{content}/handlingar/{record.id}")
    filled = Filled(objid, folder, _described(material), times, sources)
    _describe(tree, material, filled, ORIGINAL)
    if profile.reading_copies:
        _reading_copies(tree, material, filled)
    if profile.masked_copies and material.items:
        put_masked_copies(tree, material, f"{folder}/representations/{MASKED}/data/handlingar")
        _describe(tree, material, filled, MASKED)
    tree.write(f"{folder}/documentation/las-mig.txt", _READ_ME.encode())
    put_accounts(tree, material, f"{folder}/documentation/konton")
    put_stamps(tree, material, f"{folder}/documentation/tidsstampel")
    if profile.schemas and profile.structure != "1.2":
        for schema in sorted(files("archiver.export.schemas").iterdir(), key=lambda one: one.name):
            if schema.name.endswith(".xsd"):
                tree.write(f"{folder}/schemas/{schema.name}", schema.read_bytes())
    return filled


def package_metadata(tree: Tree, material: Material, filled: Filled, title: str) -> None:
    """Dublin Core and PREMIS of the package as a whole."""
    town = material.municipality
    whole = Description(
        id=filled.objid,
        object_type="Arkivpaket",
        title=title,
        public_title="",
        creator=town.creator,
        audience="",
        publisher=town.creator,
        dates=(("created", material.made_at),),
        source="",
        part_of=(),
        designation="",
        access="Kan innehålla sekretess; prövas före utlämnande",
        provision="",
        retention="Bevaras",
        activity="",
        language="sv",
        replaces="",
        formats=(),
    )
    tree.write(f"{filled.folder}/metadata/descriptive/dc.xml", dublin_core(whole))
    made = Event(
        f"paket-{filled.objid}",
        "information package creation",
        material.made_at,
        f"Paketet gjordes med {material.software}",
        "klart",
        (filled.objid,),
        ("programvara",),
    )
    with tree.stream(f"{filled.folder}/metadata/preservation/premis.xml") as out:
        write_premis(out, entities((), filled.objid), (), (made,), agents(material))


def case_metadata(tree: Tree, material: Material, filled: Filled) -> None:
    """CITS ERMS of the registered items, where there are any."""
    records = []
    said = {one.id: one for one in filled.described}
    home = f"representations/{ORIGINAL}/data/handlingar"
    for record in material.items:
        if record.register_entry and is_registered(record):
            found = tree.below(f"{filled.folder}/{home}/{record.id}")
            paths = tuple(one.path.removeprefix(f"{filled.folder}/") for one in found)
            secret = stays_inside(record)
            records.append(ErmsRecord(said[record.id], record.register_entry, record.direction, secret, paths))
    if records:
        town = material.municipality
        control = ErmsControl(filled.objid, material.made_at, town.creator, town.organisation_number, material.software)
        tree.write(f"{filled.folder}/metadata/descriptive/erms.xml", erms(control, records))


def finding_aid(tree: Tree, material: Material, filled: Filled, title: str) -> None:
    """EAD3: the accounts as series, with their captures and items."""
    town = material.municipality
    belongs = {one.id: one.account_id for one in material.captures}
    belongs |= {one.id: one.account_id for one in material.items}
    described: dict[str, list[Description]] = {}
    for one in filled.described:
        described.setdefault(belongs[one.id], []).append(one)
    series = (Series(material.account(account), tuple(said)) for account, said in sorted(described.items()))
    about = FindingAid(filled.objid, title, town.creator, town.organisation_number, material.made_at, material.software)
    tree.write(f"{filled.folder}/metadata/descriptive/ead.xml", ead(about, series))


def agents(material: Material) -> tuple[Agent, ...]:
    """The records creator and the software."""
    name, _, version = material.software.partition(" ")
    creator = Agent("arkivbildare", material.municipality.creator, "organization")
    return (creator, Agent("programvara", name, "software", version))


def listed(tree: Tree, filled: Filled, material: Material, folder: str, base: str) -> tuple[MetsFile, ...]:
    """The files below a folder of the package, with paths relative to `base` (both within the package)."""
    home = f"{filled.folder}/{base}/" if base else f"{filled.folder}/"
    found = tree.below(f"{filled.folder}/{folder}")
    return tuple(
        MetsFile(
            replace(one, path=one.path.removeprefix(home)),
            filled.times.get(one.path, material.made_at),
            filled.sources.get(one.path, ""),
        )
        for one in found
    )


def _described(material: Material) -> tuple[Description, ...]:
    creator = material.municipality.creator
    captures = [describe_capture(one, material.account(one.account_id), creator) for one in material.captures]
    items = [
        describe_item(one, material.account(one.account_id), creator, secret=stays_inside(one))
        for one in material.items
    ]
    return (*captures, *items)


def _describe(tree: Tree, material: Material, filled: Filled, representation: str) -> None:
    """Dublin Core for each capture and item, and PREMIS for all files, of one representation."""
    home = f"{filled.folder}/representations/{representation}"
    whole = f"{filled.objid}-{representation}"
    content = tree.below(f"{home}/data")
    for one in filled.described if representation == ORIGINAL else ():
        tree.write(f"{home}/metadata/descriptive/{one.id}.xml", dublin_core(one))
    events: tuple[Event, ...] = ()
    if representation == ORIGINAL:
        events = (*capture_events(material.captures), *item_events(material.items))
    if representation == MASKED:
        events = redaction_events(material.items, f"{filled.objid}-{MASKED}", material.made_at)
    with tree.stream(f"{home}/metadata/preservation/premis.xml") as out:
        write_premis(
            out,
            entities(filled.described if representation == ORIGINAL else (), whole),
            _objects(content, home, filled, whole if representation != ORIGINAL else ""),
            events,
            (*agents(material), *people(material.items)),
            secrecy_rights(filled.described) if representation == ORIGINAL else (),
        )


def _objects(content: tuple[FileDigest, ...], home: str, filled: Filled, whole: str) -> Iterator[FileObject]:
    for one in content:
        path = one.path.removeprefix(f"{home}/")
        owner = whole or path.split("/")[2]
        yield FileObject(
            path, path, one.size_bytes, one.sha512, format_of(path), filled.sources.get(one.path, ""), owner
        )


def _reading_copies(tree: Tree, material: Material, filled: Filled) -> None:
    press = Press()
    originals = f"{filled.folder}/representations/{ORIGINAL}/data/"
    for one in tree.below(originals.rstrip("/")):
        path = one.path.removeprefix(originals)
        if not path.endswith(".png"):
            continue
        printed = picture_pdf(
            press,
            Path(tree.root, one.path),
            title=f"Läsexemplar {path}",
            alt="Skärmbild. Texten står i originalets dokument.",
            author=material.municipality.creator,
            made_at=material.made_at,
        )
        target = f"{filled.folder}/representations/{READING}/data/{path.removesuffix('.png')}.pdf"
        tree.write(target, printed)
    _describe(tree, material, filled, READING)
