"""Time that counts for an office: Saturdays and Sundays don't (Swedish time; holidays in the week do)."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from archiver.dates import STOCKHOLM

DAY = timedelta(days=1)
A_MONDAY = date(1900, 1, 1)


def working_time(since: datetime, now: datetime) -> timedelta:
    """How much of the time between two moments lies on Monday to Friday; nothing when `now` is before `since`."""
    return max(timedelta(), _since_monday(now) - _since_monday(since))


@lru_cache(maxsize=10_000)
def _since_monday(moment: datetime) -> timedelta:
    """Working time since a Monday long ago, by the clock on the wall."""
    here = moment.astimezone(STOCKHOLM)
    weeks, days = divmod((here.date() - A_MONDAY).days, 7)
    today = datetime.combine(here.date(), time.min, STOCKHOLM)
    return DAY * (weeks * 5 + min(days, 5)) + (here - today if days < 5 else timedelta())


def working_end(since: datetime, length: timedelta) -> datetime:
    """The moment when so much working time has passed since another."""
    left, moment = length, since.astimezone(STOCKHOLM)
    while True:
        following = datetime.combine(moment.date() + DAY, time.min, STOCKHOLM)
        if moment.weekday() < 5:
            if left <= following - moment:
                return (moment + left).astimezone(since.tzinfo)
            left -= following - moment
        moment = following
