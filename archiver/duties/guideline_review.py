"""Duty: the informatör reviews the guideline every year."""

from datetime import datetime, timedelta

from archiver.dates import swedish
from archiver.duties.duty import Duty, MunicipalityDutyFacts, Verdict, green, red, yellow
from archiver.text import Text

YEAR, SOON = timedelta(days=365), timedelta(days=30)
TODO = Text("Gå igenom riktlinjen och intyga det", "Review the guideline and attest it")


def check(facts: MunicipalityDutyFacts, now: datetime) -> Verdict:
    """Red more than a year after the last review (or after the archive was begun), yellow the month before."""
    since = facts.guideline_reviewed_at or facts.founded_at
    day = swedish(since)[:10]
    what = (
        Text(f"Senast genomgången {day}", f"Last reviewed {day}")
        if facts.guideline_reviewed_at
        else Text("Inte genomgången sedan arkivet började", "Not reviewed since the archive was begun")
    )
    if now - since > YEAR:
        return red(what, TODO)
    return yellow(what, TODO) if now - since > YEAR - SOON else green(what.sv, what.en)


GUIDELINE_REVIEW = Duty(
    "guideline_review",
    Text("Riktlinjen gås igenom varje år", "The guideline is reviewed every year"),
    Text("Riktlinjen s. 2: ska kontrolleras varje år och vid behov uppdateras av informatör", "Guideline p. 2"),
    check,
)
