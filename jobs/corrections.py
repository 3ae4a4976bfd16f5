"""What people decided against, or with, what the software proposed: the material it learns from.

Nothing is stored twice: proposals and decisions lie in the item itself, where none is ever taken away, so the corrections are
read from there. What is weeded is no longer learnt from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from archiver.classify.context import Context as Circumstances
from archiver.lifecycle.item_facts import Axis
from archiver.model import Account
from archiver.records import Decision, ItemRecord, Proposal, Registration, Retention, Secrecy, Unsuitable, Visibility
from storage.archive import Archive
from storage.database import journal

DECIDED = tuple(f"item.{axis.value}" for axis in Axis)
"""The journal's words for a decision on an axis."""
PREFIX = "somearkiv:item:"

MEANS: dict[tuple[Axis, str], tuple[str, bool]] = {
    (Axis.REGISTRATION, Registration.REGISTERED.value): ("diary", True),
    (Axis.REGISTRATION, Registration.KEPT_IN_ORDER.value): ("diary", False),
    (Axis.REGISTRATION, Registration.MINOR.value): ("diary", False),
    (Axis.SECRECY, Secrecy.MARKED.value): ("confidential", True),
    (Axis.SECRECY, Secrecy.SUSPECTED.value): ("confidential", True),
    (Axis.SECRECY, Secrecy.NONE.value): ("confidential", False),
    (Axis.SECRECY, Secrecy.TESTED.value): ("confidential", False),
    (Axis.RETENTION, Retention.PERIOD_RUNNING.value): ("weeding", True),
    (Axis.RETENTION, Retention.PRESERVED.value): ("weeding", False),
}
"""What a decision says of a label. A hold, a transfer or what merely was seen says nothing."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A named person's decision on one wording, beside what was proposed of it.

    `label` is `diary`, `confidential`, `weeding`, or `unsuitable:<kind>`; `circumstances` are what the text was judged in;
    `rulebook` names the rules and model that proposed; `agrees` when the person decided as proposed.
    """

    item_id: str
    text: str
    circumstances: Circumstances
    label: str
    proposed: bool
    decided: bool
    who: str
    why: str
    at: datetime
    rulebook: str

    @property
    def agrees(self) -> bool:
        """Whether the person decided as proposed."""
        return self.proposed == self.decided


def corrections(archive: Archive) -> Iterator[Correction]:
    """Every decision that says something of a proposal, in the order of the journal; agreeing ones too (`agrees`)."""
    with archive.session() as session:
        lines = [line for did in DECIDED for line in journal.lines(session, did=did)]
    numbered = sorted(lines, key=lambda line: line.number)
    for about in dict.fromkeys(line.about for line in numbered):
        record = archive.find(ItemRecord, about.removeprefix(PREFIX))
        if record is not None:
            yield from of_item(archive, record)


def of_item(archive: Archive, record: ItemRecord) -> Iterator[Correction]:
    """The corrections of one item."""
    for decision in record.decisions:
        proposal = _proposal_before(record, decision)
        if proposal is None:
            continue
        for label, value in _said(decision, proposal):
            yield Correction(
                record.id,
                next(one.text for one in record.versions if one.number == proposal.version),
                circumstances_of(archive, record, proposal.version),
                label,
                _proposed(proposal, label),
                value,
                decision.by,
                "; ".join(part for part in (decision.ground, decision.note) if part),
                decision.at,
                proposal.rulebook,
            )


def circumstances_of(archive: Archive, record: ItemRecord, version: int) -> Circumstances:
    """What one wording was judged in: account, author, what it answers."""
    account = archive.get(Account, record.account_id)
    said = next(one for one in record.versions if one.number == version)
    parent = archive.find(ItemRecord, record.parent_id) if record.parent_id else None
    return Circumstances(
        kind=record.kind.value,
        platform=account.platform,
        author_role=said.author.role.value,
        author_name=said.author.name,
        in_reply_to_text=parent.latest.text if parent else "",
        posted_at=said.posted_at,
        activity=account.activity,
    )


def _proposal_before(record: ItemRecord, decision: Decision) -> Proposal | None:
    """The newest proposal there was when the decision was made."""
    made = [one for one in record.proposals if one.made_at <= decision.at]
    return made[-1] if made else None


def _said(decision: Decision, proposal: Proposal) -> Iterator[tuple[str, bool]]:
    axis = Axis(decision.axis)
    if axis is not Axis.VISIBILITY:
        said = MEANS.get((axis, decision.value))
        if said:
            yield said
        return
    if decision.value == Visibility.PUBLISHED:
        yield from ((f"unsuitable:{kind.value}", False) for kind in proposal.unsuitable)
    elif decision.ground in {kind.value for kind in Unsuitable}:
        yield f"unsuitable:{decision.ground}", True


def _proposed(proposal: Proposal, label: str) -> bool:
    _, _, kind = label.partition("unsuitable:")
    if kind:
        return Unsuitable(kind) in proposal.unsuitable
    return bool(getattr(proposal, label))
