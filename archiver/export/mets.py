"""METS documents as E-ARK CSIP and SIP 2.1.0/2.2.0 want them (= FGS Paketstruktur 2.0).

One function makes one METS.xml, for the package or for a representation, from plain facts; it knows no archive word.
Requirement numbers (CSIPnn, SIPnn) are those of the profiles.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from lxml import etree

from archiver.dates import rfc3339
from archiver.export.delivery_profile import PROFILE_URLS, DeliveryProfile, Parties
from archiver.export.package import FileDigest
from archiver.export.xml_stream import Sink, XmlStream, xml_stream
from archiver.metadata.technical import format_of

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
NAMESPACES: dict[str | None, str] = {None: METS, "csip": CSIP, "sip": SIP, "xlink": XLINK}


@dataclass(frozen=True, slots=True)
class MetsFile:
    """A file as a METS lists it: its facts with a path relative to that METS, when it was made, and whence it came."""

    fact: FileDigest
    created: datetime
    owner_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A file group and its division: `use` is `Documentation`, `Schemas`, `Representations/<name>` or a data path.

    `mets` is the one file that is a representation's own METS.xml, pointed at instead of listed as content.
    """

    use: str
    files: tuple[MetsFile, ...]
    mets: bool = False


@dataclass(frozen=True, slots=True)
class MetsFacts:
    """Everything one METS.xml says."""

    objid: str
    label: str
    created: datetime
    software: tuple[str, str]
    profile: DeliveryProfile
    parties: Parties
    descriptive: tuple[MetsFile, ...] = ()
    preservation: tuple[MetsFile, ...] = ()
    groups: tuple[Group, ...] = field(default=())
    whole_package: bool = True


def write_mets(out: Sink, facts: MetsFacts) -> None:
    """The document, UTF-8."""
    top = etree.Element(etree.QName(METS, "mets"), nsmap=NAMESPACES)  # type: ignore[arg-type]
    top.set("OBJID", facts.objid)
    top.set("LABEL", facts.label)
    top.set("TYPE", facts.profile.content_category)
    top.set("PROFILE", PROFILE_URLS[facts.profile.structure])
    top.set(etree.QName(CSIP, "CONTENTINFORMATIONTYPE"), "MIXED")
    with xml_stream(out, top) as stream:
        _header(top, facts)
        for number, one in enumerate(facts.descriptive, start=1):
            section = add(top, "dmdSec", ID=f"dmd-{number}", CREATED=rfc3339(one.created), STATUS="CURRENT")
            _reference(section, one, metadata_type(one), "")
            stream.flush()
        if facts.preservation:
            administrative = add(top, "amdSec", ID="amd-1")
            for number, one in enumerate(facts.preservation, start=1):
                section = add(administrative, "digiprovMD", ID=f"digiprov-{number}", STATUS="CURRENT")
                section.set("CREATED", rfc3339(one.created))
                _reference(section, one, "PREMIS", "3.0")
            stream.flush()
        _files(stream, top, facts.groups)
        _structure(top, facts)


def add(parent: "etree._Element", name: str, text: str = "", **attributes: str) -> "etree._Element":
    """A METS element under `parent`, with its text and attributes."""
    child = etree.SubElement(parent, etree.QName(METS, name), attributes)
    if text:
        child.text = text
    return child


def _header(top: "etree._Element", facts: MetsFacts) -> None:
    header = add(top, "metsHdr", CREATEDATE=rfc3339(facts.created), LASTMODDATE=rfc3339(facts.created))
    header.set(etree.QName(CSIP, "OAISPACKAGETYPE"), "SIP")
    if facts.whole_package:
        header.set("RECORDSTATUS", facts.profile.record_status)
    name, version = facts.software
    tool = add(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    add(tool, "name", name)
    _note(tool, version or "–", "SOFTWARE VERSION")
    creator, submitter, keeper = facts.parties.creator, facts.parties.submitter, facts.parties.preservation
    _organisation(header, "ARCHIVIST", creator)
    _organisation(header, "CREATOR", submitter)
    who, details = facts.parties.contact
    if who:
        contact = add(header, "agent", ROLE="CREATOR", TYPE="INDIVIDUAL")
        add(contact, "name", who)
        for detail in details:
            add(contact, "note", detail)
    if keeper[0]:
        _organisation(header, "PRESERVATION", keeper)
    for kind, value in (
        ("SUBMISSIONAGREEMENT", facts.profile.submission_agreement),
        ("PREVIOUSSUBMISSIONAGREEMENT", facts.profile.previous_submission_agreement),
        ("REFERENCECODE", facts.profile.reference_code),
    ):
        if value and facts.whole_package:
            add(header, "altRecordID", value, TYPE=kind)


def _organisation(header: "etree._Element", role: str, who: tuple[str, str]) -> None:
    agent = add(header, "agent", ROLE=role, TYPE="ORGANIZATION")
    add(agent, "name", who[0])
    if who[1]:
        _note(agent, who[1], "IDENTIFICATIONCODE")


def _note(agent: "etree._Element", text: str, kind: str) -> None:
    add(agent, "note", text).set(etree.QName(CSIP, "NOTETYPE"), kind)


def metadata_type(one: MetsFile) -> str:
    """Dublin Core or EAD, or OTHER for case metadata (ERMS has no word of its own in METS)."""
    return {"erms.xml": "OTHER", "ead.xml": "EAD"}.get(one.fact.path.rpartition("/")[2], "DC")


def _reference(section: "etree._Element", one: MetsFile, kind: str, version: str) -> None:
    reference = add(section, "mdRef", LOCTYPE="URL", MDTYPE=kind)
    if kind == "OTHER":
        reference.set("OTHERMDTYPE", "ERMS")
    if version:
        reference.set("MDTYPEVERSION", version)
    _link(reference, one.fact.path)
    for name, value in _fixity(one).items():
        reference.set(name, value)


def _fixity(one: MetsFile) -> dict[str, str]:
    return {
        "MIMETYPE": format_of(one.fact.path).media_type,
        "SIZE": str(one.fact.size_bytes),
        "CREATED": rfc3339(one.created),
        "CHECKSUM": one.fact.sha512,
        "CHECKSUMTYPE": "SHA-512",
    }


def _link(element: "etree._Element", path: str) -> None:
    element.set(etree.QName(XLINK, "type"), "simple")
    element.set(etree.QName(XLINK, "href"), quote(path))


def _files(stream: XmlStream, top: "etree._Element", groups: Sequence[Group]) -> None:
    if not groups:
        return
    number = 0
    with stream.within(add(top, "fileSec", ID="files")) as section:
        for place, group in enumerate(groups, start=1):
            listed = add(section, "fileGrp", ID=f"group-{place}", USE=group.use)
            if group.use.startswith("Representations"):
                listed.set(etree.QName(CSIP, "CONTENTINFORMATIONTYPE"), "MIXED")
            with stream.within(listed):
                for one in group.files:
                    number += 1
                    file = add(listed, "file", ID=f"file-{number}", **_fixity(one))
                    if one.owner_id:
                        file.set("OWNERID", one.owner_id)
                    _format(file, one)
                    _link(add(file, "FLocat", LOCTYPE="URL"), one.fact.path)
                    stream.flush()


def _format(file: "etree._Element", one: MetsFile) -> None:
    known = format_of(one.fact.path)
    file.set(etree.QName(SIP, "FILEFORMATNAME"), known.name)
    if known.version:
        file.set(etree.QName(SIP, "FILEFORMATVERSION"), known.version)
    if known.pronom:
        file.set(etree.QName(SIP, "FORMATREGISTRY"), "PRONOM")
        file.set(etree.QName(SIP, "FORMATREGISTRYKEY"), known.pronom)


def _structure(top: "etree._Element", facts: MetsFacts) -> None:
    chart = add(top, "structMap", ID="struct-1", TYPE="PHYSICAL", LABEL="CSIP")
    whole = add(chart, "div", ID="div-0", LABEL=facts.objid)
    metadata = add(whole, "div", ID="div-metadata", LABEL="Metadata")
    if facts.descriptive:
        metadata.set("DMDID", " ".join(f"dmd-{n}" for n in range(1, len(facts.descriptive) + 1)))
    if facts.preservation:
        metadata.set("ADMID", " ".join(f"digiprov-{n}" for n in range(1, len(facts.preservation) + 1)))
    for place, group in enumerate(facts.groups, start=1):
        division = add(whole, "div", ID=f"div-{place}", LABEL=group.use)
        if group.mets:
            pointer = add(division, "mptr", LOCTYPE="URL")
            _link(pointer, group.files[0].fact.path)
            pointer.set(etree.QName(XLINK, "title"), f"group-{place}")
        else:
            add(division, "fptr", FILEID=f"group-{place}")
