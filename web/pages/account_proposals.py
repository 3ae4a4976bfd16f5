"""Proposing an account and changing its row: one form, whose faults stand at their fields with the words kept."""

from collections.abc import Mapping

from archiver.errors.refused import Outdated, Refused, StepRefused
from archiver.lifecycle.account_table import ACCOUNT
from archiver.lifecycle.rights import Right
from archiver.lifecycle.table import require_right
from archiver.model import Account, AccountState
from archiver.platforms.registry import PLATFORMS
from archiver.text import Text
from jobs import account_register, enrol
from web import account_form
from web.answer import Answer, Sent, Shown
from web.call import Call
from web.errors import beside
from web.route import Route, get, post

NEW = Text("Föreslå ett konto", "Propose an account")
CHANGE = Text("Ändra {name}", "Change {name}")
MISSING = Text(
    "Fyll i eller rätta det som står här ({n}). Det du skrivit är kvar.",
    "Fill in or correct what stands here ({n}). What you wrote is kept.",
)
CLOSED = Text("kontot är avslutat", "the account is closed")
FROM_WEB = "webbformulär"


def new(call: Call) -> Answer:
    """The empty form, or begun by what the address says. Raises RightRefused."""
    require_right(ACCOUNT.step("föreslå"), call.who)
    return _form(call, account_form.begun(call))


def propose(call: Call) -> Answer:
    """Put the account forward, or show the form again."""
    require_right(ACCOUNT.step("föreslå"), call.who)
    values = account_form.given(call)
    account = account_form.account_of(values)
    if faults := account_form.faults(account, values):
        return _form(call, values, faults)
    try:
        enrol.propose_account(call.context, account, FROM_WEB)
    except Refused as fault:
        return _form(call, values, {}, beside(fault, call.language))
    return Sent(f"/konton/{account.id}", "konto_foreslaget")


def edit(call: Call) -> Answer:
    """The form of an account there is. Raises Unknown, RightRefused."""
    account = _changeable(call)
    return _form(call, account_form.of_account(account), account=account)


def change(call: Call) -> Answer:
    """Change the account, or show the form again."""
    account = _changeable(call)
    values = {**_people_as_they_are(account), **account_form.given(call)}
    changed = account_form.account_of(values, account)
    faults = account_form.faults(changed, values)
    if account.state is AccountState.OPEN and not values.get("why"):
        faults["why"] = Text("skriv varför uppgifterna ändras", "say why the facts are changed")
    if faults:
        return _form(call, values, faults, account=account)
    try:
        if values.get("version") != str(_version(call, account)):
            raise Outdated(kind=Text("Kontot", "The account"), name=account.id)
        enrol.amend(call.context, account.id, changed, values.get("why", ""))
    except Refused as fault:
        return _form(call, values, {}, beside(fault, call.language), account)
    return Sent(f"/konton/{account.id}", "konto_andrat")


def _changeable(call: Call) -> Account:
    account = account_register.one(call.context, call.path_values["account_id"])
    name = "ändra_registret" if account.state in (AccountState.OPEN, AccountState.CLOSED) else "ändra_förslaget"
    step = ACCOUNT.step(name)
    require_right(step, call.who, account.committee)
    if account.state not in step.before:
        raise StepRefused(step=step.label, state=account.state.value, what=CLOSED)
    return account


def _people_as_they_are(account: Account) -> dict[str, str]:
    """Who administers an approved account is changed by joining and leaving, never by the form."""
    if account.state is AccountState.PROPOSED:
        return {}
    return {key: value for key, value in account_form.of_account(account).items() if key.startswith("administrators")}


def _version(call: Call, account: Account) -> int:
    return call.desk.archive.newest(Account, account.id)[1]


def _form(
    call: Call,
    values: Mapping[str, str],
    faults: Mapping[str, Text] | None = None,
    says: str = "",
    account: Account | None = None,
) -> Answer:
    title = NEW if account is None else Text(CHANGE.sv.format(name=account.name), CHANGE.en.format(name=account.name))
    wrong = dict(faults or {})
    with call.desk.archive.session() as session:
        known = account_register.known_committees(session, call.who)
    shown: dict[str, object] = {
        "account": account,
        "values": values,
        "faults": wrong,
        "says": says or (call.t(MISSING, n=len(wrong)) if wrong else ""),
        "rows": account_form.rows(values),
        "platforms": [(member.key, call.t(member.name)) for member in PLATFORMS],
        "hosts": account_form.hosts(),
        "committees": known,
        "activities": account_form.ACTIVITIES,
        "version": _version(call, account) if account else 0,
        "people_fixed": account is not None and account.state is not AccountState.PROPOSED,
    }
    return Shown("account_form.html", title, shown, 400 if says or wrong else 200)


ROUTES: tuple[Route, ...] = (
    get("/nytt-konto", new, Right.SEE_ACCOUNTS),
    post("/nytt-konto", propose, Right.SEE_ACCOUNTS),
    get("/konton/{account_id}/andra", edit, Right.SEE_ACCOUNTS),
    post("/konton/{account_id}/andra", change, Right.SEE_ACCOUNTS),
)
