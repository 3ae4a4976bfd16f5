"""Items: searching them, one with its wordings and evidence, its thread."""

from archiver.digest import digest_of
from archiver.errors.usage import Unknown
from archiver.lifecycle.rights import Right
from archiver.model import Account
from archiver.records import ItemRecord
from archiver.text import Text
from jobs.review import visible
from storage.database import accounts, items, search
from web import terms
from web.answer import Answer, SentBytes, SentFile, Shown
from web.asked import asked
from web.call import Call
from web.differences import wordings
from web.route import Place, Section, get
from web.threads import nested

TITLE = Text("Handlingar", "Items")
ITEM = Text("Handling", "Item")
THREAD = Text("Tråd", "Thread")
WORDING = Text("lydelse", "wording")


def listed(call: Call) -> Answer:
    """The search page: newest first where nothing is asked for."""
    form = asked(call.query)
    key = call.query.get("efter", "")
    with call.desk.archive.session() as session:
        page = search.page(session, form.chosen, call.sight, key)
        many = search.count(session, form.chosen, call.sight)
        names = accounts.names(session, call.sight)
    values = {
        "form": form,
        "page": page,
        "many": many,
        "most": search.COUNTED,
        "names": names,
        "key": key,
        "terms": terms,
    }
    return Shown("items.html", TITLE, values)


def shown(call: Call) -> Answer:
    """One item: newest wording, what changed, where it stands, what was decided, and its evidence."""
    record = visible(call.context, call.path_values["item_id"])
    account = call.desk.archive.get(Account, record.account_id)
    with call.desk.archive.session() as session:
        thread = items.thread(session, record.thread_id, call.sight)
    values = {
        "record": record,
        "account": account,
        "wordings": wordings(record),
        "thread": thread,
        "terms": terms,
        "digest": digest_of(_document(call, record)),
        "reviews": call.may(Right.REVIEW, account.committee),
        "saves": call.may(Right.SAVE, account.committee),
        "sees_evidence": call.may(Right.SEE_SECRETS, account.committee),
    }
    return Shown("item.html", ITEM, values)


def thread(call: Call) -> Answer:
    """A post and its comments, each under what it answers."""
    record = visible(call.context, call.path_values["item_id"])
    with call.desk.archive.session() as session:
        rows = items.thread(session, record.thread_id, call.sight)
    account = call.desk.archive.get(Account, record.account_id)
    values = {"rows": nested(rows), "account": account, "here": record.id, "terms": terms}
    return Shown("thread.html", THREAD, values)


def document(call: Call) -> Answer:
    """The item's own document as it lies on the shelf."""
    record = visible(call.context, call.path_values["item_id"])
    _require_evidence(call, record)
    return SentBytes(_document(call, record), "application/json", f"handling-{record.id}.json")


def picture(call: Call) -> Answer:
    """The picture of one wording. It may show what stands around the item, so it is for who may see secrets."""
    record = visible(call.context, call.path_values["item_id"])
    _require_evidence(call, record)
    number = call.path_values["wording"]
    for version in record.versions:
        if str(version.number) == number and version.picture:
            file = call.desk.archive.file(ItemRecord, record.id, version.picture)
            return SentFile(file, "image/png", f"handling-{record.id}-{number}.png", inline=True)
    raise Unknown(kind=WORDING, name=number)


def _require_evidence(call: Call, record: ItemRecord) -> None:
    committee = call.desk.archive.get(Account, record.account_id).committee
    if not call.may(Right.SEE_SECRETS, committee):
        raise Unknown(kind=Text("fil", "file"), name=record.id)


def _document(call: Call, record: ItemRecord) -> bytes:
    return call.desk.archive.file(ItemRecord, record.id, "item.json").read_bytes()


SECTION = Section(
    "handlingar",
    (
        get("/handlingar", listed, Right.SEE_ITEMS),
        get("/handlingar/{item_id}", shown, Right.SEE_ITEMS),
        get("/handlingar/{item_id}/trad", thread, Right.SEE_ITEMS),
        get("/handlingar/{item_id}/handling.json", document, Right.SEE_ITEMS),
        get("/handlingar/{item_id}/bild/{wording}", picture, Right.SEE_ITEMS),
    ),
    (Place(TITLE, "/handlingar", Right.SEE_ITEMS),),
)
