"""Duty: the aktivitetsplan has its five points, and the register's row is whole."""

from datetime import datetime

from archiver.duties.duty import BEFORE_CLOSING, AccountDutyFacts, Duty, Verdict, green, red
from archiver.lifecycle.completeness import complete
from archiver.lifecycle.table import together
from archiver.text import Text

OTHERS = frozenset({"administrators", "deputy.name", "plan.deputy"})
"""Places that have duties of their own."""


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red with any point or field empty; each is named."""
    faults = [fault for fault in complete(facts.account) if fault.place not in OTHERS]
    if not faults:
        return green("Aktivitetsplanen är ifylld", "The activity plan is filled in")
    return red(together(fault.what for fault in faults), Text("Fyll i uppgifterna", "Fill in the facts"))


ACTIVITY_PLAN = Duty(
    "activity_plan",
    Text("Aktivitetsplan med fem punkter", "An activity plan with five points"),
    Text("Riktlinjen s. 3: aktivitetsplanen ska innehålla fem punkter", "Guideline p. 3"),
    check,
    BEFORE_CLOSING,
    of_account_alone=True,
)
