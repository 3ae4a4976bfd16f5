"""What may stand on a list that no person put together item by item: the most careful reading of everything known.

Nothing that was, is or may be diary-required or secret in any wording is ever on such a list, nor what somebody removed
for cause, nor what stands in the thread of any such item: it is that item's context. A person may still name a record by
hand, once the questions about it are decided; then the retention table alone judges it.
"""

from collections.abc import Callable, Iterable, Mapping

from archiver.lifecycle.item_facts import Axis, awaits_decision, decisions_on, hidden
from archiver.records import ItemRecord, Registration, Retention, Secrecy, Unsuitable, Visibility
from archiver.text import Text

Rule = tuple[Callable[[ItemRecord], bool], Text]

_GRAVE = frozenset(Unsuitable) - {Unsuitable.COMMERCIAL, Unsuitable.PROFANITY}
"""Kinds that may become a case, a report to the police or a removal."""
_TAKEN_AWAY = frozenset({Visibility.UNPUBLISHED, Visibility.DELETED})


def _appraised(record: ItemRecord) -> bool:
    wordings = {version.number for version in record.versions}
    return wordings <= {proposal.version for proposal in record.proposals}


def _maybe_registered(record: ItemRecord) -> bool:
    return (
        record.register_entry is not None
        or record.axes.registration is Registration.REGISTERED
        or any(one.value == Registration.REGISTERED for one in decisions_on(record, Axis.REGISTRATION))
        or any(proposal.diary for proposal in record.proposals)
    )


def _maybe_secret(record: ItemRecord) -> bool:
    return (
        hidden(record)
        or record.secrecy_mark is not None
        or record.axes.secrecy is not Secrecy.NONE
        or any(one.value != Secrecy.NONE for one in decisions_on(record, Axis.SECRECY))
        or any(proposal.confidential for proposal in record.proposals)
    )


def _grave(record: ItemRecord) -> bool:
    return any(_GRAVE & set(proposal.unsuitable) for proposal in record.proposals)


def _removed(record: ItemRecord) -> bool:
    return record.axes.visibility in _TAKEN_AWAY or any(
        one.value in _TAKEN_AWAY for one in decisions_on(record, Axis.VISIBILITY)
    )


def _kept_by_decision(record: ItemRecord) -> bool:
    """A person's word that it is kept; lifting a hold is no such word."""
    said, held = "", False
    for decision in decisions_on(record, Axis.RETENTION):
        if decision.value == Retention.HELD:
            held = True
        elif held:
            held = False
        else:
            said = decision.value
    return said not in ("", Retention.PERIOD_RUNNING)


ITEM_RULES: tuple[Rule, ...] = (
    (_maybe_registered, Text("är, har varit eller kan vara diarieförd", "is, was or may be registered")),
    (_maybe_secret, Text("är, har varit eller kan vara sekretessbelagd", "is, was or may be secret")),
    (_grave, Text("kan vara olämpligt material som ger ett ärende", "may be unsuitable material that makes a case")),
    (_removed, Text("har tagits bort av kommunen", "was removed by the municipality")),
    (
        lambda one: not _appraised(one) or bool(awaits_decision(one) & {Axis.REGISTRATION, Axis.SECRECY}),
        Text("är inte bedömd eller avgjord", "is not appraised or decided"),
    ),
    (
        lambda one: one.proposal is None or not one.proposal.weeding,
        Text("föreslås inte för gallring", "is not proposed for weeding"),
    ),
    (_kept_by_decision, Text("är beslutad att bevaras eller spärrad", "is decided to be kept or held")),
    (
        lambda one: one.axes.retention not in (Retention.PRESERVED, Retention.PERIOD_RUNNING),
        Text("är spärrad, gallrad eller överlämnad", "is held, weeded or transferred"),
    ),
)
"""Why an item may not be on an automatic list, in the order it is told."""

THREAD = Text(
    "står i tråd med något som kan vara diariefört, hemligt eller borttaget", "stands in such an item's thread"
)
ANSWERED = Text("besvaras av något som bevaras", "is answered by something that is kept")


def kept_for(record: ItemRecord) -> Text | None:
    """Why an item by itself may not be on an automatic list, None where it may."""
    return next((why for rule, why in ITEM_RULES if rule(record)), None)


def closes_thread(record: ItemRecord) -> bool:
    """Whether an item keeps its whole thread from automatic lists."""
    return _maybe_registered(record) or _maybe_secret(record) or _grave(record) or _removed(record)


def without_orphans(chosen: Iterable[ItemRecord], everything: Mapping[str, ItemRecord]) -> dict[str, ItemRecord]:
    """What of the chosen may go without leaving an answer to nothing: an item goes only when all its answers go too.

    Args:
        everything: every item of the threads concerned, by id.
    """
    kept = {record.id: record for record in chosen}
    while True:
        needed = {one.parent_id for one in everything.values() if one.id not in kept and one.parent_id}
        if not needed & kept.keys():
            return kept
        kept = {id_: record for id_, record in kept.items() if id_ not in needed}
