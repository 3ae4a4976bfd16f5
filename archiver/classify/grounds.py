"""The legal ground and the plain reason of each kind of finding, by the account's verksamhet (RECORDS §1, OSL).

Most secrecy applies only inside an activity, so the same sentence has one ground on a school's account and another on a
library's.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GROUNDS = Path(__file__).parent / "data" / "grounds.toml"
AXES = {"C": "secrecy", "D": "registration", "W": "retention"}
_KEYS = ("förskola", "skola", "social", "omsorg", "äldre", "vård", "personal", "bibliotek", "överförmyndar")


@dataclass(frozen=True, slots=True)
class Ground:
    """Law and § by activity, and the reason in plain Swedish."""

    reason: str
    by_activity: Mapping[str, str]

    def law(self, activity: str) -> str:
        """The ground on an account of this verksamhet (any Swedish wording; empty when unknown)."""
        said = activity.lower()
        for key in _KEYS:
            if key in said and key in self.by_activity:
                return self.by_activity[key]
        return self.by_activity["default"]


def read_grounds(file: Path) -> dict[str, Ground]:
    """`data/grounds.toml`, by topic code (`C.halsa`), `W`, or unsuitable flag."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        name: Ground(row["reason"], {k: v for k, v in row.items() if k != "reason"})
        for name, row in data["ground"].items()
    }


@cache
def provisions(activity: str) -> tuple[tuple[str, str], ...]:
    """The secrecy provisions proposed on an account of this verksamhet, each once, with what they are about: for whoever
    marks a record (OSL 5:5). As delivered; a municipality's own file adds to them (`rulebook.own_provisions`)."""
    found: dict[str, str] = {}
    for topic, ground in read_grounds(GROUNDS).items():
        if topic.startswith("C."):
            found.setdefault(provision_of(ground.law(activity)), ground.reason)
    return tuple((law, reason) for law, reason in sorted(found.items(), key=_by_chapter) if law.startswith("OSL"))


def provision_of(law: str) -> str:
    """The provision alone of a ground, without what else is to be tested: `OSL 21:7 (dataskydd); pröva även …` → `OSL 21:7`."""
    return law.partition(";")[0].partition(" (")[0].strip()


def _by_chapter(row: tuple[str, str]) -> tuple[int, int, str]:
    numbers = re.findall(r"\d+", row[0])
    chapter, section = (int(one) for one in (*numbers, "0", "0")[:2])
    return chapter, section, row[0]


def axis_of(topic: str) -> str:
    """The axis a topic or flag speaks on."""
    return AXES.get(topic.split(".")[0], "visibility" if topic != "läsare" else "registration")
