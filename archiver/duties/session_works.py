"""Duty: what opens an account for capture (an administrator's session, an interface's token) is taken by the platform."""

from datetime import datetime

from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red
from archiver.text import Text

LOST = {
    "session": (
        Text(
            "Inloggningen gäller inte längre; kontot fångas inte förrän någon loggat in",
            "The session is no longer valid; the account is not captured until somebody logs in",
        ),
        Text("Lämna en ny, se kontots Vägar in", "Give a new one, see the account's Ways in"),
    ),
    "nyckel": (
        Text(
            "Gränssnittet godtar inte längre nyckeln; kontot fångas inte den vägen förrän det finns en ny",
            "The interface no longer takes the token; the account is not captured that way until there is a new one",
        ),
        Text("Lämna en ny under kontots Vägar in", "Give a new one under the account's Ways in"),
    ),
}


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red as soon as a session or token was refused, until there is a new one."""
    for kind in facts.lost_openings:
        if kind in LOST:
            return red(*LOST[kind])
    return green("Inget som öppnar kontot har gått ut", "Nothing that opens the account has run out")


SESSION_WORKS = Duty(
    "session_works",
    Text("Inloggning och nycklar gäller", "Session and tokens are valid"),
    Text(
        "Riktlinjen s. 5: minst två skärmdumpar per konto och år ska tas",
        "Guideline p. 5: at least two screenshots of each account a year",
    ),
    check,
)
