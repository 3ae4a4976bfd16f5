"""Each duty's light: kept, soon to be seen to, broken; and what it tells."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archiver.duties.duty import AccountDutyFacts, Light, MunicipalityDutyFacts
from archiver.duties.registry import ACCOUNT_DUTIES, MUNICIPALITY_DUTIES, of_account, of_municipality, worst
from archiver.model import Absence, Account, AccountEvent, AccountState, ActivityPlan, Approval, ApprovalRole, Contact

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday."""
G, Y, R = Light.GREEN, Light.YELLOW, Light.RED
DAY = timedelta(days=1)

ACCOUNT = Account(
    id="konto",
    platform="facebook",
    name="Konto",
    url="https://social.example/konto",
    committee="Kommunstyrelsen",
    activity="kommunledning",
    purpose="Dialog",
    target_group="Invånare",
    monitoring="Varje arbetsdag",
    owner=Contact("Eva Ek"),
    deputy=Contact("Bo Björk"),
    administrators=(Contact("Eva Ek"), Contact("Bo Björk")),
    plan=ActivityPlan("a", "b", "c", "d", "Bo Björk"),
    state=AccountState.OPEN,
    credentials_deposited=True,
    approvals=(
        Approval(ApprovalRole.MANAGER, "chef", NOW),
        Approval(ApprovalRole.INFORMATION_OFFICER, "informatör", NOW),
    ),
    opened_at=datetime(2025, 2, 1, tzinfo=UTC),
    history=(AccountEvent("intyga", "eva", datetime(2026, 1, 12, tzinfo=UTC)),),
)
KEPT = AccountDutyFacts(
    ACCOUNT,
    captures=(datetime(2025, 9, 9, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC)),
    due_at=datetime(2026, 9, 9, tzinfo=UTC),
    last_own_post_at=NOW - DAY,
)


def state(key: str, facts: AccountDutyFacts = KEPT, now: datetime = NOW):
    return {one.key: one for one in of_account(facts, now, secrets=True)}[key]


def of(**changes: object) -> AccountDutyFacts:
    return replace(KEPT, account=replace(ACCOUNT, **changes))


def test_a_well_kept_account_is_green_all_through():
    states = of_account(KEPT, NOW, secrets=True)
    assert len(states) == len(ACCOUNT_DUTIES)
    assert worst(states) is G
    assert all(one.todo is None for one in states)


@pytest.mark.parametrize(
    ("key", "facts", "light", "says"),
    [
        ("administrators", of(administrators=ACCOUNT.administrators[:1]), R, "1 av minst 2"),
        ("administrators", of(administrators=(Contact("Eva Ek"), Contact("EVA EK"))), R, "1 av minst 2"),
        ("deputy", of(deputy=Contact("")), R, "ersättare för kontoansvarig saknas"),
        ("deputy", of(deputy=Contact("Eva Ek")), R, "en annan än kontoansvarig"),
        ("activity_plan", of(plan=replace(ACCOUNT.plan, monitoring="")), R, "punkt 4"),
        ("credentials", of(credentials_deposited=False), R, "inte deponerade"),
        ("credentials", of(credentials_deposited=False, state=AccountState.APPROVED), Y, "inte deponerade"),
        ("approvals", of(approvals=ACCOUNT.approvals[:1]), R, "informatören"),
        ("approvals", of(approvals=(), state=AccountState.PROPOSED), Y, "närmaste chef och informatören"),
        ("approvals", of(approvals=tuple(replace(a, by="kim") for a in ACCOUNT.approvals)), R, "samma person"),
        ("capture_works", replace(KEPT, last_error="tidsgräns"), Y, "tidsgräns"),
        ("capture_works", replace(KEPT, last_error="spärrad", alarm_since=NOW - DAY), R, "spärrad"),
        ("attested", of(history=(), opened_at=NOW - 380 * DAY), Y, "äldre än ett år"),
        ("attested", of(history=(), opened_at=NOW - 400 * DAY), R, "äldre än ett år"),
        ("attested", of(history=(), opened_at=NOW - 40 * DAY), G, "inom ett år"),
        (
            "activity",
            replace(of(history=(AccountEvent("pausa", "eva", NOW, "Ombyggnad"),)), last_own_post_at=NOW - 200 * DAY),
            G,
            "vilar",
        ),
        ("suspected_secrets", replace(KEPT, suspected_since=(NOW - DAY / 2,)), Y, "1 misstänkt"),
        ("suspected_secrets", replace(KEPT, suspected_since=(NOW, NOW - 2 * DAY)), R, "1 av 2"),
        ("marked_removed", replace(KEPT, marked_still_published=(NOW - DAY / 2,)), Y, "1 sekretessmarkerade"),
        ("marked_removed", replace(KEPT, marked_still_published=(NOW - 2 * DAY,)), R, "1 sekretessmarkerade"),
        ("registration_prompt", replace(KEPT, diary_since=(NOW - DAY / 2,)), G, "Inga förslag"),
        ("registration_prompt", replace(KEPT, diary_since=(NOW - 2 * DAY,)), Y, "1 förslag"),
        ("registration_prompt", replace(KEPT, diary_since=(NOW - 8 * DAY,)), R, "1 förslag"),
        ("activity", replace(KEPT, last_own_post_at=NOW - 91 * DAY), Y, "sedan 2025-12-03"),
        ("activity", replace(KEPT, last_own_post_at=None), G, "Inget eget inlägg är känt"),
    ],
)
def test_light_follows_the_facts_and_says_why(key, facts, light, says):
    found = state(key, facts)
    assert found.light is light
    assert says in found.what.sv
    assert (found.todo is None) is (light is G)
    assert found.rule.sv.startswith(("Riktlinjen", "OSL"))


FIRST_HALF_END = datetime(2026, 6, 30, 22, tzinfo=UTC)
ONLY_LAST = (datetime(2025, 9, 9, tzinfo=UTC),)
THIS = datetime(2026, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("captures", "due_at", "last_error", "now", "light"),
    [
        ((*ONLY_LAST, THIS), None, "", NOW, G),
        (ONLY_LAST, NOW + 30 * DAY, "", NOW, G),
        (ONLY_LAST, NOW + 30 * DAY, "spärrad", NOW, Y),
        (ONLY_LAST, NOW - 2 * DAY, "", NOW, Y),
        (ONLY_LAST, None, "", NOW, Y),
        (ONLY_LAST, NOW, "", FIRST_HALF_END - 20 * DAY, Y),
        (ONLY_LAST, NOW, "", FIRST_HALF_END - 10 * DAY, R),
        ((), NOW + DAY, "", NOW, R),
        ((THIS,), NOW + 90 * DAY, "", NOW, Y),
    ],
)
def test_a_missed_half_year_is_red_and_a_healed_one_yellow(captures, due_at, last_error, now, light):
    facts = replace(KEPT, captures=captures, due_at=due_at, last_error=last_error)
    assert state("portrait", facts, now).light is light


def test_an_account_opened_this_half_year_missed_nothing_before():
    facts = replace(of(opened_at=NOW - DAY), captures=(), due_at=NOW + DAY / 4)
    assert state("portrait", facts).light is G


def test_weekends_do_not_count_against_a_decision():
    friday, monday = datetime(2026, 3, 6, 14, tzinfo=UTC), datetime(2026, 3, 9, 13, tzinfo=UTC)
    facts = replace(KEPT, suspected_since=(friday,))
    assert state("suspected_secrets", facts, monday).light is Y
    assert state("suspected_secrets", facts, monday + 2 * timedelta(hours=1)).light is R


def test_a_closed_account_still_has_its_records_to_see_to():
    keys = {one.key for one in of_account(of(state=AccountState.CLOSED), NOW, secrets=True)}
    assert keys == {"suspected_secrets", "registration_prompt", "removal_prompt"}


@pytest.mark.parametrize(
    ("key", "facts", "light"),
    [
        ("guideline_review", MunicipalityDutyFacts(NOW - 100 * DAY), G),
        ("guideline_review", MunicipalityDutyFacts(NOW - 340 * DAY), Y),
        ("guideline_review", MunicipalityDutyFacts(NOW - 366 * DAY), R),
        ("guideline_review", MunicipalityDutyFacts(NOW - 900 * DAY, guideline_reviewed_at=NOW - DAY), G),
        ("guideline_review", MunicipalityDutyFacts(NOW - 900 * DAY, guideline_reviewed_at=NOW - 366 * DAY), R),
        ("public_register", MunicipalityDutyFacts(NOW), G),
        ("public_register", MunicipalityDutyFacts(NOW, register_changed_at=NOW - DAY), Y),
        ("public_register", MunicipalityDutyFacts(NOW, register_changed_at=NOW - 31 * DAY), R),
        (
            "public_register",
            MunicipalityDutyFacts(NOW, register_changed_at=NOW - 31 * DAY, register_attested_at=NOW - DAY),
            G,
        ),
        ("copy_kept", MunicipalityDutyFacts(NOW), R),
        ("copy_kept", MunicipalityDutyFacts(NOW, copy_kept=True), G),
    ],
)
def test_the_municipalitys_own_duties(key, facts, light):
    found = {one.key: one for one in of_municipality(facts, NOW)}[key]
    assert found.light is light
    assert (found.todo is None) is (light is G)


def test_every_duty_has_its_own_key_and_both_languages():
    duties = (*ACCOUNT_DUTIES, *MUNICIPALITY_DUTIES)
    assert len({duty.key for duty in duties}) == len(duties)
    for duty in duties:
        assert duty.title.sv != duty.title.en
        assert duty.rule.sv != duty.rule.en


def test_without_the_right_not_even_the_number_of_secrets_is_told():
    facts = replace(KEPT, suspected_since=(NOW - 9 * DAY,), marked_still_published=(NOW - 9 * DAY,))
    told = of_account(facts, NOW, secrets=False)
    assert worst(told) is G
    assert not {"suspected_secrets", "marked_removed"} & {one.key for one in told}


def test_no_duty_tells_what_anybody_wrote():
    words_of_ours = {"last_error", "lost_openings"}
    fields = set(AccountDutyFacts.__dataclass_fields__) - {"account", *words_of_ours}
    assert all("str" not in str(AccountDutyFacts.__dataclass_fields__[name].type) for name in fields)


ALL_ELSE_WRONG = replace(
    KEPT,
    captures=(),
    due_at=NOW - 99 * DAY,
    alarm_since=NOW - 9 * DAY,
    last_error="spärrad",
    suspected_since=(NOW - 9 * DAY,),
    diary_since=(NOW - 9 * DAY,),
    marked_still_published=(NOW - 9 * DAY,),
    last_own_post_at=NOW - 999 * DAY,
    removals_due=(NOW - DAY,),
    lost_openings=("session",),
    unsearchable_since=NOW - 9 * DAY,
)
BOTH_AWAY = tuple(Absence(name, NOW.date(), NOW.date()) for name in ("Eva Ek", "Bo Björk"))


@pytest.mark.parametrize("duty", ACCOUNT_DUTIES, ids=lambda duty: duty.key)
def test_a_duty_is_remembered_only_where_nothing_but_the_account_can_change_it(duty):
    told = {
        duty.check(replace(facts, account=replace(ACCOUNT, absences=BOTH_AWAY)), now)
        for facts in (KEPT, ALL_ELSE_WRONG)
        for now in (NOW - 500 * DAY, NOW, NOW + 500 * DAY)
    }
    assert (len(told) == 1) is duty.of_account_alone


def test_a_changed_account_is_another_to_the_memory():
    for count, light in ((2, G), (1, R), (2, G)):
        assert state("administrators", of(administrators=ACCOUNT.administrators[:count])).light is light
