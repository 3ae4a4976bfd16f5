"""One-time codes: the RFC's own vectors, no code twice, clocks that differ, recovery codes used once, nothing on the shelf."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from archiver.errors.refused import Refused, RightRefused
from archiver.errors.sign_in import SignInRefused, TooManyAttempts
from archiver.errors.usage import ConfigFault
from jobs import one_time_codes, passwords
from jobs.context import Context
from storage.database import codes
from storage.vault import key_made_once, seal
from tests.jobs.conftest import Town


def code(town: Town, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(town.clock.time + timedelta(seconds=30 * steps))


@pytest.fixture
def rut(town: Town) -> Context:
    """Somebody with a password."""
    passwords.set_password(town.as_("rut"), "rut", "korrekt häst batteri")
    return town.as_("rut")


@pytest.fixture
def device(town: Town, rut: Context) -> tuple[str, list[str]]:
    """Her device's secret and her recovery codes."""
    one_time_codes.begin(rut)
    begun = one_time_codes.begun(rut)
    assert begun is not None
    recovery = one_time_codes.confirm(rut, code(town, begun.secret))
    town.clock.time += timedelta(minutes=2)
    return begun.secret, recovery


@pytest.mark.parametrize(("at", "expected"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_the_vectors_of_rfc_6238(town: Town, rut: Context, at: int, expected: str) -> None:
    """Appendix B, SHA-1, the last six digits of the eight."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    key = key_made_once(town.config.path(town.config.vault.key))
    with town.archive.session(write=True) as session:
        codes.begin(session, "rut", seal(key, secret.encode(), "one-time-code/rut"))
        codes.confirm(session, "rut", rut.now())
    town.clock.time = datetime.fromtimestamp(at, UTC)
    one_time_codes.take(rut, expected)
    with pytest.raises(SignInRefused):
        one_time_codes.take(rut, expected)


def test_a_key_counts_for_nothing_until_its_first_code(town: Town, rut: Context) -> None:
    one_time_codes.begin(rut)
    begun = one_time_codes.begun(rut)
    assert begun is not None
    assert begun.address.startswith("otpauth://totp/Somearkiv%20Lill%C3%A5ns%20kommun:rut?secret=")
    assert not one_time_codes.standing(rut).on
    with pytest.raises(SignInRefused):
        one_time_codes.confirm(rut, "000000" if code(town, begun.secret) != "000000" else "111111")
    assert len(one_time_codes.confirm(rut, code(town, begun.secret))) == one_time_codes.RECOVERY_CODES
    assert one_time_codes.standing(rut).on
    with pytest.raises(Refused):
        one_time_codes.begin(rut)


def test_a_code_is_taken_once_and_none_before_it(town: Town, rut: Context, device: tuple[str, list[str]]) -> None:
    secret = device[0]
    before, now = code(town, secret, -1), code(town, secret)
    one_time_codes.take(rut, f"{now[:3]} {now[3:]}")
    for again in (now, before):
        with pytest.raises(SignInRefused):
            one_time_codes.take(rut, again)


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_a_step(
    town: Town, rut: Context, device: tuple[str, list[str]], steps: int, *, taken: bool
) -> None:
    if taken:
        one_time_codes.take(rut, code(town, device[0], steps))
    else:
        with pytest.raises(SignInRefused):
            one_time_codes.take(rut, code(town, device[0], steps))


def test_a_recovery_code_is_used_once_however_it_is_written(rut: Context, device: tuple[str, list[str]]) -> None:
    one_time_codes.take(rut, device[1][0].lower().replace("-", " "))
    assert one_time_codes.standing(rut).recovery_left == one_time_codes.RECOVERY_CODES - 1
    with pytest.raises(SignInRefused):
        one_time_codes.take(rut, device[1][0])


def test_new_recovery_codes_replace_the_old(town: Town, rut: Context, device: tuple[str, list[str]]) -> None:
    new = one_time_codes.renew_recovery(rut, code(town, device[0]))
    with pytest.raises(SignInRefused):
        one_time_codes.take(rut, device[1][3])
    one_time_codes.take(rut, new[3])


def test_guessing_codes_costs_waiting_from_wherever(town: Town, rut: Context, device: tuple[str, list[str]]) -> None:
    wrong = "000000" if code(town, device[0]) != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(SignInRefused):
            one_time_codes.take(rut, wrong)
    with pytest.raises(TooManyAttempts):
        one_time_codes.take(rut, code(town, device[0]))
    town.clock.time += timedelta(seconds=6)
    one_time_codes.take(rut, code(town, device[0]))


def test_only_an_administrator_resets_and_only_what_is_there(town: Town, device: tuple[str, list[str]]) -> None:
    with pytest.raises(RightRefused):
        one_time_codes.reset(town.as_("olle"), "rut")
    one_time_codes.reset(town.as_("anna"), "rut")
    assert one_time_codes.standing(town.as_("rut")) == one_time_codes.Standing(False, False, 0, True)
    with pytest.raises(Refused):
        one_time_codes.reset(town.as_("anna"), "rut")


def test_codes_a_role_requires_are_not_turned_off(town_with: Callable[..., Town]) -> None:
    town = town_with('[web]\ncode_roles = ["registrator"]\n')
    passwords.set_password(town.as_("rut"), "rut", "korrekt häst batteri")
    rut = town.as_("rut")
    one_time_codes.begin(rut)
    begun = one_time_codes.begun(rut)
    assert begun is not None
    one_time_codes.confirm(rut, code(town, begun.secret))
    town.clock.time += timedelta(minutes=1)
    with pytest.raises(Refused, match="requires"):
        one_time_codes.turn_off(rut, code(town, begun.secret))
    assert one_time_codes.standing(rut).on


def test_without_a_password_there_is_nothing_to_add_codes_to(town: Town) -> None:
    with pytest.raises(Refused):
        one_time_codes.begin(town.as_("lars"))


def test_with_another_vault_key_codes_do_not_open_and_recovery_codes_still_do(
    town: Town, rut: Context, device: tuple[str, list[str]]
) -> None:
    file = town.config.path(town.config.vault.key)
    file.unlink()
    with pytest.raises(ConfigFault):
        one_time_codes.take(rut, code(town, device[0]))
    one_time_codes.take(rut, device[1][0])


def test_neither_secret_nor_codes_lie_on_the_shelf_or_plain_in_the_database(
    town: Town, device: tuple[str, list[str]]
) -> None:
    secrets = [device[0], *device[1], *(one.replace("-", "") for one in device[1])]
    for file in town.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [one for one in secrets if one.encode() in content], file
