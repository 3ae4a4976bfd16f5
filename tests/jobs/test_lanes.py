"""Work side by side: in the things' order, so many at a time, tools closed in the end."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from jobs.lanes import side_by_side


class Tools:
    """Makes numbered tools and remembers which are open."""

    def __init__(self) -> None:
        self.made = 0
        self.open: set[int] = set()

    @contextmanager
    def __call__(self) -> Iterator[int]:
        self.made += 1
        mine = self.made
        self.open.add(mine)
        try:
            yield mine
        finally:
            self.open.discard(mine)


def test_results_come_in_the_order_of_the_things_though_the_first_ends_last() -> None:
    others = threading.Semaphore(0)

    def work(_tool: int, thing: str) -> str:
        if thing == "a":
            others.acquire(timeout=10)
        else:
            others.release()
        return thing.upper()

    tools = Tools()
    assert list(side_by_side("abc", tools, work, 2)) == ["A", "B", "C"]
    assert tools.made == 2
    assert not tools.open


def test_no_tool_is_used_by_two_at_once() -> None:
    using: set[int] = set()
    both = threading.Barrier(2, timeout=10)

    def work(tool: int, _thing: int) -> bool:
        alone = tool not in using
        using.add(tool)
        both.wait()
        using.discard(tool)
        both.wait()
        return alone

    assert all(side_by_side(range(6), Tools(), work, 2))


def test_one_thing_makes_one_lane() -> None:
    tools = Tools()
    assert list(side_by_side(["a"], tools, lambda tool, thing: (tool, thing), 4)) == [(1, "a")]
    assert tools.made == 1


def test_a_fault_rises_in_its_turn_and_the_tools_are_closed() -> None:
    def work(_tool: int, thing: int) -> int:
        if thing == 1:
            raise ValueError(thing)
        return thing

    tools = Tools()
    results = side_by_side([0, 1, 2], tools, work, 2)
    assert next(results) == 0
    with pytest.raises(ValueError, match="1"):
        next(results)
    assert not tools.open


def test_lanes_change_turns_quicker_while_they_run_and_no_longer() -> None:
    before = sys.getswitchinterval()
    (during,) = side_by_side(["a"], Tools(), lambda tool, thing: sys.getswitchinterval(), 2)
    assert during < before == sys.getswitchinterval()
