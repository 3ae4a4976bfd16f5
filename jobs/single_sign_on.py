"""Single sign-on: from a button to a sitting. Who the sign-in service names must be somebody the archive knows.

Nobody is added and no right is given by surprise: only where `[web.oidc]` says so, and then with a journal line.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from archiver.digest import digest_of
from archiver.errors.refused import AlreadyThere, Refused
from archiver.errors.sign_in import NotLetIn
from archiver.errors.usage import Unknown, UsageFault
from archiver.model import Person, Role
from archiver.text import Text
from jobs import sign_in_service, signing_in
from jobs.config import Config, SingleSignOnSettings
from jobs.context import SYSTEM, Context
from jobs.people import added, given_roles
from jobs.sign_in_service import Handshake
from storage.archive import Archive
from storage.database import people

EMAIL = "e-post"
BEGUN_FOR = timedelta(minutes=10)
"""How long somebody may take to sign in there."""

SERVICE = Text("inloggningstjänst", "sign-in service")
NONE = Text("ingen är inställd", "none is set")
NOT_BEGUN = Text(
    "den började inte i den här webbläsaren, eller tog för lång tid",
    "it did not begin in this browser, or took too long",
)
STOPPED = Text("den avbröts hos tjänsten", "it was stopped at the service")
NOT_KNOWN = Text("arkivet känner inte {given}", "the archive does not know {given}")
NO_CLAIM = Text("tjänsten sa inte vem du är (uppgiften {claim})", "the service did not say who you are (claim {claim})")
NOT_VERIFIED = Text("tjänsten har inte bekräftat din e-postadress", "the service has not verified your e-mail address")
MANY = Text("flera i arkivet har samma e-postadress", "several people here have the same e-mail address")
NO_GROUP = Text("du är inte med i någon grupp som arbetar i arkivet", "you are in no group that works in the archive")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service sent back in the address."""

    code: str
    state: str
    issuer: str
    error: str


def begin(config: Config, language: str, now: datetime) -> tuple[str, str]:
    """The address where a person signs in, and a token for this browser's cookie alone, which proves that it began here.

    Raises Unknown where no service is set, SignInServiceFault, ConfigFault.
    """
    _require_set(config)
    token = f"{token_urlsafe(32)}.{int(now.timestamp())}"
    return sign_in_address(config, token, language), token


def sign_in_address(config: Config, token: str, language: str) -> str:
    """Where a person signs in; what it says of the browser's token can't be turned back into it."""
    return sign_in_service.sign_in_address(config, _handshake(token), language)


def finish(archive: Archive, config: Config, token: str, answer: Answer, now: datetime) -> str:
    """The token of a new sitting. Raises NotLetIn, SignInServiceFault, ConfigFault, Unknown."""
    _require_set(config)
    settings = config.web.oidc
    handshake = _handshake(token)
    begun = token.rpartition(".")[2]
    young = begun.isascii() and begun.isdigit() and len(begun) < 12 and _age(begun, now) <= BEGUN_FOR
    if not young or not compare_digest(answer.state.encode(), handshake.state.encode()):
        raise NotLetIn(name=settings.name, what=NOT_BEGUN)
    if answer.issuer and answer.issuer != settings.issuer:  # RFC 9207 §2.4
        raise NotLetIn(name=settings.name, what=NOT_BEGUN)
    if answer.error or not answer.code:
        raise NotLetIn(name=settings.name, what=STOPPED)
    claims = sign_in_service.who_signed_in(config, handshake, answer.code, now)
    context = Context(config, archive, SYSTEM, lambda: now)
    person = _with_rights(context, _known(context, claims), claims)
    log.info("Inloggad med inloggningstjänsten: %s", person.username)
    return signing_in.begin(archive, person.username, signing_in.SINGLE_SIGN_ON, now)


def _known(context: Context, claims: Mapping[str, Any]) -> Person:
    """Who the claims name; added where the settings say so. Raises NotLetIn."""
    settings = context.config.web.oidc
    given = claims.get(settings.claim)
    if not isinstance(given, str) or not given.strip():
        raise NotLetIn(name=settings.name, what=_filled(NO_CLAIM, claim=settings.claim))
    given = given.strip()
    if settings.claim == "email" and claims.get("email_verified") is not True:
        raise NotLetIn(name=settings.name, what=NOT_VERIFIED)
    with context.archive.session() as session:
        everybody = people.rows(session)
    found = [one for one in everybody if _compared(one, settings) == given.casefold()]
    if len(found) > 1:
        raise NotLetIn(name=settings.name, what=MANY)
    if found and found[0].active:
        return found[0]
    if found or not settings.adds_people or (settings.groups and not _given(settings, claims)[0]):
        raise NotLetIn(name=settings.name, what=_filled(NOT_KNOWN, given=given[:64]))
    return _added(context, given, claims)


def _added(context: Context, given: str, claims: Mapping[str, Any]) -> Person:
    settings = context.config.web.oidc
    name, email = claims.get("name"), claims.get("email")
    if settings.matches == EMAIL:
        email = given
    person = Person(
        given.casefold(),
        name if isinstance(name, str) and name.strip() else given,
        email if isinstance(email, str) else "",
    )
    try:
        return added(context, person, why=_why(settings))
    except (UsageFault, AlreadyThere) as fault:
        raise NotLetIn(name=settings.name, what=_filled(NOT_KNOWN, given=given[:64])) from fault


def _with_rights(context: Context, person: Person, claims: Mapping[str, Any]) -> Person:
    """The person with what their groups give, where any group is set; the last administrator stays one."""
    settings = context.config.web.oidc
    if not settings.groups:
        return person
    roles, committees = _given(settings, claims)
    try:
        person = given_roles(context, person.username, roles, committees, why=_why(settings))
    except Refused:
        roles |= {Role.ADMINISTRATOR}
        person = given_roles(context, person.username, roles, committees, why=_why(settings))
    if not roles:
        raise NotLetIn(name=settings.name, what=NO_GROUP)
    return person


def _given(settings: SingleSignOnSettings, claims: Mapping[str, Any]) -> tuple[frozenset[Role], frozenset[str]]:
    """What the groups give together. Roles are not held nämnd by nämnd, so one group's limit limits them all."""
    named = claims.get(settings.groups_claim)
    names = {one for one in (named if isinstance(named, list) else [named]) if isinstance(one, str)}
    groups = [group for name, group in settings.groups.items() if name in names]
    roles = frozenset(role for group in groups for role in group.roles)
    return roles, frozenset(one for group in groups for one in group.committees)


def _compared(person: Person, settings: SingleSignOnSettings) -> str:
    return (person.email if settings.matches == EMAIL else person.username).casefold()


def _why(settings: SingleSignOnSettings) -> str:
    return f"enligt {settings.name}"


def _handshake(token: str) -> Handshake:
    """Three secrets of one attempt out of the browser's token: nothing is stored, and none leads back to it."""
    return Handshake(*(digest_of(f"{what}\0{token}".encode())[:86] for what in ("state", "nonce", "verifier")))


def _age(begun: str, now: datetime) -> timedelta:
    return timedelta(seconds=abs(now.timestamp() - int(begun)))


def _filled(text: Text, **facts: object) -> Text:
    safe = {key: str(one).replace("{", "(").replace("}", ")") for key, one in facts.items()}
    return Text(text.fill("sv", **safe), text.fill("en", **safe))


def _require_set(config: Config) -> None:
    if not sign_in_service.is_set(config):
        raise Unknown(kind=SERVICE, name=config.web.oidc.name)
