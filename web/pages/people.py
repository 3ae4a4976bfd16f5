"""People: who works in the archive, with which roles, within which nämnder, and how they come in. For administrators."""

from collections.abc import Callable
from urllib.parse import quote

from archiver.errors.refused import Outdated, Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import LABELS, RIGHTS, Right
from archiver.model import Account, Person, Role
from archiver.text import Text
from jobs import one_time_codes, passwords, people, sign_in_service, signing_in
from storage.database import accounts, codes, journal
from storage.database import people as cards
from storage.kinds import object_id_of
from web import terms
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.pages.sign_in import said
from web.route import Place, Section, get, post

TITLE = Text("Personer", "People")
NEW_TITLE = Text("Lägg till en person", "Add a person")
ONE_TITLE = Text("Person", "Person")
FIRST_TITLE = Text("Första lösenordet", "The first password")
NEWEST_LINES = 10
DEEDS: dict[str, Text] = {
    "archive.founded": Text("grundade arkivet", "founded the archive"),
    "person.added": Text("lades till", "was added"),
    "person.roles": Text("fick andra roller", "got other roles"),
    "person.details": Text("namn eller e-post ändrades", "name or e-mail was changed"),
    "person.inactivated": Text("ställdes av", "was set aside"),
    "person.activated": Text("togs tillbaka", "was taken back"),
    "person.sittings_ended": Text("loggades ut överallt", "was signed out everywhere"),
    "person.first_password": Text("fick ett första lösenord", "got a first password"),
    "person.password": Text("bytte lösenord", "changed the password"),
    "person.codes_on": Text("slog på engångskoder", "turned one-time codes on"),
    "person.codes_off": Text("stängde av engångskoder", "turned one-time codes off"),
    "person.codes_reset": Text("engångskoderna nollställdes", "the one-time codes were reset"),
    "person.recovery_used": Text("använde en reservkod", "used a recovery code"),
    "person.recovery_renewed": Text("gjorde nya reservkoder", "made new recovery codes"),
}
"""What the journal's words about people say to a person."""


def listed(call: Call) -> Answer:
    """Everybody, those who are set aside last."""
    with call.desk.archive.session() as session:
        everybody = sorted(cards.rows(session), key=lambda one: (not one.active, one.name.casefold()))
        having, devices = cards.with_password(session), codes.with_device(session)
    values = {
        "rows": everybody,
        "passwords": having,
        "devices": devices,
        "required": {one.username for one in everybody if one_time_codes.required_of(one, call.desk.config.web)},
        "terms": terms,
    }
    return Shown("people.html", TITLE, values)


def new(call: Call) -> Answer:
    """The form for somebody new."""
    return _new(call)


def add(call: Call) -> Answer:
    """Add somebody, and go on to their page."""
    person = Person(
        call.field("anvandarnamn"), call.field("namn"), call.field("epost"), _roles(call), _committees(call)
    )
    try:
        made = people.add(call.context, person)
    except (Refused, UsageFault) as fault:
        return _new(call, said(call, fault), fault.web_status)
    return Sent(_path(made.username), "tillagd")


def shown(call: Call) -> Answer:
    """One person."""
    return _one(call)


def change_details(call: Call) -> Answer:
    """Name and e-mail address."""
    return _done(
        call, lambda name: people.set_details(call.context, name, call.field("namn"), call.field("epost")), "andrad"
    )


def change_roles(call: Call) -> Answer:
    """Roles and nämnder; refused where somebody else changed them after the page was shown."""

    def change(name: str) -> object:
        person = people.known(call.context, name)
        if call.field("sedda") not in ("", _seen(person)):
            raise Outdated(kind=Text("Uppgifterna om", "What is kept of"), name=person.name)
        return people.set_roles(call.context, name, _roles(call), _committees(call))

    return _done(call, change, "roller")


def set_aside(call: Call) -> Answer:
    """Let somebody in no more."""
    return _done(call, lambda name: people.set_active(call.context, name, active=False), "avstalld")


def take_back(call: Call) -> Answer:
    """Let somebody in again."""
    return _done(call, lambda name: people.set_active(call.context, name, active=True), "tillbaka")


def end_sittings(call: Call) -> Answer:
    """Sign somebody out everywhere."""
    return _done(call, lambda name: people.end_sittings(call.context, name), "utloggad-av-annan")


def reset_codes(call: Call) -> Answer:
    """Forget somebody's device."""
    return _done(call, lambda name: one_time_codes.reset(call.context, name), "koder-nollstallda")


def first_password(call: Call) -> Answer:
    """A first password, shown this once, to be told the person."""
    person = people.known(call.context, call.path_values["username"])
    password = passwords.first_password(call.context, person.username)
    days = passwords.FIRST_GOOD_FOR.days
    values = {"one": person, "password": password, "days": days, "path": _path(person.username)}
    return Shown("person_first_password.html", FIRST_TITLE, values)


def _done(call: Call, do: Callable[[str], object], told: str) -> Answer:
    username = call.path_values["username"]
    try:
        do(username)
    except (Refused, UsageFault) as fault:
        people.known(call.context, username)
        return _one(call, said(call, fault), fault.web_status)
    return Sent(_path(username), told)


def _one(call: Call, fault: str = "", status: int = 200) -> Answer:
    person = people.known(call.context, call.path_values["username"])
    kept = fault and "epost" in call.form  # the words of the form about details, which came back
    with call.desk.archive.session() as session:
        password = cards.password(session, person.username)
        has_device = codes.wanted_of(session, person.username)
        lines = journal.lines(session, about=object_id_of(Person, person.username), limit=NEWEST_LINES)
    values = {
        "one": person,
        "seen": _seen(person),
        "written": (call.field("namn"), call.field("epost")) if kept else (person.name, person.email),
        "own": person.username == call.who.username,
        "password": password,
        "has_device": has_device,
        "code_required": one_time_codes.required_of(person, call.desk.config.web),
        "sittings": signing_in.sittings_of(call.desk.archive, call.desk.config.web, person.username, call.now),
        "service": call.desk.config.web.oidc.name if sign_in_service.is_set(call.desk.config) else "",
        "lines": lines[::-1],
        "deeds": DEEDS,
        "path_of": _path(person.username),
        "fault": fault,
        **_choices(call, person.committees),
    }
    return Shown("person.html", ONE_TITLE, values, status=status)


def _new(call: Call, fault: str = "", status: int = 200) -> Answer:
    values = {
        "written": {name: call.field(name) for name in ("anvandarnamn", "namn", "epost")},
        "chosen_roles": _roles(call),
        "chosen_committees": _committees(call),
        "service": call.desk.config.web.oidc.name if sign_in_service.is_set(call.desk.config) else "",
        "fault": fault,
        **_choices(call, _committees(call)),
    }
    return Shown("person_new.html", NEW_TITLE, values, status=status)


def _choices(call: Call, own: frozenset[str]) -> dict[str, object]:
    with call.desk.archive.session() as session:
        everybody = cards.rows(session)
        register: list[Account] = accounts.rows(session)
    committees = {one.committee for one in register} | {name for one in everybody for name in one.committees} | own
    return {
        "roles": [(role.value, call.t(text)) for role, text in terms.ROLES.items()],
        "committees": sorted(committees, key=str.casefold),
        "rights": [
            (call.t(text), [call.t(LABELS[right]) for right in Right if right in RIGHTS[role]])
            for role, text in terms.ROLES.items()
        ],
    }


def _roles(call: Call) -> frozenset[Role]:
    return frozenset(role for role in Role if role.value in call.fields("roll"))


def _committees(call: Call) -> frozenset[str]:
    return frozenset((*call.fields("namnd"), *call.field("annan_namnd").split(","))) - {""}


def _seen(person: Person) -> str:
    """Roles and nämnder as a page shows them, to tell whether they are still so."""
    return "|".join((*sorted(person.roles), *sorted(person.committees)))


def _path(username: str) -> str:
    return f"/personer/person/{quote(username, safe='')}"


SECTION = Section(
    "personer",
    (
        get("/personer", listed, Right.MANAGE_PEOPLE),
        get("/personer/ny", new, Right.MANAGE_PEOPLE),
        post("/personer/ny", add, Right.MANAGE_PEOPLE),
        get("/personer/person/{username}", shown, Right.MANAGE_PEOPLE),
        post("/personer/person/{username}/uppgifter", change_details, Right.MANAGE_PEOPLE),
        post("/personer/person/{username}/roller", change_roles, Right.MANAGE_PEOPLE),
        post("/personer/person/{username}/stall-av", set_aside, Right.MANAGE_PEOPLE),
        post("/personer/person/{username}/ta-tillbaka", take_back, Right.MANAGE_PEOPLE),
        post("/personer/person/{username}/logga-ut", end_sittings, Right.MANAGE_PEOPLE),
        post("/personer/person/{username}/koder", reset_codes, Right.MANAGE_PEOPLE),
        post("/personer/person/{username}/losenord", first_password, Right.MANAGE_PEOPLE),
    ),
    (Place(TITLE, "/personer", Right.MANAGE_PEOPLE),),
    told={
        "tillagd": Text("Personen är tillagd.", "The person is added."),
        "andrad": Text("Uppgifterna är ändrade.", "The details are changed."),
        "roller": Text("Roller och nämnder gäller nu.", "Roles and committees are in force."),
        "avstalld": Text("Personen är avställd och utloggad.", "The person is set aside and signed out."),
        "tillbaka": Text("Personen är tillbaka.", "The person is back."),
        "utloggad-av-annan": Text("Personen är utloggad överallt.", "The person is signed out everywhere."),
        "koder-nollstallda": Text(
            "Engångskoderna är nollställda. Personen kan ta en ny enhet i bruk.", "The one-time codes are reset."
        ),
    },
)
