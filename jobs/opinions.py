"""A second opinion: a question on one axis to a named colleague, and their answer. Neither decides anything."""

from dataclasses import replace

from archiver.errors.refused import Refused, RightRefused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.item_facts import AXIS_VALUES, Axis
from archiver.lifecycle.opinions import open_questions
from archiver.lifecycle.rights import LABELS, Right, may, may_see, require, rights_of, sight_of
from archiver.model import Account, Person
from archiver.records import ItemRecord, Opinion
from archiver.text import Text
from jobs.context import Context, person
from jobs.seen import visible
from storage.database import items, people

__all__ = ["answer", "ask", "asked_of", "colleagues", "open_questions"]

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


def asked_of(context: Context) -> list[ItemRecord]:
    """The items on which the acting person's opinion is waited for, the longest waiting first."""
    username = context.who.username
    with context.archive.session() as session:
        rows = items.asked(session, username, sight_of(context.who))
    found = [record for row in rows if (record := context.archive.find(ItemRecord, row.id))]
    return sorted(found, key=lambda one: min(asked.at for asked in open_questions(one) if asked.to == username))


def colleagues(context: Context, record: ItemRecord) -> list[Person]:
    """Who can be asked about an item: those who may review it and see it, oneself apart."""
    committee = context.archive.get(Account, record.account_id).committee
    with context.archive.session() as session:
        everybody = people.rows(session)
    return [
        one
        for one in everybody
        if one.username != context.who.username
        and may(one, Right.REVIEW, committee)
        and may_see(one, record, committee)
    ]


def _add(context: Context, item_id: str, opinion: Opinion, did: str) -> ItemRecord:
    with context.archive.change(who=context.who.username, at=opinion.at, why=did) as change:
        record = change.get(ItemRecord, item_id)
        after = replace(record, opinions=(*record.opinions, opinion))
        change.put(after)
        change.note(did, about=after, facts={"axis": opinion.axis, "to": opinion.to, "value": opinion.value})
    return after
