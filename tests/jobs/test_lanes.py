"""Work side by side, each lane a process: in the things' order, so many at a time, tools closed in the end."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from archiver.errors.error import SomearkivError
from archiver.errors.outside import LoginWall
from archiver.text import Text
from jobs.lanes import MOST_LANES, Say, Work, lanes, that_fit

WITHIN_SECONDS = 20.0


@contextmanager
def marked(folder: Path, _say: Say) -> Iterator[str]:
    """A tool that leaves a file as long as it is open."""
    mine = folder / f"open-{os.getpid()}"
    mine.touch()
    try:
        yield mine.name
    finally:
        mine.rename(folder / mine.name.replace("open", "closed"))


@contextmanager
def talking(say: Say) -> Iterator[Say]:
    yield say


@contextmanager
def broken(_say: Say) -> Iterator[None]:
    raise LoginWall(url="https://exempel.se/")
    yield


def shout(_tool: object, thing: str) -> str:
    return thing.upper()


def after_the_others(folder: Path, _tool: object, thing: str) -> str:
    """`a` ends when `c` has."""
    if thing == "a":
        until = time.monotonic() + WITHIN_SECONDS
        while not (folder / "c").exists() and time.monotonic() < until:
            time.sleep(0.01)
        return "A" if (folder / "c").exists() else "too late"
    (folder / thing).touch()
    return thing.upper()


def who(_tool: object, _thing: int) -> int:
    time.sleep(0.2)
    return os.getpid()


def tell(say: Say, thing: str) -> str:
    say(Text(thing, thing))
    return thing


def fail_at_one(_tool: object, thing: int) -> int:
    if thing == 1:
        raise LoginWall(url="https://exempel.se/1")
    return thing


def end_at_one(_tool: object, thing: int) -> int:
    if thing == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return thing


def run(work: Work[Any, Any, Any], things: Sequence[Any], count: int = 2) -> list[Any]:
    with lanes(work, count) as each:
        return list(each(things))


def work(do: Any, tool: Any = talking, *, said: list[Text] | None = None) -> Work[Any, Any, Any]:
    return Work(tool, do, lambda thing: f"{thing} lost", (said if said is not None else []).append)


def test_results_come_in_the_order_of_the_things_though_the_first_ends_last(tmp_path: Path) -> None:
    assert run(work(partial(after_the_others, tmp_path)), "abc") == ["A", "B", "C"]


def test_so_many_processes_work_and_none_of_them_is_the_callers() -> None:
    processes = run(work(who), range(6))
    assert len(set(processes)) == 2
    assert os.getpid() not in processes


def test_one_thing_makes_one_lane_and_its_tool_is_closed(tmp_path: Path) -> None:
    assert run(work(shout, partial(marked, tmp_path)), ["a"], 4) == ["A"]
    assert [one.name.partition("-")[0] for one in tmp_path.iterdir()] == ["closed"]


def test_lanes_stay_from_one_pile_to_the_next() -> None:
    with lanes(work(who), 2) as each:
        assert set(each(range(2))) == set(each(range(4)))


def test_what_a_lane_tells_is_told_by_the_caller() -> None:
    said: list[Text] = []
    assert run(work(tell, said=said), ["a"]) == ["a"]
    assert said == [Text("a", "a")]


def test_a_fault_rises_in_its_turn_with_its_facts_and_the_tools_are_closed(tmp_path: Path) -> None:
    with lanes(work(fail_at_one, partial(marked, tmp_path)), 2) as each:
        results = each([0, 1, 2, 3])
        assert next(results) == 0
        with pytest.raises(LoginWall, match=r"exempel\.se/1") as fault:
            next(results)
    assert fault.value.facts == {"url": "https://exempel.se/1"}
    assert {one.name.partition("-")[0] for one in tmp_path.iterdir()} == {"closed"}


def test_a_tool_that_cannot_be_made_is_the_first_things_fault() -> None:
    with pytest.raises(SomearkivError, match=r"exempel\.se"):
        run(work(shout, broken), ["a", "b"])


def test_a_lane_that_is_killed_loses_its_own_thing_and_no_other() -> None:
    assert run(work(end_at_one), [0, 1, 2, 3]) == [0, "1 lost", 2, 3]


@pytest.mark.parametrize(("free_kb", "count"), [(500_000, 1), (1_700_000, 2), (900_000_000, None)])
def test_as_many_lanes_as_cores_and_free_memory_bear(tmp_path: Path, free_kb: int, count: int | None) -> None:
    (tmp_path / "meminfo").write_text(f"MemTotal:       999999999 kB\nMemAvailable: {free_kb:>10} kB\n")
    assert that_fit(tmp_path / "meminfo") == (count or min(3 * len(os.sched_getaffinity(0)), MOST_LANES))
