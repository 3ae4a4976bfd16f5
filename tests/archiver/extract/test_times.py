"""Times as people and machines write them."""

from datetime import UTC, datetime

import pytest

from archiver.extract.times import find_time, read_epoch, read_time

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # a Sunday


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2026-11-02T14:02:33+01:00", "2026-11-02 13:02:33", "second"),
        ("2026-11-02 14:02", "2026-11-02 13:02:00", "minute"),
        ("2026-07-02 14:02", "2026-07-02 12:02:00", "minute"),
        ("2026-11-02", "2026-11-01 23:00:00", "day"),
        ("Mon, 02 Nov 2026 13:02:00 +0000", "2026-11-02 13:02:00", "second"),
        ("Mon Nov  2 14:02:33 CET 2026", "2026-11-02 13:02:33", "second"),
        ("Fri May 02 08:05 2025", "2025-05-02 06:05:00", "minute"),
        ("Mon Nov 02 13:02:33 +0000 2026", "2026-11-02 13:02:33", "second"),
        ("2 nov '25 14:02", "2025-11-02 13:02:00", "minute"),
        ("2 november 2026 kl. 14:02", "2026-11-02 13:02:00", "minute"),
        ("Tisdag 3 november 2026 kl. 10:15", "2026-11-03 09:15:00", "minute"),
        ("den 2:e maj 2024 kl 8.05", "2024-05-02 06:05:00", "minute"),
        ("Publicerad den 2 november 2026", "2026-11-01 23:00:00", "day"),
        ("2/11 2026", "2026-11-01 23:00:00", "day"),
        ("November 2, 2026 at 2:02 PM", "2026-11-02 13:02:00", "minute"),
        ("2:02 PM · Nov 2, 2026", "2026-11-02 13:02:00", "minute"),
        ("2 Nov 2026, 14:02 UTC", "2026-11-02 14:02:00", "minute"),
        ("igår kl. 14:02", "2026-11-21 13:02:00", "minute"),
        ("Yesterday at 2:02 PM", "2026-11-21 13:02:00", "minute"),
        ("Idag 08:15", "2026-11-22 07:15:00", "minute"),
        ("Måndag kl. 14:02", "2026-11-16 13:02:00", "minute"),
        ("2 november", "2026-11-01 23:00:00", "day"),
        ("24 december kl. 15:00", "2025-12-24 14:00:00", "minute"),
        ("för 9 månader sedan", "2026-02-22 20:00:00", "month"),
        ("8 mån", "2026-03-22 20:00:00", "month"),
        ("för en timme sedan", "2026-11-22 19:00:00", "hour"),
        ("3 d", "2026-11-19 20:00:00", "day"),
        ("2 weeks ago", "2026-11-08 20:00:00", "week"),
        ("4 månader, 3 veckor sedan", "2026-07-01 20:00:00", "week"),
        ("1 year and 2 months ago", "2025-09-22 20:00:00", "month"),
        ("just nu", "2026-11-22 20:00:00", "minute"),
    ],
)
def test_a_time_is_read_in_utc_with_its_precision(text: str, moment: str, precision: str) -> None:
    when = read_time(text, NOW)
    assert when is not None
    assert (f"{when.moment:%Y-%m-%d %H:%M:%S}", when.precision) == (moment, precision)


@pytest.mark.parametrize(
    "text",
    [
        "12 kommentarer",
        "2026",
        "Två dagar.",
        "Senast ändrad 3 nov 2026",
        "3 nov 2026 av Anna",
        "31 februari 2026",
        "17:30",
        "Storgatan 4",
        "",
    ],
)
def test_what_is_no_time_of_writing_is_not_read_as_one(text: str) -> None:
    assert read_time(text, NOW) is None


def test_a_relative_time_needs_to_know_when_the_page_was_seen() -> None:
    assert read_time("för 3 timmar sedan") is None
    assert read_time("igår kl. 14:02") is None


def test_an_absolute_time_is_finer_than_any_relative_one() -> None:
    absolute, relative = read_time("2 november 2026", NOW), read_time("för 5 minuter sedan", NOW)
    assert absolute is not None
    assert relative is not None
    assert absolute.coarseness < relative.coarseness


def test_a_time_is_found_inside_a_label() -> None:
    when = find_time("Kommentar av Anna Ek, 3 november 2026 kl. 10:15", NOW)
    assert when is not None
    assert when.moment == datetime(2026, 11, 3, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize("text", ["1793624400", "1793624400000"])
def test_an_epoch_is_read_in_seconds_and_milliseconds(text: str) -> None:
    when = read_epoch(text)
    assert when is not None
    assert when.moment == datetime(2026, 11, 2, 13, 0, tzinfo=UTC)


def test_a_house_number_is_no_epoch() -> None:
    assert read_epoch("12") is None
