"""Duty: a copy of the portraits lies with the informatör."""

from datetime import datetime

from archiver.duties.duty import Duty, MunicipalityDutyFacts, Verdict, green, red
from archiver.text import Text


def check(facts: MunicipalityDutyFacts, now: datetime) -> Verdict:
    """Red while no copy is set up."""
    if facts.copy_kept:
        return green("Kopia hos informatören är inställd", "A copy with the information officer is set up")
    return red(
        Text("Ingen kopia hos informatören är inställd", "No copy with the information officer is set up"),
        Text("Ange [storage.copy] root i config.toml", "Set [storage.copy] root in config.toml"),
    )


COPY_KEPT = Duty(
    "copy_kept",
    Text("Kopia hos informatören", "A copy with the information officer"),
    Text("Riktlinjen s. 5: en kopia ska finnas i förvaring hos informatör", "Guideline p. 5"),
    check,
)
