"""The desk's further work: clocks, many at once, back again, opinions, dnr, the yearly case, what is learnt from."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.errors.refused import Refused, RightRefused, StepRefused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.queue import Place
from archiver.model import Account, Person, Role
from archiver.records import ItemRecord, Registration, Secrecy, Visibility
from jobs import collective_cases, people
from jobs.corrections import corrections
from jobs.opinions import answer, ask, asked_of, open_questions
from jobs.registering import set_dnr
from jobs.review import EntryWords, decide, decide_many, undo, visible, waiting, waiting_clocked
from storage.database import items
from storage.database.items import ItemFilter
from tests.jobs.conftest import Town
from tests.jobs.test_review import LAMP, SECRET, WORDS, file_item

THANKS = "Tack!"
PUBLIC = EntryWords(about="Synpunkt på skolan", public_about="Synpunkt")


def test_the_queue_tells_by_when_and_what_is_late(town: Town) -> None:
    secret = file_item(town, SECRET)
    (first,) = waiting_clocked(town.as_("rut"))
    assert (first.row.id, first.place, first.late) == (secret, Place.SECRECY, False)
    assert first.due_at == first.since + timedelta(days=1)
    town.clock.time += timedelta(days=2)
    assert waiting_clocked(town.as_("rut"), places=[Place.SECRECY])[0].late
    assert waiting_clocked(town.as_("rut"), places=[Place.WEEDING]) == []


def test_a_persons_suspicion_hides_at_once_and_waits_in_the_queue(town: Town) -> None:
    item_id = file_item(town, LAMP)
    assert visible(town.as_("lars"), item_id).id == item_id
    decide(town.as_("olle"), item_id, Axis.SECRECY, Secrecy.SUSPECTED, note="nämner en elev")
    with pytest.raises(Unknown):
        visible(town.as_("lars"), item_id)
    reader = town.as_("lars").who
    with town.archive.session() as session:
        from archiver.lifecycle.rights import sight_of

        assert items.listed(session, ItemFilter(query="Lampan"), sight_of(reader)) == []
        assert items.count(session, ItemFilter(), sight_of(reader)) == 0
    assert [row.queue for row in waiting(town.as_("rut"))] == [Place.SECRECY]


def test_many_at_once_and_a_refusal_stops_no_other(town: Town) -> None:
    lamp, secret = file_item(town, LAMP), file_item(town, SECRET, 2)
    rulings = decide_many(town.as_("rut"), [secret, lamp], Axis.REGISTRATION, Registration.MINOR)
    assert [(one.item_id, one.refusal is None) for one in rulings] == [(secret, False), (lamp, True)]
    with pytest.raises(Refused):
        decide_many(town.as_("rut"), [lamp], Axis.REGISTRATION, Registration.REGISTERED)


def test_a_decision_is_undone_by_a_new_one(town: Town) -> None:
    item_id = file_item(town, LAMP)
    decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    with pytest.raises(StepRefused):
        undo(town.as_("rut"), item_id, Axis.REGISTRATION, ground="")
    after = undo(town.as_("rut"), item_id, Axis.REGISTRATION, ground="fel handling")
    assert after.axes.registration is Registration.KEPT_IN_ORDER
    again = undo(town.as_("rut"), item_id, Axis.REGISTRATION, ground="det var rätt ändå")
    assert again.axes.registration is Registration.REGISTERED
    assert again.register_entry is not None
    assert again.register_entry.designation == "KS-SM 2026:1"
    assert len(again.decisions) == 3


def test_an_undone_clearing_brings_the_mark_back(town: Town) -> None:
    item_id = file_item(town, SECRET)
    decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=PUBLIC)
    decide(town.as_("rut"), item_id, Axis.SECRECY, Secrecy.MARKED, provision="OSL 23:2")
    decide(town.as_("rut"), item_id, Axis.SECRECY, Secrecy.NONE, ground="samtycke")
    after = undo(town.as_("rut"), item_id, Axis.SECRECY, ground="samtycket drogs tillbaka")
    assert after.secrecy_mark is not None
    assert after.secrecy_mark.provision == "OSL 23:2"


def test_a_mark_put_on_by_mistake_is_undone_to_the_suspicion_and_shows_nothing(town: Town) -> None:
    item_id = file_item(town, SECRET)
    decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=PUBLIC)
    with pytest.raises(StepRefused) as bare:
        decide(town.as_("rut"), item_id, Axis.SECRECY, Secrecy.MARKED)
    assert bare.value.message("sv").endswith("saknar tillämplig bestämmelse.")
    decide(town.as_("rut"), item_id, Axis.SECRECY, Secrecy.MARKED, provision="OSL 23:2")
    after = undo(town.as_("rut"), item_id, Axis.SECRECY, ground="fel bestämmelse")
    assert (after.axes.secrecy, after.secrecy_mark) == (Secrecy.SUSPECTED, None)
    with pytest.raises(Unknown):
        visible(town.as_("lars"), item_id)


def test_a_colleague_is_asked_and_answers_but_decides_nothing(town: Town) -> None:
    item_id = file_item(town, SECRET)
    ask(town.as_("rut"), item_id, Axis.SECRECY, "anna", "Räcker det här för sekretess?")
    assert [one.id for one in asked_of(town.as_("anna"))] == [item_id]
    after = answer(town.as_("anna"), item_id, Axis.SECRECY, Secrecy.MARKED, "ja, OSL 23:2")
    assert open_questions(after) == ()
    assert asked_of(town.as_("anna")) == []
    assert (after.axes.secrecy, after.decisions) == (Secrecy.SUSPECTED, ())
    with pytest.raises(Refused):
        answer(town.as_("anna"), item_id, Axis.SECRECY, Secrecy.NONE, "nej")
    with pytest.raises(RightRefused):
        ask(town.as_("rut"), item_id, Axis.SECRECY, "lars", "?")
    with pytest.raises(UsageFault):
        ask(town.as_("rut"), item_id, Axis.SECRECY, "rut", "?")


def test_registered_items_are_put_into_a_case(town: Town) -> None:
    item_id = file_item(town, LAMP)
    with pytest.raises(StepRefused):
        set_dnr(town.as_("rut"), [item_id], "KS 2026/412")
    decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    (after,) = set_dnr(town.as_("rut"), [item_id], "KS 2026/412")
    assert after.register_entry is not None
    assert (after.register_entry.dnr, after.register_entry.about) == ("KS 2026/412", WORDS.about)
    with pytest.raises(RightRefused):
        set_dnr(town.as_("olle"), [item_id], "X")


def test_each_namnd_has_its_own_numbers_and_two_never_share_a_series(town: Town) -> None:
    first = file_item(town, LAMP)
    decide(town.as_("rut"), first, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    town.open_account(id="social", committee="Socialnämnden", url="https://www.facebook.com/social")
    made = collective_cases.open_(town.as_("rut"), "Socialnämnden")
    assert made.designation == "SN-SM 2026:1"
    town.open_account(id="bygg", committee="Samhällsbyggnadsnämnden", url="https://www.facebook.com/bygg")
    with pytest.raises(Refused, match=r"municipality\.series"):
        collective_cases.open_(town.as_("rut"), "Samhällsbyggnadsnämnden")


def test_the_yearly_case_takes_a_number_of_the_series_and_closes_after_the_year(town: Town) -> None:
    item_id = file_item(town, LAMP)
    made = collective_cases.open_(town.as_("rut"), "Kommunstyrelsen")
    decide(town.as_("rut"), item_id, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS)
    entry = town.archive.get(ItemRecord, item_id).register_entry
    assert entry is not None
    assert (made.designation, entry.designation) == ("KS-SM 2026:1", "KS-SM 2026:2")
    with pytest.raises(StepRefused, match="not over"):
        collective_cases.close(town.as_("rut"), made.id)
    collective_cases.set_dnr(town.as_("rut"), made.id, "KS 2026/3")
    town.clock.time = datetime(2027, 1, 7, tzinfo=UTC)
    closed = collective_cases.close(town.as_("rut"), made.id)
    assert (closed.dnr, closed.captures) == ("KS 2026/3", ())
    town.archive.reindex()
    assert collective_cases.listed(town.as_("rut")) == [closed]
    with pytest.raises(RightRefused):
        collective_cases.open_(town.as_("anna"), "Kommunstyrelsen")


def test_what_people_decide_is_there_to_learn_from_with_who_and_why(town: Town) -> None:
    lamp, thanks = file_item(town, LAMP), file_item(town, THANKS, 2)
    decide(town.as_("rut"), lamp, Axis.REGISTRATION, Registration.KEPT_IN_ORDER, note="redan anmäld")
    decide(town.as_("rut"), thanks, Axis.REGISTRATION, Registration.REGISTERED, words=WORDS, ground="OSL 5:1")
    decide(town.as_("rut"), thanks, Axis.VISIBILITY, Visibility.PUBLISHED, ground="yttrandefrihet")
    found = list(corrections(town.archive))
    told = [(one.item_id, one.label, one.proposed, one.decided, one.agrees, one.who) for one in found]
    assert told == [(lamp, "diary", True, False, False, "rut"), (thanks, "diary", False, True, False, "rut")]
    account = town.archive.get(Account, "kommunen-facebook")
    assert (found[0].text, found[0].why, found[0].circumstances.activity) == (LAMP, "redan anmäld", account.activity)
    proposal = town.archive.get(ItemRecord, lamp).proposal
    assert proposal is not None
    assert found[0].rulebook == proposal.rulebook


def test_a_registrar_of_another_namnd_sees_and_decides_nothing(town: Town, tmp_path: Path) -> None:
    item_id = file_item(town, LAMP)
    other = Person("siv", "Siv", roles=frozenset({Role.REGISTRAR}), committees=frozenset({"Socialnämnden"}))
    people.add(town.as_("anna"), other)
    with pytest.raises(Unknown):
        decide(town.as_("siv"), item_id, Axis.REGISTRATION, Registration.MINOR)
    assert waiting(town.as_("siv")) == []
