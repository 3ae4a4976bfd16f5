"""Captures: taking one now, an account's timeline, one capture with its evidence, and what differs between two."""

from itertools import pairwise

from archiver.lifecycle.rights import Right
from archiver.model import CaptureRecord
from archiver.text import Text
from jobs import looking
from jobs.pictures import may_see_whole_page
from storage.database import accounts, captures
from storage.database.captures import CaptureRow
from storage.database.orders import OrderState
from web import replay, terms
from web.answer import Answer, Sent, SentBytes, SentFile, Shown
from web.call import Call
from web.route import Place, Section, get, post

TITLE = Text("Fångster", "Captures")
CAPTURE = Text("Fångst", "Capture")
UNDER_WAY = Text("Skärmdump på väg", "Screenshot under way")
BETWEEN = Text("Skillnad mellan två fångster", "Difference between two captures")
INLINE = frozenset({"image/png"})
MOST_ITEMS = 50
PER_PAGE = 60
STATES: dict[OrderState, Text] = {
    OrderState.WAITING: Text("Väntar på sin tur", "Waiting for its turn"),
    OrderState.CLAIMED: Text("Pågår", "Under way"),
    OrderState.DONE: Text("Klar", "Done"),
    OrderState.FAILED: Text("Misslyckades", "Failed"),
}
ACCOUNTS_PER_PAGE = 100


def listed(call: Call) -> Answer:
    """Every account with its newest capture."""
    number = max(1, call.number("sida"))
    with call.desk.archive.session() as session:
        rows = accounts.rows(session, sight=call.sight)
        newest = captures.latest_of_all(session)
    values = {
        "accounts": rows[(number - 1) * ACCOUNTS_PER_PAGE : number * ACCOUNTS_PER_PAGE],
        "newest": newest,
        "may_capture": call.may(Right.CAPTURE),
        "number": number,
        "more": number * ACCOUNTS_PER_PAGE < len(rows),
    }
    return Shown("captures.html", TITLE, values)


def timeline(call: Call) -> Answer:
    """An account's captures, newest first, by year."""
    account = looking.account(call.context, call.path_values["account_id"])
    every = looking.timeline(call.context, account)
    number = max(1, call.number("sida"))
    rows = every[(number - 1) * PER_PAGE : number * PER_PAGE + 1]
    years: dict[int, list[tuple[CaptureRow, CaptureRow | None]]] = {}
    for row, before in list(pairwise((*rows, None)))[:PER_PAGE]:
        if row is not None:
            years.setdefault(row.started_at.year, []).append((row, before))
    values = {
        "account": account,
        "years": years,
        "number": number,
        "more": number * PER_PAGE < len(every),
        "sees": call.may(Right.SEE_SECRETS, account.committee),
        "may_capture": call.may(Right.CAPTURE, account.committee),
        "terms": terms,
    }
    return Shown("captures_of_account.html", TITLE, values)


def take(call: Call) -> Answer:
    """ "Ta skärmdump nu": order a capture and go to where it is followed."""
    number = looking.order_capture(call.context, call.path_values["account_id"])
    return Sent(f"/fangster/bestallning/{number}")


def progress(call: Call) -> Answer:
    """How an ordered capture goes; the page asks again by itself until it is done."""
    order = looking.ordered(call.context, call.path_values["order_id"])
    account = looking.account(call.context, order.argument)
    over = order.state in (OrderState.DONE, OrderState.FAILED)
    newest = None
    if order.state is OrderState.DONE:
        with call.desk.archive.session() as session:
            newest = captures.latest(session, account.id)
    values = {"order": order, "account": account, "over": over, "newest": newest, "states": STATES}
    return Shown("capture_ordered.html", UNDER_WAY, values)


def shown(call: Call) -> Answer:
    """One capture: how it was taken, how far it came, its picture, its items and all of its evidence."""
    record = looking.capture(call.context, call.path_values["capture_id"])
    account = looking.account(call.context, record.account_id)
    rows = looking.seen_items(call.context, record)
    others = [row for row in looking.timeline(call.context, account) if row.id != record.id]
    values = {
        "record": record,
        "account": account,
        "rows": rows[:MOST_ITEMS],
        "count": len(rows),
        "others": others[:MOST_ITEMS],
        "sees": may_see_whole_page(call.context, record),
        "files": _files(record),
        "picture": _has_picture(record),
        "replay": bool(call.desk.config.web.replay_url) and replay.is_there() and _has(record, replay.TRAFFIC),
        "terms": terms,
    }
    return Shown("capture.html", CAPTURE, values)


def evidence(call: Call) -> Answer:
    """A file of the capture; pictures are shown, everything else is saved, never opened here."""
    path = call.path_values["path"]
    file, media_type = looking.evidence(call.context, call.path_values["capture_id"], path)
    return SentFile(file, media_type, path.replace("/", "-"), inline=media_type in INLINE)


def compare(call: Call) -> Answer:
    """Two captures side by side, over each other, and item by item."""
    one, other = call.path_values["capture_id"], call.path_values["other_id"]
    pair = looking.between(call.context, one, other)
    sees = all(may_see_whole_page(call.context, each) for each in (pair.before, pair.after))
    values = {
        "pair": pair,
        "account": looking.account(call.context, pair.after.account_id),
        "pictures": sees and _has_picture(pair.before) and _has_picture(pair.after),
        "terms": terms,
    }
    return Shown("captures_compared.html", BETWEEN, values)


def choose_other(call: Call) -> Answer:
    """On to the comparison that was chosen in a list."""
    one = looking.capture(call.context, call.path_values["capture_id"])
    other = looking.capture(call.context, call.query.get("med", ""))
    return Sent(f"/fangster/{one.id}/jamfor/{other.id}")


def difference(call: Call) -> Answer:
    """The newer picture in grey with what differs in red."""
    made = looking.difference_picture(call.context, call.path_values["capture_id"], call.path_values["other_id"])
    return SentBytes(made, "image/png", "skillnad.png", inline=True)


def _has_picture(record: CaptureRecord) -> bool:
    return _has(record, looking.PAGE_PICTURE)


def _has(record: CaptureRecord, path: str) -> bool:
    return any(fact.path == path for fact in record.files)


def _files(record: CaptureRecord) -> list[object]:
    return sorted(record.files, key=lambda fact: fact.path)


SECTION = Section(
    "fangster",
    (
        get("/fangster", listed, Right.SEE_ITEMS),
        get("/fangster/konto/{account_id}", timeline, Right.SEE_ITEMS),
        post("/fangster/konto/{account_id}/ta", take, Right.CAPTURE),
        get("/fangster/bestallning/{order_id}", progress, Right.SEE_ITEMS),
        get("/fangster/{capture_id}", shown, Right.SEE_ITEMS),
        get("/fangster/{capture_id}/fil/{path:path}", evidence, Right.SEE_ITEMS),
        get("/fangster/{capture_id}/jamfor", choose_other, Right.SEE_ITEMS),
        get("/fangster/{capture_id}/jamfor/{other_id}", compare, Right.SEE_ITEMS),
        get("/fangster/{capture_id}/jamfor/{other_id}/skillnad.png", difference, Right.SEE_ITEMS),
    ),
    (Place(TITLE, "/fangster", Right.SEE_ITEMS),),
)
