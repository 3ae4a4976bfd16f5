"""Spirit, a real forum: no semantics, Swedish dates only in a title, topics over several pages."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.real.conftest import ALL
from tests.real.harvest import Twice
from tests.real.judge import hold, hold_changes
from tests.real.spirit import start
from tests.real.truth import Running

pytestmark = [pytest.mark.real, pytest.mark.timeout(2400)]


@pytest.fixture(scope="module")
def run(captured: Callable[[Callable[[], Running]], Twice]) -> Twice:
    return captured(partial(start, count=60 if ALL else 8))


def test_every_post_and_comment_is_found_with_author_time_permalink_and_parent(run: Twice) -> None:
    hold(run.running, run.first.reading.items)


def test_general_reader_finds_as_much_without_any_profile(run: Twice) -> None:
    hold(run.running, run.again("generic").items)


def test_second_capture_tells_what_was_edited_removed_and_added(run: Twice) -> None:
    hold_changes(run)
