"""Every API route with the key of every role, and with none: only who may gets in, and no secret word comes out."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest
from starlette.testclient import TestClient

from archiver.lifecycle.rights import Right, may, rights_of
from archiver.model import Person
from jobs import tokens
from jobs.context import Context
from storage.database import tokens as kept
from tests.web import planted
from tests.web.conftest import House
from tests.web.test_matrix import PARAMETER, check_no_secrets, name_of
from web.api.registry import FAMILIES
from web.api.route import VERSION, ApiRoute

ROUTES = [route for family in FAMILIES for route in family.routes]
WISH = {"format": "json", "query": "Lampan"}
BODIES: dict[str, dict[str, object]] = {
    "put_dnr": {"json": {"dnr": "KS 2026/77"}},
    "order_delivery": {"json": WISH},
    "hand_in_receipt": {"content": f"handlings-id;diarienummer\n{planted.MARKED_ITEM};KS 2026/1\n".encode(), "headers": {"Content-Type": "text/csv"}},
}  # fmt: skip
QUERIES = ("", "?q=flygelhornet", "?since=2020-01-01T00:00:00Z")


def addresses(route: ApiRoute) -> Iterator[str]:
    names = PARAMETER.findall(route.path)
    for values in product(*(planted.SAMPLES[name] for name in names)):
        given = dict(zip(names, values, strict=True))
        filled = PARAMETER.sub(lambda found, given=given: given[found[1]], route.path)
        for query in QUERIES if route.method == "GET" and not names else ("",):
            yield f"/api{VERSION}{filled}{query}"


def key_of(house: House, person: Person, *rights: Right) -> str:
    """A key of a person with every right they can give, or these."""
    context = Context(house.desk.config, house.archive, person, house.clock)
    return tokens.add(context, "prov", rights or tokens.offered(context), (), 30).secret


def called(client: TestClient, route: ApiRoute, address: str, key: str | None):  # type: ignore[no-untyped-def]
    more = BODIES.get(route.does.__name__, {})
    headers = {**more.get("headers", {}), **({"Authorization": f"Bearer {key}"} if key else {})}  # type: ignore[dict-item]
    body = {name: value for name, value in more.items() if name != "headers"}
    return client.request(route.method, address, headers=headers, **body)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def open_house(house_with: Callable[..., House]) -> House:
    return house_with()


@pytest.fixture(scope="module")
def twin(house_with: Callable[..., House]) -> House:
    return house_with(secrets=False)


WITH_KEYS = [one for one in planted.people() if rights_of(one) & set(tokens.OFFERED)]


@pytest.mark.parametrize("person", [None, *WITH_KEYS], ids=name_of)
def test_routes_open_only_for_keys_that_may_and_tell_no_secret(open_house: House, person: Person | None) -> None:
    client = open_house.client()
    key = key_of(open_house, person) if person else None
    for route in ROUTES:
        for address in addresses(route):
            response = called(client, route, address, key)
            if person is None:
                assert response.status_code in (401, 429), address
            elif not may(person, route.needs):
                assert response.status_code == 403, address
            else:
                assert response.status_code in (200, 202, 400, 403, 404, 409), (address, response.text)
            if response.status_code >= 400:
                assert response.headers["content-type"] == "application/problem+json", address
                assert response.json()["status"] == response.status_code
            check_no_secrets(response, person, address)


@pytest.mark.parametrize("username", ["arkivarie", "registrator"])
def test_a_key_without_the_right_to_secrets_sees_none_whoever_made_it(
    open_house: House, twin: House, username: str
) -> None:
    one, other = (house.client() for house in (open_house, twin))
    person = open_house.archive.get(Person, username)
    rights = [right for right in tokens.OFFERED if right not in (Right.SEE_SECRETS, Right.CAPTURE)]
    narrow = Person("smal", "Smal")  # whoever sees no secrets: the words may not come to them
    keys = [key_of(house, person, *(set(rights) & rights_of(person))) for house in (open_house, twin)]
    for route in [route for route in ROUTES if route.method == "GET" and "journal" not in route.path]:
        for address in addresses(route):
            first, second = called(one, route, address, keys[0]), called(other, route, address, keys[1])
            check_no_secrets(first, narrow, address)
            assert (first.status_code, first.text) == (second.status_code, second.text), address


def test_a_key_is_limited_to_its_namnder(open_house: House) -> None:
    person = open_house.archive.get(Person, "registrator")
    context = Context(open_house.desk.config, open_house.archive, person, open_house.clock)
    secret = tokens.add(context, "omsorgen", tokens.offered(context), [planted.CARE], 30).secret
    client = open_house.client()
    found = client.get("/api/v1/items", headers={"Authorization": f"Bearer {secret}"}).json()["items"]
    assert {one["account"] for one in found} == {"omsorg"}


@pytest.mark.parametrize("spoilt", ["revoked", "old", "gone", "other", "query", "cookie", "basic"])
def test_a_key_that_is_spoilt_or_elsewhere_opens_nothing(open_house: House, spoilt: str) -> None:
    person = open_house.archive.get(Person, "arkivarie")
    context = Context(open_house.desk.config, open_house.archive, person, open_house.clock)
    made = tokens.add(context, "prov", [Right.SEE_ITEMS], (), 1)
    client, address = open_house.client(), "/api/v1/items"
    headers = {"Authorization": f"Bearer {made.secret}"}
    assert client.get(address, headers=headers).status_code == 200
    if spoilt == "revoked":
        tokens.revoke(context, made.row.id)
    elif spoilt == "old":
        open_house.clock.time += timedelta(days=2)
    elif spoilt == "gone":
        from dataclasses import replace

        with open_house.archive.change(who="anna", at=open_house.clock(), why="slutat") as change:
            change.put(replace(person, active=False))
            change.note("person.roles", about=person)
    elif spoilt == "other":
        headers = {"Authorization": f"Bearer {made.secret}x"}
    elif spoilt == "basic":
        headers = {"Authorization": f"Basic {made.secret}"}
    elif spoilt == "query":
        headers, address = {}, f"{address}?access_token={made.secret}&token={made.secret}"
    else:
        headers = {"Cookie": f"somearkiv={made.secret}"}
    try:
        assert client.get(address, headers=headers).status_code in (401, 429)
    finally:
        if spoilt == "gone":
            with open_house.archive.change(who="anna", at=open_house.clock(), why="åter") as change:
                change.put(person)
                change.note("person.roles", about=person)


def test_guessing_is_slowed_down_and_a_right_key_still_works(house_with: Callable[..., House]) -> None:
    house = house_with()
    person = house.archive.get(Person, "arkivarie")
    key, client = key_of(house, person), house.client()
    answers = [client.get("/api/v1/items", headers={"Authorization": f"Bearer fel{n}"}) for n in range(10)]
    assert [one.status_code for one in answers][:1] == [401]
    assert answers[-1].status_code == 429
    assert client.get("/api/v1/items", headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_a_key_is_kept_as_a_digest_and_told_of_in_the_journal(
    house_with: Callable[..., House], caplog: pytest.LogCaptureFixture
) -> None:
    house = house_with()
    person = house.archive.get(Person, "arkivarie")
    with caplog.at_level("INFO"):
        key, client = key_of(house, person), house.client()
        client.get("/api/v1/items", headers={"Authorization": f"Bearer {key}"})
    assert key not in caplog.text
    folder = house.archive.settings.root.parent
    assert not [file for file in folder.rglob("*") if file.is_file() and key.encode() in file.read_bytes()]
    with house.archive.session() as session:
        (row,) = kept.rows(session, "arkivarie")
    assert row.used_at is not None
    assert re.search(r"token\.made.*" + row.id, "\n".join(_journal(house)))


def _journal(house: House) -> list[str]:
    from storage.database import journal

    with house.archive.session() as session:
        return [f"{line.did} {line.facts}" for line in journal.lines(session)]
