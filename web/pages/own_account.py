""" "Mitt konto": the person's own password, one-time codes, sittings and language."""

from archiver.errors.error import SomearkivError
from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.text import Text
from jobs import one_time_codes, passwords, signing_in
from web import terms
from web.answer import Answer, Sent, Shown, WithCookie
from web.call import Call
from web.forms import SITTING_COOKIE
from web.pages.devices import recovery
from web.pages.sign_in import NOT_ALIKE, said
from web.route import Access, Section, get, post

TITLE = Text("Mitt konto", "My account")
WAYS = {
    signing_in.PASSWORD: Text("lösenord", "password"),
    signing_in.SINGLE_SIGN_ON: Text("kommunens inloggning", "the municipality's sign-in"),
}


def shown(call: Call) -> Answer:
    """Everything about the person's own signing in."""
    return _page(call)


def change_password(call: Call) -> Answer:
    """Change the password; every other sitting ends, and this one goes on under a new token."""
    seat = call.coming
    if call.form_text("nytt") != call.form_text("igen"):
        return _page(call, call.t(NOT_ALIKE), 400)
    try:
        old, new = call.form_text("nuvarande"), call.form_text("nytt")
        passwords.change_own(call.context, old, new, call.address, but=seat.digest)
    except (Refused, UsageFault) as fault:
        return _page(call, said(call, fault), fault.web_status)
    token = signing_in.rotated(call.desk.archive, seat, call.now)
    return WithCookie(Sent("/mitt-konto", "losenord-bytt"), {SITTING_COOKIE: token})


def new_recovery(call: Call) -> Answer:
    """New recovery codes for a right code."""
    try:
        return recovery(one_time_codes.renew_recovery(call.context, call.field("kod")), "/mitt-konto")
    except SomearkivError as fault:
        return _page(call, said(call, fault), fault.web_status)


def turn_off(call: Call) -> Answer:
    """No more codes."""
    try:
        one_time_codes.turn_off(call.context, call.field("kod"))
    except SomearkivError as fault:
        return _page(call, said(call, fault), fault.web_status)
    return Sent("/mitt-konto", "koder-av")


def end_sitting(call: Call) -> Answer:
    """Sign out somewhere else."""
    signing_in.sign_out_one(call.desk.archive, call.who.username, call.field("inloggning"))
    return Sent("/mitt-konto", "avslutad")


def sign_out_everywhere(call: Call) -> Answer:
    """Sign out here and everywhere."""
    signing_in.sign_out_elsewhere(call.desk.archive, call.who.username)
    return WithCookie(Sent("/loggain", "utloggad-overallt"), {SITTING_COOKIE: ""})


def _page(call: Call, fault: str = "", status: int = 200) -> Answer:
    values = {
        "roles": [terms.ROLES[role] for role in sorted(call.who.roles)],
        "standing": one_time_codes.standing(call.context),
        "few": one_time_codes.FEW,
        "sittings": signing_in.sittings_of(call.desk.archive, call.desk.config.web, call.who.username, call.now),
        "mine": call.coming.digest,
        "ways": WAYS,
        "shortest": passwords.SHORTEST,
        "fault": fault,
    }
    return Shown("own_account.html", TITLE, values, status=status)


SECTION = Section(
    "mitt-konto",
    (
        get("/mitt-konto", shown, Access.SIGNED_IN),
        post("/mitt-konto/losenord", change_password, Access.SIGNED_IN, comes_back=False),
        post("/mitt-konto/koder/nya", new_recovery, Access.SIGNED_IN, comes_back=False),
        post("/mitt-konto/koder/av", turn_off, Access.SIGNED_IN, comes_back=False),
        post("/mitt-konto/avsluta", end_sitting, Access.SIGNED_IN),
        post("/mitt-konto/loggaut", sign_out_everywhere, Access.SIGNED_IN),
    ),
    told={
        "losenord-bytt": Text(
            "Ditt lösenord är bytt. Du är utloggad överallt annars.", "Your password is changed; signed out elsewhere."
        ),
        "koder-av": Text("Engångskoder är avstängda.", "One-time codes are off."),
        "avslutad": Text("Den inloggningen är avslutad.", "That sitting is ended."),
        "utloggad-overallt": Text("Du är utloggad överallt.", "You are signed out everywhere."),
    },
)
