"""Private persons' personal data in a text: what to hide where the text is public (GDPR art. 5–6; the guideline's page 4).

Not secrecy: a telephone number or an address is seldom secret, but a public page must not spread somebody's without a
ground. Only what points at one private person counts: not the municipality's own, a company's or a newspaper's words, not
a switchboard, not a place where something is broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.classify.context import Context
from archiver.classify.lexicon import Hit
from archiver.classify.reading import Reading

OFFICIAL_ROLES = frozenset(("municipality", "company", "media"))
_MOBILE = re.compile(r"(?:\+46\s?\(?0?\)?|0)7\d")
_OFFICE_MAIL = re.compile(
    r"(?:info|kontakt|kommun\w*|reception|registrator|diarium?|support|kund\w*|bokning|order|press|redaktion\w*|tips|styrelsen?|"
    r"kansli\w*|hej|post|mail|noreply|sales|contact|office|webmaster|hr|jobb?)[\w.+-]*@"
)
_OFFICE_NEAR = re.compile(
    r"växel|kundtjänst|reception|kontor|jour|mottagning|kansli|kommun|bokning|affär|butik|firma|förening|salong|verkstad|"
    r"tidtabell|bibliotek|skola\b|skolan\b|vårdcentral|helpdesk|hotline|open|whatsapp"
)
_REACH = 40
"""Code points around a number in which the words that make it an office's are looked for."""
_OWNERS = ("full_name", "first_name", "neighbour", "kin")


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One place with personal data: its kind, and offsets in the normalised text, end exclusive."""

    kind: str
    start: int
    end: int


REASONS = {
    "personnummer": "Texten innehåller ett personnummer, som inte ska stå öppet.",
    "telefon": "Texten innehåller en enskilds telefonnummer.",
    "e-post": "Texten innehåller en enskilds e-postadress.",
    "adress": "Texten säger var en enskild bor.",
}
GROUNDS = {"personnummer": "Dataskyddsförordningen art. 5–6 och 87; dataskyddslagen (2018:218) 3:10"}


def personal_data(reading: Reading, context: Context) -> list[PersonalData]:
    """The places with a private person's data, in the order of the text; none in official authors' words but personal numbers."""
    found = [PersonalData("personnummer", n.start, n.end) for n in reading.numbers if n.confidence >= 0.6]
    if context.author_role not in OFFICIAL_ROLES:
        found.extend(PersonalData("telefon", h.start, h.end) for h in _phones(reading))
        found.extend(PersonalData("e-post", h.start, h.end) for h in _mails(reading))
        found.extend(PersonalData("adress", h.start, h.end) for h in _homes(reading))
    return sorted(found, key=lambda one: one.start)


def _phones(reading: Reading) -> Iterator[Hit]:
    text = reading.normal.text
    for hit in reading.by_concept.get("phone", ()):
        around = text[max(0, hit.start - _REACH) : hit.end + _REACH]
        if _MOBILE.match(text, hit.start) and not _OFFICE_NEAR.search(around):
            yield hit


def _mails(reading: Reading) -> Iterator[Hit]:
    text = reading.normal.text
    for hit in reading.by_concept.get("mail", ()):
        if not _OFFICE_MAIL.match(text, hit.start):
            yield hit


def _homes(reading: Reading) -> Iterator[Hit]:
    """A house number in the same sentence as somebody, next before it: `Kent på Fågelvägen 4`, `grannen på Åsgatan 2`."""
    owners = [h for c in _OWNERS for h in reading.by_concept.get(c, ())]
    for hit in reading.by_concept.get("address_number", ()):
        for owner in owners:
            gap = hit.start - owner.end
            if 0 <= gap <= _REACH and reading.sentence(owner.start) == reading.sentence(hit.start):
                yield hit
                break
