"""Duty: when somebody leaves an account its password is changed, so that only those who should can get in."""

from datetime import datetime

from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red
from archiver.model import JoinState
from archiver.text import Text


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red while somebody has left and the password they knew still opens the account."""
    left = sum(one.state is JoinState.LEFT for one in facts.account.joinings)
    if not left:
        return green("Bara de som ska kan logga in", "Only those who should can log in")
    return red(
        Text(
            "Någon har lämnat kontot och lösenordet är inte bytt", "Somebody has left and the password is not changed"
        ),
        Text("Byt lösenordet, intyga det och deponera det nya", "Change it, attest it and deposit the new one"),
    )


PASSWORD_CHANGED = Duty(
    "password_changed",
    Text("Lösenordet bytt när någon slutar", "Password changed when somebody leaves"),
    Text("Riktlinjen s. 3: inloggningsuppgifterna ska lämnas för förvaring hos informatör", "Guideline p. 3"),
    check,
    of_account_alone=True,
)
