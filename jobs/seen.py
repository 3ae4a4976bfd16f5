"""The one door to an item by its id: what a person may not see does not exist for them (law 5)."""

from archiver.errors.usage import Unknown
from archiver.lifecycle.rights import may_see
from archiver.model import Account
from archiver.records import ItemRecord
from archiver.text import Text
from jobs.context import Context


def visible(context: Context, item_id: str) -> ItemRecord:
    """An item the acting person may see; the same answer for what is hidden and what does not exist (law 5)."""
    record = context.archive.find(ItemRecord, item_id)
    if record and may_see(context.who, record, context.archive.get(Account, record.account_id).committee):
        return record
    raise Unknown(kind=Text("handling", "item"), name=item_id)
