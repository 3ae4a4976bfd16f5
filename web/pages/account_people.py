"""Who answers for an account and who is away: joining in the guideline's four steps, leaving, absences."""

from collections.abc import Callable
from datetime import date, timedelta

from archiver.dates import STOCKHOLM
from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import Right
from archiver.model import AccountState, Contact
from archiver.text import Text
from jobs import account_people, account_register, account_steps, envelope
from storage.database.secrets import SecretKind
from web import account_words
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Route, get, post

PAGE = "/konton/{account_id}/manniskor"
TITLE = Text("Människor", "People")
YEAR = timedelta(days=366)
NO_DAY = Text("skriv dagen som 2026-07-01", "write the day as 2026-07-01")
NOBODY = Text("välj en person", "choose a person")


def shown(call: Call) -> Answer:
    """The account's people. Raises Unknown."""
    return _page(call)


def ask(call: Call) -> Answer:
    """Ask that somebody may take part."""
    person = Contact(call.field("name"), call.field("email"), call.field("function"))
    return _done(call, "delaktig_begard", lambda id_: account_people.ask_to_join(call.context, id_, person))


def go_on(call: Call) -> Answer:
    """Take the next step of a joining."""
    text = call.field("number")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    step = call.field("step")
    return _done(call, "delaktig_steg", lambda id_: account_people.go_on_joining(call.context, id_, number, step))


def leave(call: Call) -> Answer:
    """Let an administrator leave."""
    account = account_register.one(call.context, call.path_values["account_id"])
    name = call.field("name")
    person = next((one for one in account.administrators if one.name == name), Contact(name))
    return _done(call, "delaktig_slutat", lambda id_: account_people.leave(call.context, id_, person))


def absent(call: Call) -> Answer:
    """Note when somebody is away."""

    def note(id_: str) -> object:
        if not call.field("name"):
            raise UsageFault(what=NOBODY)
        return account_people.note_absence(
            call.context, id_, call.field("name"), _day(call.field("first")), _day(call.field("last"))
        )

    return _done(call, "franvaro", note)


def seal(call: Call) -> Answer:
    """Seal the log-in details in the vault. They come back in no page, not even where they were refused."""
    return _done(call, "kuvert", lambda id_: envelope.seal(call.context, id_, call.form_text("details")))


def _done(call: Call, told: str, does: Callable[[str], object]) -> Answer:
    account = account_register.one(call.context, call.path_values["account_id"])
    try:
        does(account.id)
    except (Refused, UsageFault) as fault:
        return _page(call, beside(fault, call.language), fault.web_status)
    return Sent(f"/konton/{account.id}/manniskor", told)


def _page(call: Call, fault: str = "", status: int = 200) -> Answer:
    account = account_register.one(call.context, call.path_values["account_id"])
    today = call.now.astimezone(STOCKHOLM).date()
    joinings = [
        (number, joining, account_steps.of_joining(call.context, account, joining))
        for number, joining in account_steps.under_way(account)
    ]
    with call.desk.archive.session() as session:
        names = account_register.names(session)
    people = dict.fromkeys(one.name for one in (account.owner, account.deputy, *account.administrators))
    values = {
        "account": account,
        "joinings": joinings,
        "over": [one for one in account.joinings if one.history and one.state.value in ("deltar", "avslutad")],
        "may_ask": account_steps.may_ask_to_join(call.context, account),
        "may_leave": account_steps.may_leave(call.context, account) and account.state.value in ("godkänt", "öppet"),
        "may_note": account_steps.may_note_absence(call.context, account),
        "absences": sorted((one for one in account.absences if one.last >= today), key=lambda one: one.first),
        "unwatched": account_register.unwatched_from(account, today, YEAR),
        "envelope": account_register.openings(call.context, account.id).get(SecretKind.ENVELOPE),
        "may_seal": call.may(Right.CAPTURE, account.committee) and account.state is not AccountState.CLOSED,
        "people": [(name, name) for name in people],
        "today": today,
        "names": names,
        "fault": fault,
        "form": call,
        "words": account_words,
    }
    return Shown("account_people.html", account_words.titled(TITLE, account), values, status)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(what=NO_DAY) from None


ROUTES: tuple[Route, ...] = (
    get(PAGE, shown, Right.SEE_ACCOUNTS),
    post(PAGE + "/delaktig", ask, Right.SEE_ACCOUNTS),
    post(PAGE + "/steg", go_on, Right.SEE_ACCOUNTS),
    post(PAGE + "/sluta", leave, Right.SEE_ACCOUNTS),
    post(PAGE + "/kuvert", seal, Right.CAPTURE, comes_back=False),
    post(PAGE + "/franvaro", absent, Right.SEE_ACCOUNTS),
)
