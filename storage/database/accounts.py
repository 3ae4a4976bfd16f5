"""The cards of the register of accounts."""

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from archiver.model import Account, AccountState
from storage.database.card_tables import account
from storage.database.sight import EVERYTHING, Sight, may_see_account
from storage.kinds import from_document


def rows(session: Session, state: AccountState | None = None, sight: Sight = EVERYTHING) -> list[Account]:
    """The accounts (in a state), by id."""
    query = select(account.c.id, account.c.document).where(may_see_account(sight)).order_by(account.c.id)
    if state is not None:
        query = query.where(account.c.state == state.value)
    return [_read(row.document, row.id) for row in session.execute(query)]


def names(session: Session, sight: Sight = EVERYTHING) -> dict[str, str]:
    """What the accounts a sight may see are called, by their ids and in the order of these."""
    query = select(account.c.id, account.c.name).where(may_see_account(sight)).order_by(account.c.id)
    return {row.id: row.name for row in session.execute(query)}


@lru_cache(maxsize=4096)
def _read(document: str, id_: str) -> Account:
    """An account from its document; the same document is read once."""
    read: Account = from_document(Account, document.encode(), id_)
    return read
