"""People pages: an administrator adds, changes, sets aside and lets in again; nobody else does, and never without one left."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from starlette.testclient import TestClient

from archiver.model import Person, Role
from jobs import passwords, signing_in
from jobs.context import Context
from storage.database import journal, sittings
from storage.kinds import object_id_of
from tests.web import planted
from tests.web.conftest import House, form_token

WHERE = f"/personer/person/{planted.SUBJECT}"


@pytest.fixture(scope="module")
def own(house_with: Callable[..., House]) -> House:
    return house_with()


@pytest.fixture(scope="module")
def admin(own: House) -> TestClient:
    return own.as_(planted.FOUNDER)


def send(client: TestClient, path: str, **fields: object) -> int:
    return client.post(path, data={"formular": form_token(client), **fields}).status_code


def deeds(house: House, username: str) -> list[str]:
    with house.archive.session() as session:
        return [line.did for line in journal.lines(session, about=object_id_of(Person, username))]


def test_a_person_is_added_with_roles_and_committees_and_a_journal_line(own: House, admin: TestClient) -> None:
    fields = {"namn": "Siv Ek", "anvandarnamn": "siv.ek@lillan.example", "roll": ["registrator", "läsare"]}
    fields |= {"namnd": planted.CARE, "annan_namnd": "Byggnadsnämnden, Miljönämnden"}
    answer = admin.post("/personer/ny", data={"formular": form_token(admin), **fields})
    assert answer.headers["location"] == "/personer/person/siv.ek%40lillan.example?besked=tillagd"
    siv = own.archive.get(Person, "siv.ek@lillan.example")
    assert siv.roles == {Role.REGISTRAR, Role.READER}
    assert siv.committees == {planted.CARE, "Byggnadsnämnden", "Miljönämnden"}
    assert deeds(own, siv.username) == ["person.added"]
    assert "Siv Ek" in admin.get("/personer").text
    assert admin.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"namn": "A", "anvandarnamn": "Per.Nyman"}, 409, "finns redan"),
        ({"namn": "A", "anvandarnamn": "somearkiv"}, 409, "finns redan"),
        ({"namn": "A", "anvandarnamn": "a/../b"}, 400, "bokstäver, siffror"),
        ({"namn": "A", "anvandarnamn": ""}, 400, "bokstäver, siffror"),
        ({"namn": "", "anvandarnamn": "ny"}, 400, "personens namn"),
        ({"namn": "A", "anvandarnamn": "ny", "epost": "a@b@c"}, 400, "fel form"),
        ({"namn": "A", "anvandarnamn": "ny", "epost": "a@b\nBcc: c@d"}, 400, "fel form"),
        ({"namn": "A", "anvandarnamn": "ny", "annan_namnd": "x" * 200}, 400, "för långt"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(
    own: House, admin: TestClient, fields: dict[str, str], status: int, says: str
) -> None:
    before = len(list(own.archive.all(Person)))
    answer = admin.post("/personer/ny", data={"formular": form_token(admin), **fields})
    assert answer.status_code == status
    assert says in unescape(answer.text)
    assert len(list(own.archive.all(Person))) == before


def test_new_roles_hold_at_once(own: House, admin: TestClient) -> None:
    subject = own.as_(planted.SUBJECT)
    assert subject.get("/personer").status_code == 403
    assert send(admin, f"{WHERE}/roller", roll=["administratör", "arkivarie"], namnd=[planted.COUNCIL]) == 303
    assert subject.get("/personer").status_code == 200
    assert send(admin, f"{WHERE}/roller", roll=["läsare"]) == 303
    assert subject.get("/personer").status_code == 403
    assert own.archive.get(Person, planted.SUBJECT).committees == frozenset()
    assert deeds(own, planted.SUBJECT)[-2:] == ["person.roles", "person.roles"]


def test_roles_another_administrator_changed_meanwhile_are_not_given_back_unseen(own: House, admin: TestClient) -> None:
    page = admin.get(WHERE).text
    seen = unescape(re.search(r'name="sedda" value="([^"]*)"', page)[1])  # type: ignore[index]
    assert send(admin, f"{WHERE}/roller", roll=["registrator"], sedda=seen) == 303
    form = {"formular": form_token(admin), "roll": ["läsare"], "sedda": seen}
    answer = admin.post(f"{WHERE}/roller", data=form)
    assert answer.status_code == 409
    assert "har ändrats av någon annan" in answer.text
    assert send(admin, f"{WHERE}/roller", roll=["läsare"]) == 303


def test_name_and_address_are_changed(own: House, admin: TestClient) -> None:
    assert send(admin, f"{WHERE}/uppgifter", namn=" Per Nygren ", epost="nygren@lillan.example") == 303
    per = own.archive.get(Person, planted.SUBJECT)
    assert (per.name, per.email) == ("Per Nygren", "nygren@lillan.example")


def test_who_is_set_aside_is_out_at_once_and_comes_in_again_only_when_taken_back(own: House, admin: TestClient) -> None:
    subject = own.as_(planted.SUBJECT)
    assert send(admin, f"{WHERE}/stall-av") == 303
    assert subject.get("/").status_code == 303
    assert own.as_(planted.SUBJECT).get("/").status_code == 303
    assert send(admin, f"{WHERE}/ta-tillbaka") == 303
    assert subject.get("/").status_code == 303
    assert own.as_(planted.SUBJECT).get("/").status_code == 200


def test_the_last_active_administrator_stays(own: House, admin: TestClient) -> None:
    assert send(admin, "/personer/person/administrator/stall-av") == 303
    mine = f"/personer/person/{planted.FOUNDER}"
    for path, fields in ((f"{mine}/stall-av", {}), (f"{mine}/roller", {"roll": ["läsare"]})):
        answer = admin.post(path, data={"formular": form_token(admin), **fields})
        assert answer.status_code == 409
        assert "minst en administratör" in answer.text
    assert own.archive.get(Person, planted.FOUNDER).active
    assert send(admin, "/personer/person/administrator/ta-tillbaka") == 303


def test_a_first_password_is_shown_once_and_must_be_changed(own: House, admin: TestClient) -> None:
    before = own.as_(planted.SUBJECT)
    page = admin.post(f"{WHERE}/losenord", data={"formular": form_token(admin)})
    found = re.search(r'told-once">([a-z0-9-]{19})<', page.text)
    assert found
    assert page.headers["cache-control"] == "no-store"
    assert before.get("/").status_code == 303  # earlier sittings end
    assert found[1] not in admin.get(WHERE).text
    client = own.client()
    form = {
        "formular": form_token(client, "/loggain"),
        "namn": planted.SUBJECT,
        "losenord": found[1],
        "till": "/skyldigheter",
    }
    answer = client.post("/loggain", data=form)
    assert answer.headers["location"] == "/loggain/losenord?till=/skyldigheter"
    assert client.get("/skyldigheter").status_code == 303
    first = client.cookies["somearkiv"]
    for new, again, says in (
        ("kort", "kort", "minst 12"),
        (found[1], found[1], "annat lösenord"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "lätt att gissa"),
        ("fyra vackra ord", "fem vackra ord", "inte lika"),
    ):
        fields = {"formular": form_token(client, "/loggain/losenord"), "nytt": new, "igen": again}
        answer = client.post("/loggain/losenord", data=fields)
        assert answer.status_code == 400
        assert says in answer.text
    fields = {"formular": form_token(client, "/loggain/losenord"), "nytt": "fyra vackra ord", "igen": "fyra vackra ord"}
    answer = client.post("/loggain/losenord", data={**fields, "till": "/skyldigheter"})
    assert answer.headers["location"] == "/skyldigheter"
    assert client.get("/skyldigheter").status_code == 200
    assert client.cookies["somearkiv"] != first
    old = own.client()
    old.cookies.set("somearkiv", first)
    assert old.get("/").status_code == 303


def test_a_first_password_is_worth_nothing_after_a_week(house_with: Callable[..., House]) -> None:
    house = house_with()
    founder = house.archive.get(Person, planted.FOUNDER)
    context = Context(house.desk.config, house.archive, founder, house.clock)
    password = passwords.first_password(context, planted.SUBJECT)
    row_at = house.clock.time
    house.clock.time = row_at + passwords.FIRST_GOOD_FOR * 1.01
    client = house.client()
    form = {"formular": form_token(client, "/loggain"), "namn": planted.SUBJECT, "losenord": password}
    assert client.post("/loggain", data=form).status_code == 401


def test_somebody_is_signed_out_everywhere(own: House, admin: TestClient) -> None:
    one, other = own.as_("lasare"), own.as_("lasare")
    assert send(admin, "/personer/person/lasare/logga-ut") == 303
    assert one.get("/").status_code == other.get("/").status_code == 303
    assert deeds(own, "lasare")[-1] == "person.sittings_ended"


def test_two_administrators_who_set_each_other_aside_leave_one(house_with: Callable[..., House]) -> None:
    house = house_with()
    one, other = house.as_(planted.FOUNDER), house.as_("administrator")
    token = form_token(other)
    assert send(one, "/personer/person/administrator/stall-av") == 303
    assert other.post(f"/personer/person/{planted.FOUNDER}/stall-av", data={"formular": token}).status_code in (
        401,
        403,
    )
    assert [
        each.username for each in house.archive.all(Person) if each.active and Role.ADMINISTRATOR in each.roles
    ] == [planted.FOUNDER]


def test_my_account_shows_and_ends_my_sittings_and_no_others(own: House) -> None:
    mine, elsewhere, hers = own.as_("registrator"), own.as_("registrator"), own.as_("arkivarie")
    page = mine.get("/mitt-konto").text
    digests = re.findall(r'name="inloggning" value="(\w+)"', page)
    assert len(digests) == 1
    assert "den här webbläsaren" in page
    others = re.findall(r'name="inloggning" value="(\w+)"', hers.get("/mitt-konto").text)
    assert others == []
    with own.archive.session() as session:
        strange = sittings.of(session, "arkivarie")[0].digest
    assert send(mine, "/mitt-konto/avsluta", inloggning=strange) == 303
    assert hers.get("/").status_code == 200
    assert send(mine, "/mitt-konto/avsluta", inloggning=digests[0]) == 303
    assert elsewhere.get("/").status_code == 303
    assert mine.get("/").status_code == 200
    assert send(mine, "/mitt-konto/loggaut") == 303
    assert mine.get("/").status_code == 303


def test_my_password_is_changed_with_the_old_one_and_my_other_sittings_end(own: House) -> None:
    who = own.archive.get(Person, "registrator")
    passwords.set_password(Context(own.desk.config, own.archive, who, own.clock), "registrator", "korrekt häst batteri")
    here, there, stolen = own.client(), own.as_("registrator"), own.client()
    form = {"formular": form_token(here, "/loggain"), "namn": "registrator", "losenord": "korrekt häst batteri"}
    here.post("/loggain", data=form)
    stolen.cookies.set("somearkiv", here.cookies["somearkiv"])
    wrong = {"nuvarande": "fel fel fel fel", "nytt": "fyra vackra ord", "igen": "fyra vackra ord"}
    assert send(here, "/mitt-konto/losenord", **wrong) == 401
    assert send(here, "/mitt-konto/losenord", **{**wrong, "nuvarande": "korrekt häst batteri"}) == 303
    assert here.get("/mitt-konto").status_code == 200
    assert there.get("/").status_code == stolen.get("/").status_code == 303
    assert signing_in.with_password(own.archive, "registrator", "fyra vackra ord", "", own.clock())


def test_guessing_the_old_password_costs_waiting(own: House) -> None:
    who = own.archive.get(Person, "lasare")
    passwords.set_password(Context(own.desk.config, own.archive, who, own.clock), "lasare", "korrekt häst batteri")
    client = own.as_("lasare")
    fields = {"nuvarande": "fel", "nytt": "fyra vackra ord", "igen": "fyra vackra ord"}
    assert [send(client, "/mitt-konto/losenord", **fields) for _ in range(6)][-1] == 429
