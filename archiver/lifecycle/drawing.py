"""Draws the tables of lawful steps as a page for people: `python -m archiver.lifecycle.drawing > docs/livscykler.md`.

The page is made from the tables themselves, and a test holds that it is current, so it cannot say anything else than what
the program does.
"""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from archiver.lifecycle.account_table import ACCOUNT
from archiver.lifecycle.collective_case import COLLECTIVE_CASE
from archiver.lifecycle.item import TABLES
from archiver.lifecycle.joining import JOINING
from archiver.lifecycle.rights import LABELS, RIGHTS
from archiver.lifecycle.table import Requirement, Step, Table
from archiver.model import Role
from archiver.removal.order import REMOVAL
from archiver.retention.holds import HOLDS
from archiver.retention.plan_table import PLAN
from archiver.retention.weeding import WEEDING

PREFACE = """# Livscykler

Vad som får hända med ett konto och med en handling, vem som får göra det och vad som då måste vara uppfyllt. Sidan är
ritad ur programmets egna tabeller (`archiver/lifecycle/`) med `python -m archiver.lifecycle.drawing`; ändra den inte
för hand. Det som inte står här går inte att göra.

En handling rör sig på fyra axlar som är oberoende av varandra. En regel föreslår; en namngiven person beslutar. Steg med
ögat 👁 kan arkivet självt notera när en fångst visar det; sådana steg beslutar, förstör och lämnar inte ut något. Ett
beslut ångras med ett nytt beslut; inget tas bort ur historiken.

*What may happen to an account and to a record, who may do it and what must be met. Drawn from the program's own tables.*
"""
RIGHTS_PREFACE = """## Vad rollerna får se och göra

Utöver stegen ovan. Den som har en eller flera nämnder angivna ser och gör detta bara inom dem. Sekretess inom egen nämnd
kräver att nämnden är angiven på personen.
"""


DRAWN: tuple[Table[Any, Any], ...] = (
    ACCOUNT,
    JOINING,
    *TABLES.values(),
    REMOVAL,
    COLLECTIVE_CASE,
    PLAN,
    HOLDS,
    WEEDING,
)
"""Every table, in the order of the page."""


def page() -> str:
    """The whole page, Markdown with Mermaid diagrams."""
    parts = [PREFACE, *(part for table in DRAWN for part in _table(table)), RIGHTS_PREFACE, _rights()]
    return "\n".join(parts)


def _table(table: Table[Any, Any]) -> Iterator[str]:
    yield f"## {table.title.sv}\n"
    yield _diagram(table)
    yield "| steg | från | till | vem | rättslig grund |"
    yield "|---|---|---|---|---|"
    yield from (_row(table, step) for step in table.steps)
    yield "\nVad som hindrar:\n"
    yield from (_needs(step) for step in table.steps if step.requirements)
    yield ""


def _diagram(table: Table[Any, Any]) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {_node(table.start)}"]
    for step in table.steps:
        for state in sorted(step.before, key=table.states.index):
            lines.append(f"    {_node(state)} --> {_node(step.after or state)}: {step.name.replace('_', ' ')}")
    lines += [f"    {_node(state)} --> [*]" for state in table.states if state in table.final]
    return "\n".join([*lines, "```", ""])


def _row(table: Table[Any, Any], step: Step[Any, Any]) -> str:
    eye = " 👁" if step.observed else ""
    before = ", ".join(_word(state) for state in table.states if state in step.before)
    after = _word(step.after) if step.after else "(samma)"
    roles = ", ".join(role.value for role in Role if role in step.roles)
    return f"| {step.label.sv}{eye} | {before} | {after} | {roles} | {step.source} |"


def _needs(step: Step[Any, Any]) -> str:
    return f"- **{step.label.sv}** nekas med beskedet " + "; ".join(_need(need) for need in step.requirements) + "."


def _need(need: Requirement[Any]) -> str:
    return f"”{need.missing.sv}” ({need.source})"


def _rights() -> str:
    heads = [role.value for role in Role]
    lines = ["| | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for right, label in LABELS.items():
        cells = " | ".join("✓" if right in RIGHTS[role] else "" for role in Role)
        lines.append(f"| {label.sv} | {cells} |")
    return "\n".join(lines) + "\n"


def _word(state: StrEnum) -> str:
    return state.value.replace("_", " ")


def _node(state: StrEnum) -> str:
    return state.value


if __name__ == "__main__":
    sys.stdout.write(page())
