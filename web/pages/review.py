"""The review queue, in the order the law is in a hurry: filters, many decisions at once after a look, and back again."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.queue import LABELS, Place
from archiver.lifecycle.rights import Right
from archiver.records import ItemRecord, Registration, Retention, Secrecy, Visibility
from archiver.text import Text
from jobs import review
from jobs.review import Waiting, clocked
from storage.database import accounts, items
from storage.database.queue_lines import COUNTED
from web import terms
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.pages.review_item import just_decided
from web.queue_asked import MINE, QUESTIONS, UNREAD, QueueAsked, queue_asked
from web.route import Place as MenuPlace
from web.route import Section, get, post

TITLE = Text("Granskning", "Review")
MANY = Text("Samma beslut på flera", "The same decision on many")
RESULT = Text("Så gick det", "How it went")
PER_PAGE = 25
MOST = 100
"""Their ids stand in the address of the page that tells how it went, which is not to be longer than a proxy takes (8 kB)."""
NONE_CHOSEN = Text("kryssa för minst en handling", "tick at least one item")
NO_DECISION = Text("välj vilket beslut det ska vara", "choose the decision")
NO_GROUND = Text("skriv en grund", "write a ground")
NOT_POSSIBLE = Text("öppna handlingen och se hur den står nu", "open the item and see how it stands now")
FOR_MANY: dict[str, tuple[Text, bool]] = {
    f"{Axis.REGISTRATION.value}:{Registration.KEPT_IN_ORDER.value}": (Text("Hålls ordnade", "Keep in order"), False),
    f"{Axis.REGISTRATION.value}:{Registration.MINOR.value}": (Text("Uppenbart ringa", "Obviously minor"), False),
    f"{Axis.RETENTION.value}:{Retention.PRESERVED.value}": (Text("Bevaras", "Preserve"), False),
    f"{Axis.VISIBILITY.value}:{Visibility.PUBLISHED.value}": (Text("Låt stå kvar", "Let them stand"), True),
    f"{Axis.SECRECY.value}:{Secrecy.NONE.value}": (Text("Inte sekretess", "Not secret"), True),
}
"""What may be decided on many at once, and whether a ground must be given. Registering and marking are done one by one."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a form asks of many items."""

    ids: tuple[str, ...]
    decision: str
    ground: str

    @property
    def axis(self) -> Axis:
        """On which axis."""
        return Axis(self.decision.partition(":")[0])

    @property
    def value(self) -> str:
        """Where to."""
        return self.decision.partition(":")[2]


def listed(call: Call) -> Answer:
    """The queue, or the part of it that is asked for."""
    return _list(call)


def confirm(call: Call) -> Answer:
    """What was chosen, to be looked at once more before it is decided."""
    try:
        bulk = _bulk(call)
    except UsageFault as fault:
        return _list(call, fault)
    return _confirm(call, bulk)


def decide(call: Call) -> Answer:
    """The decision on all that was confirmed; what is refused is told, and stops no other."""
    try:
        bulk = _bulk(call)
    except UsageFault as fault:
        return _list(call, fault)
    if FOR_MANY[bulk.decision][1] and not bulk.ground:
        return _confirm(call, bulk, NO_GROUND)
    seen = {id_: mark for id_, _, mark in (one.partition(":") for one in call.fields("sedd"))}
    rulings = review.decide_many(call.context, bulk.ids, bulk.axis, bulk.value, ground=bulk.ground, seen=seen)
    return _told(call, bulk, rulings)


def undo(call: Call) -> Answer:
    """Back again, by a new decision on each."""
    try:
        bulk = _bulk(call)
        if not bulk.ground:
            raise UsageFault(what=NO_GROUND)
    except UsageFault as fault:
        return _list(call, fault)
    return _told(call, bulk, review.undo_many(call.context, bulk.ids, bulk.axis, ground=bulk.ground), undone=True)


def told(call: Call) -> Answer:
    """How a decision on many went. A page of its own, so that loading it again decides nothing; all it is told is which items."""
    decision, undone = call.query.get("beslut", ""), "angrat" in call.query
    if decision not in FOR_MANY:
        return Sent(queue_asked(call.query).path())
    bulk = Bulk((), decision, "")
    done, refused = (_visible(call, call.query.getlist(name)) for name in ("val", "nekad"))
    values = {
        "bulk": bulk,
        "done": done,
        "refused": [(one.id, _why(call, one.id, bulk, undone=undone)) for one in refused],
        "undone": undone,
        "label": FOR_MANY[decision][0],
        "form": queue_asked(call.query),
    }
    return Shown("review_many_done.html", RESULT, values)


def _list(call: Call, fault: UsageFault | None = None) -> Answer:
    form = queue_asked(call.form if fault else call.query)
    number = max(1, call.number("sida"))
    rows = _rows(call, form, number)
    with call.desk.archive.session() as session:
        names = {one.id: one for one in accounts.rows(session, sight=call.sight)}
        places = items.queue_places(session, call.sight, form.asking("").part)
        mine = len(items.asked(session, call.who.username, call.sight))
    values = {
        "form": form,
        "rows": rows[:PER_PAGE],
        "number": number,
        "more": len(rows) > PER_PAGE,
        "names": names,
        "committees": sorted({one.committee for one in names.values()}),
        "counts": {**{Place(key).name.lower(): count for key, (count, _) in places.items()}, MINE: mine},
        "most": COUNTED,
        "total": sum(count for count, _ in places.values()),
        "questions": QUESTIONS,
        "labels": LABELS,
        "for_many": FOR_MANY,
        "fault": fault.facts["what"] if fault else None,
        "chosen": call.fields("val"),
        "decision": call.field("beslut"),
        "terms": terms,
        "last": just_decided(call),
    }
    return Shown("review.html", TITLE, values, 400 if fault else 200)


def _rows(call: Call, form: QueueAsked, number: int) -> list[Waiting]:
    """A page of the list, and one row more where there is another page."""
    offset = (number - 1) * PER_PAGE
    if form.fraga in (MINE, UNREAD):
        with call.desk.archive.session() as session:
            if form.fraga == MINE:
                found = items.asked(session, call.who.username, call.sight)
            else:
                found = items.unread(session, call.sight, offset + PER_PAGE + 1)
        return [clocked(row, call.now) for row in found[offset : offset + PER_PAGE + 1]]
    return [clocked(row, call.now) for row in review.waiting(call.context, PER_PAGE + 1, offset, form.part)]


def _bulk(call: Call) -> Bulk:
    decision = call.field("beslut")
    ids = tuple(dict.fromkeys(call.fields("val")))[:MOST]
    if not ids:
        raise UsageFault(what=NONE_CHOSEN)
    if decision not in FOR_MANY:
        raise UsageFault(what=NO_DECISION)
    return Bulk(ids, decision, call.field("grund"))


def _confirm(call: Call, bulk: Bulk, fault: Text | None = None) -> Answer:
    with call.desk.archive.session() as session:
        rows = items.among(session, bulk.ids, call.sight)
    label, needs_ground = FOR_MANY[bulk.decision]
    values = {
        "bulk": bulk,
        "rows": rows,
        "mark": review.sight_mark,
        "label": label,
        "needs_ground": needs_ground,
        "fault": fault,
        "form": queue_asked(call.form),
        "labels": LABELS,
        "places": {int(place): place for place in LABELS},
    }
    return Shown("review_many.html", MANY, values, 400 if fault else 200)


def _told(call: Call, bulk: Bulk, rulings: list[review.Ruling], *, undone: bool = False) -> Answer:
    """On to the page that tells it, with the ids in its address."""
    went = [("val" if one.record else "nekad", one.item_id) for one in rulings]
    more = urlencode([("beslut", bulk.decision), *went, *([("angrat", "1")] if undone else [])])
    path = queue_asked(call.form).path("/granskning/flera/klart")
    return Sent(f"{path}{'&' if '?' in path else '?'}{more}")


def _visible(call: Call, ids: list[str]) -> list[ItemRecord]:
    found = []
    for id_ in dict.fromkeys(ids[:MOST]):
        with suppress(Unknown):
            found.append(review.visible(call.context, id_))
    return found


def _why(call: Call, id_: str, bulk: Bulk, *, undone: bool) -> str:
    ground = "-" if FOR_MANY[bulk.decision][1] else ""  # the form asked for one
    refusal = None if undone else review.refusal_of(call.context, id_, bulk.axis, bulk.value, ground=ground)
    return beside(refusal, call.language) if refusal else call.t(NOT_POSSIBLE)


SECTION = Section(
    "granskning",
    (
        get("/granskning", listed, Right.REVIEW),
        post("/granskning/flera", confirm, Right.REVIEW),
        post("/granskning/flera/beslut", decide, Right.REVIEW),
        get("/granskning/flera/klart", told, Right.REVIEW),
        post("/granskning/flera/angra", undo, Right.REVIEW),
    ),
    (MenuPlace(TITLE, "/granskning", Right.REVIEW),),
    told={
        "granskat_klart": Text(
            "Beslutet är antecknat, och det var det sista i den här delen av kön.",
            "The decision is noted, and it was the last in this part of the queue.",
        ),
    },
)
