"""Duty: no account is left unwatched; somebody else answers when the owner is away."""

from datetime import datetime

from archiver.duties.duty import BEFORE_CLOSING, AccountDutyFacts, Duty, Verdict, green, red
from archiver.lifecycle.completeness import complete
from archiver.lifecycle.table import together
from archiver.text import Text

PLACES = frozenset({"deputy.name", "plan.deputy"})


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red without a deputy, or with the owner as their own."""
    faults = [fault for fault in complete(facts.account) if fault.place in PLACES]
    if not faults:
        return green("Ersättare är utsedd", "A deputy is appointed")
    return red(together(fault.what for fault in faults), Text("Utse en ersättare", "Appoint a deputy"))


DEPUTY = Duty(
    "deputy",
    Text("Ersättare när kontoansvarig är borta", "A deputy when the owner is away"),
    Text("Riktlinjen s. 3: ett konto bör inte lämnas obevakat, t.ex. under semestertid", "Guideline p. 3"),
    check,
    BEFORE_CLOSING,
    of_account_alone=True,
)
