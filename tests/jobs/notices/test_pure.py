"""When a notice goes, who gets it, and what a letter says: no server needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archiver.lifecycle.rights import Right
from archiver.model import Person, Role
from archiver.text import Text
from jobs.notices.letter import letter
from jobs.notices.matter import LABELS, Kind, Matter, stage
from jobs.notices.recipients import BY_ROLE, recipients
from jobs.notices.timing import WAITS_MINUTES, next_try, not_before
from jobs.notices.webhook import signature, verified
from storage.database.notice_preferences import Preference, Rhythm
from tests.storage.making import ANNA, account

ACCOUNT = account()
MATTER = Matter(
    "k", Kind.CAPTURE_FAILED, Text("har inte kunnat fångas", ""), "/konton/x", "x", "Facebook", "Kommunstyrelsen"
)


def at(text: str) -> datetime:
    """A Swedish winter time as UTC (one hour before)."""
    return datetime.fromisoformat(f"2026-01-{text}").replace(tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("rhythm", "quiet", "urgent", "now", "goes"),
    [
        (Rhythm.AT_ONCE, (18, 7), False, "12T10:00", "12T10:00"),
        (Rhythm.AT_ONCE, (18, 7), False, "12T18:00", "13T07:00"),
        (Rhythm.AT_ONCE, (18, 7), True, "13T06:59", "13T07:00"),
        (Rhythm.AT_ONCE, (0, 0), False, "12T23:30", "12T23:30"),
        (Rhythm.AT_ONCE, (12, 13), False, "12T12:30", "12T13:00"),
        (Rhythm.URGENT_AT_ONCE, (18, 7), True, "12T10:00", "12T10:00"),
        (Rhythm.URGENT_AT_ONCE, (18, 7), False, "12T10:00", "13T07:30"),
        (Rhythm.DAILY, (18, 7), True, "12T05:00", "12T07:30"),
        (Rhythm.DAILY, (18, 9), True, "12T05:00", "12T09:00"),
    ],
)
def test_a_notice_waits_for_its_rhythm_and_the_quiet_hours(
    rhythm: Rhythm, quiet: tuple[int, int], urgent: bool, now: str, goes: str
) -> None:
    preference = Preference("anna", rhythm, quiet_from=quiet[0], quiet_to=quiet[1])
    assert not_before(preference, at(now), urgent=urgent) == at(goes)


def test_waits_grow_and_end() -> None:
    now = at("12T10:00")
    waits = [next_try(number, now) for number in range(1, len(WAITS_MINUTES) + 2)]
    assert waits[-1] is None
    known = [one for one in waits if one]
    assert known == sorted(known)
    assert known[0] > now


def test_reminders_count_from_the_first_notice() -> None:
    first = at("01T10:00")
    assert [stage(first, first + timedelta(days=days), (3, 7, 14)) for days in (0, 2, 3, 6, 7, 14, 90)] == [
        0, 0, 1, 1, 2, 3, 3,
    ]  # fmt: skip


def people(*roles: Role, committees: frozenset[str] = frozenset()) -> Person:
    return Person("p", "P", "p@x.example", frozenset(roles), committees)


def test_the_accounts_owner_is_told_whatever_the_role() -> None:
    owner = replace(people(Role.ACCOUNT_OWNER), email=ANNA.email.upper())
    assert recipients(MATTER, ACCOUNT, [owner], 0) == [owner]
    assert recipients(MATTER, ACCOUNT, [people(Role.ACCOUNT_OWNER)], 0) == []


def test_managers_are_told_from_the_second_reminder_on() -> None:
    manager = people(Role.MANAGER)
    assert [bool(recipients(MATTER, ACCOUNT, [manager], number)) for number in (0, 1, 2, 3)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_secrets_are_told_only_to_who_may_know_them() -> None:
    secret = replace(MATTER, kind=Kind.SECRET_SUSPECTED, secret=True)
    owner = replace(people(Role.ACCOUNT_OWNER), email=ANNA.email)
    at_home = replace(owner, username="q", committees=frozenset({"Kommunstyrelsen"}))
    elsewhere = people(Role.REGISTRAR, committees=frozenset({"Barnnämnden"}))
    assert recipients(secret, ACCOUNT, [owner, elsewhere, people(Role.MANAGER), people(Role.OPERATOR)], 3) == []
    assert recipients(secret, ACCOUNT, [at_home, people(Role.REGISTRAR)], 0) == [people(Role.REGISTRAR), at_home]


def test_a_notice_leads_to_a_page_that_its_reader_may_open() -> None:
    one = replace(MATTER, page="/granskning?fraga=secrecy", needs=Right.REVIEW)
    registrar = Person("rut", "Rut", roles=frozenset({Role.REGISTRAR}))
    owner = Person("olle", "Olle", roles=frozenset({Role.ACCOUNT_OWNER}), committees=frozenset({"Kommunstyrelsen"}))
    assert one.notice(0, registrar)["page"] == "/granskning?fraga=secrecy"
    assert one.notice(0, owner)["page"] == "/skyldigheter"
    assert one.notice(0)["page"] == "/granskning?fraga=secrecy", "a webhook has no reader with rights"


def test_who_has_left_or_has_no_address_is_told_nothing() -> None:
    operator = people(Role.OPERATOR)
    assert recipients(MATTER, ACCOUNT, [replace(operator, active=False), replace(operator, email="")], 0) == []


def test_every_kind_has_a_label_and_its_roles() -> None:
    assert set(LABELS) == set(BY_ROLE) == set(Kind)


def test_the_letter_groups_what_is_told_and_has_one_name_however_often_it_goes() -> None:
    def written(count: int) -> str:
        notices = [MATTER.notice(number) for number in range(count)]
        made = letter(
            notices,
            batch="b1",
            name="Åsa Öberg",
            address="asa@x.example",
            sender="arkiv@lillan.example",
            municipality="Lillåns kommun",
            base_url="https://arkiv.example",
            now=at("12T10:00"),
        )
        assert made["Message-ID"] == "<b1@lillan.example>"
        return f"{made['Subject']}\n{made.get_content()}"

    assert written(1).startswith("Somearkiv: Ett konto har inte kunnat fångas\nHej Åsa Öberg!")
    two = written(2)
    assert two.startswith("Somearkiv: 2 saker väntar")
    assert two.count("ETT KONTO HAR INTE KUNNAT FÅNGAS") == 1
    assert "• Påminnelse 1: Facebook (x): har inte kunnat fångas." in two
    assert "https://arkiv.example/konton/x" in two


def test_a_signature_holds_for_its_body_secret_and_time_only() -> None:
    now, body = at("12T10:00"), b'{"a": 1}'
    header = signature(b"hemlig", body, now)
    assert verified(header, b"hemlig", body, now + timedelta(minutes=4))
    assert not verified(header, b"hemlig", body, now + timedelta(minutes=6))
    assert not verified(header, b"annan", body, now)
    assert not verified(header, b"hemlig", body + b" ", now)
    assert not verified("t=x,v1=", b"hemlig", body, now)
