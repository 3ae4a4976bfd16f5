"""The register of accounts: the list, and each account with what is known of it and what can be done with it now.

Which steps there are, and whose, is the table's (`archiver/lifecycle/account_table.py`); a button stands only where the step
can be taken, else the sentence that says why not. The rest of the family is in the files beside this one.
"""

from collections.abc import Callable

from archiver.duties.duty import Light
from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import Right
from archiver.model import Account, AccountState, ApprovalRole
from archiver.platforms.registry import PLATFORMS
from archiver.text import Text
from jobs import account_register, account_steps, enrol
from jobs.account_register import Standing
from web import account_words
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.pages import account_history, account_people, account_proposals, account_ways
from web.route import Place, Section, get, post

TITLE = Text("Konton", "Accounts")
PER_PAGE = 40
CAPTURES = 3
APPROVALS = ("godkänn_som_chef", "godkänn_som_informatör")
BEFORE_OPEN = (*APPROVALS, "deponera", "öppna", "avskriv")
WHEN_OPEN = ("deponera", "intyga", "pausa", "återuppta", "avsluta")
NO_SUCH_STEP = Text("det finns inget sådant steg", "there is no such step")
STEPS: dict[str, Callable[[Call, str], Account]] = {
    "godkänn_som_chef": lambda call, id_: enrol.approve(call.context, id_, ApprovalRole.MANAGER),
    "godkänn_som_informatör": lambda call, id_: enrol.approve(call.context, id_, ApprovalRole.INFORMATION_OFFICER),
    "deponera": lambda call, id_: enrol.deposit(call.context, id_),
    "öppna": lambda call, id_: enrol.open_(call.context, id_),
    "avskriv": lambda call, id_: enrol.close(call.context, id_, call.field("why")),
    "avsluta": lambda call, id_: enrol.close(call.context, id_, call.field("why"), call.field("no_capture")),
    "intyga": lambda call, id_: enrol.attest(call.context, id_, call.field("note")),
    "pausa": lambda call, id_: enrol.pause(call.context, id_, call.field("why")),
    "återuppta": lambda call, id_: enrol.resume(call.context, id_),
}


def listed(call: Call) -> Answer:
    """Every account the person sees, with filters."""
    every = account_register.register(call.context)
    chosen = {key: call.query.get(key, "") for key in ("namnd", "plattform", "lage", "ljus")}
    kept = sorted((one for one in every if _fits(one, chosen)), key=_order)
    number = max(1, call.number("sida"))
    values = {
        "rows": kept[(number - 1) * PER_PAGE : number * PER_PAGE],
        "found": len(kept),
        "number": number,
        "more": number * PER_PAGE < len(kept),
        "any": bool(every),
        "chosen": chosen,
        "committees": [(name, name) for name in sorted({one.account.committee for one in every})],
        "platforms": _platforms(call, every),
        "states": [(state.value, call.t(account_words.state(state))) for state in AccountState],
        "lights": [(light.value, call.t(text)) for light, text in account_words.LIGHTS.items()],
        "may_propose": account_steps.may_propose(call.context),
        "words": account_words,
    }
    return Shown("accounts.html", TITLE, values)


def shown(call: Call) -> Answer:
    """One account. Raises Unknown."""
    return _page(call)


def step(call: Call) -> Answer:
    """Take one of the account's steps. Where it can't be taken, the page says why and the words are kept."""
    account = account_register.one(call.context, call.path_values["account_id"])
    name = call.field("step")
    try:
        if name not in STEPS:
            raise UsageFault(what=NO_SUCH_STEP)
        STEPS[name](call, account.id)
    except (Refused, UsageFault) as fault:
        return _page(call, beside(fault, call.language), fault.web_status)
    return Sent(f"/konton/{account.id}", f"konto_{account_words.KEYS[name]}")


def _page(call: Call, fault: str = "", status: int = 200) -> Answer:
    standing = account_register.standing(call.context, call.path_values["account_id"])
    account = standing.account
    steps = WHEN_OPEN if account.state is AccountState.OPEN else BEFORE_OPEN
    with call.desk.archive.session() as session:
        names = account_register.names(session)
    values = {
        "standing": standing,
        "account": account,
        "offers": account_steps.offers(call.context, account, *steps),
        "approvals": {one.role.value: one for one in account.approvals},
        "captures": account_register.newest_captures(call.context, account.id, CAPTURES),
        "fresh": account_steps.has_fresh_capture(account, standing.last_capture, call.context),
        "openings": account_register.openings(call.context, account.id),
        "joinings": list(account_steps.under_way(account)),
        "sees_items": call.may(Right.SEE_ITEMS, account.committee),
        "sees_status": call.may(Right.SEE_STATUS, account.committee),
        "may_capture": call.may(Right.CAPTURE, account.committee),
        "may_change": account_steps.may_change(call.context, account),
        "names": names,
        "fault": fault,
        "form": call,
        "words": account_words,
        "history": account.history[:-7:-1],
    }
    return Shown("account.html", Text(account.name, account.name), values, status)


def _fits(one: Standing, chosen: dict[str, str]) -> bool:
    account = one.account
    has = {
        "namnd": account.committee,
        "plattform": account.platform,
        "lage": account.state.value,
        "ljus": one.light.value,
    }
    return all(not wanted or has[key] == wanted for key, wanted in chosen.items())


def _order(one: Standing) -> tuple[int, int, str, str]:
    """Closed ones last; then what is gravest first, by nämnd and name."""
    grades = list(Light)
    closed = one.account.state is AccountState.CLOSED
    return int(closed), -grades.index(one.light), one.account.committee, one.account.name


def _platforms(call: Call, every: tuple[Standing, ...]) -> list[tuple[str, str]]:
    used = {one.account.platform for one in every}
    return [(member.key, call.t(member.name)) for member in PLATFORMS if member.key in used]


SECTION = Section(
    "konton",
    (
        get("/konton", listed, Right.SEE_ACCOUNTS),
        *account_proposals.ROUTES,
        get("/konton/{account_id}", shown, Right.SEE_ACCOUNTS),
        post("/konton/{account_id}/steg", step, Right.SEE_ACCOUNTS),
        *account_people.ROUTES,
        *account_ways.ROUTES,
        *account_history.ROUTES,
    ),
    (Place(TITLE, "/konton", Right.SEE_ACCOUNTS),),
    told=account_words.TOLD,
)
