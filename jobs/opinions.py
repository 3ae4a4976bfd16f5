"""A second opinion: a question on one axis to a named colleague, and their answer. Neither decides anything."""

from dataclasses import replace

from archiver.errors import Refused, RightRefused, UsageFault
from archiver.lifecycle.item_facts import AXIS_VALUES, Axis
from archiver.lifecycle.rights import LABELS, Right, may_see, require, rights_of
from archiver.model import Account
from archiver.records import ItemRecord, Opinion
from archiver.text import Text
from jobs.context import Context, person
from jobs.seen import visible
from storage.database import journal

ASKED, ANSWERED = "item.opinion_asked", "item.opinion_given"
NOT_ASKED = Text("ingen har frågat dig om den axeln", "nobody has asked you about that axis")
ONESELF = Text("fråga någon annan än dig själv", "ask somebody else than yourself")


def ask(context: Context, item_id: str, axis: Axis, of: str, question: str) -> ItemRecord:
    """Ask a colleague who may review, and may see the item. Raises Unknown, RightRefused, UsageFault."""
    require(context.who, Right.REVIEW)
    record = visible(context, item_id)
    colleague = person(context.archive, of)
    committee = context.archive.get(Account, record.account_id).committee
    if of == context.who.username:
        raise UsageFault(what=ONESELF)
    if Right.REVIEW not in rights_of(colleague) or not may_see(colleague, record, committee):
        raise RightRefused(person=of, step=LABELS[Right.REVIEW], needs=Text("registrator", "registrar"))
    return _add(context, item_id, Opinion(axis.value, context.who.username, of, context.now(), question), ASKED)


def answer(context: Context, item_id: str, axis: Axis, value: str, why: str) -> ItemRecord:
    """Answer the newest question put to oneself on an axis. Raises Unknown, UsageFault, Refused where none is open."""
    require(context.who, Right.REVIEW)
    record = visible(context, item_id)
    values = [one.value for one in AXIS_VALUES[axis]]
    if value not in values:
        what = Text(f"välj bland {', '.join(values)}", f"choose among {', '.join(values)}")
        raise UsageFault(what=what)
    asked = [one for one in open_questions(record) if one.axis == axis and one.to == context.who.username]
    if not asked:
        raise Refused(what=NOT_ASKED)
    said = Opinion(axis.value, context.who.username, asked[-1].by, context.now(), why, value)
    return _add(context, item_id, said, ANSWERED)


def open_questions(record: ItemRecord) -> tuple[Opinion, ...]:
    """The questions nobody has answered yet."""
    return tuple(
        one
        for place, one in enumerate(record.opinions)
        if not one.value
        and not any(
            later.value and later.axis == one.axis and later.by == one.to for later in record.opinions[place + 1 :]
        )
    )


def asked_of(context: Context) -> list[ItemRecord]:
    """The items on which the acting person's opinion is waited for, the longest waiting first."""
    with context.archive.session() as session:
        lines = journal.lines(session, did=ASKED)
    ids = dict.fromkeys(line.about.rsplit(":", 1)[1] for line in lines if line.facts.get("to") == context.who.username)
    found = [record for id_ in ids if (record := context.archive.find(ItemRecord, id_))]
    mine = [one for one in found if any(asked.to == context.who.username for asked in open_questions(one))]
    return [one for one in mine if may_see(context.who, one, context.archive.get(Account, one.account_id).committee)]


def _add(context: Context, item_id: str, opinion: Opinion, did: str) -> ItemRecord:
    with context.archive.change(who=context.who.username, at=opinion.at, why=did) as change:
        record = change.get(ItemRecord, item_id)
        after = replace(record, opinions=(*record.opinions, opinion))
        change.put(after)
        change.note(did, about=after, facts={"axis": opinion.axis, "to": opinion.to, "value": opinion.value})
    return after
