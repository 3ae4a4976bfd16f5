"""Ordered work that somebody sits and waits for: saving, removal, a look. Only whoever ordered it may follow it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.errors.usage import Unknown
from archiver.text import Text
from jobs.context import Context
from jobs.daemon.worker import LOOK, REMOVAL, SAVE
from storage.database import orders
from storage.database.orders import Order, OrderState

PATIENCE = timedelta(minutes=3)
"""Longer than this and the person is told to wait no more: the removal must wait instead."""


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """How it goes. `late`: it took longer than anybody should sit and wait, and may still come."""

    order: Order
    until: datetime
    late: bool

    @property
    def over(self) -> bool:
        """Whether it is done or failed."""
        return self.order.state in (OrderState.DONE, OrderState.FAILED)

    @property
    def about(self) -> str:
        """The id of what it is about: the item of a removal, the removal of a look, the account of a save."""
        if self.order.kind == LOOK:
            return self.order.argument
        asked = json.loads(self.order.argument)
        return str(asked[0] if self.order.kind == REMOVAL else asked[1])


def own_order(context: Context, number: str) -> OwnOrder:
    """An order of the acting person's. Raises Unknown, also for others' and for other kinds of work."""
    digits = number.isascii() and number.isdigit() and len(number) < 16
    with context.archive.session() as session:
        found = orders.one(session, int(number)) if digits else None
    if found is None or found.kind not in (SAVE, REMOVAL, LOOK) or found.ordered_by != context.who.username:
        raise Unknown(kind=Text("beställning", "order"), name=number)
    until = found.ordered_at + PATIENCE
    waiting = found.state in (OrderState.WAITING, OrderState.CLAIMED)
    return OwnOrder(found, until, waiting and context.now() > until)
