"""The timetable follows the register of accounts and the shelf, whoever changed them."""

from dataclasses import replace
from datetime import timedelta

from archiver.duties.portrait import CATCH_UP_WITHIN, FIRST_WITHIN, window_of
from archiver.model import AccountState, Outcome
from jobs.daemon import timetable
from jobs.daemon.retry import Attempt
from storage.database import schedule

from .conftest import START, capture_of, open_account


def kept(archive, now, started_at=START):
    with archive.session(write=True) as session:
        change = timetable.keep(session, now, started_at)
    with archive.session() as session:
        return change, {row.account_id: row for row in schedule.rows(session)}


def test_only_open_accounts_have_a_row(archive, filed):
    for state in AccountState:
        filed(replace(open_account(f"konto-{state.name.lower()}"), state=state))
    change, rows = kept(archive, START)
    assert set(rows) == {"konto-open"}
    assert (change.written, change.removed) == (1, 0)
    assert START <= rows["konto-open"].due_at < START + FIRST_WITHIN


def test_a_closed_account_loses_its_row(archive, filed):
    filed(open_account("konto"))
    kept(archive, START)
    filed(replace(open_account("konto"), state=AccountState.CLOSED))
    change, rows = kept(archive, START)
    assert rows == {}
    assert change.removed == 1


def test_nothing_new_writes_nothing(archive, filed):
    filed(open_account("konto"))
    kept(archive, START)
    assert kept(archive, START + timedelta(hours=1))[0] == timetable.Change(0, 0)


def test_a_capture_by_hand_moves_the_next_one_and_ends_an_alarm(archive, filed):
    filed(open_account("konto"))
    kept(archive, START)
    with archive.session(write=True) as session:
        for hour in range(4):
            timetable.failed(session, "konto", Attempt(START + timedelta(hours=hour), "spärrad"), alarm_after=3)
    assert kept(archive, START + timedelta(hours=5))[1]["konto"].alarm_since is not None
    taken = START + timedelta(hours=6)
    filed(capture_of("konto", taken, 1, Outcome.PARTIAL), at=taken)
    row = kept(archive, taken + timedelta(minutes=1))[1]["konto"]
    assert (row.attempts, row.alarm_since, row.last_ok_at) == (0, None, taken)
    assert row.due_at == window_of("konto", 2, START + timedelta(days=180)).appointed


def test_a_retry_is_kept_until_its_time(archive, filed):
    filed(open_account("konto"))
    with archive.session(write=True) as session:
        row = timetable.failed(session, "konto", Attempt(START, "spärrad"), alarm_after=3)
    assert kept(archive, START + timedelta(minutes=1))[1]["konto"] == row


def test_more_captures_a_year_bring_the_next_one_nearer(archive, filed):
    filed(open_account("konto"), capture_of("konto", START, 1))
    twice = kept(archive, START + timedelta(days=1))[1]["konto"].due_at
    filed(open_account("konto", captures_per_year=52))
    weekly = kept(archive, START + timedelta(days=1))[1]["konto"].due_at
    assert weekly < START + timedelta(days=15) < twice


def test_an_empty_table_is_made_again_from_the_shelf(archive, filed):
    filed(*(open_account(f"konto-{n}") for n in range(20)), capture_of("konto-3", START, 1))
    before = kept(archive, START + timedelta(days=1))[1]
    with archive.session(write=True) as session:
        for account_id in before:
            schedule.remove(session, account_id)
    again = kept(archive, START + timedelta(days=1))[1]
    assert {key: row.due_at for key, row in again.items()} == {key: row.due_at for key, row in before.items()}


def test_what_was_missed_comes_in_the_first_hours_after_the_start_and_only_once_placed(archive, filed):
    filed(*(open_account(f"konto-{n}") for n in range(100)))
    started = START + timedelta(days=30)
    _, rows = kept(archive, started, started)
    moments = sorted(row.due_at for row in rows.values())
    assert moments[0] >= started
    assert moments[-1] < started + CATCH_UP_WITHIN
    assert len(set(moments)) > 90
    later = started + timedelta(hours=3)
    assert kept(archive, later, started) == (timetable.Change(0, 0), rows)


def test_a_half_year_about_to_end_is_not_spread(archive, filed):
    filed(open_account("konto"))
    started = window_of("konto", 2, START).end - timedelta(hours=2)
    assert kept(archive, started, started)[1]["konto"].due_at == started
