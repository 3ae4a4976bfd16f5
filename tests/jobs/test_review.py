"""Decisions: by a named person with the right, with the four facts, never on what the person may not see."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archiver.classify.appraisal import Context as Circumstances
from archiver.classify.appraisal import appraise, rulebook
from archiver.errors.refused import RightRefused, StepRefused
from archiver.errors.usage import Unknown
from archiver.extract.changes import content_digest
from archiver.lifecycle.item import with_proposal
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.record import born
from archiver.model import Account, Author, Item, ItemKind
from archiver.records import ItemRecord, Registration, Secrecy
from jobs.review import EntryWords, decide, visible, waiting
from storage.database import journal
from tests.jobs.conftest import Town

LAMP = "Lampan utanför Storgatan 4 är trasig sedan i fredags, kan ni laga den?"
SECRET = "Min son Elias i klass 4B har fått diagnosen adhd men får inget stöd av skolan."
WORDS = EntryWords(about="Felanmälan av gatlampa, Storgatan 4")


def file_item(town: Town, text: str, number: int = 1) -> str:
    """An item on the shelf as a capture would have filed it; its id."""
    if town.archive.find(Account, "kommunen-facebook") is None:
        town.open_account()
    account = town.archive.get(Account, "kommunen-facebook")
    item = Item(f"c{number}", ItemKind.COMMENT, Author("Kim Ek"), text, datetime(2026, 2, number, tzinfo=UTC), "minute")
    record = born(item, account, item.identity, "capture", town.clock(), content_digest(item), "")
    proposal = appraise(text, Circumstances(activity=account.activity), rulebook(), town.clock())
    with town.archive.change(who="rut", at=town.clock(), why="prov") as change:
        change.put(with_proposal(record, proposal, town.clock()))
        change.note("capture.filed", about=account)
    return record.id


def test_registering_gives_the_next_number_and_both_versions(town: Town) -> None:
    first, second = file_item(town, LAMP), file_item(town, LAMP + " Tack!", 2)
    for item_id in (first, second):
        decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    entries = [town.archive.get(ItemRecord, one).register_entry for one in (first, second)]
    assert [entry.designation for entry in entries if entry] == ["KS-SM 2026:1", "KS-SM 2026:2"]
    assert entries[0] is not None
    assert (entries[0].sender, entries[0].public_about) == ("Kim Ek", WORDS.about)
    with town.archive.session() as session:
        line = journal.lines(session)[-1]
    assert (line.did, line.who, line.facts["value"]) == ("item.registration", "rut", "diarieförd")
    assert LAMP not in str(line)


def test_a_missing_fact_is_refused_by_name(town: Town) -> None:
    item_id = file_item(town, LAMP)
    with pytest.raises(StepRefused) as caught:
        decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED)
    assert "vad handlingen rör" in caught.value.message("sv")
    assert town.archive.get(ItemRecord, item_id).axes.registration is Registration.KEPT_IN_ORDER


def test_a_secret_items_public_version_needs_its_own_words_and_leaves_the_sender_out(town: Town) -> None:
    item_id = file_item(town, SECRET)
    with pytest.raises(StepRefused):
        decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    words = replace(WORDS, public_about="Synpunkt på skolan")
    after = decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=words)
    assert after.register_entry is not None
    assert after.register_entry.public_sender == ""
    assert after.register_entry.sender == "Kim Ek"


def test_a_mark_needs_its_provision_and_carries_the_three_facts(town: Town) -> None:
    item_id = file_item(town, SECRET)
    words = replace(WORDS, public_about="Synpunkt på skolan")
    with pytest.raises(StepRefused, match="registered first"):
        decide(town.as_("rut"), item_id, Axis.SECRECY, Secrecy.MARKED, provision="OSL 23:2")
    decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=words)
    with pytest.raises(StepRefused):
        decide(town.as_("rut"), item_id, Axis.SECRECY, Secrecy.MARKED)
    after = decide(town.as_("rut"), item_id, Axis.SECRECY, Secrecy.MARKED, provision="OSL 23:2")
    assert after.secrecy_mark is not None
    assert (after.secrecy_mark.provision, after.secrecy_mark.authority) == ("OSL 23:2", "Kommunstyrelsen")


def test_who_may_not_see_a_secret_gets_the_answer_of_what_does_not_exist(town: Town) -> None:
    item_id = file_item(town, SECRET)
    with pytest.raises(Unknown) as hidden:
        visible(town.as_("lars"), item_id)
    with pytest.raises(Unknown) as absent:
        visible(town.as_("lars"), item_id.replace(item_id[0], "0" if item_id[0] != "0" else "1", 1))
    assert (
        hidden.value.message("sv").split(item_id)[1:]
        == absent.value.message("sv").split(absent.value.facts["name"])[1:]
    )  # type: ignore[arg-type]
    with pytest.raises(Unknown):
        decide(town.as_("lars"), item_id, Axis.SECRECY, Secrecy.NONE)


def test_a_reader_decides_nothing(town: Town) -> None:
    item_id = file_item(town, LAMP)
    with pytest.raises(RightRefused):
        decide(town.as_("lars"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    with pytest.raises(RightRefused):
        waiting(town.as_("lars"))


def test_the_queue_has_suspected_secrets_first_and_empties_as_decided(town: Town) -> None:
    lamp, secret = file_item(town, LAMP), file_item(town, SECRET, 2)
    assert [row.id for row in waiting(town.as_("rut"))] == [secret, lamp]
    decide(town.as_("rut"), lamp, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    assert [row.id for row in waiting(town.as_("rut"))] == [secret]


def test_reindex_gives_the_same_answers(town: Town) -> None:
    item_id = file_item(town, LAMP)
    file_item(town, SECRET, 2)
    decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    before = waiting(town.as_("rut"))
    with town.archive.session() as session:
        lines = journal.lines(session)
    town.archive.reindex()
    assert waiting(town.as_("rut")) == before
    with town.archive.session() as session:
        assert journal.lines(session) == lines
