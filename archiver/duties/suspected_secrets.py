"""Duty: what may be secret is decided on without delay; it stays hidden until then."""

from collections import Counter
from datetime import datetime, timedelta

from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.duties.working_time import working_time
from archiver.model import AccountState
from archiver.text import Text

WITHIN = timedelta(days=1)
"""One working day, our reading of "skyndsamt"."""
TODO = Text("Avgör dem i granskningen", "Decide on them in the review")


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Yellow as soon as one waits, red when one has waited more than a working day."""
    count = len(facts.suspected_since)
    if not count:
        return green("Ingen misstänkt sekretess väntar", "No suspected secret waits")
    waits = Counter(facts.suspected_since).items()
    late = sum(many for since, many in waits if working_time(since, now) > WITHIN)
    if late:
        return red(
            Text(f"{late} av {count} väntar över en arbetsdag", f"{late} of {count} wait over a working day"), TODO
        )
    return yellow(Text(f"{count} misstänkt sekretess väntar på beslut", f"{count} suspected secret wait"), TODO)


SUSPECTED_SECRETS = Duty(
    "suspected_secrets",
    Text("Misstänkt sekretess avgörs skyndsamt", "Suspected secrets are decided promptly"),
    Text(
        "Riktlinjen s. 5 och OSL 5:1: sekretessbelagda uppgifter ska diarieföras men skyndsamt avlägsnas",
        "Guideline p. 5, OSL 5:1: secrets are registered and promptly removed",
    ),
    check,
    frozenset({AccountState.OPEN, AccountState.CLOSED}),
    tells_of_secrets=True,
)
