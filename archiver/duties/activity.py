"""Duty: an account is active, or it is closed."""

from datetime import datetime, timedelta

from archiver.dates import swedish
from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, yellow
from archiver.lifecycle.account_history import paused_since
from archiver.text import Text

QUIET = timedelta(days=90)


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Yellow when the municipality has written nothing for three months; green where it rests by decision or no post is
    known yet."""
    resting = paused_since(facts.account)
    if resting is not None:
        day = swedish(resting.at)[:10]
        return green(f"Kontot vilar sedan {day}: {resting.note}", f"The account rests since {day}: {resting.note}")
    last = facts.last_own_post_at
    if last is None:
        return green("Inget eget inlägg är känt än", "No own post is known yet")
    day = swedish(last)[:10]
    if now - last <= QUIET:
        return green(f"Senaste egna inlägg {day}", f"Latest own post {day}")
    return yellow(
        Text(f"Inget eget inlägg sedan {day}", f"No own post since {day}"),
        Text(
            "Använd kontot, låt det vila med angivet skäl eller avsluta det efter en sista fångst",
            "Use the account, let it rest with a reason, or close it after a last capture",
        ),
    )


ACTIVITY = Duty(
    "activity",
    Text("Kontot används", "The account is used"),
    Text("Riktlinjen s. 4: var aktiv med uppdateringar", "Guideline p. 4: be active"),
    check,
)
