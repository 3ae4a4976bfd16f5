"""Telling from beginning to end: a real mail server, a real receiver of webhooks, crashes and refusals in between."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archiver.errors.usage import ConfigFault
from archiver.model import Account, Person
from jobs.context import SYSTEM, Context
from jobs.daemon.heartbeat import Heartbeat, regular
from jobs.daemon.order import perform
from jobs.daemon.worker import NOTICES
from jobs.notices.run import notify
from jobs.notices.webhook import IDENTITY, SIGNATURE, verified
from jobs.saved_searches import own, remove, save, set_alerts
from storage.database import notice_preferences, orders, outbox, schedule
from storage.database.notice_preferences import Preference, Rhythm
from storage.database.outbox import State
from storage.database.schedule import ScheduleRow
from storage.database.search_filter import ItemFilter
from tests.jobs.conftest import Town
from tests.jobs.notices.conftest import PostOffice, Receiver, notice_settings
from tests.jobs.test_review import LAMP, SECRET, file_item

ACCOUNT = "kommunen-facebook"


def system(town: Town) -> Context:
    return Context(town.config, town.archive, SYSTEM, town.clock)


def give_addresses(town: Town, *usernames: str, rhythm: Rhythm = Rhythm.AT_ONCE) -> None:
    with town.archive.change(who="anna", at=town.clock(), why="adress") as change:
        for username in usernames:
            change.put(replace(town.archive.get(Person, username), email=f"{username}@lillan.example"))
        change.note("person.changed", about="somearkiv:archive")
    with town.archive.session(write=True) as session:
        for username in usernames:
            notice_preferences.put(session, Preference(username, rhythm, quiet_from=0, quiet_to=0))


def said(office: PostOffice, username: str) -> str:
    return "\n".join(one.get_content() for one in office.to(f"{username}@lillan.example"))


def test_a_suspected_secret_is_told_to_the_registrar_once_and_never_its_words(
    telling_town: Town, post_office: PostOffice
) -> None:
    town = telling_town
    file_item(town, SECRET)
    give_addresses(town, "rut", "lars", "olle")
    notify(system(town))
    told = said(post_office, "rut")
    assert "MISSTÄNKT SEKRETESS VÄNTAR PÅ BESLUT" in told
    assert "1 misstänkta väntar på beslut" in told
    assert not any(word in told for word in ("Elias", "4B", "adhd", "Kim Ek"))
    assert "SEKRETESS" not in said(post_office, "lars") + said(post_office, "olle")
    assert all(post_office.encrypted)
    letters = len(post_office.letters)
    assert notify(system(town)).put == 0
    assert len(post_office.letters) == letters


def test_reminders_come_as_days_pass_and_managers_hear_of_the_second(
    telling_town: Town, post_office: PostOffice
) -> None:
    town = telling_town
    town.open_account()
    give_addresses(town, "carin", "bo", "olle")
    with town.archive.session(write=True) as session:
        schedule.put(session, ScheduleRow(ACCOUNT, town.clock.time, 3, "onåbar", None, town.clock.time))
    heard: list[bool] = []
    for days in (0, 3, 4):
        town.clock.time += timedelta(days=days)
        notify(system(town))
        heard.append("INTE KUNNAT FÅNGAS" in said(post_office, "bo"))
    assert heard == [False, False, True]
    assert "Påminnelse 2" in said(post_office, "bo")


def test_what_is_over_is_told_anew_when_it_comes_back(telling_town: Town, post_office: PostOffice) -> None:
    town = telling_town
    town.open_account()
    owner = town.archive.get(Account, ACCOUNT).owner.email
    with town.archive.change(who="anna", at=town.clock(), why="adress") as change:
        change.put(replace(town.archive.get(Person, "olle"), email=owner))
        change.note("person.changed", about="somearkiv:archive")
    with town.archive.session(write=True) as session:
        notice_preferences.put(session, Preference("olle", Rhythm.AT_ONCE, quiet_from=0, quiet_to=0))

    def told(row: ScheduleRow) -> int:
        with town.archive.session(write=True) as session:
            schedule.put(session, row)
        notify(system(town))
        return sum("INLOGGNING HAR UPPHÖRT" in one.get_content() for one in post_office.to(owner))

    lost, well = ScheduleRow(ACCOUNT, town.clock.time, 1, "utloggad"), ScheduleRow(ACCOUNT, town.clock.time)
    assert [told(row) for row in (lost, lost, well, lost)] == [1, 1, 1, 2]


def test_the_daily_letter_holds_everything_and_waits_for_the_morning(
    telling_town: Town, post_office: PostOffice
) -> None:
    town = telling_town
    file_item(town, SECRET)
    file_item(town, LAMP, 2)
    give_addresses(town, "rut", rhythm=Rhythm.DAILY)
    town.clock.time = town.clock.time.replace(hour=12)
    assert notify(system(town)).sent == 0
    town.clock.time += timedelta(hours=19)
    assert notify(system(town)).sent >= 1
    assert len(post_office.to("rut@lillan.example")) == 1


def test_who_wants_nothing_gets_nothing_and_muted_kinds_are_left_out(
    telling_town: Town, post_office: PostOffice
) -> None:
    town = telling_town
    file_item(town, SECRET)
    give_addresses(town, "rut", rhythm=Rhythm.NEVER)
    notify(system(town))
    assert post_office.to("rut@lillan.example") == []
    with town.archive.session(write=True) as session:
        muted = frozenset({"misstänkt_sekretess"})
        notice_preferences.put(session, Preference("rut", Rhythm.AT_ONCE, muted, 0, 0))
    notify(system(town))
    assert "SEKRETESS" not in said(post_office, "rut")


def test_a_letter_that_is_not_taken_goes_later_under_the_same_name(telling_town: Town, post_office: PostOffice) -> None:
    town = telling_town
    file_item(town, SECRET)
    give_addresses(town, "rut")
    post_office.answers = ["451 later", "421 later still"]
    assert (notify(system(town)).again, notify(system(town)).again) == (1, 0)
    with town.archive.session() as session:
        assert {row.last_error for row in outbox.rows(session)} == {"svar 451"}
    for _ in range(2):
        town.clock.time += timedelta(minutes=10)
        notify(system(town))
    (letter,) = post_office.to("rut@lillan.example")
    with town.archive.session() as session:
        assert {row.state for row in outbox.rows(session)} == {State.SENT}
        assert {row.attempts for row in outbox.rows(session)} == {2}
    assert letter["Message-ID"]


def test_a_letter_refused_for_good_is_not_tried_again(telling_town: Town, post_office: PostOffice) -> None:
    town = telling_town
    file_item(town, SECRET)
    give_addresses(town, "rut")
    post_office.answers = ["550 no such user"]
    assert notify(system(town)).failed == 1
    town.clock.time += timedelta(days=1)
    with town.archive.session() as session:
        assert {row.state for row in outbox.rows(session, State.FAILED)} == {State.FAILED}


def test_a_crash_between_sending_and_marking_loses_nothing_and_keeps_the_letters_name(
    telling_town: Town, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = telling_town
    file_item(town, SECRET)
    give_addresses(town, "rut")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(outbox, "sent", die)
        with pytest.raises(KeyboardInterrupt):
            notify(system(town))
    notify(system(town))
    assert len(post_office.to("rut@lillan.example")) == 1
    town.clock.time += outbox.GIVEN_UP_ON + timedelta(minutes=1)
    notify(system(town))
    first, second = post_office.to("rut@lillan.example")
    assert first["Message-ID"] == second["Message-ID"]
    town.clock.time += timedelta(hours=1)
    notify(system(town))
    assert len(post_office.to("rut@lillan.example")) == 2


def test_a_server_out_of_reach_stops_nothing_and_nothing_is_lost(telling_town: Town, post_office: PostOffice) -> None:
    town = telling_town
    file_item(town, SECRET)
    give_addresses(town, "rut")
    away = replace(town.config, notices=replace(town.config.notices, smtp_port=1))
    assert notify(Context(away, town.archive, SYSTEM, town.clock)).again == 1
    town.clock.time += timedelta(minutes=2)
    assert notify(system(town)).sent == 1


def test_an_unknown_certificate_is_never_trusted(telling_town: Town, post_office: PostOffice) -> None:
    town = telling_town
    file_item(town, SECRET)
    give_addresses(town, "rut")
    strange = replace(town.config, notices=replace(town.config.notices, smtp_roots=""))
    assert notify(Context(strange, town.archive, SYSTEM, town.clock)).again == 1
    assert post_office.letters == []


HOOK = '[[notices.webhooks]]\nname = "diariet"\nurl = "{url}"\nsecret_file = "hook.hemlig"\n{extra}'


@pytest.fixture
def hooked(
    town_with: Callable[..., Town], post_office: PostOffice, receiver: Receiver, tmp_path: Path
) -> Callable[..., Town]:
    """A town that tells another system."""

    def build(extra: str = "", allowed: str = "127.0.0.1") -> Town:
        (tmp_path / "smtp.hemlig").write_text("hemligt", encoding="utf-8")
        (tmp_path / "hook.hemlig").write_text("delad hemlighet\n", encoding="utf-8")
        hook = HOOK.format(url=receiver.url, extra=extra)
        return town_with(notice_settings(post_office, f'allowed_networks = ["{allowed}"]\n{hook}'))

    return build


def test_a_webhook_is_signed_named_and_tells_of_no_secret_unasked(
    hooked: Callable[..., Town], receiver: Receiver
) -> None:
    town = hooked()
    file_item(town, SECRET)
    notify(system(town))
    assert receiver.got
    for headers, body in receiver.got:
        assert verified(headers[SIGNATURE], b"delad hemlighet", body, town.clock.time)
        told = json.loads(body)
        assert told["id"] == headers[IDENTITY]
        assert told["kind"] != "misstänkt_sekretess"
        assert not any(word in body.decode() for word in ("Elias", "adhd", "Kim Ek"))
    before = len(receiver.got)
    notify(system(town))
    assert len(receiver.got) == before


def test_a_webhook_is_tried_again_with_the_same_name_and_follows_no_redirect(
    hooked: Callable[..., Town], receiver: Receiver
) -> None:
    town = hooked('kinds = ["misstänkt_sekretess"]')
    file_item(town, SECRET)
    receiver.answers = [503, 429]
    for _ in range(3):
        notify(system(town))
        town.clock.time += timedelta(minutes=10)
    names = [headers[IDENTITY] for headers, _ in receiver.got]
    assert len(names) == 3
    assert len(set(names)) == 1
    receiver.answers = [302]
    file_item(town, SECRET, 2)
    town.clock.time += timedelta(minutes=10)
    assert notify(system(town)).failed == 1
    assert len(receiver.got) == 4


def test_a_webhook_to_the_own_network_must_be_listed(hooked: Callable[..., Town], receiver: Receiver) -> None:
    town = hooked(allowed="10.0.0.1")
    file_item(town, SECRET)
    assert notify(system(town)).failed >= 1
    assert receiver.got == []


@pytest.mark.parametrize("extra", ['kinds = ["finns_inte"]', 'secret_file = "saknas"'])
def test_a_wrong_webhook_is_named(hooked: Callable[..., Town], extra: str) -> None:
    if extra.startswith("secret"):
        town = hooked()
        (town.folder / "hook.hemlig").unlink()
    else:
        town = hooked(extra)
    with pytest.raises(ConfigFault, match="diariet"):
        notify(system(town))


def test_a_saved_search_tells_of_new_hits_once_and_only_of_what_its_owner_may_see(
    telling_town: Town, post_office: PostOffice
) -> None:
    town = telling_town
    file_item(town, LAMP)
    give_addresses(town, "lars", "rut")
    for username in ("lars", "rut"):
        save(town.as_(username), "Lampor och Elias", ItemFilter(query="lampan"), alerts=True)
        save(town.as_(username), "hemligt", ItemFilter(query="diagnosen"), alerts=True)
    notify(system(town))
    assert "NYA TRÄFFAR" not in said(post_office, "lars") + said(post_office, "rut")
    town.clock.time += timedelta(hours=1)
    file_item(town, LAMP + " Tack!", 2)
    file_item(town, SECRET, 3)
    for _ in range(2):
        notify(system(town))
        town.clock.time += timedelta(hours=1)
    assert said(post_office, "lars").count("1 nya träffar") == 1
    assert said(post_office, "rut").count("1 nya träffar") == 2
    assert "Elias" not in said(post_office, "rut")


def test_a_saved_search_is_its_owners_alone(town: Town) -> None:
    made = save(town.as_("lars"), "Lampor", ItemFilter(query="lampan", since=town.clock.time), alerts=False)
    assert own(town.as_("rut")) == []
    for deed in (lambda: remove(town.as_("rut"), made.id), lambda: set_alerts(town.as_("rut"), made.id, alerts=True)):
        with pytest.raises(Exception, match="saved search"):
            deed()
    assert set_alerts(town.as_("lars"), made.id, alerts=True).alerts
    (kept,) = own(town.as_("lars"))
    assert kept.chosen == replace(made.chosen, limit=None)
    with pytest.raises(Exception, match="taken"):
        save(town.as_("lars"), " lampor ", ItemFilter(), alerts=False)
    remove(town.as_("lars"), made.id)
    assert own(town.as_("lars")) == []


def test_the_clock_orders_telling_only_where_there_is_a_way(telling_town: Town) -> None:
    town = telling_town
    beat = Heartbeat(town.archive, town.clock, town.clock.time, lambda: None, regular(town.config))
    ordered: list[int] = []
    for minutes in (0, 11, 5, 11):
        town.clock.time += timedelta(minutes=minutes)
        beat()
        with town.archive.session(write=True) as session:
            waiting = orders.claim(session, "prov", town.clock(), (NOTICES,))
            ordered.append(waiting is not None)
            if waiting:
                orders.finish(session, waiting.id, town.clock(), ok=True)
    assert ordered == [False, True, False, True]
    silent = replace(town.config, notices=replace(town.config.notices, smtp_host=""))
    assert NOTICES not in {work.kind for work in regular(silent)}
    assert perform(system(town), NOTICES, "alla").outcome == "0 sända"
