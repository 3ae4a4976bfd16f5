"""Duty: what need only lie on the Internet can be reached there; an account we cannot capture is told of."""

from datetime import datetime

from archiver.dates import swedish
from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red, yellow
from archiver.text import Text

TODO = Text(
    "Öppna adressen i en webbläsare utan inloggning. Rätta registret om kontot har flyttat",
    "Open the address in a browser without logging in. Correct the register if the account has moved",
)


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red from the alarm on; yellow while single attempts fail."""
    if facts.alarm_since is not None:
        since = swedish(facts.alarm_since)
        return red(
            Text(f"Kontot har inte kunnat fångas sedan {since} ({facts.last_error})", f"No capture since {since}"), TODO
        )
    if facts.last_error:
        return yellow(
            Text(
                f"Senaste försöket misslyckades ({facts.last_error})", f"The last attempt failed ({facts.last_error})"
            ),
            Text("Nytt försök görs automatiskt", "It is tried again automatically"),
        )
    return green("Kontot går att nå", "The account can be reached")


CAPTURE_WORKS = Duty(
    "capture_works",
    Text("Kontot går att nå och fånga", "The account can be reached and captured"),
    Text(
        "Riktlinjen s. 5: förvaring på Internet räcker så länge allmänheten kan söka efter handlingarna",
        "Guideline p. 5: the Internet is enough as long as the public can search there",
    ),
    check,
)
