"""However much the archive holds, a list page asks the database as often and stays as small: 10 rows against 1,000."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from archiver.model import Outcome, Person
from archiver.records import Delivery, Disclosure
from archiver.retention.holds import Hold, HoldKind, HoldScope
from storage.archive import Archive
from storage.database import cards, orders
from tests.storage import making
from tests.web import planted
from tests.web.api.test_matrix import key_of
from tests.web.conftest import House
from tests.web.test_matrix import GETS
from web.route import Route, allowed

pytestmark = pytest.mark.slow

FEW, MANY = 10, 1000
SEARCH = "[publishing]\nsearch = true\n"
MOST_BYTES = 100_000
ACCOUNT = "lillan"
MORE = (f"/fangster/konto/{ACCOUNT}", f"/handlingar?konto={ACCOUNT}", "/handlingar?q=badhuset")
"""Lists with a parameter."""
LISTS = [route for route in GETS if "{" not in route.path and "." not in route.path]
API = ("items", "captures", "accounts", "deliveries", "register", "status", "journal")


def test_every_list_page_asks_as_often_and_stays_small(small: House, large: House) -> None:
    grown: list[str] = []
    for route in [*LISTS, *(Route("GET", path, LISTS[0].does, LISTS[0].needs) for path in MORE)]:
        person = next((one for one in sorted(planted.people(), key=_preferred) if allowed(one, route.needs)), None)
        if person is None:
            continue
        few, many = (counted(house, house.as_(person), route.path) for house in (small, large))
        if many[0] > few[0]:
            grown.append(f"{route.path}: {few[0]} → {many[0]} statements")
        if many[1] >= MOST_BYTES:
            grown.append(f"{route.path}: {many[1]} bytes")
    assert grown == []


def test_the_api_asks_as_often_however_much_there_is(small: House, large: House) -> None:
    grown = {}
    for name in API:
        ran = []
        for house in (small, large):
            key = key_of(house, house.archive.get(Person, "arkivarie"))
            client = house.client()
            client.headers["Authorization"] = f"Bearer {key}"
            ran.append(counted(house, client, f"/api/v1/{name}")[0])
        if ran[1] > ran[0]:
            grown[name] = ran
    assert grown == {}


@pytest.fixture(scope="module")
def small(house_with: Callable[..., House]) -> House:
    return filled(house_with(SEARCH), FEW)


@pytest.fixture(scope="module")
def large(house_with: Callable[..., House]) -> House:
    return filled(house_with(SEARCH), MANY)


def _preferred(person: object) -> bool:
    return getattr(person, "username", "") != "arkivarie"


def counted(house: House, client: TestClient, path: str) -> tuple[int, int]:
    """How many statements a page takes, and how many bytes it is; asked twice, so that what is remembered is there."""
    client.get(path)
    with statements(house.archive) as ran:
        answer = client.get(path)
    assert answer.status_code in (200, 303, 403, 404), (path, answer.status_code)
    return len(ran), len(answer.content)


@contextmanager
def statements(archive: Archive) -> Iterator[list[str]]:
    ran: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        ran.append(statement)

    event.listen(archive._engine, "before_cursor_execute", note)
    yield ran
    event.remove(archive._engine, "before_cursor_execute", note)


def filled(house: House, count: int) -> House:
    """So many rows of everything in the cards; accounts are a fifth of it, on the shelf too."""
    base = next(iter([planted._account("konto", planted.COUNCIL)]))
    with house.archive.change(who=planted.FOUNDER, at=house.clock(), why="växt") as change:
        for number in range(count // 5):
            change.put(replace(base, id=f"konto-{number}", name=f"Kontot nummer {number}"))
        change.note("växt", about="somearkiv:archive")
    with house.archive.session(write=True) as session:
        cards.file(session, things(count), [], fresh=True)
        for number in range(count):
            orders.add(session, "harvest", f"{ACCOUNT}-{number}", "arkivarie", house.clock())
    return house


def things(count: int) -> Iterator[object]:
    for number in range(count):
        text = f"När öppnar badhuset nummer {number}?"
        labels = [{}, {"weeding": True}, {"diary": True}, {"confidential": True}][number % 4]
        item = making.item(number, text, account_id=ACCOUNT, **labels)
        yield item if number % 2 else replace(item, thread_id="tråd")
        at = planted.NOW - timedelta(hours=6 * number)
        capture = replace(making.capture(number, account_id=ACCOUNT), started_at=at, finished_at=at)
        yield replace(capture, outcome=Outcome.PARTIAL) if number % 7 == 0 else capture
        yield Delivery(_id("leverans", number), "json", at, "arkivarie", "", {}, (), "0" * 128, "paket")
        yield Disclosure(
            _id("begäran", number), f"UTL 2026:{number}", 2026, number, at, "inlägg", planted.COUNCIL, (item.id,), "rut"
        )
        yield Hold(_id("spärr", number), HoldKind.CASE, HoldScope.ACCOUNT, ACCOUNT, f"KS {number}", "arkivarie", at)


def _id(kind: str, number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"{kind} {number}"))
