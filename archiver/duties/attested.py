"""Duty: the account owner answers for the account, and says so every year."""

from datetime import datetime, timedelta

from archiver.dates import swedish
from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.lifecycle.account_history import attested_at
from archiver.text import Text

YEAR = timedelta(days=366)
REMINDED = timedelta(days=30)
"""How long the owner is reminded before it is a matter for others."""
ATTEST = Text("Kontoansvarig intygar på kontots sida", "The account owner attests on the account's page")


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Green for a year from opening or the owner's latest word, yellow for thirty days more, then red."""
    said, opened = attested_at(facts.account), facts.account.opened_at
    last = said or opened
    if last is None or now - last <= YEAR:
        if said is None:
            return green(
                "Kontoansvarigs första intyg lämnas inom ett år", "The owner's first word is due within a year"
            )
        day = swedish(said)[:10]
        return green(f"Kontoansvarig intygade {day}", f"The owner attested {day}")
    day = swedish(last)[:10]
    what = Text(f"Kontoansvarigs intyg är äldre än ett år ({day})", f"The owner's word is older than a year ({day})")
    return yellow(what, ATTEST) if now - last <= YEAR + REMINDED else red(what, ATTEST)


ATTESTED = Duty(
    "attested",
    Text("Intygat av kontoansvarig", "Attested by the owner"),
    Text("Riktlinjen s. 5: den som ansvarar för kontot ansvarar för att skärmdumpen görs", "Guideline p. 5"),
    check,
)
