"""Who administers an account and who is away: joining in four steps, leaving, absences.

The lawful steps are `archiver/lifecycle/joining.py`'s and `account.py`'s.
"""

from datetime import date

from archiver.lifecycle import joining
from archiver.lifecycle.account import note_absence as absence_noted
from archiver.model import Absence, Account, Contact
from jobs.context import Context
from jobs.enrol import stepped


def ask_to_join(context: Context, account_id: str, person: Contact) -> Account:
    """Ask that somebody may take part in an account. Raises RightRefused, StepRefused."""
    return stepped(
        context,
        account_id,
        "account.joining",
        lambda account: joining.ask(account, person, context.who, context.now()),
        step="begär_delaktighet",
    )


def go_on_joining(context: Context, account_id: str, number: int, step: str) -> Account:
    """Take the next step of a joining (its place in `account.joinings`). Raises RightRefused, StepRefused."""
    return stepped(
        context,
        account_id,
        "account.joining",
        lambda account: joining.go_on(account, number, step, context.who, context.now()),
        step=step,
        number=str(number),
    )


def leave(context: Context, account_id: str, person: Contact) -> Account:
    """Let one of the administrators leave; the password has to be changed then. Raises RightRefused, StepRefused."""
    return stepped(
        context,
        account_id,
        "account.joining",
        lambda account: joining.leave(account, person, context.who, context.now()),
        step="sluta",
    )


def note_absence(context: Context, account_id: str, name: str, first: date, last: date) -> Account:
    """Note when one of an account's people is away. Raises RightRefused, StepRefused."""
    return stepped(
        context,
        account_id,
        "account.absence",
        lambda account: absence_noted(account, Absence(name, first, last), context.who, context.now()),
    )
