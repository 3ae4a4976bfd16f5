"""Deliveries: what has left the archive, a new package, and the receipt that came back."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.export.delivery_profile import DeliveryProfile, load_profile
from archiver.export.formats.registry import FORMATS
from archiver.export.package import Written
from archiver.lifecycle.rights import Right
from archiver.records import Delivery
from archiver.text import Text
from jobs import delivery
from jobs.downloads import download, made_for_download
from jobs.material import Selection
from jobs.receipts import import_receipt
from storage.database import accounts
from web.answer import Answer, Sent, SentFile, Shown
from web.call import Call
from web.errors import beside
from web.route import Place, Section, get, post

MEDIA = {".zip": "application/zip", ".csv": "text/csv", ".json": "application/json", ".wacz": "application/wacz+zip"}
PER_PAGE = 50
RECEIPT_BYTES = 10_000_000


def listed(call: Call) -> Answer:
    """Every delivery, newest first."""
    number = max(1, call.number("sida"))
    rows = delivery.made(call.context)
    page = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    values = {"rows": page, "number": number, "more": number * PER_PAGE < len(rows), "names": _names()}
    return Shown("deliveries.html", Text("Leveranser", "Deliveries"), values)


def new(call: Call) -> Answer:
    """The form for a new package."""
    return _form(call)


def make(call: Call) -> Answer:
    """Make the package, and show its delivery; what can't be delivered is said in the form."""
    key = call.field("format")
    selection = Selection(
        item_ids=call.items("handlingar"),
        account_id=call.field("konto") or None,
        query=call.field("ord") or None,
        since_last=bool(call.field("nytt")),
    )
    try:
        profile = _profile(call) if key == "sip" else None

        def write(target: Path) -> tuple[None, Delivery, Written]:
            return (None, *delivery.export(call.context, key, target, selection, call.field("till"), profile))

        _, made = made_for_download(call.context, write)
    except (Refused, UsageFault) as fault:
        return _form(call, beside(fault, call.language))
    return Sent(f"/leveranser/{made.id}", "klar")


def shown(call: Call) -> Answer:
    """One delivery."""
    found = delivery.show(call.context, call.path_values["delivery_id"])
    return Shown("delivery.html", Text("Leverans", "Delivery"), {"delivery": found, "names": _names()})


def fetch(call: Call) -> Answer:
    """The package, as it was delivered."""
    place, name = download(call.context, call.path_values["delivery_id"])
    return SentFile(place, MEDIA[place.suffix], name)


def receipt(call: Call) -> Answer:
    """The registrar's filled-in list read back."""
    given = call.upload("fil")
    if given is None or not given.filename:
        return _receipt_told(call, (), (), (call.t(Text("Välj en fil.", "Choose a file.")),))
    suffix = ".json" if given.filename.lower().endswith(".json") else ".csv"
    with NamedTemporaryFile(suffix=suffix, dir=call.desk.archive.scratch) as place:
        place.write(given.file.read())
        place.flush()
        try:
            taken = import_receipt(call.context, Path(place.name))
        except (Refused, UsageFault) as fault:
            return _receipt_told(call, (), (), (beside(fault, call.language),))
    name = Path(place.name).name
    faults = tuple(call.t(one).replace(name, given.filename) for one in taken.faults)
    return _receipt_told(call, taken.numbered, taken.known, faults)


def _receipt_told(call: Call, numbered: tuple[str, ...], known: tuple[str, ...], faults: tuple[str, ...]) -> Answer:
    values = {"numbered": len(numbered), "known": len(known), "faults": faults}
    return Shown("receipt.html", Text("Kvitto från diariet", "Receipt from the registry"), values)


def _form(call: Call, fault: str = "") -> Answer:
    with call.desk.archive.session() as session:
        rows = accounts.rows(session, sight=call.sight)
    wide = call.may(Right.SEE_SECRETS)
    formats = [(one.key, call.t(one.name)) for one in FORMATS if one.key != "disclosure" and (wide or not one.secret)]
    values = {"formats": formats, "accounts": [(row.id, row.name) for row in rows], "fault": fault, "form": call}
    return Shown("delivery_new.html", Text("Ny leverans", "New delivery"), values, 400 if fault else 200)


def _profile(call: Call) -> DeliveryProfile | None:
    given = call.upload("profil")
    if given is None or not given.filename:
        return None
    with NamedTemporaryFile(suffix=".toml", dir=call.desk.archive.scratch) as place:
        place.write(given.file.read())
        place.flush()
        return load_profile(Path(place.name))


def _names() -> dict[str, Text]:
    return {one.key: one.name for one in FORMATS}


SECTION = Section(
    "leveranser",
    (
        get("/leveranser", listed, Right.EXPORT),
        get("/leveranser/ny", new, Right.EXPORT),
        post("/leveranser/ny", make, Right.EXPORT),
        post("/leveranser/kvitto", receipt, Right.EXPORT, RECEIPT_BYTES),
        get("/leveranser/{delivery_id}", shown, Right.EXPORT),
        post("/leveranser/{delivery_id}/paket", fetch, Right.EXPORT),
    ),
    (Place(Text("Leveranser", "Deliveries"), "/leveranser", Right.EXPORT),),
    told={"klar": Text("Paketet är gjort.", "The package is made.")},
)
