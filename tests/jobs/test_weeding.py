"""Weeding from the nämnd's decision to the report: two persons, holds that win, and nothing left of what went."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from archiver.classify.appraisal import Context as Circumstances
from archiver.classify.appraisal import appraise, rulebook
from archiver.errors.refused import Refused, RightRefused, StepRefused, Weeded
from archiver.errors.usage import UsageFault
from archiver.extract.changes import content_digest
from archiver.lifecycle.item import with_proposal
from archiver.lifecycle.item_facts import Axis, WeedingDecision
from archiver.lifecycle.record import born
from archiver.model import Account, Author, Item, ItemKind, Role
from archiver.records import ItemRecord, Proposal, Registration, Retention, Tombstone
from archiver.retention.holds import HoldKind, HoldScope
from archiver.retention.weeding import ListState
from jobs import holds, plan, weeding_lists
from jobs.context import SYSTEM, Context
from jobs.review import EntryWords, decide
from jobs.weeding import carry_out, propose_when_due
from storage.database import items, tombstones
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING
from storage.verify import verify
from tests.jobs.conftest import Town

THANKS = "Tackar så jättemycket för sist i Lillåparken!"
DECISION = WeedingDecision("Kommunstyrelsen", date(2026, 1, 12), "7", "KS 2026/9", "ringa kommentarer")
ROW = "ringa-kommentarer"


def comment(
    town: Town,
    number: int = 1,
    text: str = THANKS,
    parent: str | None = None,
    *,
    weeding: bool = True,
    diary: bool = False,
    confidential: bool = False,
) -> str:
    """A comment of August 2025 on the shelf, proposed as told; its id."""
    account = town.archive.get(Account, "kommunen-facebook")
    at = datetime(2025, 8, 1, 12, number, tzinfo=UTC)
    item = Item(f"c{number}", ItemKind.COMMENT, Author("Kim Ek"), f"{text} {number}", at, "minute", parent=parent)
    record = born(item, account, parent or item.identity, "fångst", at, content_digest(item), "")
    made = Proposal(1, diary, confidential, weeding, (), (), "prov", at, {"confidential": 0.0})
    with town.archive.change(who="rut", at=town.clock(), why="prov") as change:
        change.put(with_proposal(record, made, at), files={"versions/1/picture.png": text.encode()})
        change.note("capture.filed", about=account)
    return record.id


@pytest.fixture
def decided(town_with) -> Town:  # type: ignore[no-untyped-def]
    """A town with a copy, an open account and the nämnd's decision on minor comments."""
    town = town_with('[storage.copy]\nroot = "kopia"\n')
    town.open_account()
    plan.decide(town.as_("anna"), ROW, DECISION)
    return town


def test_from_decision_to_report(decided: Town) -> None:
    gone, kept = comment(decided), comment(decided, 2, weeding=False)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    assert (got.started, [line.item_id for line in got.list.lines]) == (1, [gone])
    with pytest.raises(StepRefused, match="can't approve"):
        weeding_lists.approve(decided.as_("anna"), got.list.id)
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    with pytest.raises(RightRefused):
        carry_out(decided.as_("rut"), got.list.id)
    done = carry_out(decided.as_("anna"), got.list.id)
    assert (done.state, done.weeded, done.spared) == (ListState.CARRIED_OUT, (gone,), ())
    assert decided.archive.find(ItemRecord, gone) is None
    assert decided.archive.find(ItemRecord, kept) is not None
    stone = decided.archive.get(Tombstone, f"item:{gone}")
    assert (stone.weeded_by, stone.approved_by, stone.decision) == ("anna", "rut", DECISION.cite())
    with decided.archive.session() as session:
        found = items.listed(session, ItemFilter(query="Lillåparken"), EVERYTHING)
        assert [row.id for row in found] == [kept]
        assert tombstones.ids(session, "kommunen-facebook") == {f"somearkiv:item:{gone}"}


def test_nothing_of_what_went_is_left_on_shelf_copy_or_database(decided: Town) -> None:
    comment(decided, text="Blåbärssoppans dag")
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    carry_out(decided.as_("anna"), got.list.id)
    for place in ("arkiv", "kopia"):
        words = [file for file in (decided.folder / place).rglob("*") if file.is_file() and _holds(file)]
        assert words == []
        assert list((decided.folder / place).rglob("*weeding*"))
    assert not any(_holds(file) for file in decided.folder.glob("kort.db*"))
    assert [fault for fault in verify(decided.archive, deep=True, now=decided.clock()) if not fault.is_warning] == []


def _holds(file: Path) -> bool:
    data = file.read_bytes().lower()
    return "blåbärssoppans".encode() in data or b"blabarssoppans" in data


def test_the_report_is_pdf_a_and_json_without_content(decided: Town) -> None:
    item_id = comment(decided)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    done = carry_out(decided.as_("anna"), got.list.id)
    told = json.loads(decided.archive.file(type(done), done.id, "gallringsprotokoll.json").read_text("utf-8"))
    assert [one["item"] for one in told["weeded"]] == [item_id]
    assert told["decisions"] == [DECISION.cite()]
    assert "Anna Arkivarie" in told["carried_out_by"]
    assert THANKS not in json.dumps(told, ensure_ascii=False)
    with pikepdf.open(decided.archive.file(type(done), done.id, "gallringsprotokoll.pdf")) as pdf:
        assert pdf.open_metadata().pdfa_status == "2B"


def test_without_a_decision_nothing_is_listed(town: Town) -> None:
    town.open_account()
    comment(town)
    got = weeding_lists.propose(town.as_("anna"))
    assert got.list is None
    assert [why.sv for why, _ in got.kept] == ["ingen gällande rad i planen omfattar den"]


def test_a_decision_that_lacks_a_fact_is_refused_by_name(town: Town) -> None:
    with pytest.raises(StepRefused) as caught:
        plan.decide(town.as_("anna"), ROW, replace(DECISION, dnr=" "))
    assert "diarienummer" in caught.value.message("sv")
    with pytest.raises(RightRefused):
        plan.decide(town.as_("rut"), ROW, DECISION)
    plan.decide(town.as_("anna"), ROW, DECISION)
    with pytest.raises(Refused):
        plan.decide(town.as_("anna"), ROW, DECISION, months=1)


def test_another_committees_decision_does_not_reach_this_ones_records(town: Town) -> None:
    town.open_account()
    comment(town)
    plan.decide(town.as_("anna"), ROW, replace(DECISION, body="Socialnämnden"))
    assert weeding_lists.propose(town.as_("anna")).list is None


def test_what_is_not_outdated_yet_waits(decided: Town) -> None:
    recent = comment(decided)
    decided.clock.time = datetime(2025, 12, 1, tzinfo=UTC)
    plan.decide(decided.as_("anna"), ROW, replace(DECISION, decided_on=date(2025, 11, 2)))
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is None
    assert [why.sv for why, _ in got.kept] == ["fristen har inte gått ut"]
    with pytest.raises(UsageFault):
        weeding_lists.note_outdated(decided.as_("anna"), [recent], date(2020, 1, 1))
    weeding_lists.note_outdated(decided.as_("anna"), [recent], date(2025, 11, 28))
    noted = weeding_lists.propose(decided.as_("anna"))
    assert noted.list is not None
    assert noted.list.lines[0].expires_on == date(2025, 11, 28)


@pytest.mark.parametrize("scope", [HoldScope.ITEM, HoldScope.ACCOUNT, HoldScope.COMMITTEE, HoldScope.ARCHIVE])
def test_a_hold_set_after_the_approval_wins(decided: Town, scope: HoldScope) -> None:
    item_id = comment(decided)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    target = {HoldScope.ITEM: item_id, HoldScope.ACCOUNT: "kommunen-facebook", HoldScope.COMMITTEE: "Kommunstyrelsen"}
    hold = holds.set_(decided.as_("carin"), HoldKind.POLICE, scope, target.get(scope, ""), "K123-26")
    done = carry_out(decided.as_("anna"), got.list.id)
    assert done.weeded == ()
    assert [one.item_id for one in done.spared] == [item_id]
    assert decided.archive.find(ItemRecord, item_id) is not None
    assert weeding_lists.propose(decided.as_("anna")).list is None
    with pytest.raises(RightRefused):
        holds.lift(decided.as_("carin"), hold.id, "avslutat")
    holds.lift(decided.as_("rut"), hold.id, "förundersökningen nedlagd")
    assert weeding_lists.propose(decided.as_("anna")).list is not None


def test_two_holds_on_one_item_are_lifted_one_by_one(decided: Town) -> None:
    item_id = comment(decided)
    first = holds.set_(decided.as_("rut"), HoldKind.CASE, HoldScope.ITEM, item_id, "KS 2026/1")
    second = holds.set_(decided.as_("rut"), HoldKind.POLICE, HoldScope.ITEM, item_id, "K1-26")
    holds.lift(decided.as_("rut"), first.id, "ärendet avslutat")
    assert decided.archive.get(ItemRecord, item_id).axes.retention is Retention.HELD
    holds.lift(decided.as_("rut"), second.id, "nedlagd")
    assert decided.archive.get(ItemRecord, item_id).axes.retention is Retention.PRESERVED


def test_what_may_be_secret_or_for_the_diary_is_never_on_an_automatic_list_nor_its_thread(decided: Town) -> None:
    comment(decided, 1, parent="p1", confidential=True)
    comment(decided, 2, parent="p1")
    comment(decided, 3, parent="p2", diary=True)
    comment(decided, 4, parent="p2")
    alone = comment(decided, 5)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    assert [line.item_id for line in got.list.lines] == [alone]


def test_what_is_registered_after_the_list_was_made_is_spared(decided: Town) -> None:
    item_id = comment(decided)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    words = EntryWords(about="Synpunkt", public_about="Synpunkt")
    decide(decided.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=words)
    done = carry_out(decided.as_("anna"), got.list.id)
    assert (done.weeded, len(done.spared)) == ((), 1)


def test_an_answer_that_is_kept_keeps_what_it_answers(decided: Town) -> None:
    comment(decided, 1)
    comment(decided, 2, parent="c1", weeding=False)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is None
    assert ("besvaras av något som bevaras", 1) in [(why.sv, count) for why, count in got.kept]


def test_a_repealed_decision_spares_what_was_approved(decided: Town) -> None:
    comment(decided)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    plan.repeal(decided.as_("anna"), ROW, replace(DECISION, paragraph="99", scope="upphävs"))
    done = carry_out(decided.as_("anna"), got.list.id)
    assert (done.weeded, [one.why for one in done.spared]) == ((), ["beslutet gäller inte längre"])


def test_striking_asks_for_a_new_approval(decided: Town) -> None:
    first, second = comment(decided, 1), comment(decided, 2)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    weeding_lists.strike(decided.as_("rut"), got.list.id, [first], "del av en diskussion")
    with pytest.raises(StepRefused):
        carry_out(decided.as_("anna"), got.list.id)
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    assert carry_out(decided.as_("anna"), got.list.id).weeded == (second,)


def test_the_daemon_proposes_at_most_monthly_and_starts_no_period(decided: Town) -> None:
    comment(decided)
    system = Context(decided.config, decided.archive, SYSTEM, decided.clock)
    assert propose_when_due(system) is None
    weeding_lists.propose(decided.as_("anna"))
    weeding_lists.reject(decided.as_("rut"), "2026-1", "vänta")
    made = propose_when_due(system)
    assert made is not None
    assert (made.id, made.made_by) == ("2026-2", SYSTEM.username)
    comment(decided, 2)
    assert propose_when_due(system) is None
    decided.clock.time += timedelta(days=29)
    assert propose_when_due(system) is None
    with pytest.raises(RightRefused):
        carry_out(system, made.id)


def test_what_was_weeded_is_not_taken_in_again(decided: Town) -> None:
    item_id = comment(decided)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    weeding_lists.approve(decided.as_("rut"), got.list.id)
    carry_out(decided.as_("anna"), got.list.id)
    with pytest.raises(Weeded):
        comment(decided)
    assert decided.archive.find(ItemRecord, item_id) is None
    assert decided.archive.reindex().faults == []


def test_only_the_archivist_proposes(decided: Town) -> None:
    assert Role.ARCHIVIST not in decided.as_("rut").who.roles
    with pytest.raises(RightRefused):
        weeding_lists.propose(decided.as_("rut"))


def test_the_classifiers_own_proposal_reaches_a_list(decided: Town) -> None:
    account = decided.archive.get(Account, "kommunen-facebook")
    at = datetime(2025, 8, 1, tzinfo=UTC)
    item = Item("q1", ItemKind.COMMENT, Author("Kim Ek"), "Tack!", at, "minute")
    proposal = appraise(item.text, Circumstances(activity=account.activity), rulebook(), at)
    assert proposal.weeding
    record = with_proposal(born(item, account, "q1", "fångst", at, content_digest(item), ""), proposal, at)
    with decided.archive.change(who="rut", at=decided.clock(), why="prov") as change:
        change.put(record)
        change.note("capture.filed", about=account)
    got = weeding_lists.propose(decided.as_("anna"))
    assert got.list is not None
    assert [line.item_id for line in got.list.lines] == [record.id]
