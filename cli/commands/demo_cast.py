"""The invented people who work in Lillåns kommun and what they are there, and who answers for which account."""

from dataclasses import dataclass

from archiver.model import Person, Role

_COUNCIL = frozenset({"Kommunstyrelsen"})
_SCHOOL = frozenset({"Barn- och utbildningsnämnden"})
_CARE = frozenset({"Socialnämnden"})
_CULTURE = frozenset({"Kultur- och fritidsnämnden"})

FOUNDER = Person("astrid", "Astrid Nord", "astrid.nord@lillan.example", frozenset({Role.ADMINISTRATOR, Role.ARCHIVIST}))
"""Arkivarie and administrator: founds the archive and adds the others."""


def _person(username: str, name: str, role: Role, committees: frozenset[str] = frozenset()) -> Person:
    plain = name.lower().translate(str.maketrans("åäöé ", "aaoe."))
    return Person(username, name, f"{plain}@lillan.example", frozenset({role}), committees)


REGISTRAR = _person("rut", "Rut Alm", Role.REGISTRAR)
OFFICER = _person("per", "Per Hellgren", Role.INFORMATION_OFFICER)
PEOPLE: tuple[Person, ...] = (
    REGISTRAR,
    OFFICER,
    _person("maja", "Maja Lindqvist", Role.ACCOUNT_OWNER, _COUNCIL),
    _person("eva", "Eva Sandström", Role.ACCOUNT_OWNER, _SCHOOL),
    _person("karin", "Karin Dahlgren", Role.ACCOUNT_OWNER, _CARE),
    _person("jenny", "Jenny Holm", Role.ACCOUNT_OWNER, _CULTURE),
    _person("bo", "Bo Stark", Role.MANAGER, _COUNCIL),
    _person("asa", "Åsa Lindh", Role.MANAGER, _SCHOOL),
    _person("tomas", "Tomas Wrede", Role.MANAGER, _CARE),
    _person("olle", "Olle Brandt", Role.MANAGER, _CULTURE),
    _person("lasse", "Lasse Lindahl", Role.READER),
)
BY_USERNAME = {person.username: person for person in (FOUNDER, *PEOPLE)}
READER = BY_USERNAME["lasse"]


@dataclass(frozen=True, slots=True)
class Part:
    """Who proposes an account and which manager approves it; `branch` is its text file in the town."""

    account_id: str
    branch: str
    owner: str
    manager: str


PARTS: tuple[Part, ...] = (
    Part("lillan-kommun", "social", "maja", "bo"),
    Part("askolan-bilder", "pictures", "eva", "asa"),
    Part("hemtjanst-dialog", "forum", "karin", "tomas"),
    Part("biblioteksbloggen", "blog", "jenny", "olle"),
)
SOCIAL = PARTS[0]
"""The busiest account, where the town's clock shows."""
