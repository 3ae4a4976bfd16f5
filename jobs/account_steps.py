"""What the acting person may do with an account now, step by step, and why not where they may not: for pages with buttons.

Nothing is decided here: the sentences are the tables' own, and the job asks the table again when a step is taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from archiver.lifecycle.account_table import ACCOUNT, LAST_CAPTURE, AccountFacts
from archiver.lifecycle.joining import JOINING, JoiningFacts
from archiver.lifecycle.table import has_right, hindrance
from archiver.model import Account, Joining, JoinState
from archiver.text import Text
from jobs.context import Context

FILLED = "–"
"""Stands for the reason the person is asked for with the step."""
JOINING_WAY = ("begär_delaktighet", "godkänn_delaktighet", "anvisa", "lämna_inloggning", "börja")
"""Asking, and the guideline's four steps (page 4), in their order."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One step. `why_not` is a sentence, None where the person may take it now."""

    name: str
    label: Text
    why_not: Text | None


def offers(context: Context, account: Account, *names: str) -> dict[str, Offer]:
    """The named steps that the account's state allows, each with why not; the others are left out."""
    facts = AccountFacts(account, context.who, context.now(), FILLED, no_capture_because=FILLED)
    return {
        step.name: Offer(
            step.name,
            step.label,
            hindrance(ACCOUNT, step, account.state, facts, by=context.who, committee=account.committee),
        )
        for step in map(ACCOUNT.step, names)
        if account.state in step.before
    }


def may_change(context: Context, account: Account) -> bool:
    """Whether the person may change the account's facts. What is lacking hinders nobody from filling it in."""
    steps = (ACCOUNT.step("ändra_förslaget"), ACCOUNT.step("ändra_registret"))
    return any(account.state in step.before and has_right(step, context.who, account.committee) for step in steps)


def may_note_absence(context: Context, account: Account) -> bool:
    """Whether the person may note when somebody is away."""
    step = ACCOUNT.step("anteckna_frånvaro")
    return account.state in step.before and has_right(step, context.who, account.committee)


def may_propose(context: Context) -> bool:
    """Whether the person may put accounts forward at all."""
    return has_right(ACCOUNT.step("föreslå"), context.who)


def may_ask_to_join(context: Context, account: Account) -> bool:
    """Whether the person may ask that somebody takes part."""
    return has_right(JOINING.step("begär_delaktighet"), context.who, account.committee)


def may_leave(context: Context, account: Account) -> bool:
    """Whether the person may let one of the administrators leave."""
    return has_right(JOINING.step("sluta"), context.who, account.committee)


def of_joining(context: Context, account: Account, joining: Joining) -> tuple[Offer, ...]:
    """What can be done next with a joining: the step forward first, then declining it."""
    facts = JoiningFacts(account, joining.person)
    steps = [step for step in JOINING.steps[1:] if joining.state in step.before and step.name != "sluta"]
    return tuple(
        Offer(
            step.name,
            step.label,
            hindrance(JOINING, step, joining.state, facts, by=context.who, committee=account.committee),
        )
        for step in steps
    )


def under_way(account: Account) -> Iterable[tuple[int, Joining]]:
    """The joinings that somebody still has to do something about, with their places."""
    over = (JoinState.TAKING_PART, JoinState.ENDED)
    return ((number, one) for number, one in enumerate(account.joinings) if one.state not in over)


def has_fresh_capture(account: Account, last_capture: datetime | None, context: Context) -> bool:
    """Whether the newest capture will do as the last one when the account is closed."""
    return LAST_CAPTURE.met(AccountFacts(account, context.who, context.now(), last_capture_at=last_capture))
