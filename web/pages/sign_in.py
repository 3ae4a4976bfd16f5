"""Signing in and out: name and password, and what may be asked after them: a one-time code, a password of one's own."""

from urllib.parse import quote

from archiver.errors.error import SomearkivError
from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.text import Text
from jobs import sign_in_service, signing_in
from web.answer import Answer, Sent, Shown, WithCookie
from web.call import Call
from web.forms import SITTING_COOKIE, STRANGER_COOKIE, safe_path
from web.route import Access, Section, get, post

TITLE = Text("Logga in", "Sign in")
CODE_TITLE = Text("Engångskod", "One-time code")
NEW_TITLE = Text("Välj ett eget lösenord", "Choose your own password")
OUT_TITLE = Text("Utloggad", "Signed out")
NOT_ALIKE = Text("De två nya lösenorden är inte lika.", "The two new passwords are not alike.")
STEPS = {
    signing_in.CODE: "/loggain/kod",
    signing_in.NEW_PASSWORD: "/loggain/losenord",
    signing_in.DEVICE: "/loggain/enhet",
}
"""Where it goes on for a sitting that waits for something."""


def show(call: Call) -> Answer:
    """The form; whoever is signed in already goes on."""
    going_to = safe_path(call.query.get("till", "/"))
    if call.seat is not None:
        return Sent(going_to)
    if call.waiting is not None:
        return Sent(step(call.waiting.waits_for, going_to))
    return _form(call, going_to)


def sign_in(call: Call) -> Answer:
    """Try name and password; on success a new sitting."""
    going_to = safe_path(call.field("till"))
    try:
        token = signing_in.with_password(
            call.desk.archive, call.field("namn"), call.form_text("losenord"), call.address, call.now
        )
    except Refused as fault:
        return _form(call, going_to, fault)
    return onward(call, token, going_to)


def ask_code(call: Call) -> Answer:
    """The form for the code."""
    return _code(call) if _waits(call, signing_in.CODE) else Sent("/loggain")


def give_code(call: Call) -> Answer:
    """Try a one-time code or a recovery code."""
    if not _waits(call, signing_in.CODE):
        return Sent("/loggain")
    try:
        token = signing_in.with_code(call.own_context, call.coming, call.field("kod"), call.address)
    except SomearkivError as fault:
        return _code(call, fault)
    return onward(call, token, safe_path(call.field("till")))


def ask_password(call: Call) -> Answer:
    """The form for a password of one's own."""
    return _password(call) if _waits(call, signing_in.NEW_PASSWORD) else Sent("/loggain")


def give_password(call: Call) -> Answer:
    """Take the new password."""
    if not _waits(call, signing_in.NEW_PASSWORD):
        return Sent("/loggain")
    new = call.form_text("nytt")
    if new != call.form_text("igen"):
        return _password(call, call.t(NOT_ALIKE))
    try:
        token = signing_in.with_new_password(call.own_context, call.coming, new)
    except (Refused, UsageFault) as fault:
        return _password(call, said(call, fault), fault.web_status)
    return onward(call, token, safe_path(call.field("till")))


def sign_out(call: Call) -> Answer:
    """End the sitting; whoever came by the sign-in service is told that they are still signed in there."""
    seat = call.seat or call.waiting
    if seat is not None:
        signing_in.sign_out(call.desk.archive, seat)
    there = seat is not None and seat.way == signing_in.SINGLE_SIGN_ON and call.desk.config.web.oidc.signs_out
    there = there and sign_in_service.is_set(call.desk.config)
    going_to = Sent("/loggain/sso/ut") if there else Sent("/loggain", "utloggad")
    return WithCookie(going_to, {SITTING_COOKIE: ""})


def signed_out(call: Call) -> Answer:
    """Where the sign-in service sends people back to when they have signed out there."""
    return Shown("signed_out.html", OUT_TITLE, {"service": ""})


def onward(call: Call, token: str, going_to: str) -> Answer:
    """On with a new sitting: to what it waits for, or to where the person was going."""
    seat = signing_in.seated(call.desk.archive, call.desk.config.web, token, call.now)
    path = step(seat.waits_for, going_to) if seat and seat.waits_for else going_to
    return WithCookie(Sent(path), {SITTING_COOKIE: token, STRANGER_COOKIE: ""})


def step(waits_for: str, going_to: str) -> str:
    """Where a sitting that waits goes on, with where it goes then."""
    more = f"?till={quote(going_to, safe='/')}" if going_to != "/" else ""
    return STEPS[waits_for] + more


def said(call: Call, fault: SomearkivError) -> str:
    """What a fault says beside a form, without advice about commands."""
    facts = {key: one.fill(call.language) if isinstance(one, Text) else one for key, one in fault.facts.items()}
    if isinstance(fault, UsageFault):
        what = str(facts.get("what", ""))
        return f"{what[:1].upper()}{what[1:]}."
    return fault.message(call.language)


def _waits(call: Call, what: str) -> bool:
    return call.waiting is not None and call.waiting.waits_for == what


def _form(call: Call, going_to: str, fault: Refused | None = None) -> Answer:
    values = {
        "going_to": going_to,
        "username": call.field("namn"),
        "fault": fault.message(call.language) if fault else "",
        "service": call.desk.config.web.oidc.name if sign_in_service.is_set(call.desk.config) else "",
        "sso_path": "/loggain/sso" + (f"?till={quote(going_to, safe='/')}" if going_to != "/" else ""),
    }
    return Shown("sign_in.html", TITLE, values, status=fault.web_status if fault else 200)


def _code(call: Call, fault: SomearkivError | None = None) -> Answer:
    values = {"fault": said(call, fault) if fault else "", "going_to": _till(call)}
    return Shown("sign_in_code.html", CODE_TITLE, values, status=fault.web_status if fault else 200)


def _password(call: Call, fault: str = "", status: int = 400) -> Answer:
    values = {"fault": fault, "going_to": _till(call), "username": call.coming.person.username}
    return Shown("sign_in_password.html", NEW_TITLE, values, status=status if fault else 200)


def _till(call: Call) -> str:
    return safe_path(call.field("till") or call.query.get("till", "/"))


SECTION = Section(
    "loggain",
    (
        get("/loggain", show, Access.PUBLIC),
        post("/loggain", sign_in, Access.PUBLIC),
        get("/loggain/kod", ask_code, Access.PUBLIC),
        post("/loggain/kod", give_code, Access.PUBLIC),
        get("/loggain/losenord", ask_password, Access.PUBLIC),
        post("/loggain/losenord", give_password, Access.PUBLIC),
        get("/loggain/utloggad", signed_out, Access.PUBLIC),
        post("/loggaut", sign_out, Access.PUBLIC),
    ),
    told={"utloggad": Text("Du är utloggad.", "You are signed out.")},
)
