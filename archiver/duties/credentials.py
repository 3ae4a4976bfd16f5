"""Duty: the log-in details are deposited with the informatör, so that the municipality always has its accounts."""

from datetime import datetime

from archiver.duties.duty import BEFORE_CLOSING, AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.model import AccountState
from archiver.text import Text


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Yellow before the account is open, red after, while they are not deposited."""
    if facts.account.credentials_deposited:
        return green("Inloggningsuppgifterna är deponerade", "The credentials are deposited")
    light = red if facts.account.state is AccountState.OPEN else yellow
    return light(
        Text("Inloggningsuppgifterna är inte deponerade", "The credentials are not deposited"),
        Text("Lämna dem till informatören", "Hand them to the information officer"),
    )


CREDENTIALS = Duty(
    "credentials",
    Text("Inloggningsuppgifter hos informatören", "Credentials with the information officer"),
    Text("Riktlinjen s. 3: inloggningsuppgifterna ska lämnas för förvaring hos informatör", "Guideline p. 3"),
    check,
    BEFORE_CLOSING,
    of_account_alone=True,
)
