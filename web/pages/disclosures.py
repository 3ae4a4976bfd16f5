"""Requests for public records: taken down, tested item by item, masked by drawing or by words, handed out.

Nobody is asked who they are or why (TF 2:18). The masks drawn on a picture are lines of numbers in a field, which
`web/static/masking.js` writes; without JavaScript they are written by hand.
"""

import re
from pathlib import Path

from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown, UsageFault
from archiver.export.package import Written
from archiver.lifecycle.rights import Right
from archiver.records import Delivery, Disclosure, DrawnMask, ItemRecord, Release
from archiver.text import Text
from jobs import disclosing
from jobs.disclosing import Masks
from jobs.downloads import made_for_download
from jobs.material import Selection
from jobs.review import visible
from web.answer import Answer, Sent, SentBytes, SentFile, Shown
from web.call import Call
from web.errors import beside
from web.route import Place, Section, get, post

PER_PAGE = 100
TITLE = Text("Utlämnande", "Disclosure")
RELEASES = (
    (Release.WHOLE.value, Text("Lämnas ut i sin helhet", "Released whole")),
    (Release.PART.value, Text("Lämnas ut delvis, maskad", "Released in part, masked")),
    (Release.REFUSED.value, Text("Lämnas inte ut", "Not released")),
)
BAD_BOX = Text(
    "”{line}” är ingen ruta: skriv lydelse:vänster,övre,höger,nedre, t.ex. 1:10,20,300,60",
    "“{line}” is no box: write wording:left,top,right,bottom, e.g. 1:10,20,300,60",
)


def listed(call: Call) -> Answer:
    """Every request, newest first, and the form for a new one."""
    return _list(call)


def open_(call: Call) -> Answer:
    """Take a request down."""
    ids = call.items("handlingar")
    selection = Selection(item_ids=ids, query=call.field("ord") or None)
    try:
        if not ids and not call.field("ord"):
            raise UsageFault(what=Text("ange ord att söka efter eller handlingar", "give words or items"))
        opened = disclosing.open_(call.context, call.field("begaran"), selection)
    except (Refused, UsageFault) as fault:
        return _list(call, beside(fault, call.language))
    return Sent(f"/utlamnanden/{opened.id}", "oppnad")


def shown(call: Call) -> Answer:
    """One request with its items."""
    return _request(call)


def item(call: Call) -> Answer:
    """One item of a request, to be tested."""
    return _item(call)


def examine(call: Call) -> Answer:
    """The test of an item."""
    request_id, item_id = call.path_values["request_id"], call.path_values["item_id"]
    try:
        masks = Masks(
            words=tuple(line.strip() for line in call.field("ord").splitlines() if line.strip()),
            findings=bool(call.field("fynd")),
            author=bool(call.field("avsandare")),
            find=bool(call.field("bild")),
            drawn=_boxes(call.field("rutor")),
        )
        release = next((one for one in Release if one.value == call.field("beslut")), None)
        if release is None:
            raise UsageFault(what=Text("välj om handlingen lämnas ut", "choose whether the item is released"))
        disclosing.examine(call.context, request_id, item_id, release, call.field("grund"), masks)
    except (Refused, UsageFault) as fault:
        return _item(call, beside(fault, call.language))
    return Sent(f"/utlamnanden/{request_id}/handling/{item_id}", "provad")


def picture(call: Call) -> Answer:
    """The item's own picture, to draw the masks on. Raises Unknown."""
    record = visible(call.context, call.path_values["item_id"])
    for version in record.versions:
        if version.number == _count(call.path_values["wording"]) and version.picture:
            file = call.desk.archive.file(ItemRecord, record.id, version.picture)
            return SentFile(file, "image/png", "bild.png", inline=True)
    raise Unknown(kind=Text("bild", "picture"), name=call.path_values["wording"])


def masked(call: Call) -> Answer:
    """The picture as it would be handed out now: to look at before it is."""
    wording = _count(call.path_values["wording"])
    data = disclosing.preview(call.context, call.path_values["request_id"], call.path_values["item_id"], wording)
    return SentBytes(data, "image/png", inline=True)


def hand_out(call: Call) -> Answer:
    """Make what is handed out."""
    pages, minutes = (_count(call.field(name)) for name in ("sidor", "minuter"))

    def write(target: Path) -> tuple[Disclosure, Delivery, Written]:
        name = call.path_values["request_id"]
        return disclosing.hand_out(call.context, name, target, pages=pages, minutes=minutes)

    try:
        _, made = made_for_download(call.context, write)
    except (Refused, UsageFault) as fault:
        return _request(call, beside(fault, call.language))
    return Sent(f"/leveranser/{made.id}", "utlamnad")


def _list(call: Call, fault: str = "") -> Answer:
    rows, number = disclosing.listed(call.context), max(1, call.number("sida"))
    values = {
        "rows": rows[(number - 1) * PER_PAGE : number * PER_PAGE],
        "number": number,
        "more": number * PER_PAGE < len(rows),
        "fault": fault,
        "form": call,
    }
    return Shown("disclosures.html", TITLE, values, 400 if fault else 200)


def _request(call: Call, fault: str = "") -> Answer:
    found = disclosing.find(call.context, call.path_values["request_id"])
    items = disclosing.items_of(call.context, found)
    values = {
        "request": found,
        "items": items,
        "left": sum(test is None or test.wordings != len(record.versions) for record, test in items),
        "fault": fault,
        "releases": dict(RELEASES),
    }
    return Shown("disclosure.html", Text(found.designation, found.designation), values, 400 if fault else 200)


def _item(call: Call, fault: str = "") -> Answer:
    found = disclosing.find(call.context, call.path_values["request_id"])
    record = visible(call.context, call.path_values["item_id"])
    made = {each.id: test for each, test in disclosing.items_of(call.context, found)}.get(record.id)
    findings = [
        (one, record.latest.text[one.start : one.end])
        for one in (record.proposal.findings if record.proposal else ())
        if one.axis == "secrecy"
    ]
    values = {
        "request": found,
        "record": record,
        "test": made,
        "findings": findings,
        "releases": [(key, call.t(text)) for key, text in RELEASES],
        "boxes": call.field("rutor") if fault else "\n".join(_line(one) for one in (made.drawn if made else ())),
        "words": call.field("ord") if fault else "\n".join(disclosing.words_of(record, made) if made else ()),
        "said": bool(fault),
        "fault": fault,
        "form": call,
    }
    return Shown("disclosure_item.html", Text("Sekretessprövning", "Secrecy test"), values, 400 if fault else 200)


def _boxes(text: str) -> tuple[DrawnMask, ...]:
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        numbers = re.fullmatch(r"(\d{1,6}):(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})", line.replace(" ", ""))
        if numbers is None:
            shown_line = line.strip()[:40]
            raise UsageFault(what=Text(BAD_BOX.sv.format(line=shown_line), BAD_BOX.en.format(line=shown_line)))
        found.append(DrawnMask(*(int(one) for one in numbers.groups())))
    return tuple(found)


def _line(one: DrawnMask) -> str:
    return f"{one.wording}:{one.left},{one.top},{one.right},{one.bottom}"


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


_ITEM = "/utlamnanden/{request_id}/handling/{item_id}"

SECTION = Section(
    "utlamnanden",
    (
        get("/utlamnanden", listed, Right.DISCLOSE),
        post("/utlamnanden", open_, Right.DISCLOSE),
        get("/utlamnanden/{request_id}", shown, Right.DISCLOSE),
        post("/utlamnanden/{request_id}/lamna-ut", hand_out, Right.DISCLOSE),
        get(_ITEM, item, Right.DISCLOSE),
        post(_ITEM, examine, Right.DISCLOSE),
        get(_ITEM + "/bild/{wording}", picture, Right.DISCLOSE),
        get(_ITEM + "/maskad/{wording}", masked, Right.DISCLOSE),
    ),
    (Place(TITLE, "/utlamnanden", Right.DISCLOSE),),
    told={
        "oppnad": Text("Begäran är antecknad.", "The request is taken down."),
        "provad": Text(
            "Prövningen är antecknad. Se på den maskade bilden.", "The test is noted. Look at the masked picture."
        ),
        "utlamnad": Text("Det som lämnas ut är gjort.", "What is handed out is made."),
    },
)
