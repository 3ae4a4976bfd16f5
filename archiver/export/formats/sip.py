"""`sip`: packages for an e-archive, E-ARK SIP 2.1.0/2.2.0 = FGS Paketstruktur 2.0, by its delivery profile.

    <OBJID>/METS.xml
            metadata/descriptive/dc.xml erms.xml ead.xml metadata/preservation/premis.xml
            documentation/las-mig.txt konton/*.json   schemas/*.xsd
            representations/original/METS.xml    data/fangster/<id>/…  data/handlingar/<id>/…
                                     metadata/descriptive/<id>.xml   metadata/preservation/premis.xml
            representations/lasexemplar/…        PDF/A of every picture, when the profile asks for it
            representations/maskad/…             every item as it may be handed out, when the profile asks for it

With structure 1.2 the same content lies in a package of FGS Paketstruktur 1.2, described by one `sip.xml`.

The packages hold secrets; every one is described as such and goes only to the archive named in the agreement.
"""

from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from archiver.dates import rfc3339
from archiver.errors.refused import Refused
from archiver.export.building import Tree, built_folder
from archiver.export.delivery_profile import DeliveryProfile, parties
from archiver.export.fgs import sip_xml
from archiver.export.formats.format import Format
from archiver.export.mets import Group, MetsFacts, write_mets
from archiver.export.openness import stays_inside
from archiver.export.package import Material, Say, Written, manifest_digest, material_key
from archiver.export.registered import EMPTY
from archiver.export.sip_package import (
    MASKED,
    ORIGINAL,
    READING,
    Filled,
    case_metadata,
    fill,
    finding_aid,
    listed,
    package_metadata,
)
from archiver.export.sip_parts import Part, parts
from archiver.text import Text


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes the packages into the folder `target`; interrupted, it is taken up again. Raises as `Format.write` says."""
    if not material.items and not material.captures:
        raise Refused(what=EMPTY)
    profile = material.profile or DeliveryProfile()
    with built_folder(target, resume=material_key(material, FORMAT.key)) as tree:
        written = [_write_part(tree, part, profile, say) for part in parts(material, profile.max_bytes)]
        for filled in written:
            tree.rename(filled.folder, filled.objid)
            if profile.container == "tar":
                tree.tar(filled.objid, material.made_at)
        size = sum(one.size_bytes for one in tree.files.values())
        count, digest = len(tree.files), manifest_digest(tree.files)
    ids = (*(one.id for one in material.captures), *(one.id for one in material.items))
    return Written(target, FORMAT.key, ids, count, size, digest)


def _write_part(tree: Tree, part: Part, profile: DeliveryProfile, say: Say) -> Filled:
    material = part.material
    objid = _objid(part)
    title = profile.label or f"Sociala medier, {material.municipality.creator}"
    title = f"{title}, paket {part.number} av {part.of}" if part.of > 1 else title
    filled = fill(tree, material, objid, f"paket-{part.number}", profile, say)
    package_metadata(tree, material, filled, title)
    if profile.erms:
        case_metadata(tree, material, filled)
    if profile.ead:
        finding_aid(tree, material, filled, title)
    chosen = ((ORIGINAL, True), (READING, profile.reading_copies), (MASKED, profile.masked_copies and material.items))
    names = tuple(name for name, wanted in chosen if wanted)
    if profile.structure == "1.2":
        _old_package(tree, part, filled, profile, title, names)
    else:
        for name in names:
            _representation(tree, material, filled, profile, name)
        _package(tree, material, filled, profile, title, names)
    say(f"Paket {part.number} av {part.of} klart")
    return filled


def _representation(tree: Tree, material: Material, filled: Filled, profile: DeliveryProfile, name: str) -> None:
    home = f"representations/{name}"
    facts = MetsFacts(
        objid=name,
        label=name,
        created=material.made_at,
        software=_software(material),
        profile=profile,
        parties=parties(profile, material.municipality),
        descriptive=listed(tree, filled, material, f"{home}/metadata/descriptive", home),
        preservation=listed(tree, filled, material, f"{home}/metadata/preservation", home),
        groups=(Group("Representations", listed(tree, filled, material, f"{home}/data", home)),),
        whole_package=False,
    )
    with tree.stream(f"{filled.folder}/{home}/METS.xml") as out:
        write_mets(out, facts)


def _package(
    tree: Tree, material: Material, filled: Filled, profile: DeliveryProfile, title: str, names: tuple[str, ...]
) -> None:
    groups = [Group("Documentation", listed(tree, filled, material, "documentation", ""))]
    if profile.schemas:
        groups.append(Group("Schemas", listed(tree, filled, material, "schemas", "")))
    for name in names:
        own = [
            one
            for one in listed(tree, filled, material, f"representations/{name}", "")
            if one.fact.path == f"representations/{name}/METS.xml"
        ]
        groups.append(Group(f"Representations/{name}", tuple(own), mets=True))
    facts = MetsFacts(
        objid=filled.objid,
        label=title,
        created=material.made_at,
        software=_software(material),
        profile=profile,
        parties=parties(profile, material.municipality),
        descriptive=listed(tree, filled, material, "metadata/descriptive", ""),
        preservation=listed(tree, filled, material, "metadata/preservation", ""),
        groups=tuple(groups),
    )
    with tree.stream(f"{filled.folder}/METS.xml") as out:
        write_mets(out, facts)


def _old_package(
    tree: Tree, part: Part, filled: Filled, profile: DeliveryProfile, title: str, names: tuple[str, ...]
) -> None:
    """One `sip.xml` over every file, in place of the METS.xml files."""
    material = part.material
    homes = ("metadata", *(f"representations/{name}/metadata" for name in names))
    groups = [Group("documentation", listed(tree, filled, material, "documentation", ""))]
    groups += [
        Group(f"representations/{name}", listed(tree, filled, material, f"representations/{name}/data", ""))
        for name in names
    ]
    facts = MetsFacts(
        objid=filled.objid,
        label=title,
        created=material.made_at,
        software=_software(material),
        profile=profile,
        parties=parties(profile, material.municipality),
        descriptive=sum((listed(tree, filled, material, f"{home}/descriptive", "") for home in homes), ()),
        preservation=sum((listed(tree, filled, material, f"{home}/preservation", "") for home in homes), ()),
        groups=tuple(groups),
    )
    secret = bool(material.captures) or any(stays_inside(one) for one in material.items)
    tree.write(f"{filled.folder}/sip.xml", sip_xml(facts, number=part.number, secret=secret))


def _objid(part: Part) -> str:
    """The package's own name, the same for the same material (CSIPSTR2: also the name of its folder)."""
    told = f"{material_key(part.material, FORMAT.key)}:{rfc3339(part.material.made_at)}:{part.number}"
    return f"uuid-{uuid5(NAMESPACE_URL, f'somearkiv:sip:{told}')}"


def _software(material: Material) -> tuple[str, str]:
    name, _, version = material.software.partition(" ")
    return name, version


FORMAT = Format("sip", Text("Paket för e-arkiv (FGS/E-ARK)", "Package for an e-archive (E-ARK)"), write, secret=True)
