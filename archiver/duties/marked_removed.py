"""Duty: what is marked as secret does not stay on the platform."""

from datetime import datetime, timedelta

from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.duties.working_time import working_time
from archiver.text import Text

WITHIN = timedelta(days=1)
"""One working day, our reading of "skyndsamt"."""
TODO = Text("Avpublicera dem på plattformen", "Unpublish them on the platform")


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Yellow as soon as one is marked and published, red after a working day."""
    count = len(facts.marked_still_published)
    if not count:
        return green("Inget sekretessmarkerat ligger kvar", "Nothing marked as secret is still published")
    what = Text(f"{count} sekretessmarkerade ligger kvar på plattformen", f"{count} marked as secret still published")
    late = any(working_time(since, now) > WITHIN for since in facts.marked_still_published)
    return red(what, TODO) if late else yellow(what, TODO)


MARKED_REMOVED = Duty(
    "marked_removed",
    Text("Sekretessmarkerat tas bort från plattformen", "What is marked as secret is removed"),
    Text("Riktlinjen s. 5: sekretessbelagda uppgifter ska skyndsamt avlägsnas", "Guideline p. 5"),
    check,
    tells_of_secrets=True,
)
