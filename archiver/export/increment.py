"""What is new since the last delivery: items never delivered in a format, or altered after they were."""

from collections.abc import Iterable
from datetime import datetime

from archiver.records import Delivery, ItemRecord

RECEIPT_GROUND = "Kvitto från diariet (OSL 5 kap. 2 §)"
"""The ground of the decision that puts a case number read back into an entry: whoever sent it need not get it again."""


def since_last(records: Iterable[ItemRecord], deliveries: Iterable[Delivery], key: str) -> tuple[ItemRecord, ...]:
    """The items that a format's earlier deliveries lack, or hold in an older state, in the order given."""
    delivered: dict[str, datetime] = {}
    for delivery in deliveries:
        if delivery.format == key:
            for each in delivery.object_ids:
                delivered[each] = max(delivery.made_at, delivered.get(each, delivery.made_at))
    return tuple(one for one in records if one.id not in delivered or changed_at(one) > delivered[one.id])


def changed_at(record: ItemRecord) -> datetime:
    """When the item last got a wording, a decision (but for a receipt's), a mark or a register entry."""
    times = [version.seen_at for version in record.versions]
    times += [decision.at for decision in record.decisions if decision.ground != RECEIPT_GROUND]
    times += [record.register_entry.entered_at] if record.register_entry else []
    times += [record.secrecy_mark.noted_at] if record.secrecy_mark else []
    return max(times)
