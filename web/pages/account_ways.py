"""How an account is captured and what that rests on; whether there is a session or a token for it, never what they are."""

from collections.abc import Mapping

from archiver.capture.visit import ANONYMOUS, SESSION, USUAL_PERMISSION
from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.interfaces.interface import Interface
from archiver.interfaces.registry import INTERFACES
from archiver.lifecycle.rights import Right
from archiver.model import Account, AccountState, WayIn
from archiver.text import Text
from jobs import account_register, account_steps, ways
from jobs.account_register import Opening
from storage.database.secrets import SecretKind
from web import account_words
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Route, get, post

PAGE = "/konton/{account_id}/vagar"
TITLE = Text("Vägar in", "Ways in")
NO_WAY = Text("välj en väg in", "choose a way in")


def shown(call: Call) -> Answer:
    """The ways in to an account. Raises Unknown."""
    return _page(call)


def choose(call: Call) -> Answer:
    """Set how the account is captured."""
    account = account_register.one(call.context, call.path_values["account_id"])
    way = next((one for one in WayIn if one.value == call.field("way_in")), None)
    try:
        if way is None:
            raise UsageFault(what=NO_WAY)
        ways.choose(
            call.context,
            account.id,
            way,
            permission=call.field("permission"),
            interface=call.field("interface"),
            interface_id=call.field("interface_id"),
            why=call.field("why"),
        )
    except (Refused, UsageFault) as fault:
        return _page(call, beside(fault, call.language), fault.web_status)
    return Sent(f"/konton/{account.id}/vagar", "vag_vald")


def keep_token(call: Call) -> Answer:
    """Seal a token. It stands in no page, log or address, not even where it was refused."""
    account = account_register.one(call.context, call.path_values["account_id"])
    try:
        ways.keep_token(call.context, account.id, call.form_text("token"))
    except (Refused, UsageFault) as fault:
        return _page(call, beside(fault, call.language), fault.web_status)
    return Sent(f"/konton/{account.id}/vagar", "nyckel_given")


def forget(call: Call) -> Answer:
    """Use a session or token no more."""
    account = account_register.one(call.context, call.path_values["account_id"])
    kind = SecretKind.TOKEN if call.field("kind") == SecretKind.TOKEN.value else SecretKind.SESSION
    try:
        ways.forget(call.context, account.id, kind)
    except Refused as fault:
        return _page(call, beside(fault, call.language), fault.web_status)
    return Sent(f"/konton/{account.id}/vagar", "glomd")


def _page(call: Call, fault: str = "", status: int = 200) -> Answer:
    account = account_register.one(call.context, call.path_values["account_id"])
    fitting = [one for one in INTERFACES if account.platform in one.platforms]
    opened = account_register.openings(call.context, account.id)
    with call.desk.archive.session() as session:
        names = account_register.names(session)
    said = call.form if fault and "way_in" in call.form else None
    values = {
        "account": account,
        "openings": opened,
        "session_kind": SecretKind.SESSION,
        "token_kind": SecretKind.TOKEN,
        "interfaces": [(one.key, call.t(one.name)) for one in fitting],
        "interface": _chosen(account, fitting),
        "ways": [
            (way.value, call.t(text)) for way, text in account_words.WAYS.items() if fitting or way is WayIn.BROWSER
        ],
        "may_change": account_steps.may_change(call.context, account),
        "usual": _usual(account, _chosen(account, fitting), opened),
        "needs_why": account.state is AccountState.OPEN,
        "may_keep": call.may(Right.CAPTURE, account.committee),
        "values": {
            key: call.field(key) if said else "" for key in ("permission", "interface", "interface_id", "way_in", "why")
        },
        "said": bool(said),
        "names": names,
        "fault": fault,
        "words": account_words,
    }
    return Shown("account_ways.html", account_words.titled(TITLE, account), values, status)


def _chosen(account: Account, fitting: list[Interface]) -> Interface | None:
    named = [one for one in fitting if one.key == account.interface]
    return next(iter(named or fitting), None)


def _usual(account: Account, interface: Interface | None, opened: Mapping[SecretKind, Opening]) -> tuple[str, ...]:
    """What the captures say they rest on where the account says nothing else."""
    page = USUAL_PERMISSION[SESSION if SecretKind.SESSION in opened else ANONYMOUS]
    asked = interface.permission if interface else ""
    both = {WayIn.BROWSER: (page,), WayIn.INTERFACE: (asked,), WayIn.BOTH: (page, asked)}
    return tuple(text for text in both[account.way_in] if text)


ROUTES: tuple[Route, ...] = (
    get(PAGE, shown, Right.SEE_ACCOUNTS),
    post(PAGE, choose, Right.SEE_ACCOUNTS),
    post(PAGE + "/nyckel", keep_token, Right.CAPTURE, comes_back=False),
    post(PAGE + "/glom", forget, Right.CAPTURE),
)
