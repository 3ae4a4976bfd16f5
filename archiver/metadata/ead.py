"""The package as a finding aid: EAD3 1.1 (Society of American Archivists, namespace http://ead3.archivists.org/schema/).

The collection is the package, a series is an account, an item is a capture or a record. What is or may be secret is described
without its words, as everywhere (`describe.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from archiver.dates import rfc3339
from archiver.export.xml import printable
from archiver.metadata.describe import Description
from archiver.model import Account

EAD = "http://ead3.archivists.org/schema/"


@dataclass(frozen=True, slots=True)
class Series:
    """One account and what of it is in the package."""

    account: Account
    described: tuple[Description, ...]


@dataclass(frozen=True, slots=True)
class FindingAid:
    """About the document and the package itself. `creator_code` is an organisation number."""

    id: str
    title: str
    creator: str
    creator_code: str
    made_at: datetime
    software: str


def ead(about: FindingAid, series: Iterable[Series]) -> bytes:
    """The document, UTF-8."""
    names: dict[str | None, str] = {None: EAD}
    top = etree.Element(etree.QName(EAD, "ead"), nsmap=names)  # type: ignore[arg-type]
    _control(top, about)
    whole = _add(top, "archdesc", level="collection")
    did = _add(whole, "did")
    _add(did, "unitid", about.id)
    _add(did, "unittitle", about.title)
    _add(_add(_add(did, "origination"), "corpname"), "part", about.creator)
    _add(_add(did, "langmaterial"), "language", "svenska", langcode="swe")
    listed = _add(whole, "dsc", dsctype="combined")
    for one in series:
        _series(listed, one)
    etree.indent(top)
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8") + b"\n"


def _control(top: "etree._Element", about: FindingAid) -> None:
    head = _add(top, "control")
    _add(head, "recordid", about.id)
    _add(_add(_add(head, "filedesc"), "titlestmt"), "titleproper", about.title)
    _add(head, "maintenancestatus", value="new")
    agency = _add(head, "maintenanceagency", countrycode="SE")
    if about.creator_code:
        _add(agency, "otheragencycode", about.creator_code)
    _add(agency, "agencyname", about.creator)
    language = _add(head, "languagedeclaration")
    _add(language, "language", "svenska", langcode="swe")
    _add(language, "script", "latinsk", scriptcode="Latn")
    event = _add(_add(head, "maintenancehistory"), "maintenanceevent")
    _add(event, "eventtype", value="created")
    _add(event, "eventdatetime", rfc3339(about.made_at))
    _add(event, "agenttype", value="machine")
    _add(event, "agent", about.software)


def _series(listed: "etree._Element", one: Series) -> None:
    part = _add(listed, "c", level="series")
    did = _add(part, "did")
    _add(did, "unitid", one.account.id)
    _add(did, "unittitle", f"{one.account.name} på {one.account.platform.capitalize()}")
    _add(_add(_add(did, "origination"), "corpname"), "part", one.account.committee)
    for said in one.described:
        _item(part, said)


def _item(part: "etree._Element", said: Description) -> None:
    item = _add(part, "c", level="item")
    did = _add(item, "did")
    _add(did, "unitid", said.id)
    if said.designation:
        _add(did, "unitid", said.designation, label="Beteckning")
    _add(did, "unittitle", said.title)
    for term, moment in said.dates[:1]:
        _add(did, "unitdate", rfc3339(moment), normal=moment.date().isoformat(), label=term)
    _add(_add(item, "accessrestrict"), "p", " ".join(one for one in (said.access, said.provision) if one))
    _add(_add(item, "appraisal"), "p", said.retention)


def _add(parent: "etree._Element", name: str, text: str = "", /, **attributes: str) -> "etree._Element":
    child = etree.SubElement(parent, etree.QName(EAD, name), attributes)
    if text:
        child.text = printable(text)
    return child
