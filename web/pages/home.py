"""Home: how things stand for the person signed in."""

from archiver.lifecycle.rights import Right
from archiver.text import Text
from jobs.status import look
from web.answer import Answer, Shown
from web.call import Call
from web.route import Access, Place, Section, get


def home(call: Call) -> Answer:
    """The duty list of the person's accounts."""
    status = look(call.context) if call.may(Right.SEE_STATUS) else None
    return Shown("home.html", Text("Översikt", "Overview"), {"status": status})


SECTION = Section(
    "hem",
    (get("/", home, Access.SIGNED_IN),),
    (Place(Text("Översikt", "Overview"), "/", Access.SIGNED_IN),),
)
