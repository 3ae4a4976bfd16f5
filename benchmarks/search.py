"""How fast lists answer in a large archive: search, review queue, what is unread, home; on SQLite and PostgreSQL.

`python -m benchmarks.search FOLDER [--database sqlite] [--rounds 40]`; FOLDER is built by `benchmarks.search_archive`. Prints a
Markdown table: 95 of 100 questions are answered within these milliseconds. The questions are asked of a warm database by
one reader; that their statements don't grow in number with the rows is tested (`tests/web/test_growth.py`).
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from sqlalchemy import event, text

from archiver.lifecycle.queue import Place
from benchmarks.search_archive import large_archive
from storage.database import items as item_cards
from storage.database import search
from storage.database.captures import latest_of_all
from storage.database.search_filter import ItemFilter
from storage.database.session import Engine, Session, transaction
from storage.database.sight import Sight
from tests.storage.making import NOW
from web.server import settle

READER = Sight(secrets=False)
REGISTRAR = Sight(secrets=True)
BOARD = Sight(secrets=True, committees=frozenset({"Nämnd 3"}))

Ask = Callable[[Session], object]


@dataclass(frozen=True)
class Question:
    """What is asked, and within how many milliseconds 95 of 100 are to be answered."""

    what: str
    bound_ms: int
    asks: tuple[Ask, ...]


def main() -> None:
    options = _options()
    with large_archive(options.folder, options.database) as (_, archive):
        engine = archive._engine
        with transaction(engine, write=False) as session:
            there = session.scalar(text("SELECT count(*) FROM item"))
        print(f"<!-- {options.database}: {there} items -->", flush=True)
        print(
            "| database | what | bound, ms | median, ms | p95, ms | p95 of our own CPU, ms | statements |\n|---|---|---|---|---|---|---|"
        )
        settle()  # as a server does
        for one in _questions(options.accounts):
            _tell(options.database, one, *_measured(engine, one, options.rounds))


def _questions(account_count: int) -> Iterator[Question]:
    def page(**chosen: object) -> Ask:
        asked = ItemFilter(**chosen)  # type: ignore[arg-type]
        return lambda session: search.page(session, asked, READER)

    account = f"konto-{account_count // 2}"
    since = NOW - timedelta(days=400)
    searches = (
        page(query="kommunen"),
        page(query="badhuset öppet"),
        page(query="snöröjning gata"),
        page(query="skolor förskolan lärare"),
        page(query='"tack för svaret"'),
        page(query="över*"),
        page(query="bad* stäng*"),
        page(query="ord400 kommun"),
        page(query="ord39000"),
        page(query="ord9 ord77"),
        page(query="finnsinte"),
        page(query="kommun", account_id=account),
        page(query="badhus", label="diary"),
        page(query="kommun", until=since),
        page(query="ord3000", since=since),
        page(query="kommun", author="person77"),
        page(account_id=account, label="weeding"),
        page(state="markerad"),
        page(),
    )
    yield Question("search, first page", 50, searches)
    yield Question("search, one nämnd", 50, (lambda s: search.page(s, ItemFilter(query="badhuset"), BOARD),))
    counts = ("kommunen", "ord400", "badhus öppet")
    yield Question(
        "search, how many (to a thousand)",
        50,
        tuple(partial(search.count, chosen=ItemFilter(query=query), sight=READER) for query in counts),
    )
    yield Question("search, page 40", 50, (lambda s: _page_forty(s),))
    for who, sight in (("registrar", REGISTRAR), ("reader", READER), ("one nämnd", BOARD)):
        yield Question(f"review queue, {who}", 100, (partial(item_cards.queue, sight=sight, limit=50),))
        yield Question(f"unread, {who}", 100, (partial(item_cards.unread, sight=sight, limit=50),))
        yield Question(f"home: what waits, {who}", 100, (partial(_waiting, sight=sight),))
        yield Question(f"status: counts, {who}", 100, (partial(_counts, sight=sight),))
    parts = (
        ("all", item_cards.WHOLE_QUEUE),
        ("one nämnd", item_cards.QueuePart(committee="Nämnd 3")),
        ("a small nämnd", item_cards.QueuePart(committee=f"Nämnd {account_count // 10 - 1}")),
        ("one account", item_cards.QueuePart(account_id=account)),
        ("weeding", item_cards.QueuePart(frozenset({int(Place.WEEDING)}))),
        ("weeding, one nämnd", item_cards.QueuePart(frozenset({int(Place.WEEDING)}), committee="Nämnd 3")),
        ("a nämnd there is not", item_cards.QueuePart(committee="Nämnd 999")),
    )
    for where, part in parts:
        yield Question(f"review desk, {where}", 100, (partial(_desk, part=part),))
    yield Question("home: last captures", 100, (latest_of_all,))
    yield Question(
        "thread",
        50,
        (lambda s: item_cards.thread(s, search.page(s, ItemFilter(), READER).hits[0].row.thread_id, READER),),
    )


def _desk(session: Session, part: item_cards.QueuePart) -> object:
    """A page of the queue and one far down, how many wait for each question, and what stands beside a row of it."""
    rows = item_cards.queue(session, REGISTRAR, 26, 0, part)
    item_cards.queue(session, REGISTRAR, 26, 1000, part)  # page 40
    beside = [
        item_cards.queue_beside(session, REGISTRAR, row, part, before=b) for row in rows[-1:] for b in (False, True)
    ]
    return rows, item_cards.queue_places(session, REGISTRAR, part), item_cards.asked(session, "rut", REGISTRAR), beside


@cache
def _key_of_page_forty(engine: Engine, chosen: ItemFilter) -> str:
    with transaction(engine, write=False) as session:
        key = ""
        for _ in range(39):
            key = search.page(session, chosen, READER, key).next
        return key


def _page_forty(session: Session) -> object:
    chosen = ItemFilter(query="kommun")
    return search.page(session, chosen, READER, _key_of_page_forty(session.get_bind(), chosen))  # type: ignore[arg-type]


def _waiting(session: Session, sight: Sight) -> object:
    """What home asks of the items."""
    return (
        item_cards.queue_places(session, sight),
        item_cards.asked(session, "rut", sight),
        item_cards.queue(session, sight, 5),
    )


def _counts(session: Session, sight: Sight) -> object:
    return item_cards.count(session, ItemFilter(), sight), item_cards.queue_count(session, sight)


def _measured(engine: Engine, question: Question, rounds: int) -> tuple[list[float], list[float], int]:
    """Milliseconds of every asking by the clock and of this process, and the most statements one took."""
    spent: list[float] = []
    worked: list[float] = []
    statements = 0
    with transaction(engine, write=False) as session, _counted(engine) as ran:
        for number in range(rounds + 1):
            for ask in question.asks:
                ran.clear()
                began, busy = time.perf_counter(), time.process_time()
                ask(session)
                if number:  # the first round warms
                    spent.append((time.perf_counter() - began) * 1000)
                    worked.append((time.process_time() - busy) * 1000)
                    statements = max(statements, len(ran))
    return spent, worked, statements


def _tell(name: str, one: Question, spent: list[float], worked: list[float], statements: int) -> None:
    p95 = statistics.quantiles(spent, n=20)[-1]
    mark = "" if p95 < one.bound_ms else " **over**"
    median, cpu = statistics.median(spent), statistics.quantiles(worked, n=20)[-1]
    print(
        f"| {name} | {one.what} | {one.bound_ms} | {median:.1f} | {p95:.1f}{mark} | {cpu:.1f} | {statements} |",
        flush=True,
    )


@contextmanager
def _counted(engine: Engine) -> Iterator[list[str]]:
    ran: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        ran.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield ran
    event.remove(engine, "before_cursor_execute", note)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--accounts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=40)
    return parser.parse_args()


if __name__ == "__main__":
    main()
