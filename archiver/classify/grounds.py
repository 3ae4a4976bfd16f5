"""The legal ground and the plain reason of each kind of finding, by the account's verksamhet (RECORDS §1, OSL).

Most secrecy applies only inside an activity, so the same sentence has one ground on a school's account and another on a
library's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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


def axis_of(topic: str) -> str:
    """The axis a topic or flag speaks on."""
    return AXES.get(topic.split(".")[0], "visibility" if topic != "läsare" else "registration")
