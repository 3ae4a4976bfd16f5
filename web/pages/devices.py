"""One-time codes on a device: a key as a QR code, a first code that proves it, and the recovery codes, shown once.

For whoever is signed in, and for whoever must have a device before they come all the way in.
"""

import segno
from markupsafe import Markup

from archiver.errors.error import SomearkivError
from archiver.errors.sign_in import SignInAgain
from archiver.text import Text
from jobs import one_time_codes, signing_in
from web.answer import Answer, Sent, Shown, WithCookie
from web.call import Call
from web.forms import SITTING_COOKIE, safe_path
from web.pages.sign_in import said
from web.route import Access, Section, get, post

TITLE = Text("Engångskoder", "One-time codes")
RECOVERY_TITLE = Text("Dina reservkoder", "Your recovery codes")


def shown(call: Call) -> Answer:
    """The key that waits for its first code, or how to begin."""
    if not _allowed(call):
        return Sent("/loggain")
    if one_time_codes.standing(call.own_context).on:
        return Sent("/mitt-konto")
    return _page(call)


def begin(call: Call) -> Answer:
    """Make a key."""
    _require_allowed(call)
    one_time_codes.begin(call.own_context)
    return Sent("/loggain/enhet" + (f"?till={_till(call)}" if _till(call) != "/" else ""))


def confirm(call: Call) -> Answer:
    """Take the first code; the other sittings end, and this one goes on under a new token."""
    _require_allowed(call)
    try:
        codes = one_time_codes.confirm(call.own_context, call.field("kod"))
    except SomearkivError as fault:
        return _page(call, fault)
    seat = call.coming
    signing_in.sign_out_elsewhere(call.desk.archive, seat.person.username, but=seat.digest)
    token = signing_in.rotated(call.desk.archive, seat, call.now)
    going_to = _till(call) if call.waiting else "/mitt-konto"
    return WithCookie(recovery(codes, going_to), {SITTING_COOKIE: token})


def recovery(codes: list[str], going_to: str) -> Shown:
    """The recovery codes, this once."""
    return Shown("recovery_codes.html", RECOVERY_TITLE, {"codes": codes, "going_to": going_to})


def drawn(address: str) -> Markup:
    """A QR code (ISO/IEC 18004) as SVG for the page itself: no script, no style, nothing fetched."""
    return Markup(segno.make(address, error="m").svg_inline(omitsize=True, light="#fff", svgclass="qr", lineclass=None))


def _page(call: Call, fault: SomearkivError | None = None) -> Answer:
    begun = one_time_codes.begun(call.own_context)
    standing = one_time_codes.standing(call.own_context)
    values = {
        "begun": begun,
        "picture": drawn(begun.address) if begun else "",
        "secret": " ".join(begun.secret[at : at + 4] for at in range(0, len(begun.secret), 4)) if begun else "",
        "standing": standing,
        "going_to": _till(call),
        "fault": said(call, fault) if fault else "",
    }
    return Shown("device.html", TITLE, values, status=fault.web_status if fault else 200)


def _allowed(call: Call) -> bool:
    return call.seat is not None or (call.waiting is not None and call.waiting.waits_for == signing_in.DEVICE)


def _require_allowed(call: Call) -> None:
    if not _allowed(call):
        raise SignInAgain


def _till(call: Call) -> str:
    return safe_path(call.field("till") or call.query.get("till", "/"))


SECTION = Section(
    "enhet",
    (
        get("/loggain/enhet", shown, Access.PUBLIC),
        post("/loggain/enhet/borja", begin, Access.PUBLIC),
        post("/loggain/enhet", confirm, Access.PUBLIC),
    ),
)
