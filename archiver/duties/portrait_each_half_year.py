"""Duty: structure and appearance are documented at least twice a year, once each half-year."""

from datetime import datetime, timedelta

from archiver.dates import swedish
from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.duties.portrait import covered, half_year_of
from archiver.text import Text

NEAR = timedelta(weeks=4)
DANGER = timedelta(weeks=2)
CAPTURE = Text("Se varför fångsten misslyckas och ta en nu", "See why the capture fails and take one now")


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red when a half-year was missed or is about to be; yellow while a missed one is healed or a capture is late."""
    first, end = half_year_of(now)
    has_this = covered(facts.captures, now)
    missed_last = _missed(facts, first - timedelta(seconds=1))
    if missed_last:
        what = Text("Förra halvåret saknar skärmdump", "The last half-year has no portrait")
        return yellow(what, CAPTURE) if has_this else red(what, CAPTURE)
    if has_this:
        last = swedish(max(facts.captures))
        return green(f"Senast fångat {last}", f"Last captured {last}")
    if end - now <= DANGER:
        return red(
            Text("Halvåret är nästan slut utan skärmdump", "The half-year is nearly over without a portrait"), CAPTURE
        )
    if facts.last_error or end - now <= NEAR or facts.due_at is None or facts.due_at < now - timedelta(days=1):
        return yellow(Text("Halvårets skärmdump är inte tagen", "The half-year's portrait is not taken"), CAPTURE)
    due = swedish(facts.due_at)
    return green(f"Halvårets skärmdump tas {due}", f"The half-year's portrait is taken {due}")


def _missed(facts: AccountDutyFacts, moment: datetime) -> bool:
    """Whether the half-year of a moment had no capture although the account was open before its last week."""
    opened = facts.account.opened_at
    _, end = half_year_of(moment)
    return opened is not None and opened < end - timedelta(days=7) and not covered(facts.captures, moment)


PORTRAIT = Duty(
    "portrait",
    Text("Skärmdump varje halvår", "A portrait each half-year"),
    Text("Riktlinjen s. 5: minst 2 ggr/år, lämpligen genom skärmdumpar", "Guideline p. 5: at least twice a year"),
    check,
)
