"""What an account's history tells: since when it rests, and when its owner last attested it."""

from datetime import datetime

from archiver.model import Account, AccountEvent

PAUSE, RESUME, ATTEST = "pausa", "återuppta", "intyga"
"""Steps of `account_table.py`."""


def newest(account: Account, *steps: str) -> AccountEvent | None:
    """The newest of some steps, None where none was taken."""
    return next((event for event in reversed(account.history) if event.step in steps), None)


def paused_since(account: Account) -> AccountEvent | None:
    """The step by which it was let to rest, with its reason as `note`; None where it does not rest."""
    event = newest(account, PAUSE, RESUME)
    return event if event is not None and event.step == PAUSE else None


def attested_at(account: Account) -> datetime | None:
    """When the owner last attested it."""
    event = newest(account, ATTEST)
    return None if event is None else event.at
