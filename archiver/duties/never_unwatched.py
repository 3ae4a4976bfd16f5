"""Duty: no day on which everybody who watches an account is away."""

from datetime import date, datetime, timedelta

from archiver.dates import STOCKHOLM
from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.model import Account
from archiver.text import Text

AHEAD = timedelta(days=60)
"""How early a gap is warned of: time enough to appoint somebody before a holiday."""


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red where owner and deputy are both away today, yellow where they will be within sixty days."""
    today = now.astimezone(STOCKHOLM).date()
    gap = first_gap(facts.account, today, today + AHEAD)
    if gap is None:
        return green("Någon bevakar kontot varje dag", "Somebody watches the account every day")
    todo = Text("Utse någon annan för den tiden", "Appoint somebody else for that time")
    if gap == today:
        return red(
            Text("Kontoansvarig och ersättare är båda borta i dag", "Owner and deputy are both away today"), todo
        )
    return yellow(
        Text(
            f"Kontoansvarig och ersättare är båda borta från {gap.isoformat()}",
            f"Owner and deputy are both away from {gap.isoformat()}",
        ),
        todo,
    )


def first_gap(account: Account, first: date, last: date) -> date | None:
    """The first day in a span (both ends included) on which neither owner nor deputy is there."""
    if not account.absences:
        return None
    day = first
    while day <= last:
        away = {one.name for one in account.absences if one.first <= day <= one.last}
        if {account.owner.name, account.deputy.name} <= away:
            return day
        day += timedelta(days=1)
    return None


NEVER_UNWATCHED = Duty(
    "never_unwatched",
    Text("Aldrig obevakat", "Never unwatched"),
    Text("Riktlinjen s. 3: ett konto bör inte lämnas obevakat, t.ex. under semestertid", "Guideline p. 3"),
    check,
)
