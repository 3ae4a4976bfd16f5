"""A real WordPress, captured as a municipality's blog: every post and comment, every field, nothing unpublished."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.real.conftest import ALL
from tests.real.harvest import Twice
from tests.real.judge import hold, hold_changes
from tests.real.truth import Running
from tests.real.wordpress import start

pytestmark = [pytest.mark.real, pytest.mark.timeout(2400)]
VARIANTS = ("block", "classic", "english", "full") if ALL else ("block",)


@pytest.fixture(scope="module", params=VARIANTS)
def run(request: pytest.FixtureRequest, captured: Callable[[Callable[[], Running]], Twice]) -> Twice:
    return captured(partial(start, variant=request.param))


def test_every_post_and_comment_is_found_with_author_time_permalink_and_parent(run: Twice) -> None:
    hold(run.running, run.first.reading.items, floor=1.0)


def test_general_reader_finds_as_much_without_any_profile(run: Twice) -> None:
    hold(run.running, run.again("generic").items)


def test_second_capture_tells_what_was_edited_removed_and_added(run: Twice) -> None:
    hold_changes(run)


def test_capture_says_it_reached_everything(run: Twice) -> None:
    assert run.first.result.reach.not_reached == ()
