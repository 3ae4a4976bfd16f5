"""What somebody may see: the measure every list, count and search is held against (law 5)."""

from sqlalchemy import ColumnElement, and_, func, select, true

from archiver.model import Sight
from storage.database.card_tables import account, item

__all__ = ["EVERYTHING", "Sight", "may_see_account", "may_see_item"]

EVERYTHING = Sight(secrets=True)
"""For the archive's own work, never for a person's list."""


def may_see_account(sight: Sight) -> ColumnElement[bool]:
    """The condition on `account` rows."""
    return true() if sight.committees is None else account.c.committee.in_(sorted(sight.committees))


def may_see_item(sight: Sight, *, walking: bool = False) -> ColumnElement[bool]:
    """The condition on `item` rows. `walking`: the rows are met in an index's order, few are wanted, and the accounts are to be
    looked at on the way, not gathered and sorted."""
    conditions: list[ColumnElement[bool]] = []
    if not sight.secrets:
        hidden = func.coalesce(item.c.hidden, False) if walking else item.c.hidden
        conditions.append(hidden.is_(False))
    if sight.committees is not None:
        account_id = func.coalesce(item.c.account_id, "") if walking else item.c.account_id
        conditions.append(account_id.in_(select(account.c.id).where(may_see_account(sight))))
    return and_(true(), *conditions)
