"""When a notice goes: the rhythm a person wants, and their quiet hours. Pure; hours are of the Swedish clock."""

from datetime import UTC, datetime, time, timedelta

from archiver.dates import STOCKHOLM
from storage.database.notice_preferences import Preference, Rhythm

LETTER_AT = time(7, 30)
"""When the daily letter goes."""
WAITS_MINUTES = (1, 5, 15, 60, 180, 360, 720, 1440)
"""How long to wait after each failed try; after the last one a letter has failed for good."""


def not_before(preference: Preference, now: datetime, *, urgent: bool) -> datetime:
    """The first moment a notice may go to somebody, UTC."""
    at_once = preference.rhythm is Rhythm.AT_ONCE or (urgent and preference.rhythm is Rhythm.URGENT_AT_ONCE)
    return _after_quiet(preference, now if at_once else _next_letter(now))


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed tries (1 for the first); None when it is no use."""
    if attempts > len(WAITS_MINUTES):
        return None
    return now + timedelta(minutes=WAITS_MINUTES[attempts - 1])


def _next_letter(now: datetime) -> datetime:
    here = now.astimezone(STOCKHOLM)
    today = datetime.combine(here.date(), LETTER_AT, STOCKHOLM)
    letter = today if here <= today else datetime.combine(here.date() + timedelta(days=1), LETTER_AT, STOCKHOLM)
    return letter.astimezone(UTC)


def _after_quiet(preference: Preference, moment: datetime) -> datetime:
    begins, ends = preference.quiet_from, preference.quiet_to
    here = moment.astimezone(STOCKHOLM)
    over_midnight = begins > ends
    quiet = (here.hour >= begins or here.hour < ends) if over_midnight else begins <= here.hour < ends
    if not quiet:
        return moment
    day = here.date() + timedelta(days=1) if over_midnight and here.hour >= begins else here.date()
    return datetime.combine(day, time(ends), STOCKHOLM).astimezone(UTC)
