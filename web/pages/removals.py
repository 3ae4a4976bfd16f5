"""Removal from the platform: orders with their clocks, ordering one, doing, looking, telling the police; and saving before it."""

from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.rights import Right
from archiver.lifecycle.table import open_steps
from archiver.model import Account, AccountState, Outcome
from archiver.records import ItemRecord, Unsuitable, Visibility
from archiver.removal.clock import WAITING, WITHIN
from archiver.removal.order import REMOVAL, Look, RemovalOrder, RemovalState
from archiver.text import Text
from jobs import removal, save
from jobs.own_orders import PATIENCE, own_order
from jobs.review import visible
from storage.database import accounts
from storage.database.orders import OrderState
from web import terms
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Place, Section, get, post

TITLE = Text("Borttagning", "Removal")
ORDER = Text("Beställ borttagning", "Order removal")
SAVING = Text("Spara före borttagning", "Save before removal")
WORK = Text("Arbetet pågår", "Work under way")
NO_GROUND = Text("Välj varför det ska bort.", "Choose why it is to be removed.")
NO_ADDRESS = Text("Klistra in inläggets adress.", "Paste the item's address.")
NO_ACCOUNT = Text("Välj vilket konto det står på.", "Choose the account it stands on.")
WANTED: tuple[tuple[Visibility, Text], ...] = (
    (Visibility.UNPUBLISHED, Text("Avpublicera (dölj)", "Unpublish (hide)")),
    (Visibility.DELETED, Text("Radera", "Delete")),
)
WHY: dict[str, Text] = {
    Outcome.LOGIN_WALL.value: Text("plattformen visade en inloggningssida", "the platform showed a login page"),
    Outcome.NOT_FOUND.value: Text("adressen finns inte", "the address does not exist"),
    Outcome.TIMED_OUT.value: Text("det tog för lång tid", "it took too long"),
    Outcome.UNREACHABLE.value: Text("plattformen svarade inte", "the platform did not answer"),
    Outcome.BLOCKED.value: Text("plattformen spärrade besöket", "the platform blocked the visit"),
    Outcome.EMPTY.value: Text("inlägget syns inte på den adressen", "the item is not shown at that address"),
}
"""Outcome words of a failed order, as a person reads them; others stand as they are."""


def listed(call: Call) -> Answer:
    """The orders the person may know of, by deadline."""
    every = call.query.get("alla") == "ja"
    found = removal.listed(call.context, closed=every)
    rows = [(one, call.desk.archive.get(ItemRecord, one.item_id)) for one in found if _sees(call, one.item_id)]
    with call.desk.archive.session() as session:
        names = accounts.names(session, call.sight)
    values = {"rows": rows, "every": every, "waiting": WAITING, "terms": terms, "wanted": dict(WANTED), "names": names}
    return Shown("removals.html", TITLE, values)


def shown(call: Call) -> Answer:
    """One order and what can be done with it."""
    return _one(call)


def step(call: Call) -> Answer:
    """Note what was done with an order."""
    id_, what, note = call.path_values["removal_id"], call.field("steg"), call.field("anteckning")
    removal.one(call.context, id_)
    try:
        match what:
            case "utför":
                removal.done(call.context, id_, note)
            case "polisanmäl":
                removal.police_reported(call.context, id_, note)
            case "återkalla":
                removal.withdraw(call.context, id_, note)
            case "sett":
                seen = next((one for one in Look if one.value == call.field("sett")), None)
                if seen is None:
                    raise UsageFault(what=Text("välj vad du såg", "choose what you saw"))
                removal.state_look(call.context, id_, seen, note or call.t(Text("för hand", "by hand")))
            case "se_efter":
                return Sent(f"/borttagning/arbete/{removal.ask_look(call.context, id_)}")
            case _:
                raise UsageFault(what=Text("välj vad som hänt", "choose what has happened"))
    except (Refused, UsageFault) as fault:
        return _one(call, fault)
    return Sent(f"/borttagning/{id_}", "borttagning_antecknad")


def new(call: Call) -> Answer:
    """The form of an order about an item."""
    return _new(call)


def order(call: Call) -> Answer:
    """Save the item and order its removal: by the archive's service, or at once where it is saved already."""
    id_ = call.path_values["item_id"]
    visible(call.context, id_)
    ground = _ground(call)
    if ground is None:
        return _new(call, {"grund": call.t(NO_GROUND)})
    want = next((one for one, _ in WANTED if one.value == call.field("hur")), Visibility.UNPUBLISHED)
    wish = removal.Wish(ground, want, call.field("anteckning"), bool(call.field("utan_bilder")))
    try:
        if call.field("sparad"):
            made = removal.order_saved(call.context, id_, wish)
            return Sent(f"/borttagning/{made.id}", "borttagning_bestalld")
        return Sent(f"/borttagning/arbete/{removal.ask(call.context, id_, wish)}")
    except (Refused, UsageFault) as fault:
        return _new(call, {"": beside(fault, call.language)}, fault.web_status)


def save_form(call: Call) -> Answer:
    """Where the address is pasted."""
    return _save(call)


def save_it(call: Call) -> Answer:
    """Order the save and follow it."""
    url, account_id, ground = call.field("adress"), call.field("konto"), _ground(call)
    faults = {
        name: call.t(text)
        for name, text, there in (
            ("adress", NO_ADDRESS, url.startswith(("https://", "http://"))),
            ("konto", NO_ACCOUNT, account_id),
            ("grund", NO_GROUND, ground),
        )
        if not there
    }
    if faults or ground is None:
        return _save(call, faults)
    try:
        number = save.ask(call.context, url, account_id, ground, pictures=not call.field("utan_bilder"))
    except (Refused, UsageFault) as fault:
        return _save(call, {"": beside(fault, call.language)}, fault.web_status)
    return Sent(f"/borttagning/arbete/{number}")


def progress(call: Call) -> Answer:
    """How a save, an order or a look goes; only for whoever ordered it."""
    own = own_order(call.context, call.path_values["order_id"])
    item_id = own.order.result if own.order.kind == save.SAVE else own.about if own.order.kind == removal.ASKED else ""
    waiting = removal.open_order_of(call.context, item_id) if _sees(call, item_id) else None
    look = own.order.kind == removal.LOOK_AT
    values = {
        "own": own,
        "order": own.order,
        "is_save": own.order.kind == save.SAVE,
        "is_look": look,
        "item_id": item_id if _sees(call, item_id) else "",
        "removal": waiting,
        "failed": own.order.state is OrderState.FAILED,
        "done": own.order.state is OrderState.DONE,
        "why": call.t(WHY[own.order.result]) if own.order.result in WHY else own.order.result.replace("_", " "),
        "patience": int(PATIENCE.total_seconds() // 60),
        "states": terms.REMOVALS,
        "back": f"/borttagning/{own.about}" if look else "/borttagning",
        "result": next((one for one in RemovalState if one.value == own.order.result), None),
    }
    return Shown("removal_work.html", WORK, values)


def _one(call: Call, fault: Refused | UsageFault | None = None) -> Answer:
    found, record = removal.one(call.context, call.path_values["removal_id"])
    account = call.desk.archive.get(Account, found.account_id)
    values = {
        "order": found,
        "record": record,
        "account": account,
        "steps": _steps(call, found, account),
        "looks": [(look.value, call.t(text)) for look, text in terms.LOOKS.items()],
        "fault": beside(fault, call.language) if fault else "",
        "step": call.field("steg"),
        "note": call.field("anteckning"),
        "terms": terms,
        "wanted": dict(WANTED),
        "waits": found.state in WAITING,
    }
    return Shown("removal.html", TITLE, values, fault.web_status if fault else 200)


def _steps(call: Call, found: RemovalOrder, account: Account) -> frozenset[str]:
    lawful = open_steps(REMOVAL, found.state, by=call.who, committee=account.committee)
    told = found.police_reported_at is not None
    return frozenset(one.name for one in lawful) - ({"polisanmäl"} if told else frozenset())


def _new(call: Call, faults: dict[str, str] | None = None, status: int = 400) -> Answer:
    record = visible(call.context, call.path_values["item_id"])
    account = call.desk.archive.get(Account, record.account_id)
    proposed = record.proposal.unsuitable if record.proposal else ()
    values = {
        "record": record,
        "account": account,
        "grounds": _grounds(call),
        "proposed": [one.value for one in proposed],
        "chosen": call.field("grund") or call.query.get("grund", "") or next(iter(one.value for one in proposed), ""),
        "wanted": [(one.value, call.t(text)) for one, text in WANTED],
        "how": call.field("hur") or Visibility.UNPUBLISHED.value,
        "note": call.field("anteckning"),
        "without": bool(call.field("utan_bilder")),
        "saved": removal.latest_save(call.context, record),
        "there": removal.open_order_of(call.context, record.id),
        "faults": faults or {},
    }
    return Shown("removal_new.html", ORDER, values, status if faults else 200)


def _save(call: Call, faults: dict[str, str] | None = None, status: int = 400) -> Answer:
    with call.desk.archive.session() as session:
        known = accounts.rows(session, AccountState.OPEN, call.sight)
    values = {
        "accounts": [(one.id, one.name) for one in known if call.may(Right.SAVE, one.committee)],
        "grounds": _grounds(call),
        "address": call.field("adress"),
        "account": call.field("konto"),
        "chosen": call.field("grund"),
        "without": bool(call.field("utan_bilder")),
        "faults": faults or {},
    }
    return Shown("save.html", SAVING, values, status if faults else 200)


def _ground(call: Call) -> Unsuitable | None:
    return next((one for one in Unsuitable if one.value == call.field("grund")), None)


def _grounds(call: Call) -> list[tuple[str, str, int]]:
    """Each kind of unsuitable material: its word, its name, the working days to remove it in."""
    return [(one.value, call.t(text), WITHIN[one].days) for one, text in terms.UNSUITABLE.items()]


def _sees(call: Call, item_id: str) -> bool:
    if not item_id or call.desk.archive.find(ItemRecord, item_id) is None:
        return False
    try:
        return bool(visible(call.context, item_id))
    except Unknown:
        return False


SECTION = Section(
    "borttagning",
    (
        get("/borttagning", listed, Right.SAVE),
        get("/borttagning/spara", save_form, Right.SAVE),
        post("/borttagning/spara", save_it, Right.SAVE),
        get("/borttagning/arbete/{order_id}", progress, Right.SAVE),
        get("/borttagning/ny/{item_id}", new, Right.SAVE),
        post("/borttagning/ny/{item_id}", order, Right.SAVE),
        get("/borttagning/{removal_id}", shown, Right.SAVE),
        post("/borttagning/{removal_id}", step, Right.SAVE),
    ),
    (Place(TITLE, "/borttagning", Right.SAVE),),
    told={
        "borttagning_antecknad": Text("Det är antecknat.", "It is noted."),
        "borttagning_bestalld": Text(
            "Borttagningen är beställd. Klockan går.", "The removal is ordered. The clock is running."
        ),
    },
)
