"""Time that counts for an office: Saturdays and Sundays don't (Swedish time; holidays in the week do)."""

from datetime import datetime, time, timedelta

from archiver.dates import STOCKHOLM

DAY = timedelta(days=1)


def working_time(since: datetime, now: datetime) -> timedelta:
    """How much of the time between two moments lies on Monday to Friday; nothing when `now` is before `since`."""
    begin, end = since.astimezone(STOCKHOLM), now.astimezone(STOCKHOLM)
    total, day = timedelta(), begin.date()
    while day <= end.date():
        if day.weekday() < 5:
            midnight = datetime.combine(day, time.min, STOCKHOLM)
            following = datetime.combine(day + DAY, time.min, STOCKHOLM)
            total += max(timedelta(), min(end, following) - max(begin, midnight))
        day += DAY
    return total


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
