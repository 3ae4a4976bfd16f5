"""People's decisions on items as labelled texts to learn from. Append-only: they are the decisions on the shelf themselves."""

import hashlib
from collections.abc import Iterator

from archiver.classify.context import Context as Circumstances
from archiver.classify.labelled_items import FLAGS, LabelledItem
from archiver.lifecycle.item_facts import Axis
from archiver.model import Account
from archiver.records import Decision, ItemRecord, Registration, Secrecy, item_id
from storage.archive import Archive

OUTCOMES = {
    (Axis.SECRECY, Secrecy.MARKED): "confidential",
    (Axis.REGISTRATION, Registration.REGISTERED): "diary",
    (Axis.REGISTRATION, Registration.MINOR): "weeding",
    (Axis.REGISTRATION, Registration.KEPT_IN_ORDER): "keep",
}
"""What a decision says the right proposal had been; a mark weighs more than a registration."""
FROZEN_SHARE = 5


def corrected_items(archive: Archive) -> list[LabelledItem]:
    """Every item a person has decided on, labelled by the decisions that hold, in the order of their ids."""
    activities = {account.id: account.activity for account in archive.all(Account)}
    return sorted(_labelled(archive, activities), key=lambda one: one.id)


def is_frozen(id_: str) -> bool:
    """Whether a decided item is kept for comparing: every fifth, always the same ones."""
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[:4]) % FROZEN_SHARE == 0


def _labelled(archive: Archive, activities: dict[str, str]) -> Iterator[LabelledItem]:
    for record in archive.all(ItemRecord):
        outcome = outcome_of(record.decisions)
        if not outcome:
            continue
        last = max(decision.at for decision in record.decisions)
        wording = next((one for one in reversed(record.versions) if one.seen_at <= last), record.versions[0])
        parent = archive.find(ItemRecord, item_id(record.account_id, record.parent_id)) if record.parent_id else None
        circumstances = Circumstances(
            kind=record.kind.value,
            author_role=wording.author.role.value,
            in_reply_to_text=parent.latest.text if parent else "",
            activity=activities.get(record.account_id, ""),
        )
        flags = frozenset(str(flag) for flag in record.proposal.unsuitable) if record.proposal else frozenset()
        yield LabelledItem(
            record.id, wording.text, circumstances, "", outcome, flags & frozenset(FLAGS), record.account_id, {}
        )


def outcome_of(decisions: tuple[Decision, ...]) -> str:
    """The label that the newest decision on each axis amounts to; nothing where none of them says one."""
    newest = {decision.axis: decision.value for decision in decisions}
    for (axis, value), outcome in OUTCOMES.items():
        if newest.get(axis.value) == value.value:
            return outcome
    return ""
