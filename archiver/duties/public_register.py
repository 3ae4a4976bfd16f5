"""Duty: the municipality's public list of its social media is current; the webbansvarig answers for it."""

from datetime import datetime, timedelta

from archiver.dates import swedish
from archiver.duties.duty import Duty, MunicipalityDutyFacts, Verdict, green, red, yellow
from archiver.text import Text

WITHIN = timedelta(days=30)
TODO = Text(
    "Lägg ut den nya förteckningen och intyga den",
    "Publish the new list and attest it",
)
REPAIR = Text(
    "Be driften se vad som avviker och publicera på nytt",
    "Ask the operator to see what differs and publish again",
)


def check(facts: MunicipalityDutyFacts, now: datetime) -> Verdict:
    """Yellow when the register changed since it was attested, red after a month or when the published list differs."""
    if facts.register_drift:
        count = facts.register_drift
        return red(
            Text(
                f"Den publicerade förteckningen avviker på {count} ställen",
                f"The published list differs in {count} places",
            ),
            REPAIR,
        )
    changed, attested = facts.register_changed_at, facts.register_attested_at
    if changed is None or (attested is not None and attested >= changed):
        return green("Förteckningen är aktuell", "The list is current")
    day = swedish(changed)[:10]
    what = Text(f"Kontoregistret ändrades {day} och är inte intygat", f"The register changed {day} and is not attested")
    return red(what, TODO) if now - changed > WITHIN else yellow(what, TODO)


PUBLIC_REGISTER = Duty(
    "public_register",
    Text("Aktuell förteckning på webbplatsen", "A current list on the web site"),
    Text("Riktlinjen s. 3: aktuell förteckning över vilka sociala medier kommunen använder", "Guideline p. 3"),
    check,
)
