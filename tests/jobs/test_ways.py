"""Ways in: tokens and sessions are sealed, versions are kept, a lost one pauses the account and is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from archiver.capture.browser import Browser, BrowserSettings
from archiver.errors.outside import LoggedOut
from archiver.errors.refused import RightRefused
from archiver.errors.usage import ConfigFault, NoDisplay, UsageFault
from archiver.model import Account, WayIn
from archiver.platforms.registry import platform
from jobs import envelope, vault, ways
from jobs.come_in import by_browser
from jobs.duties import duty_list
from jobs.visiting import one_page
from storage.database import journal, secrets
from storage.database.secrets import SecretKind, SecretState
from tests.jobs.conftest import Town

TOKEN = "hemlig-nyckel-0123456789"


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_token_is_sealed_and_every_version_kept(town: Town) -> None:
    account_id = town.open_account()
    assert ways.keep_token(town.as_("rut"), account_id, TOKEN + "\n") == 1
    assert ways.keep_token(town.as_("rut"), account_id, "en-nyare-nyckel") == 2
    with town.archive.session() as session:
        rows = secrets.versions(session, account_id, SecretKind.TOKEN)
        told = journal.lines(session, did="token.kept", limit=9)
    assert [row.state for row in rows] == [SecretState.REPLACED, SecretState.VALID]
    assert vault.opened(town.as_("rut"), rows[0]).decode() == TOKEN
    assert len(told) == 2
    assert TOKEN.encode() not in everything(town.folder)
    assert (town.folder / "valv.nyckel").stat().st_mode & 0o077 == 0


def test_the_envelope_is_opened_by_the_informator_alone_and_the_journal_says_so(town: Town) -> None:
    account_id = town.open_account()
    assert envelope.seal(town.as_("carin"), account_id, "lillan / Hemligt-Ord-77") == 1
    assert town.archive.get(Account, account_id).credentials_deposited
    assert b"Hemligt-Ord-77" not in everything(town.folder)
    with pytest.raises(RightRefused):
        envelope.open_(town.as_("rut"), account_id)
    assert envelope.open_(town.as_("carin"), account_id) == "lillan / Hemligt-Ord-77"
    with town.archive.session() as session:
        assert [line.who for line in journal.lines(session, did="envelope.opened", limit=9)] == ["carin"]


def test_another_key_or_anothers_secret_opens_nothing(town: Town) -> None:
    account_id = town.open_account()
    ways.keep_token(town.as_("rut"), account_id, TOKEN)
    row = vault.of_account(town.as_("rut"), account_id, SecretKind.TOKEN)
    assert row is not None
    with pytest.raises(ConfigFault):
        vault.opened(town.as_("rut"), replace(row, account_id="ett-annat"))
    (town.folder / "valv.nyckel").unlink()
    with pytest.raises(ConfigFault, match="key is missing"):
        vault.opened(town.as_("rut"), row)


@pytest.mark.parametrize("token", ["", "  ", "två ord", "rad\nbrytning", "åäö"])
def test_what_is_no_token_is_refused(town: Town, token: str) -> None:
    account_id = town.open_account()
    with pytest.raises(UsageFault):
        ways.keep_token(town.as_("rut"), account_id, token)


def test_the_way_in_is_kept_with_what_it_rests_on(town: Town) -> None:
    account_id = town.open_account()
    ways.choose(town.as_("olle"), account_id, WayIn.INTERFACE, permission="Avtal 2026-03-01", why="avtal")
    account = town.archive.get(Account, account_id)
    assert (account.way_in, account.permission) == (WayIn.INTERFACE, "Avtal 2026-03-01")
    with pytest.raises(UsageFault, match="meta_graph"):
        ways.choose(town.as_("olle"), account_id, WayIn.INTERFACE, interface="mastodon", why="fel")
    with pytest.raises(RightRefused):
        ways.choose(town.as_("lars"), account_id, WayIn.BROWSER, why="ingen rätt")


def test_a_lost_session_pauses_the_account_and_is_told(town: Town) -> None:
    account = town.archive.get(Account, town.open_account())
    context = town.as_("rut")
    vault.keep(context, account, SecretKind.SESSION, vault.packed({"cookies": [], "origins": []}))
    row = vault.of_account(context, account.id, SecretKind.SESSION)
    assert row is not None
    vault.lost(context, account, row)
    order = one_page(town.config.capture, account, platform("facebook"), account.url)
    with Browser(BrowserSettings()) as browser:
        with pytest.raises(LoggedOut):
            by_browser(context, browser, account, order, town.folder / "evidence")
        assert browser.process == 0
    lights = {duty.key: duty.light.value for duty in duty_list(context).accounts[account.id]}
    assert lights["session_works"] == "red"
    with town.archive.session() as session:
        assert journal.lines(session, did="session.lost", limit=1)
    assert ways.forget(context, account.id, SecretKind.SESSION)
    assert vault.of_account(context, account.id, SecretKind.SESSION) is None


def test_without_a_display_it_is_said_what_to_do(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    account_id = town.open_account()
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with Browser(BrowserSettings()) as browser, pytest.raises(NoDisplay) as fault:
        ways.keep_session(town.as_("rut"), browser, account_id, lambda: True)
    assert "skärm" in fault.value.message("sv")
    assert fault.value.exit_code == 2
