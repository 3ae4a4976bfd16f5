"""Duty: what belongs in the register is registered without delay."""

from datetime import datetime, timedelta

from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.duties.working_time import working_time
from archiver.model import AccountState
from archiver.text import Text

SOON, LATE = timedelta(days=1), timedelta(days=5)
"""Working days: JO wants registration at the latest the next one; a week's backlog is a broken duty."""
TODO = Text("Granska förslagen", "Review the proposals")


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Yellow when a proposal to register has waited more than a working day, red after five."""
    count = len(facts.diary_since)
    longest = working_time(min(facts.diary_since), now) if count else timedelta()
    if longest <= SOON:
        return green("Inga förslag om diarieföring är sena", "No proposal to register is late")
    what = Text(f"{count} förslag om diarieföring väntar", f"{count} proposals to register wait")
    return red(what, TODO) if longest > LATE else yellow(what, TODO)


REGISTRATION_PROMPT = Duty(
    "registration_prompt",
    Text("Diarieföring utan dröjsmål", "Registration without delay"),
    Text("OSL 5:1 och riktlinjen s. 5: handlingar som hör till ett ärende ska diarieföras", "OSL 5:1, guideline p. 5"),
    check,
    frozenset({AccountState.OPEN, AccountState.CLOSED}),
)
