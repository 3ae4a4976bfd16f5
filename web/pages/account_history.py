"""The aktivitetsplan on paper, and the account as it was: every version on the shelf, and how it looked on a day."""

from datetime import date

from archiver.dates import STOCKHOLM
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import Right
from archiver.model import Account, AccountEvent
from archiver.text import Text
from jobs import account_plan, account_register
from jobs.account_register import Edition
from web import account_words
from web.answer import Answer, SentBytes, Shown
from web.call import Call
from web.route import Route, get

PLAN, HISTORY = Text("Aktivitetsplan", "Activity plan"), Text("Historik", "History")
NO_DAY = Text("skriv dagen som 2026-07-01", "write the day as 2026-07-01")


def plan(call: Call) -> Answer:
    """The row and the plan, to read and to print; with `dag` as they stood at the end of that day. Raises Unknown."""
    account_register.one(call.context, call.path_values["account_id"])
    edition, day = _asked_for(call)
    with call.desk.archive.session() as session:
        names = account_register.names(session)
    values = {
        "account": edition.account,
        "edition": edition,
        "asked_day": day,
        "asked": f"?dag={day}" if day else f"?version={edition.number}",
        "names": names,
        "words": account_words,
    }
    return Shown("account_plan.html", account_words.titled(PLAN, edition.account), values)


def plan_pdf(call: Call) -> Answer:
    """The same as PDF/A, to file or to send. Raises Unknown."""
    account_register.one(call.context, call.path_values["account_id"])
    edition, day = _asked_for(call)
    made = account_plan.as_pdf(call.context, edition, day)
    return SentBytes(made, "application/pdf", f"aktivitetsplan-{edition.account.id}.pdf")


def history(call: Call) -> Answer:
    """Every version with what changed in it, newest first. Raises Unknown."""
    account = account_register.one(call.context, call.path_values["account_id"])
    every = account_register.editions(call.context, account.id)
    with call.desk.archive.session() as session:
        names = account_register.names(session)
    before: list[Edition | None] = [None, *every[:-1]]
    rows = [(one, _steps(old, one), _changed(old, one)) for old, one in zip(before, every, strict=True)]
    values = {
        "account": account,
        "rows": rows[::-1],
        "first": every[0].at.astimezone(STOCKHOLM).date(),
        "today": call.now.astimezone(STOCKHOLM).date(),
        "names": names,
        "words": account_words,
    }
    return Shown("account_history.html", account_words.titled(HISTORY, account), values)


def _asked_for(call: Call) -> tuple[Edition, date | None]:
    """The version a page is about, and the day where one was asked for."""
    account_id = call.path_values["account_id"]
    if call.query.get("version"):
        return account_register.edition(call.context, account_id, call.number("version", 0)), None
    said = call.query.get("dag", "")
    try:
        day = date.fromisoformat(said) if said else call.now.astimezone(STOCKHOLM).date()
    except ValueError:
        raise UsageFault(what=NO_DAY) from None
    return account_register.on_day(call.context, account_id, day), day if said else None


def _steps(before: Edition | None, after: Edition) -> list[tuple[AccountEvent, str]]:
    """The steps taken in a version, with whose joining they belong to."""
    old = before.account if before else None
    known = set(old.history) if old else set()
    found = [(event, "") for event in after.account.history if event not in known]
    for number, joining in enumerate(after.account.joinings):
        earlier = set(old.joinings[number].history) if old and number < len(old.joinings) else set()
        found += [(event, joining.person.name) for event in joining.history if event not in earlier]
    return found


def _changed(before: Edition | None, after: Edition) -> list[Text]:
    if before is None:
        return []
    old: Account = before.account
    return [text for key, text in account_words.FIELDS if getattr(old, key) != getattr(after.account, key)]


_ONE = "/konton/{account_id}"
ROUTES: tuple[Route, ...] = (
    get(_ONE + "/plan", plan, Right.SEE_ACCOUNTS),
    get(_ONE + "/aktivitetsplan.pdf", plan_pdf, Right.SEE_ACCOUNTS),
    get(_ONE + "/historik", history, Right.SEE_ACCOUNTS),
)
