"""`sip.xml` of FGS Paketstruktur 1.2 (RAFGS1V1.2, Riksarkivet 2017), for e-archives that have not moved to E-ARK.

One METS lists every file of the package. Schemas: CSPackageMETS.xsd and CSPackageExtensionMETS.xsd. The profile demands
a submission agreement and three agents: records creator, the system the records come from, and who made the package.
"""

from urllib.parse import quote

from lxml import etree

from archiver.dates import rfc3339
from archiver.errors.refused import Refused
from archiver.export.mets import METS, XLINK, MetsFacts, MetsFile, add, metadata_type
from archiver.metadata.technical import format_of
from archiver.text import Text

EXTENSION = "ExtensionMETS"
PROFILE = "http://xml.ra.se/e-arkiv/METS/CommonSpecificationSwedenPackageProfile.xml"
NAMESPACES: dict[str | None, str] = {None: METS, "ext": EXTENSION, "xlink": XLINK}
_NO_AGREEMENT = Text(
    "FGS Paketstruktur 1.2 kräver en leveransöverenskommelse (submission_agreement i leveransprofilen)",
    "FGS Paketstruktur 1.2 demands a submission agreement (submission_agreement in the delivery profile)",
)


def sip_xml(facts: MetsFacts, *, number: int, secret: bool) -> bytes:
    """The document, UTF-8. Raises: Refused where the profile names no submission agreement."""
    if not facts.profile.submission_agreement:
        raise Refused(what=_NO_AGREEMENT)
    top = etree.Element(etree.QName(METS, "mets"), nsmap=NAMESPACES)  # type: ignore[arg-type]
    for name, value in {"OBJID": facts.objid, "LABEL": facts.label, "TYPE": "Webpages", "PROFILE": PROFILE}.items():
        top.set(name, value)
    extended = {
        "ARCHIVALNAME": facts.parties.creator[0],
        "SYSTEMTYPE": "Arkiv för sociala medier",
        "PACKAGENUMBER": str(number),
        "APPRAISAL": "No",
        "AGREEMENTFORM": "AGREEMENT",
        "ACCESSRESTRICT": "Secrecy and PuL" if secret else "GDPR",
    }
    for name, value in extended.items():
        top.set(etree.QName(EXTENSION, name), value)
    _header(top, facts)
    described = (
        *((one, metadata_type(one)) for one in facts.descriptive),
        *((one, "PREMIS") for one in facts.preservation),
    )
    _metadata(top, described)
    _files(top, facts)
    etree.indent(top)
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8") + b"\n"


def _header(top: "etree._Element", facts: MetsFacts) -> None:
    status = facts.profile.record_status
    header = add(
        top, "metsHdr", CREATEDATE=rfc3339(facts.created), RECORDSTATUS="OTHER" if status == "DELETE" else status
    )
    header.set(etree.QName(EXTENSION, "OAISSTATUS"), "SIP")
    who = facts.parties
    _agent(
        header,
        who.creator[0],
        [f"ORG:{who.creator[1]}"] if who.creator[1] else [],
        ROLE="ARCHIVIST",
        TYPE="ORGANIZATION",
    )
    name, version = facts.software
    _agent(header, name, [version] if version else [], ROLE="ARCHIVIST", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    code = [f"ORG:{who.submitter[1]}"] if who.submitter[1] else []
    _agent(header, who.submitter[0], code, ROLE="CREATOR", TYPE="ORGANIZATION")
    if who.contact[0]:
        _agent(header, who.contact[0], [*who.contact[1]], ROLE="CREATOR", TYPE="INDIVIDUAL")
    if who.preservation[0]:
        code = [f"ORG:{who.preservation[1]}"] if who.preservation[1] else []
        _agent(header, who.preservation[0], code, ROLE="PRESERVATION", TYPE="ORGANIZATION")
    for kind, value in (
        ("SUBMISSIONAGREEMENT", facts.profile.submission_agreement),
        ("PREVIOUSSUBMISSIONAGREEMENT", facts.profile.previous_submission_agreement),
        ("REFERENCECODE", facts.profile.reference_code),
    ):
        if value:
            add(header, "altRecordID", value, TYPE=kind)
    add(header, "metsDocumentID", "sip.xml")


def _agent(header: "etree._Element", name: str, notes: list[str], **attributes: str) -> None:
    agent = add(header, "agent", **attributes)
    add(agent, "name", name)
    for note in notes:
        add(agent, "note", note)


def _metadata(top: "etree._Element", described: tuple[tuple[MetsFile, str], ...]) -> None:
    for number, (one, kind) in enumerate(described, start=1):
        if kind != "PREMIS":
            section = add(top, "dmdSec", ID=f"dmd-{number}")
        else:
            section = add(add(top, "amdSec", ID=f"amd-{number}"), "digiprovMD", ID=f"digiprov-{number}")
        reference = add(section, "mdRef", ID=f"ref-{number}", LOCTYPE="URL", MDTYPE=kind, **_fixity(one))
        _link(reference, one)


def _files(top: "etree._Element", facts: MetsFacts) -> None:
    group = add(add(top, "fileSec"), "fileGrp", ID="filer", USE="FILES")
    chart = add(top, "structMap", LABEL="Profilestructmap", TYPE="PHYSICAL")
    whole = add(chart, "div", LABEL=facts.label, TYPE="Package")
    number = 0
    for listed in facts.groups:
        division = add(whole, "div", LABEL=listed.use, TYPE="Folder")
        for one in listed.files:
            number += 1
            file = add(group, "file", ID=f"fil-{number}", **_fixity(one))
            _format(file, one)
            _link(add(file, "FLocat", LOCTYPE="URL"), one)
            add(division, "fptr", FILEID=f"fil-{number}")


def _fixity(one: MetsFile) -> dict[str, str]:
    return {
        "MIMETYPE": format_of(one.fact.path).media_type,
        "SIZE": str(one.fact.size_bytes),
        "CREATED": rfc3339(one.created),
        "CHECKSUM": one.fact.sha512,
        "CHECKSUMTYPE": "SHA-512",
    }


def _format(file: "etree._Element", one: MetsFile) -> None:
    known = format_of(one.fact.path)
    file.set(etree.QName(EXTENSION, "FILEFORMATNAME"), known.name)
    if known.version:
        file.set(etree.QName(EXTENSION, "FILEFORMATVERSION"), known.version)
    if known.pronom:
        file.set(etree.QName(EXTENSION, "FORMATREGISTRY"), "PRONOM")
        file.set(etree.QName(EXTENSION, "FORMATREGISTRYKEY"), known.pronom)


def _link(element: "etree._Element", one: MetsFile) -> None:
    element.set(etree.QName(XLINK, "type"), "simple")
    element.set(etree.QName(XLINK, "href"), f"file:///{quote(one.fact.path)}")
