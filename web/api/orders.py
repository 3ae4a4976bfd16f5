"""Ordered work: how far it has come and what came of it. A key follows the orders of its own person."""

from dataclasses import dataclass
from datetime import datetime

from archiver.errors.usage import Unknown
from archiver.lifecycle.rights import Right
from archiver.text import Text
from jobs.daemon.worker import DELIVERY, HARVEST
from storage.database import orders
from storage.database.orders import Order, OrderState
from web.api.caller import ApiCall, Caller
from web.api.items import Id
from web.api.route import ApiRoute, Family

KINDS = {HARVEST: "capture", DELIVERY: "delivery"}


@dataclass(frozen=True, slots=True)
class OrderShown:
    """En beställning. `state` är väntar, pågår, klar eller misslyckad; `delivery` id för det som gjordes."""

    id: int
    kind: str
    state: str
    progress: str
    result: str
    delivery: str
    ordered_at: datetime
    finished_at: datetime | None


def show_order(call: Caller, order_id: Id) -> OrderShown:
    """Läget för en beställning."""
    return order_shown(of_order(call, order_id))


def of_order(call: ApiCall, order_id: str) -> Order:
    """An order of the key's own person. Raises Unknown."""
    number = int(order_id) if order_id.isascii() and order_id.isdigit() and len(order_id) < 10 else 0
    with call.desk.archive.session() as session:
        found = orders.one(session, number)
    if found is None or found.kind not in KINDS or found.ordered_by != call.who.username:
        raise Unknown(kind=Text("beställning", "order"), name=order_id)
    return found


def order_shown(order: Order) -> OrderShown:
    """An order as the API tells it."""
    made = order.kind == DELIVERY and order.state is OrderState.DONE
    return OrderShown(
        order.id,
        KINDS[order.kind],
        order.state.value,
        order.progress,
        "" if made else order.result,
        order.result if made else "",
        order.ordered_at,
        order.finished_at,
    )


FAMILY = Family(
    "beställningar",
    (ApiRoute("GET", "/orders/{order_id}", show_order, Right.SEE_ACCOUNTS, "Läget för en beställning"),),
)
