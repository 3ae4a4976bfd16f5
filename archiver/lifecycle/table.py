"""Lawful steps as tables: which step leads from which state to which, who may take it and what must be met.

A table is data. Everything that may happen to an account or an item on one axis is a row in one table, and nothing
else may: `take` is the only door. The same rows are drawn in `docs/livscykler.md`, so what a person reads there is what
the program obeys. (The manner is that of python-hyper/h11's `_state.py`: states and events first, code second.)

A step is taken by a `Person`, or by the archive itself (`by=None`) where the step only states what was seen: such steps
are marked `observed`, decide nothing and can neither destroy nor release.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from archiver.errors.refused import RightRefused, StepRefused
from archiver.model import Person, Role
from archiver.text import Text

State = TypeVar("State", bound=StrEnum)
Facts = TypeVar("Facts")
# The three shapes have no slots: Python 3.11 cannot call a subscripted generic of a frozen dataclass with slots.

INACTIVE = Text("en aktiv person i arkivet", "an active person in the archive")
OWN_COMMITTEE = Text("{roles} inom {committee}", "{roles} within {committee}")
NO_SUCH_STEP = Text("från {state} går det bara att {steps}", "from {state} one can only {steps}")
TAKES = Text("En uppgift för {what}.", "For {what} to do.")
NOT_YET = Text("Inte än: {what}.", "Not yet: {what}.")
NO_STEP_AT_ALL = Text("inget mer kan göras när läget är {state}", "nothing more can be done in the state {state}")


@dataclass(frozen=True)
class Requirement(Generic[Facts]):
    """Something that must be so before a step. `missing` says, as the end of a sentence, what is lacking when it isn't.

    `source` is the law and paragraph, or the page of the guideline, that asks for it.
    """

    key: str
    met: Callable[[Facts], bool]
    missing: Text
    source: str
    detail: Callable[[Facts], Text] | None = None
    """What exactly is lacking, where the facts can tell more than `missing`."""

    def lacking(self, facts: Facts) -> Text:
        """What to tell the person when the facts do not meet it."""
        return self.detail(facts) if self.detail else self.missing


@dataclass(frozen=True)
class Step(Generic[State, Facts]):
    """One row. `label` completes "att …" / "to …"; `after` is None where the state stays as it is.

    A step with no role can be taken only where it is `observed`.
    """

    name: str
    label: Text
    before: frozenset[State]
    after: State | None
    roles: frozenset[Role]
    source: str
    requirements: tuple[Requirement[Facts], ...] = ()
    observed: bool = False


@dataclass(frozen=True)
class Table(Generic[State, Facts]):
    """All that may happen on one axis, beginning in `start`."""

    key: str
    title: Text
    start: State
    steps: tuple[Step[State, Facts], ...]

    @property
    def states(self) -> tuple[State, ...]:
        """Every state of the axis, in the order the model lists them."""
        return tuple(type(self.start))

    @property
    def final(self) -> frozenset[State]:
        """The states nothing more can be done in."""
        return frozenset(self.states) - {state for step in self.steps for state in step.before}

    def step(self, name: str) -> Step[State, Facts]:
        """The row by that name; KeyError where the program asks for a step that is in no table."""
        return {step.name: step for step in self.steps}[name]

    def leading(self, state: State, after: State) -> Step[State, Facts] | None:
        """The row that leads from one state to another; the tables hold at most one (tested)."""
        return next((step for step in self.steps if state in step.before and step.after == after), None)


def take(
    table: Table[State, Facts],
    step: Step[State, Facts],
    state: State,
    facts: Facts,
    *,
    by: Person | None,
    committee: str = "",
) -> State:
    """The state after a lawful step. The right is tried first, then the state, then every requirement.

    Args:
        by: who takes it; None is the archive itself, which may only take `observed` steps.
        committee: the nämnd the thing belongs to; a person limited to certain nämnder must have it. Empty: no limit.
    Raises:
        RightRefused: the person lacks the role, is inactive or belongs to another nämnd.
        StepRefused: not from this state, or requirements are missing; all that are missing are named.
    """
    require_right(step, by, committee)
    if state not in step.before:
        raise StepRefused(step=step.label, state=plain(state), what=_ways_from(table, state))
    missing = unmet(step, facts)
    if missing:
        raise StepRefused(step=step.label, state=plain(state), what=together(need.lacking(facts) for need in missing))
    return state if step.after is None else step.after


def unmet(step: Step[State, Facts], facts: Facts) -> tuple[Requirement[Facts], ...]:
    """The requirements of a step that the facts do not meet, in the table's order."""
    return tuple(need for need in step.requirements if not need.met(facts))


def open_steps(
    table: Table[State, Facts], state: State, *, by: Person, committee: str = ""
) -> tuple[Step[State, Facts], ...]:
    """The rows a person could take from a state as far as right and state go; for menus and pages."""
    return tuple(step for step in table.steps if state in step.before and has_right(step, by, committee))


def hindrance(
    table: Table[State, Facts],
    step: Step[State, Facts],
    state: State,
    facts: Facts,
    *,
    by: Person,
    committee: str = "",
) -> Text | None:
    """Why a person can't take a step now, as a sentence for beside its button; None where they can."""
    try:
        take(table, step, state, facts, by=by, committee=committee)
    except RightRefused as fault:
        return _sentence(TAKES, fault.facts["needs"])
    except StepRefused as fault:
        return _sentence(NOT_YET, fault.facts["what"])
    return None


def has_right(step: Step[State, Facts], by: Person | None, committee: str = "") -> bool:
    """Whether somebody has a role for the step, within the nämnd."""
    if by is None:
        return step.observed
    within = not by.committees or not committee or committee in by.committees
    return by.active and within and bool(by.roles & step.roles)


def require_right(step: Step[State, Facts], by: Person | None, committee: str = "") -> None:
    """RightRefused, naming the roles that have the right, unless `has_right`."""
    if has_right(step, by, committee):
        return
    person = by.username if by else "arkivet självt"
    needs: Text = roles_text(step.roles)
    if by is not None and not by.active:
        needs = INACTIVE
    elif by is not None and by.roles & step.roles:
        needs = Text(
            OWN_COMMITTEE.sv.format(roles=needs.sv, committee=committee),
            OWN_COMMITTEE.en.format(roles=needs.en, committee=committee),
        )
    raise RightRefused(person=person, step=step.label, needs=needs)


def roles_text(roles: Iterable[Role]) -> Text:
    """Roles as a person reads them, in the order of the model: `registrator eller arkivarie`."""
    wanted = frozenset(roles)
    words = [role.value for role in Role if role in wanted]
    return Text(_listed(words, "eller"), _listed(words, "or"))


def together(texts: Iterable[Text]) -> Text:
    """Several ends of sentences as one."""
    kept = tuple(texts)
    return Text("; ".join(text.sv for text in kept), "; ".join(text.en for text in kept))


def plain(state: StrEnum) -> str:
    """A state as a person reads it: `hålls ordnad`, never `hålls_ordnad`."""
    return state.value.replace("_", " ")


def _ways_from(table: Table[State, Facts], state: State) -> Text:
    steps = [step.label for step in table.steps if state in step.before]
    if not steps:
        return Text(NO_STEP_AT_ALL.sv.format(state=plain(state)), NO_STEP_AT_ALL.en.format(state=plain(state)))
    swedish, english = _listed([s.sv for s in steps], "eller"), _listed([s.en for s in steps], "or")
    return Text(
        NO_SUCH_STEP.sv.format(state=plain(state), steps=swedish),
        NO_SUCH_STEP.en.format(state=plain(state), steps=english),
    )


def _sentence(form: Text, what: object) -> Text:
    both = what if isinstance(what, Text) else Text(str(what), str(what))
    return Text(form.sv.format(what=both.sv), form.en.format(what=both.en))


def _listed(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else "–"
