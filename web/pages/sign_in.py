"""Signing in and out: name and password."""

from archiver.errors import Refused
from archiver.text import Text
from jobs import signing_in
from web.answer import Answer, Sent, Shown, WithCookie
from web.call import Call
from web.forms import SITTING_COOKIE, STRANGER_COOKIE, safe_path
from web.route import Access, Section, get, post

TITLE = Text("Logga in", "Sign in")


def show(call: Call) -> Answer:
    """The form; whoever is signed in already goes on."""
    if call.seat is not None:
        return Sent(safe_path(call.query.get("till", "/")))
    return _form(call, call.query.get("till", "/"))


def sign_in(call: Call) -> Answer:
    """Try name and password; on success a new sitting."""
    going_to = safe_path(call.field("till"))
    try:
        token = signing_in.with_password(
            call.desk.archive, call.field("namn"), call.form_text("losenord"), call.address, call.now
        )
    except Refused as fault:
        return _form(call, going_to, fault)
    return WithCookie(Sent(going_to), {SITTING_COOKIE: token, STRANGER_COOKIE: ""})


def sign_out(call: Call) -> Answer:
    """End the sitting."""
    seat = call.seat or call.waiting
    if seat is not None:
        signing_in.sign_out(call.desk.archive, seat)
    return WithCookie(Sent("/loggain", "utloggad"), {SITTING_COOKIE: ""})


def _form(call: Call, going_to: str, fault: Refused | None = None) -> Answer:
    values = {
        "going_to": safe_path(going_to),
        "username": call.field("namn"),
        "fault": fault.message(call.language) if fault else "",
    }
    return Shown("sign_in.html", TITLE, values, status=fault.web_status if fault else 200)


SECTION = Section(
    "loggain",
    (
        get("/loggain", show, Access.PUBLIC),
        post("/loggain", sign_in, Access.PUBLIC),
        post("/loggaut", sign_out, Access.PUBLIC),
    ),
    told={"utloggad": Text("Du är utloggad.", "You are signed out.")},
)
