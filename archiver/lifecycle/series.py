"""The series a nämnd's register numbers run in: each authority has its own, begun anew every year (OSL 5:2)."""

import re
from collections.abc import Iterable, Mapping

_PARTS = re.compile(r"(?:nämnden|nämnd|styrelsen|styrelse|utskottet|utskott)$")
_LITTLE = frozenset({"och", "för", "i", "av", "samt", "med"})


def series_of(committee: str, suffix: str, named: Mapping[str, str]) -> str:
    """The beginning of a nämnd's numbers: `KS-SM` for Kommunstyrelsen and the suffix `SM`.

    Args:
        named: nämnd → abbreviation, where the municipality has set one; else it is made of the name's first letters.
    """
    return f"{named.get(committee) or abbreviation(committee)}-{suffix}"


def abbreviation(committee: str) -> str:
    """The first letters of a nämnd's name, as a Swedish office writes them: `Barn- och utbildningsnämnden` → `BUN`."""
    letters = ""
    for word in re.findall(r"[^\W\d_]+", committee.casefold()):
        stem = _PARTS.sub("", word)
        if word in _LITTLE:
            continue
        letters += stem[:1] if stem else ""
        letters += word[len(stem)] if stem != word else ""
    return letters.upper() or "X"


def shared_by(committee: str, committees: Iterable[str], suffix: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """Other nämnder that would get the same series: then the municipality must name them apart."""
    mine = series_of(committee, suffix, named)
    return tuple(one for one in sorted(set(committees)) if one != committee and series_of(one, suffix, named) == mine)
