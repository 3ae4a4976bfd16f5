"""Item records, papers and proposals for the tests of lawful steps."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from archiver.lifecycle.item_facts import Warrant, WeedingDecision
from archiver.model import Author, ItemKind, Person, Role
from archiver.records import Axes, ItemRecord, ItemVersion, Proposal, RegisterEntry, SecrecyMark, item_id

SEEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = SEEN + timedelta(days=1)
DECISION = WeedingDecision("Kommunstyrelsen", date(2026, 2, 3), "14", "KS 2026/77", "kommentarer av ringa betydelse")
SECOND = Person("andra", "Andra", roles=frozenset({Role.REGISTRAR}))
WARRANT = Warrant(DECISION, date(2026, 3, 2), SECOND)
MARK = SecrecyMark("OSL 26:1", SEEN, "Socialnämnden", "p-registrar")
ENTRY = RegisterEntry(
    designation="KS-SM 2026:1",
    year=2026,
    number=1,
    received_at=SEEN,
    sender="Invånare",
    recipient="",
    about="Fråga om bygglov",
    public_sender="",
    public_about="Fråga",
    entered_at=LATER,
    entered_by="p-registrar",
)


def version(number: int = 1, seen_at: datetime = SEEN) -> ItemVersion:
    return ItemVersion(number, Author("Invånare"), "text", SEEN, "minute", (), seen_at, "fångst", f"{number}" * 128)


def proposal(*, diary: bool = False, confidential: bool = False, weeding: bool = False, number: int = 1) -> Proposal:
    return Proposal(number, diary, confidential, weeding, (), (), "regler 1", SEEN)


def record(*proposals: Proposal, **axes: object) -> ItemRecord:
    return ItemRecord(
        id=item_id("konto", "post:1"),
        account_id="konto",
        identity="post:1",
        kind=ItemKind.COMMENT,
        parent_id=None,
        thread_id="tråd",
        permalink="https://social.example/1",
        direction="inkommen",
        received_at=SEEN,
        received_is_estimated=False,
        owner="Eva Ek",
        responsible="Eva Ek",
        versions=(version(),),
        axes=replace(Axes(), **axes),
        proposals=proposals,
    )
