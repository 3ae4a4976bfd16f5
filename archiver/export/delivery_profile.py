"""A delivery profile: what one e-archive wants, as a TOML file (leveransöverenskommelse, PAIMAS).

Every key is optional; what is left out is taken from the municipality. Unknown keys and wrong values are named with
their place. One file for each receiving archive:

    structure = "2.1.0"                 # E-ARK CSIP/SIP: 2.1.0 (FGS Paketstruktur 2.0) or 2.2.0; 1.2 is FGS Paketstruktur 1.2
    preservation = "Regionarkivet"      # the receiving e-archive …
    preservation_code = "222000-0000"   # … and its organisation number
    submission_agreement = "RA 13-2011/5329; 2026-04-12"
    submitter = "Lillåns kommun"
    contact = "Arkivfunktionen"
    container = "tar"                   # or "folder"
    max_bytes = 4_000_000_000
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from archiver.errors.usage import ConfigFault
from archiver.export.municipality import Municipality
from archiver.text import Text

Structure = Literal["2.1.0", "2.2.0", "1.2"]
RecordStatus = Literal["NEW", "SUPPLEMENT", "REPLACEMENT", "TEST", "VERSION", "DELETE", "OTHER"]

PROFILE_URLS: dict[str, str] = {
    "2.1.0": "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
    "2.2.0": "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml",
}
"""The METS profile each version of the SIP names in mets/@PROFILE (SIP2)."""


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class DeliveryProfile:
    """One e-archive's wishes. Codes are organisation numbers; `max_bytes` is the largest package,
    0 for no limit; it also bounds the memory a delivery takes."""

    structure: Structure = "2.1.0"
    record_status: RecordStatus = "NEW"
    content_category: str = "Websites"
    label: str = ""
    submission_agreement: str = ""
    previous_submission_agreement: str = ""
    reference_code: str = ""
    archival_creator: str = ""
    archival_creator_code: str = ""
    submitter: str = ""
    submitter_code: str = ""
    contact: str = ""
    contact_details: tuple[str, ...] = ()
    preservation: str = ""
    preservation_code: str = ""
    system_name: str = "Somearkiv"
    container: Literal["folder", "tar"] = "folder"
    max_bytes: Annotated[int, Field(ge=0)] = 4_000_000_000
    reading_copies: bool = False
    """Also a representation with PDF/A of every picture."""
    masked_copies: bool = False
    """Also a representation with every item as it may be handed out: whole where it is open, masked as it was at its last
    disclosure, else without content."""
    ead: bool = False
    """Also EAD3: the package as a finding aid, with its accounts, captures and items."""
    erms: bool = False
    """Also CITS ERMS 2.1 (FGS Ärendehantering 2.0) for the registered items."""
    schemas: bool = True
    """The open schemas of the package (METS, E-ARK) in its `schemas` folder."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The profile's parties with the municipality filled in where it is silent: (name, organisation number)."""

    creator: tuple[str, str]
    submitter: tuple[str, str]
    contact: tuple[str, tuple[str, ...]]
    preservation: tuple[str, str]


def load_profile(path: Path) -> DeliveryProfile:
    """The profile in a TOML file. Raises: ConfigFault naming the file, the key and what is wrong."""
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise _fault(path, "", Text("filen kan inte läsas", "the file can't be read")) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _fault(path, "", Text("filen är inte giltig TOML", f"not valid TOML ({fault})")) from fault
    try:
        return TypeAdapter(DeliveryProfile).validate_python(read)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        unknown = first["type"] in ("unexpected_keyword_argument", "extra_forbidden")
        what = (
            Text("nyckeln finns inte", "no such key")
            if unknown
            else Text(f"värdet duger inte ({first['msg']})", first["msg"])
        )
        raise _fault(path, place, what) from fault


def parties(profile: DeliveryProfile, town: Municipality) -> Parties:
    """Who creates, submits, answers for and receives the package."""
    details = tuple(one for one in (town.email, town.phone) if one)
    return Parties(
        creator=(profile.archival_creator or town.creator, profile.archival_creator_code or town.organisation_number),
        submitter=(profile.submitter or town.name, profile.submitter_code or town.organisation_number),
        contact=(profile.contact or town.contact, profile.contact_details or details),
        preservation=(profile.preservation, profile.preservation_code),
    )


def _fault(path: Path, place: str, what: Text) -> ConfigFault:
    return ConfigFault(file=path.name, place=place or "–", what=what)
