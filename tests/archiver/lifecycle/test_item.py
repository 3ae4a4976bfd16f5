"""Decisions on the four axes: what is lawful, what is asked for, what stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from archiver.errors.refused import RightRefused, StepRefused
from archiver.errors.usage import UsageFault
from archiver.lifecycle.item import decide, observed, undo, with_proposal
from archiver.lifecycle.item_facts import Axis, Warrant, awaits_decision
from archiver.model import Role
from archiver.records import Registration, Retention, Secrecy, Visibility

from .records import DECISION, ENTRY, LATER, MARK, SECOND, WARRANT, proposal, record, version

HARMLESS = proposal(weeding=True)


def refused(word: str, *arguments, **papers) -> str:
    with pytest.raises(StepRefused) as fault:
        decide(*arguments, **papers)
    assert word in fault.value.message("sv")
    return fault.value.message("sv")


class TestRegistration:
    def test_registering_keeps_the_entry_and_the_decision(self, people):
        done = decide(
            record(proposal(diary=True)),
            "registration",
            "diarieförd",
            people["registrator"],
            LATER,
            ground="OSL 5:1",
            entry=ENTRY,
        )
        assert done.axes.registration is Registration.REGISTERED
        assert done.register_entry == ENTRY
        decision = done.decisions[-1]
        assert (decision.axis, decision.value, decision.by, decision.at, decision.ground) == (
            "registration",
            "diarieförd",
            "p-registrar",
            LATER,
            "OSL 5:1",
        )

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({"received_at": LATER + timedelta(days=1)}, "datum då handlingen kom in"),
            ({"designation": " "}, "diarienummer eller annan beteckning"),
            ({"sender": "", "recipient": ""}, "avsändare eller mottagare"),
            ({"about": ""}, "i korthet vad handlingen rör"),
            ({"public_about": ""}, "i den offentliga versionen"),
        ],
    )
    def test_each_missing_fact_is_refused_by_name(self, people, change, word):
        entry = replace(ENTRY, **change)
        refused(word, record(), "registration", "diarieförd", people["registrator"], LATER, entry=entry)

    def test_without_an_entry_all_facts_are_named(self, people):
        said = refused("datum", record(), "registration", "diarieförd", people["registrator"], LATER)
        assert said.count("diarieanteckningen saknar") == 5

    def test_an_own_post_needs_no_sender_beside_its_recipient(self, people):
        entry = replace(ENTRY, sender="", recipient="Allmänheten")
        done = decide(record(), "registration", "diarieförd", people["registrator"], LATER, entry=entry)
        assert done.register_entry == entry

    def test_dnr_is_added_to_the_entry_but_the_designation_stays(self, people):
        done = decide(record(), "registration", "diarieförd", people["registrator"], LATER, entry=ENTRY)
        with_dnr = replace(ENTRY, dnr="KS 2026/100")
        again = decide(done, "registration", "diarieförd", people["registrator"], LATER, entry=with_dnr)
        assert again.register_entry == with_dnr
        other = replace(ENTRY, designation="KS-SM 2026:2")
        refused("kan inte bytas", again, "registration", "diarieförd", people["registrator"], LATER, entry=other)

    @pytest.mark.parametrize("value", ["hålls_ordnad", "uppenbart_ringa"])
    def test_what_may_be_secret_must_be_registered(self, people, value):
        for secrecy in (Secrecy.SUSPECTED, Secrecy.MARKED):
            refused("ska diarieföras", record(secrecy=secrecy), "registration", value, people["registrator"], LATER)

    def test_an_annulled_entry_stays_on_the_record(self, people):
        done = decide(record(), "registration", "diarieförd", people["registrator"], LATER, entry=ENTRY)
        back = undo(done, "registration", people["registrator"], LATER, ground="fel handling")
        assert back.axes.registration is Registration.KEPT_IN_ORDER
        assert back.register_entry == ENTRY
        assert [decision.value for decision in back.decisions] == ["diarieförd", "hålls_ordnad"]

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.REGISTRAR])
    def test_only_the_registrar_registers(self, people, role):
        with pytest.raises(RightRefused):
            decide(record(), "registration", "diarieförd", people[role.value], LATER, entry=ENTRY)


class TestSecrecy:
    def test_suspected_first_registered_then_marked(self, people):
        suspected = record(secrecy=Secrecy.SUSPECTED)
        refused("diarieföras först", suspected, "secrecy", "markerad", people["registrator"], LATER, mark=MARK)
        registered = decide(suspected, "registration", "diarieförd", people["registrator"], LATER, entry=ENTRY)
        marked = decide(registered, "secrecy", "markerad", people["registrator"], LATER, mark=MARK)
        assert marked.secrecy_mark == MARK
        assert marked.decisions[-1].ground == "OSL 26:1"

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({"provision": ""}, "tillämplig bestämmelse"),
            ({"noted_at": LATER + timedelta(days=1)}, "dagen då anteckningen gjordes"),
            ({"authority": " "}, "myndigheten"),
        ],
    )
    def test_each_missing_fact_of_a_mark_is_refused_by_name(self, people, change, word):
        registered = record(registration=Registration.REGISTERED)
        mark = replace(MARK, **change)
        refused(word, registered, "secrecy", "markerad", people["arkivarie"], LATER, mark=mark)

    def test_a_lifted_mark_is_gone_but_the_decision_stays(self, people):
        marked = record(registration=Registration.REGISTERED)
        marked = decide(marked, "secrecy", "markerad", people["registrator"], LATER, mark=MARK)
        refused("grunden", marked, "secrecy", "ingen", people["registrator"], LATER)
        lifted = decide(marked, "secrecy", "ingen", people["registrator"], LATER, ground="samtycke, OSL 12:2")
        assert lifted.secrecy_mark is None
        assert [decision.value for decision in lifted.decisions] == ["markerad", "ingen"]

    @pytest.mark.parametrize("word", ["kontoansvarig", "kommunikatör", "informatör", "chef", "läsare", "drift"])
    def test_a_suspicion_is_dismissed_by_registrar_or_archivist_only(self, people, word):
        with pytest.raises(RightRefused, match="registrator or arkivarie"):
            decide(record(secrecy=Secrecy.SUSPECTED), "secrecy", "ingen", people[word], LATER, ground="x")

    def test_undoing_a_dismissal_hides_the_record_again(self, people):
        suspected = with_proposal(record(), proposal(confidential=True), LATER)
        cleared = decide(suspected, "secrecy", "ingen", people["registrator"], LATER, ground="inget")
        again = undo(cleared, "secrecy", people["registrator"], LATER, ground="misstag")
        assert again.axes.secrecy is Secrecy.SUSPECTED


class TestVisibility:
    @pytest.mark.parametrize("value", ["avpublicerad", "raderad_av_kommunen"])
    def test_nothing_is_removed_unsaved_or_without_ground(self, people, value):
        owner = people["kontoansvarig"]
        refused("inte sparade", record(), "visibility", value, owner, LATER, ground="hets mot folkgrupp")
        refused("grunden", record(), "visibility", value, owner, LATER, saved=True)
        done = decide(record(), "visibility", value, owner, LATER, ground="hets mot folkgrupp", saved=True)
        assert done.axes.visibility.value == value

    def test_a_suspected_secret_is_unpublished_at_once_but_not_deleted(self, people):
        suspected = record(secrecy=Secrecy.SUSPECTED)
        owner = people["kontoansvarig"]
        refused("avgöras först", suspected, "visibility", "raderad_av_kommunen", owner, LATER, ground="x", saved=True)
        hidden = decide(suspected, "visibility", "avpublicerad", owner, LATER, ground="sekretess", saved=True)
        refused("sekretessbelagd", hidden, "visibility", "publicerad", owner, LATER, ground="x")

    def test_what_disappeared_and_came_back_is_stated_without_a_decision(self):
        gone = observed(record(), Visibility.UNREACHABLE, LATER)
        back = observed(gone, Visibility.PUBLISHED, LATER)
        assert (gone.axes.visibility, back.axes.visibility) == (Visibility.UNREACHABLE, Visibility.PUBLISHED)
        assert back.decisions == ()
        assert observed(back, Visibility.PUBLISHED, LATER) == back

    @pytest.mark.parametrize("value", [Visibility.UNPUBLISHED, Visibility.DELETED])
    def test_the_archive_itself_removes_nothing(self, value):
        with pytest.raises(RightRefused):
            observed(record(), value, LATER)

    def test_what_we_deleted_is_not_said_to_be_removed_by_its_sender(self):
        with pytest.raises(StepRefused):
            observed(record(visibility=Visibility.DELETED), Visibility.REMOVED_BY_SENDER, LATER)


class TestRetention:
    def running(self, people, item=None):
        item = item or record(HARMLESS)
        return decide(item, "retention", "frist_löper", people["arkivarie"], LATER, warrant=WARRANT)

    def test_weeding_with_all_papers(self, people):
        weeded = decide(self.running(people), "retention", "gallrad", people["arkivarie"], LATER, warrant=WARRANT)
        assert weeded.axes.retention is Retention.WEEDED
        assert weeded.decisions[-1].ground == "Kommunstyrelsen 2026-02-03 § 14, KS 2026/77"

    @pytest.mark.parametrize(
        ("warrant", "word"),
        [
            (None, "gallringsbeslut med organ"),
            (replace(WARRANT, decision=replace(DECISION, paragraph="")), "gallringsbeslut med organ"),
            (replace(WARRANT, decision=replace(DECISION, decided_on=date(2027, 1, 1))), "gallringsbeslut med organ"),
            (replace(WARRANT, expires_on=None), "har inte gått ut"),
            (replace(WARRANT, expires_on=LATER.date()), "har inte gått ut"),
            (replace(WARRANT, holds=("öppet ärende",)), "spärr"),
            (replace(WARRANT, approved_by=None), "andra behörig person"),
            (replace(WARRANT, approved_by=replace(SECOND, username="p-archivist")), "andra behörig person"),
            (replace(WARRANT, approved_by=replace(SECOND, active=False)), "andra behörig person"),
            (replace(WARRANT, approved_by=replace(SECOND, roles=frozenset({Role.READER}))), "andra behörig person"),
        ],
    )
    def test_each_missing_paper_is_refused_by_name(self, people, warrant: Warrant, word):
        refused(word, self.running(people), "retention", "gallrad", people["arkivarie"], LATER, warrant=warrant)

    def test_a_second_person_of_another_committee_is_none(self, people):
        elsewhere = replace(WARRANT, approved_by=replace(SECOND, committees=frozenset({"Socialnämnden"})))
        running, archivist = self.running(people), people["arkivarie"]
        refused(
            "andra behörig person",
            running,
            "retention",
            "gallrad",
            archivist,
            LATER,
            warrant=elsewhere,
            committee="Kommunstyrelsen",
        )

    def test_a_hold_wins_and_lifting_it_preserves(self, people):
        held = decide(self.running(people), "retention", "spärrad", people["registrator"], LATER, ground="öppet ärende")
        refused("häva spärren", held, "retention", "gallrad", people["arkivarie"], LATER, warrant=WARRANT)
        free = decide(held, "retention", "bevaras", people["arkivarie"], LATER, ground="ärendet avslutat")
        refused("låta gallringsfristen löpa", free, "retention", "gallrad", people["arkivarie"], LATER, warrant=WARRANT)

    @pytest.mark.parametrize("secrecy", [Secrecy.MARKED, Secrecy.SUSPECTED])
    def test_what_is_secret_is_not_weeded_however_it_came_to_be_so(self, people, secrecy):
        secret = record(HARMLESS, retention=Retention.PERIOD_RUNNING, secrecy=secrecy)
        refused("kan vara sekretessbelagd", secret, "retention", "gallrad", people["arkivarie"], LATER, warrant=WARRANT)

    def test_weeded_is_the_end(self, people):
        weeded = decide(self.running(people), "retention", "gallrad", people["arkivarie"], LATER, warrant=WARRANT)
        for value in Retention:
            with pytest.raises(StepRefused, match="nothing more can be done"):
                decide(weeded, "retention", value, people["arkivarie"], LATER, ground="x", warrant=WARRANT)

    def test_an_item_never_appraised_has_no_period(self, people):
        refused("inte avgjorda", record(), "retention", "frist_löper", people["arkivarie"], LATER, warrant=WARRANT)

    def test_a_new_wording_stops_weeding_until_it_is_appraised(self, people):
        running = self.running(people)
        edited = replace(running, versions=(*running.versions, version(2, LATER)))
        refused("inte avgjorda", edited, "retention", "gallrad", people["arkivarie"], LATER, warrant=WARRANT)


class TestProposals:
    def test_what_is_proposed_confidential_is_hidden_at_once(self):
        hidden = with_proposal(record(), proposal(confidential=True, diary=True), LATER)
        assert hidden.axes.secrecy is Secrecy.SUSPECTED
        assert hidden.decisions == ()
        assert awaits_decision(hidden) == {Axis.REGISTRATION, Axis.SECRECY}

    def test_a_persons_decision_stands_when_the_rules_change(self, people):
        hidden = with_proposal(record(), proposal(confidential=True), LATER)
        cleared = decide(hidden, "secrecy", "ingen", people["registrator"], LATER, ground="inget känsligt")
        again = with_proposal(cleared, proposal(confidential=True), LATER + timedelta(days=9))
        assert again.axes.secrecy is Secrecy.NONE

    def test_a_new_wording_is_suspected_again(self, people):
        hidden = with_proposal(record(), proposal(confidential=True), LATER)
        cleared = decide(hidden, "secrecy", "ingen", people["registrator"], LATER, ground="inget känsligt")
        edited = replace(cleared, versions=(*cleared.versions, version(2, LATER + timedelta(days=1))))
        again = with_proposal(edited, proposal(confidential=True, number=2), LATER + timedelta(days=1))
        assert again.axes.secrecy is Secrecy.SUSPECTED

    def test_a_milder_proposal_does_not_bring_a_hidden_item_out(self):
        hidden = with_proposal(record(), proposal(confidential=True), LATER)
        assert with_proposal(hidden, proposal(), LATER).axes.secrecy is Secrecy.SUSPECTED


def test_unknown_axis_or_value_is_named(people):
    with pytest.raises(UsageFault, match="there is no synlighet"):
        decide(record(), "synlighet", "publicerad", people["registrator"], LATER)
    with pytest.raises(UsageFault) as fault:
        decide(record(), "retention", "slängd", people["registrator"], LATER)
    assert "bevaras, frist_löper" in fault.value.message("sv")


def test_nothing_is_undone_where_nothing_was_decided(people):
    with pytest.raises(StepRefused, match="no decision has been made"):
        undo(record(), "secrecy", people["registrator"], LATER, ground="x")
