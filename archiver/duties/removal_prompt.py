"""Duty: what is ordered removed is removed in time, and the permalink shows that it is gone."""

from datetime import datetime

from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.model import AccountState
from archiver.text import Text

TODO = Text("Ta bort dem och bekräfta", "Remove and confirm them")


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Yellow as soon as one is ordered, red when a deadline has passed."""
    count = len(facts.removals_due)
    if not count:
        return green("Ingen borttagning väntar", "No removal waits")
    late = sum(due < now for due in facts.removals_due)
    if late:
        return red(Text(f"{late} av {count} borttagningar är försenade", f"{late} of {count} removals are late"), TODO)
    return yellow(Text(f"{count} borttagningar väntar", f"{count} removals wait"), TODO)


REMOVAL_PROMPT = Duty(
    "removal_prompt",
    Text("Olämpligt material tas bort skyndsamt", "Unsuitable material is removed promptly"),
    Text("Riktlinjen s. 4–5, lag 1998:112 5 §", "Guideline p. 4–5, act 1998:112 s. 5"),
    check,
    frozenset({AccountState.OPEN, AccountState.CLOSED}),
    tells_of_secrets=True,
)
