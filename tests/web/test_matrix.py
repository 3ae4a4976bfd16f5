"""Every route with every role, and with nobody: only who may comes in, and no secret word comes out.

Pages added to the registry are walked without any change here; new parameters need a line in `planted.SAMPLES`.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from itertools import product

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from archiver.model import Person
from jobs import signing_in
from tests.web import planted
from tests.web.conftest import House, form_token
from web.pages.registry import SECTIONS
from web.route import Access, Route, allowed

pytestmark = pytest.mark.slow

ROUTES = [route for section in SECTIONS for route in section.routes]
GETS = [route for route in ROUTES if route.method == "GET"]
POSTS = [route for route in ROUTES if route.method == "POST"]
PEOPLE: tuple[Person | None, ...] = (None, *planted.people())
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
LINK = re.compile(r'href="(/[^"#]*)')
ENDS_THE_SITTING = ("/loggaut", "/mitt-konto/loggaut")
NO_FIELD_NAMES = re.compile(r'value="[0-9a-f]{64}"')


def addresses(route: Route) -> Iterator[str]:
    """The route's addresses with every combination of samples."""
    names = PARAMETER.findall(route.path)
    for name in names:
        assert name in planted.SAMPLES, f"{route.path}: add samples for {name} to tests/web/planted.py"
    for values in product(*(planted.SAMPLES[name] for name in names)):
        given = dict(zip(names, values, strict=True))
        yield PARAMETER.sub(lambda found, given=given: given[found[1]], route.path)


def whole(response: Response) -> str:
    """Everything that came back: headers and body, pictures and archives too."""
    return "\n".join(f"{name}: {value}" for name, value in response.headers.items()) + response.content.decode(
        "utf-8", "replace"
    )


def name_of(person: object) -> str:
    return person.username if isinstance(person, Person) else "ingen" if person is None else str(person)


def signed_in(house: House, person: Person | None) -> TestClient:
    return house.client() if person is None else house.as_(person)


def alone(house: House, person: Person | None, now: datetime) -> TestClient:
    """A browser of somebody signed in there alone, at this time: their own sittings are on a page of theirs."""
    if person is not None:
        signing_in.sign_out_elsewhere(house.archive, person.username)
    house.clock.time = now
    return signed_in(house, person)


def check_no_secrets(response: Response, person: Person | None, address: str) -> None:
    if person is not None and planted.sees_secrets(person):
        return
    text = whole(response)
    assert not [word for word in planted.SECRET_WORDS if word.casefold() in text.casefold()], address


@pytest.mark.parametrize("person", PEOPLE, ids=name_of)
def test_pages_open_only_for_those_who_may_and_tell_no_secret(house: House, person: Person | None) -> None:
    client = signed_in(house, person)
    for route in GETS:
        may = allowed(person, route.needs)
        for address in addresses(route):
            response = client.get(address)
            if person is None and not may:
                assert response.status_code == 303, address
                assert response.headers["location"].startswith("/loggain"), address
            elif not may:
                assert response.status_code == 403, address
            else:
                assert response.status_code in (200, 303, 304, 403, 404, 409), (address, response.status_code)
            check_no_secrets(response, person, address)


@pytest.mark.parametrize("person", [one for one in PEOPLE if one is None or not one.committees], ids=name_of)
def test_no_link_leads_nowhere_or_where_the_person_may_not_go(house: House, person: Person | None) -> None:
    client = signed_in(house, person)
    for path in ["/loggain", *(place.path for section in SECTIONS for place in section.places)]:
        page = client.get(path)
        for link in {unescape(found) for found in LINK.findall(page.text)} if page.status_code == 200 else ():
            assert client.get(link).status_code in (200, 303), (path, link)


@pytest.mark.parametrize("person", PEOPLE, ids=name_of)
def test_forms_are_taken_only_from_those_who_may_and_tell_no_secret(worn: House, person: Person | None) -> None:
    client = signed_in(worn, person)
    token = form_token(client, "/loggain" if person is None else "/")
    for route in POSTS:
        if route.path in ENDS_THE_SITTING:
            continue
        for address in addresses(route):
            response = client.post(address, data={"formular": token, "namn": "x"})
            if not allowed(person, route.needs):
                assert response.status_code == (401 if person is None else 403), address
            else:
                assert response.status_code < 500, (address, response.status_code)
            assert "somearkiv --" not in response.text, f"{address} speaks of commands"
            check_no_secrets(response, person, address)


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
def test_a_form_without_its_token_is_refused(house: House, route: Route) -> None:
    client = house.as_(next((one for one in planted.people() if allowed(one, route.needs)), "arkivarie"))
    stranger = house.client()
    for address in addresses(route):
        assert client.post(address, data={}).status_code == 403, address
        assert client.post(address, data={"formular": "0" * 64}).status_code == 403, address
        assert stranger.post(address, data={}).status_code in (401, 403), address


@pytest.mark.parametrize("person", [one for one in PEOPLE if one is None or not planted.sees_secrets(one)], ids=name_of)
def test_pages_are_the_same_whether_or_not_there_are_secrets(house: House, twin: House, person: Person | None) -> None:
    """What somebody without the right sees must not depend on what is secret: not a count, not an order, not a link."""
    now = house.clock.time
    one, other = alone(house, person, now), alone(twin, person, now)
    for route in GETS:
        for address in addresses(route):
            now = house.clock.time
            first = one.get(address)
            twin.clock.time = now
            second = other.get(address)
            assert NO_FIELD_NAMES.sub("", first.text) == NO_FIELD_NAMES.sub("", second.text), address
            assert first.status_code == second.status_code, address


@pytest.fixture(scope="module")
def twin(house_with: Callable[..., House]) -> House:
    """The same municipality without any secret."""
    return house_with(secrets=False)


@pytest.fixture(scope="module")
def worn(house_with: Callable[..., House]) -> House:
    """A municipality that forms are sent to."""
    return house_with()


def test_every_route_says_what_it_needs() -> None:
    assert all(isinstance(route.needs, Access) or route.needs.value for route in ROUTES)
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES)


def test_only_signing_in_and_the_public_pages_are_open_to_everybody() -> None:
    public = {route.path.split("/")[1] for route in ROUTES if route.needs is Access.PUBLIC}
    assert public <= {"loggain", "loggaut", "offentligt", "healthz", "api"}
