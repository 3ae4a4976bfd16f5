"""Keys of other systems: one's own (an administrator's list has everybody's), making one, revoking, and what the API offers."""

from functools import cache
from typing import Any

from archiver.errors.registry import faults
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import LABELS, Right
from archiver.text import Text
from jobs import tokens
from storage.database import accounts
from web.answer import Answer, Sent, Shown
from web.api import app as api
from web.call import Call
from web.errors import beside
from web.route import Access, Place, Section, get, post

TITLE = Text("Nycklar", "Keys")
GUIDE = Text("Gränssnitt för andra system", "Interface for other systems")
MADE = Text("Ny nyckel", "New key")
USUAL_DAYS = 180


def listed(call: Call) -> Answer:
    """The keys there are, and the form for another."""
    return _listed(call)


def add(call: Call) -> Answer:
    """Make a key, and show it this once."""
    days = call.field("dagar")
    try:
        made = tokens.add(
            call.context,
            call.field("namn"),
            call.fields("ratt"),
            call.fields("namnd"),
            int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
        )
    except UsageFault as fault:
        return _listed(call, beside(fault, call.language))
    return Shown("key_made.html", MADE, {"made": made})


def revoke(call: Call) -> Answer:
    """Let a key open nothing more."""
    tokens.revoke(call.context, call.path_values["key_id"])
    return Sent("/nycklar", "atertagen")


def guide(call: Call) -> Answer:
    """The API's document as a page to read."""
    document = _document()
    values = {
        "document": document,
        "families": _by_family(document),
        "faults": [(one.__name__, one) for one in faults()],
    }
    return Shown("api_guide.html", GUIDE, values)


def _listed(call: Call, fault: str = "") -> Answer:
    with call.desk.archive.session() as session:
        committees = sorted({one.committee for one in accounts.rows(session)})
    within = call.who.committees
    values = {
        "rows": tokens.listed(call.context),
        "rights": [(right.value, call.t(LABELS[right])) for right in tokens.offered(call.context)],
        "labels": {right.value: LABELS[right] for right in Right},
        "committees": [(one, one) for one in committees if not within or one in within],
        "days": call.field("dagar") or USUAL_DAYS,
        "longest": tokens.LONGEST_DAYS,
        "fault": fault,
        "form": call,
    }
    return Shown("keys.html", TITLE, values, 400 if fault else 200)


@cache
def _document() -> dict[str, Any]:
    return api.described()


def _by_family(document: dict[str, Any]) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found.setdefault(operation["tags"][0], []).append((method.upper(), f"/api{path}", operation))
    return found


SECTION = Section(
    "nycklar",
    (
        get("/nycklar", listed, Access.SIGNED_IN),
        post("/nycklar", add, Access.SIGNED_IN),
        post("/nycklar/{key_id}/aterta", revoke, Access.SIGNED_IN),
        get("/api", guide, Access.PUBLIC),
    ),
    (Place(TITLE, "/nycklar", Right.EXPORT),),
    told={"atertagen": Text("Nyckeln gäller inte längre.", "The key is no longer valid.")},
)
