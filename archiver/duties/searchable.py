"""Duty: what the account shows can be found and read by anybody without logging in."""

from datetime import datetime

from archiver.duties.duty import AccountDutyFacts, Duty, Verdict, green, red
from archiver.text import Text


def check(facts: AccountDutyFacts, now: datetime) -> Verdict:
    """Red as soon as a look as an anonymous visitor met a login page or nothing, until a later look is well."""
    since = facts.unsearchable_since
    if since is None:
        return green("Kontot går att läsa utan inloggning", "The account can be read without logging in")
    return red(
        Text(
            f"Kontot eller inlägg i det går inte att nå utan inloggning sedan {since:%Y-%m-%d}",
            f"The account or posts in it can't be reached without logging in since {since:%Y-%m-%d}",
        ),
        Text(
            "Gör kontot öppet igen; den lokala kopia som beställdes gäller tills vidare",
            "Make the account public again; the local copy that was ordered stands meanwhile",
        ),
    )


SEARCHABLE = Duty(
    "searchable",
    Text("Kontot går att söka och läsa", "The account can be searched and read"),
    Text(
        "Riktlinjen s. 4–5: handlingar ska kunna sökas fram; annars ska en lokal kopia finnas",
        "Guideline p. 4–5: records must be findable; otherwise a local copy is kept",
    ),
    check,
)
