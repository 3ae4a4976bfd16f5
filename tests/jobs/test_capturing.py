"""Several accounts side by side, each lane a process with a real Chromium: all filed, and one lost loses no other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.errors.outside import BrowserGone
from archiver.model import Account, CaptureRecord
from jobs.capturing import capture_accounts
from storage.database import schedule
from tests.archiver.capture.site import Site
from tests.jobs.conftest import Town

PAGE = (
    '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Lillåns kommun</title><main>'
    '<article><a class="author" href="/k">Lillåns kommun</a> <time datetime="2026-02-01T08:00:00+01:00">1 feb</time>'
    "<p>Badhuset {number} öppnar i mars.</p></article>"
    '<article><a class="author" href="/k">Lillåns kommun</a> <time datetime="2026-02-02T08:00:00+01:00">2 feb</time>'
    "<p>Isbanan {number} är spolad.</p></article></main></html>"
)
KILLS_ITS_LANE = "#!/bin/sh\nread -r _ _ _ lane _ < /proc/$PPID/stat\nkill -KILL $lane\n"
"""In Chromium's place: its parent is Playwright's driver, whose parent is the lane."""


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def opened(town: Town, site: Site) -> list[str]:
    """Two open accounts with a page each, and no further pages."""
    ids = []
    for number in (1, 2):
        url = site.page(f"/konto/{number}", PAGE.format(number=number))
        ids.append(town.open_account(id=f"konto-{number}", platform="generic", url=url))
        with town.archive.change(who="anna", at=town.clock(), why="prov") as change:
            account = replace(town.archive.get(Account, ids[-1]), pages=())
            change.put(account)
            change.note("account.changed", about=account)
    return ids


def test_accounts_are_captured_in_processes_of_their_own_and_told_of_in_their_order(
    town_with: Callable[..., Town], site: Site
) -> None:
    town = town_with(f'[capture]\nallowed_networks = ["127.0.0.1:{site.port}"]\npage_seconds = 8\n')
    ids = opened(town, site)
    given = list(capture_accounts(town.as_("rut"), ids, "prov"))
    assert [one.account_id for one in given] == ids
    for one in given:
        assert one.report is not None
        assert town.archive.get(CaptureRecord, one.report.capture.id).items_new == 2
    for account_id in ids:
        assert any(said.sv.startswith(f"{account_id}: ") for said in town.said)


def test_a_process_that_is_killed_is_a_failed_attempt_and_the_next_account_is_tried(
    town_with: Callable[..., Town], site: Site, tmp_path: Path
) -> None:
    chromium = tmp_path / "chromium"
    chromium.write_text(KILLS_ITS_LANE)
    chromium.chmod(0o755)
    town = town_with(f'[capture]\nallowed_networks = ["127.0.0.1:{site.port}"]\nchromium = "{chromium}"\n')
    ids = opened(town, site)
    given = list(capture_accounts(town.as_("rut"), ids, "prov"))
    assert [type(one.fault) for one in given] == [BrowserGone, BrowserGone]
    with town.archive.session() as session:
        rows = [schedule.of_account(session, account_id) for account_id in ids]
    assert [(row.attempts, row.last_error) for row in rows if row] == [(1, "webbläsaren_avbröts")] * 2
