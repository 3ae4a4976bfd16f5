"""Duty: at least two people can administer every account."""

from datetime import datetime

from archiver.duties.duty import BEFORE_CLOSING, AccountDutyFacts, Duty, Verdict, green, red
from archiver.lifecycle.completeness import FEWEST_ADMINISTRATORS, different_administrators
from archiver.text import Text


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red with fewer than two different people."""
    count = len(different_administrators(facts.account))
    if count >= FEWEST_ADMINISTRATORS:
        return green(f"{count} personer kan administrera kontot", f"{count} people can administer the account")
    what = Text(
        f"{count} av minst {FEWEST_ADMINISTRATORS} personer kan administrera kontot",
        f"{count} of at least {FEWEST_ADMINISTRATORS} people can administer the account",
    )
    return red(what, Text("Utse en administratör till", "Appoint another administrator"))


ADMINISTRATORS = Duty(
    "administrators",
    Text("Minst två administratörer", "At least two administrators"),
    Text("Riktlinjen s. 3: minst två personer ska kunna administrera varje konto", "Guideline p. 3"),
    check,
    BEFORE_CLOSING,
    of_account_alone=True,
)
