"""The two papers of the desk: the register entry with its four facts (OSL 5:2), the secrecy mark with its three (OSL 5:5)."""

from archiver.classify.grounds import provision_of, provisions
from archiver.classify.rulebook import own_provisions
from archiver.errors.refused import Refused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.rights import Right
from archiver.model import Account
from archiver.records import ItemRecord, Registration, Secrecy
from archiver.text import Text
from jobs import collective_cases, review
from jobs.context import rules_file
from jobs.registering import EntryWords, lacking, next_designation
from web import choices
from web.answer import Answer, Shown
from web.call import Call
from web.errors import beside
from web.pages.review_item import onward
from web.queue_asked import queue_asked
from web.route import Section, get, post

ENTRY = Text("Diarieanteckning", "Register entry")
MARK = Text("Sekretessmarkering", "Secrecy mark")
OTHER = "annan"
FIELDS: dict[str, tuple[str, Text]] = {
    "sender": ("avsandare", Text("Skriv avsändare eller mottagare.", "Write sender or recipient.")),
    "about": ("rubrik", Text("Skriv i korthet vad handlingen rör.", "Write briefly what it concerns.")),
    "public_about": (
        "offentlig_rubrik",
        Text("Skriv vad den rör, utan det hemliga.", "Write what it concerns, without the secret."),
    ),
}
"""Fact that is lacking → the field it is written in, and what to do."""
NO_PROVISION = Text("Välj eller skriv en bestämmelse.", "Choose or write a provision.")


def entry(call: Call) -> Answer:
    """The form of the register entry, filled in from the item or the entry there is."""
    return _entry(call)


def register(call: Call) -> Answer:
    """Register the item, or correct its entry."""
    form, id_ = queue_asked(call.form), call.path_values["item_id"]
    row = review.row_of(call.context, id_)
    words = EntryWords(
        about=call.field("rubrik"),
        public_about=call.field("offentlig_rubrik"),
        sender=call.field("avsandare"),
        recipient=call.field("mottagare"),
        public_sender=call.field("offentlig_avsandare"),
        dnr=call.field("dnr"),
    )
    try:
        missing = lacking(call.context, id_, words)
        if missing:
            return _entry(call, {FIELDS[key][0]: call.t(FIELDS[key][1]) for key in missing if key in FIELDS})
        review.decide(
            call.context, id_, Axis.REGISTRATION, Registration.REGISTERED, words=words, seen=call.field("sedd")
        )
    except (Refused, UsageFault) as fault:
        return _entry(call, {"": beside(fault, call.language)}, fault.web_status)
    return onward(call, form, row, Axis.REGISTRATION, "diariefort")


def secrecy(call: Call) -> Answer:
    """The form of the secrecy mark."""
    return _mark(call)


def mark(call: Call) -> Answer:
    """Mark the item as secret."""
    form, id_ = queue_asked(call.form), call.path_values["item_id"]
    row = review.row_of(call.context, id_)
    chosen = call.field("bestammelse")
    provision = call.field("annan") if chosen in ("", OTHER) else chosen
    if not provision:
        return _mark(call, {"annan": call.t(NO_PROVISION)})
    try:
        review.decide(
            call.context,
            id_,
            Axis.SECRECY,
            Secrecy.MARKED,
            provision=provision,
            note=call.field("anteckning"),
            seen=call.field("sedd"),
        )
    except (Refused, UsageFault) as fault:
        return _mark(call, {"": beside(fault, call.language)}, fault.web_status)
    return onward(call, form, row, Axis.SECRECY, "markerat")


def _entry(call: Call, faults: dict[str, str] | None = None, status: int = 400) -> Answer:
    record, account = _of(call)
    given = record.register_entry
    incoming = record.direction == "inkommen"
    secret = record.axes.secrecy is not Secrecy.NONE
    sender = record.latest.author.name if incoming else account.committee
    filled = {
        "avsandare": given.sender if given else sender,
        "mottagare": given.recipient if given else account.committee if incoming else "",
        "rubrik": given.about if given else "",
        "offentlig_rubrik": given.public_about if given else "",
        "offentlig_avsandare": given.public_sender if given else "" if secret else sender,
        "dnr": given.dnr if given else "",
    }
    try:
        designation = given.designation if given else next_designation(call.context, account.committee, call.now)[2]
    except Refused as fault:
        designation, faults = "", {**(faults or {}), "": beside(fault, call.language)}
    cases = [one for one in collective_cases.listed(call.context) if one.committee == account.committee]
    values = {
        "form": queue_asked(call.form if faults else call.query),
        "record": record,
        "seen": review.sight_mark(record),
        "account": account,
        "may": choices.may_take(record, Axis.REGISTRATION, Registration.REGISTERED, call.who, account.committee),
        "designation": designation,
        "secret": secret,
        "filled": {name: call.field(name) if call.form else value for name, value in filled.items()},
        "cases": cases,
        "faults": faults or {},
    }
    return Shown("review_entry.html", ENTRY, values, status if faults else 200)


def _mark(call: Call, faults: dict[str, str] | None = None, status: int = 400) -> Answer:
    record, account = _of(call)
    findings = record.proposal.findings if record.proposal else ()
    proposed = {provision_of(one.ground): one.reason for one in findings if one.axis == Axis.SECRECY}
    own = own_provisions(rules_file(call.desk.config))
    table = {**proposed, **{law: why for law, why in (*own, *provisions(account.activity)) if law not in proposed}}
    values = {
        "form": queue_asked(call.form if faults else call.query),
        "record": record,
        "seen": review.sight_mark(record),
        "account": account,
        "may": choices.may_take(record, Axis.SECRECY, Secrecy.MARKED, call.who, account.committee),
        "registered": record.axes.registration is Registration.REGISTERED,
        "may_register": choices.may_take(
            record, Axis.REGISTRATION, Registration.REGISTERED, call.who, account.committee
        ),
        "table": table,
        "proposed": proposed,
        "chosen": call.field("bestammelse") or (next(iter(proposed), "") if not call.form else ""),
        "other": call.field("annan"),
        "note": call.field("anteckning"),
        "faults": faults or {},
    }
    return Shown("review_mark.html", MARK, values, status if faults else 200)


def _of(call: Call) -> tuple[ItemRecord, Account]:
    record = review.visible(call.context, call.path_values["item_id"])
    return record, call.desk.archive.get(Account, record.account_id)


SECTION = Section(
    "granska-papper",
    (
        get("/granskning/{item_id}/diarieforing", entry, Right.REVIEW),
        post("/granskning/{item_id}/diarieforing", register, Right.REVIEW),
        get("/granskning/{item_id}/sekretess", secrecy, Right.REVIEW),
        post("/granskning/{item_id}/sekretess", mark, Right.REVIEW),
    ),
)
