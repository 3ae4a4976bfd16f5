"""Deliveries: order one, how it goes, fetch the package, and hand the registrar's receipt back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Literal

from fastapi import Body, Header, Query
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from archiver.lifecycle.rights import Right
from archiver.records import Delivery
from jobs import delivery, delivery_orders
from jobs.downloads import download
from jobs.material import Selection
from jobs.receipts import import_receipt
from web.api.caller import Caller
from web.api.items import Id
from web.api.orders import OrderShown, of_order, order_shown
from web.api.route import ApiRoute, Family

RECEIPT_TYPES = ("text/csv", "application/json")
Plain = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f]*$")]


class DeliveryWish(BaseModel):
    """Vad paketet ska innehålla."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["registrar", "sip", "bagit", "wacz", "register", "site", "csv", "json"]
    items: list[Plain] = Field([], max_length=10_000, description="Bara dessa handlingar")
    account: Plain | None = None
    query: Plain | None = None
    since_last: bool = Field(False, description="Bara det som är nytt sedan förra leveransen av samma slag")
    recipient: Plain = ""


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """Ett paket som lämnat arkivet; `digest` är dess SHA-512, `receipt` vad som kommit tillbaka."""

    id: str
    format: str
    made_at: datetime
    made_by: str
    recipient: str
    objects: int
    digest: str
    receipt: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """Några leveranser, nyast först."""

    deliveries: list[DeliveryShown]
    next: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Vad ett kvitto gav: handlingar som fick nummer, de som redan hade det, och rader som inte går att använda."""

    numbered: list[str]
    known: list[str]
    faults: list[str]


def order_delivery(call: Caller, wish: DeliveryWish) -> OrderShown:
    """Beställ ett paket; det görs av arkivets tjänst. Följ det under `/orders`, hämta det sedan under `/deliveries`."""
    selection = Selection(
        item_ids=tuple(wish.items), account_id=wish.account, query=wish.query, since_last=wish.since_last
    )
    number = delivery_orders.order(call.context, wish.format, selection, wish.recipient)
    return order_shown(of_order(call, str(number)))


def list_deliveries(
    call: Caller,
    after: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    size: Annotated[int, Query(ge=1, le=100)] = 50,
) -> DeliveryPage:
    """Leveranser, nyast först."""
    rows = delivery.made(call.context)
    shown = [
        DeliveryShown(row.id, row.format, row.made_at, row.made_by, row.recipient, row.objects, row.digest, row.receipt)
        for row in rows[after : after + size]
    ]
    return DeliveryPage(shown, str(after + size) if len(rows) > after + size else "")


def show_delivery(call: Caller, delivery_id: Id) -> DeliveryShown:
    """En leverans och det kvitto som kommit."""
    return _shown(delivery.show(call.context, delivery_id))


def fetch_package(call: Caller, delivery_id: Id) -> FileResponse:
    """Paketet som det lämnades; är det borta görs det igen, byte för byte."""
    place, name = download(call.context, delivery_id)
    return FileResponse(place, media_type="application/octet-stream", filename=name)


def hand_in_receipt(
    call: Caller,
    receipt: Annotated[bytes, Body(media_type="text/csv", min_length=1, max_length=10_000_000)],
    content_type: Annotated[str, Header(max_length=100)] = "text/csv",
) -> Taken:
    """Registratorns förteckning med diarienumren ifyllda: csv, eller json med `Content-Type: application/json`."""
    suffix = ".json" if content_type.startswith("application/json") else ".csv"
    with NamedTemporaryFile(suffix=suffix, dir=call.desk.archive.scratch) as place:
        place.write(receipt)
        place.flush()
        taken = import_receipt(call.context, Path(place.name))
    name = Path(place.name).name
    return Taken(list(taken.numbered), list(taken.known), [one.sv.replace(name, "kvittot") for one in taken.faults])


def _shown(one: Delivery) -> DeliveryShown:
    return DeliveryShown(
        one.id, one.format, one.made_at, one.made_by, one.recipient, len(one.object_ids), one.digest, one.receipt
    )


FAMILY = Family(
    "leveranser",
    (
        ApiRoute("GET", "/deliveries", list_deliveries, Right.EXPORT, "Lista leveranser"),
        ApiRoute("POST", "/deliveries", order_delivery, Right.EXPORT, "Beställ en leverans", 202),
        ApiRoute("GET", "/deliveries/{delivery_id}", show_delivery, Right.EXPORT, "Visa en leverans"),
        ApiRoute("GET", "/deliveries/{delivery_id}/package", fetch_package, Right.EXPORT, "Hämta paketet", gives=("application/octet-stream",)),
        ApiRoute("POST", "/receipts", hand_in_receipt, Right.EXPORT, "Lämna in ett kvitto"),
    ),
)  # fmt: skip
