"""One item on the review desk: the words that triggered the proposals marked, the reasons beside, and the decisions."""

from dataclasses import dataclass

from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.item_facts import AXIS_VALUES, Axis, decisions_on
from archiver.lifecycle.queue import LABELS, Place
from archiver.lifecycle.rights import Right
from archiver.model import Account
from archiver.records import ItemRecord, Registration, Secrecy
from archiver.text import Text
from jobs import opinions, review
from jobs.removal import open_order_of
from storage.database import items
from storage.database.items import ItemRow
from web import choices, terms
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.differences import wordings
from web.errors import beside
from web.highlights import highlighted
from web.queue_asked import MINE, UNREAD, QueueAsked, queue_asked
from web.route import Section, get, post
from web.threads import nested

TITLE = Text("Granska", "Review")
MOST_OF_THREAD = 40
TOP = "#innehall"
"""Where the next page begins to be read. A browser keeps the place of the form otherwise (RFC 9110 §10.2.2), and that is below
the text that is to be judged."""
NO_GROUND = Text("skriv en grund för beslutet", "write a ground for the decision")
NO_CHOICE = Text("välj ett beslut", "choose a decision")
NO_REASON = Text("skriv varför", "write why")
NO_COLLEAGUE = Text("välj vem du frågar", "choose whom to ask")
AXES: dict[Axis, Text] = {Axis(name): label for name, label, _ in terms.AXES}
OF_QUESTION: dict[Place, Axis] = {
    Place.SECRECY: Axis.SECRECY,
    Place.UNSUITABLE: Axis.VISIBILITY,
    Place.DIARY: Axis.REGISTRATION,
    Place.AUDIT: Axis.REGISTRATION,
    Place.WEEDING: Axis.RETENTION,
}
"""The axis that answers each question of the queue."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form that comes back: which (an axis, `fraga` or `svar`), which field, what is wrong with it."""

    form: str
    field: str
    what: str
    status: int = 400


def shown(call: Call) -> Answer:
    """The item, to be decided on."""
    return _item(call)


def decide(call: Call) -> Answer:
    """A decision on one axis, and on to the next in the queue."""
    form, id_ = queue_asked(call.form), call.path_values["item_id"]
    row = review.row_of(call.context, id_)
    axis = _axis(call.field("axel"))
    value, ground = call.field("varde"), call.field("grund")
    if not value:
        return _item(call, Wrong(axis, "varde", call.t(NO_CHOICE)))
    record = review.visible(call.context, id_)
    account = call.desk.archive.get(Account, record.account_id)
    offered = {one.value: one for one in choices.choices(record, call.who, account.committee)[axis]}
    if value in offered and offered[value].needs_ground and not ground:
        return _item(call, Wrong(axis, "grund", call.t(NO_GROUND)))
    try:
        review.decide(
            call.context, id_, axis, value, ground=ground, note=call.field("anteckning"), seen=call.field("sedd")
        )
    except (Refused, UsageFault) as fault:
        return _item(call, Wrong(axis, "", beside(fault, call.language), fault.web_status))
    return onward(call, form, row, axis)


def undo(call: Call) -> Answer:
    """Back to what was so before, by a new decision."""
    form, id_, axis = queue_asked(call.form), call.path_values["item_id"], _axis(call.field("axel"))
    review.visible(call.context, id_)
    if not call.field("grund"):
        return _item(call, Wrong("angra", "grund", call.t(NO_GROUND)))
    try:
        review.undo(call.context, id_, axis, ground=call.field("grund"), seen=call.field("sedd"))
    except (Refused, UsageFault) as fault:
        return _item(call, Wrong("angra", "", beside(fault, call.language), fault.web_status))
    return Sent(form.path(f"/granskning/{id_}"), "granskat_angrat")


def ask(call: Call) -> Answer:
    """A question to a colleague."""
    form, id_, axis = queue_asked(call.form), call.path_values["item_id"], _axis(call.field("axel"))
    if not call.field("av"):
        return _item(call, Wrong("fraga", "av", call.t(NO_COLLEAGUE)))
    if not call.field("text"):
        return _item(call, Wrong("fraga", "text", call.t(NO_REASON)))
    try:
        opinions.ask(call.context, id_, axis, call.field("av"), call.field("text"))
    except (Refused, UsageFault) as fault:
        return _item(call, Wrong("fraga", "", beside(fault, call.language), fault.web_status))
    return Sent(form.path(f"/granskning/{id_}"), "asikt_fragad")


def answer(call: Call) -> Answer:
    """The answer to a colleague's question."""
    form, id_, axis = queue_asked(call.form), call.path_values["item_id"], _axis(call.field("axel"))
    row = review.row_of(call.context, id_)
    if not call.field("varde") or not call.field("text"):
        where, what = ("text", NO_REASON) if call.field("varde") else ("varde", NO_CHOICE)
        return _item(call, Wrong("svar", where, call.t(what)))
    after = _beside(call, form, row) if form.fraga == MINE else None
    try:
        opinions.answer(call.context, id_, axis, call.field("varde"), call.field("text"))
    except (Refused, UsageFault) as fault:
        return _item(call, Wrong("svar", "", beside(fault, call.language), fault.web_status))
    return Sent(form.path(f"/granskning/{after.id if after else id_}"), "asikt_given")


def onward(call: Call, form: QueueAsked, row: ItemRow, axis: Axis, told: str = "granskat") -> Sent:
    """Where to go after a decision: the same item while its question still stands, else the next, else the queue."""
    now = review.row_of(call.context, row.id)
    if row.queue and now.queue == row.queue:
        return Sent(form.path(f"/granskning/{row.id}") + TOP, told)
    after = _beside(call, form, row)
    just = f"{row.id}:{axis.value}"
    if after is None:
        return Sent(form.path(nyss=just) + TOP, "granskat_klart")
    return Sent(form.path(f"/granskning/{after.id}", nyss=just) + TOP, told)


def _item(call: Call, wrong: Wrong | None = None) -> Answer:
    form = queue_asked(call.form if wrong else call.query)
    record = review.visible(call.context, call.path_values["item_id"])
    account = call.desk.archive.get(Account, record.account_id)
    row = review.row_of(call.context, record.id)
    with call.desk.archive.session() as session:
        thread = items.thread(session, record.thread_id, call.sight)
    proposal = record.proposal
    judged = next((one for one in record.versions if proposal and one.number == proposal.version), record.latest)
    findings = proposal.findings if proposal else ()
    place = Place(row.queue)
    asked = [one for one in opinions.open_questions(record) if one.to == call.who.username]
    values = {
        "form": form,
        "record": record,
        "account": account,
        "clocked": review.clocked(row, call.now),
        "place": place,
        "labels": LABELS,
        "question": OF_QUESTION.get(place),
        "proposal": proposal,
        "judged": judged,
        "findings": [(one, _words(judged.text, one.start, one.end)) for one in findings],
        "stretches": highlighted(judged.text, findings),
        "parent": next((one for one in thread if one.id == record.parent_id), None),
        "thread": _around(nested(thread), record.id),
        "thread_count": len(thread),
        "wordings": wordings(record),
        "axes": AXES,
        "choices": choices.choices(record, call.who, account.committee),
        "grounds": choices.GROUNDS,
        "may_register": choices.may_take(
            record, Axis.REGISTRATION, Registration.REGISTERED, call.who, account.committee
        ),
        "may_mark": choices.may_take(record, Axis.SECRECY, Secrecy.MARKED, call.who, account.committee),
        "may_remove": call.may(Right.SAVE, account.committee),
        "removal": open_order_of(call.context, record.id),
        "decided": {axis: list(decisions_on(record, axis)) for axis in Axis},
        "colleagues": opinions.colleagues(call.context, record),
        "asked": asked,
        "values": {axis: [(one.value, call.t(terms.term(one))) for one in AXIS_VALUES[axis]] for axis in Axis},
        "next": _beside(call, form, row),
        "before": _beside(call, form, row, before=True),
        "seen": review.sight_mark(record),
        "last": just_decided(call, record.id),
        "wrong": wrong,
        "given": call.form,
        "terms": terms,
    }
    return Shown("review_item.html", TITLE, values, wrong.status if wrong else 200)


def _beside(call: Call, form: QueueAsked, row: ItemRow, *, before: bool = False) -> ItemRow | None:
    if form.fraga not in (MINE, UNREAD):
        return review.beside(call.context, row, form.part, before=before)
    with call.desk.archive.session() as session:
        rows = (
            items.asked(session, call.who.username, call.sight)
            if form.fraga == MINE
            else items.unread(session, call.sight, MOST_OF_THREAD)
        )
    ids = [one.id for one in rows]
    at = ids.index(row.id) if row.id in ids else -1
    wanted = at - 1 if before else at + 1
    return rows[wanted] if 0 <= wanted < len(rows) else None


def just_decided(call: Call, here: str = "") -> tuple[ItemRecord, Axis, str] | None:
    """What was decided on just now and where, to be undone at once, as it stands now; told in the address."""
    id_, _, axis = call.query.get("nyss", "").partition(":")
    if axis not in set(Axis) or id_ == here:
        return None
    try:
        record = review.visible(call.context, id_)
    except Unknown:
        return None
    return record, Axis(axis), review.sight_mark(record)


def _axis(word: str) -> Axis:
    if word not in set(Axis):
        raise UsageFault(what=Text("okänd axel", "unknown axis"))
    return Axis(word)


def _words(text: str, start: int, end: int) -> str:
    return text[start:end] if 0 <= start < end and end - start < len(text) else ""


def _around(rows: list[tuple[int, ItemRow]], here: str) -> list[tuple[int, ItemRow]]:
    """The part of a long thread that stands around an item."""
    at = next((place for place, (_, row) in enumerate(rows) if row.id == here), 0)
    first = max(0, min(at - MOST_OF_THREAD // 2, len(rows) - MOST_OF_THREAD))
    return rows[first : first + MOST_OF_THREAD]


SECTION = Section(
    "granska",
    (
        get("/granskning/{item_id}", shown, Right.REVIEW),
        post("/granskning/{item_id}/beslut", decide, Right.REVIEW),
        post("/granskning/{item_id}/angra", undo, Right.REVIEW),
        post("/granskning/{item_id}/fraga", ask, Right.REVIEW),
        post("/granskning/{item_id}/svar", answer, Right.REVIEW),
    ),
    told={
        "granskat": Text("Beslutet är antecknat.", "The decision is noted."),
        "diariefort": Text("Handlingen är diarieförd.", "The item is registered."),
        "markerat": Text("Handlingen är sekretessmarkerad.", "The item is marked as secret."),
        "granskat_angrat": Text(
            "Beslutet är ångrat med ett nytt beslut; båda står kvar.",
            "The decision is undone by a new one; both remain.",
        ),
        "asikt_fragad": Text("Frågan är ställd.", "The question is asked."),
        "asikt_given": Text("Din åsikt är antecknad.", "Your opinion is noted."),
    },
)
