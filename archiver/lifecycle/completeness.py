"""Whether an account's row in the register says all the guideline asks for: a list of faults, each with its place.

Places are the keys of the account file (`owner.name`, `administrators`, `plan.monitoring`), so that a person finds the
line to correct. Nothing here looks at who or when; the lawful steps (`account.py`) ask this list before they are taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from archiver.model import Account, Contact
from archiver.text import Text

FEWEST_ADMINISTRATORS = 2
"""Guideline page 3: minst två personer ska kunna administrera varje konto."""
FEWEST_CAPTURES_PER_YEAR = 2
"""Guideline page 5: minst 2 ggr/år."""

ID_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is empty or wrong. `place` is the dotted key in the account file."""

    place: str
    what: Text


FIELDS: tuple[tuple[str, Text], ...] = (
    ("platform", Text("plattform", "platform")),
    ("name", Text("kontots namn", "the account's name")),
    ("url", Text("webbadress", "address")),
    ("committee", Text("ansvarig nämnd", "responsible committee")),
    ("activity", Text("verksamhet", "activity")),
    ("purpose", Text("syfte", "purpose")),
    ("target_group", Text("målgrupp", "target group")),
    ("monitoring", Text("hur och när kontot bevakas", "how and when the account is watched")),
)
"""Fields of the register that may not be empty (RECORDS §7 rows 2–8)."""

PLAN_POINTS: tuple[tuple[str, Text], ...] = (
    (
        "activity_and_medium",
        Text("aktivitetsplanens punkt 1, aktivitet och medium", "the plan's point 1, activity and medium"),
    ),
    ("purpose_and_goals", Text("aktivitetsplanens punkt 2, syfte och mål", "the plan's point 2, purpose and goals")),
    ("target_group", Text("aktivitetsplanens punkt 3, målgrupp", "the plan's point 3, target group")),
    (
        "monitoring",
        Text("aktivitetsplanens punkt 4, övervakning och uppdatering", "the plan's point 4, monitoring and updating"),
    ),
    (
        "deputy",
        Text(
            "aktivitetsplanens punkt 5, vem som ansvarar när ordinarie är borta",
            "the plan's point 5, who answers when the owner is away",
        ),
    ),
)
"""The five points of the aktivitetsplan (guideline page 3)."""


def complete(account: Account) -> list[Fault]:
    """Every field of the register that is empty or wrong, in the order of the account file; empty when complete."""
    return list(_faults(account))


def same_person(one: Contact, other: Contact) -> bool:
    """Whether two contacts are one person: the same e-mail address, or the same name where either has no address."""
    if one.email.strip() and other.email.strip():
        return one.email.strip().casefold() == other.email.strip().casefold()
    return bool(_folded(one.name)) and _folded(one.name) == _folded(other.name)


@lru_cache(maxsize=4096)
def different_administrators(account: Account) -> tuple[Contact, ...]:
    """The administrators, each person once and only those with a name."""
    kept: list[Contact] = []
    for person in account.administrators:
        if person.name.strip() and not any(same_person(person, other) for other in kept):
            kept.append(person)
    return tuple(kept)


@lru_cache(maxsize=4096)
def _faults(account: Account) -> tuple[Fault, ...]:
    """Remembered: the duty list asks of every account at every visit, and they seldom change."""
    return (*_identity(account), *_fields(account), *_people(account), *_plan(account))


def _identity(account: Account) -> Iterator[Fault]:
    if not ID_PATTERN.fullmatch(account.id):
        yield Fault(
            "id",
            Text(
                "beteckningen får bara ha a–z, 0–9 och bindestreck, högst 64 tecken",
                "the id may only have a–z, 0–9 and hyphens, 64 characters at most",
            ),
        )


def _fields(account: Account) -> Iterator[Fault]:
    for key, word in FIELDS:
        if not str(getattr(account, key)).strip():
            yield Fault(key, Text(f"{word.sv} saknas", f"{word.en} is missing"))
    for place, url in [("url", account.url), *((f"pages[{n}]", page) for n, page in enumerate(account.pages))]:
        if url.strip() and not _is_web_address(url):
            yield Fault(
                place,
                Text(
                    "adressen ska börja med https:// eller http://", "the address shall begin with https:// or http://"
                ),
            )
    if account.captures_per_year < FEWEST_CAPTURES_PER_YEAR:
        yield Fault(
            "captures_per_year",
            Text("minst två skärmdumpar om året ska tas", "at least two captures a year shall be taken"),
        )


def _people(account: Account) -> Iterator[Fault]:
    if not account.owner.name.strip():
        yield Fault("owner.name", Text("kontoansvarig saknas", "the account owner is missing"))
    if not account.deputy.name.strip():
        yield Fault("deputy.name", Text("ersättare för kontoansvarig saknas", "the owner's deputy is missing"))
    elif same_person(account.owner, account.deputy):
        yield Fault(
            "deputy.name",
            Text("ersättaren ska vara en annan än kontoansvarig", "the deputy shall be another than the owner"),
        )
    for number, person in enumerate(account.administrators):
        if not person.name.strip():
            yield Fault(
                f"administrators[{number}].name", Text("administratörens namn saknas", "the administrator has no name")
            )
    if len(different_administrators(account)) < FEWEST_ADMINISTRATORS:
        yield Fault(
            "administrators",
            Text(
                "minst två olika personer ska kunna administrera kontot",
                "at least two different people shall be able to administer the account",
            ),
        )


def _plan(account: Account) -> Iterator[Fault]:
    for key, word in PLAN_POINTS:
        if not getattr(account.plan, key).strip():
            yield Fault(f"plan.{key}", Text(f"{word.sv}, är tom", f"{word.en}, is empty"))
    deputy = Contact(account.plan.deputy)
    if deputy.name.strip() and _folded(deputy.name) == _folded(account.owner.name):
        yield Fault(
            "plan.deputy",
            Text(
                "aktivitetsplanens ersättare ska vara en annan än kontoansvarig",
                "the plan's deputy shall be another than the owner",
            ),
        )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
