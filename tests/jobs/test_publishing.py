"""The public list of accounts: it follows every change, a stranger's hand in it is told, and a folder out of reach stops nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.duties.duty import Light
from archiver.errors.refused import RightRefused
from archiver.errors.usage import UsageFault
from archiver.model import Person, Role
from jobs import enrol, people
from jobs.backup import back_up
from jobs.duties import duty_list
from jobs.public_list import drifted
from jobs.publishing import attest_register, keep, publish
from storage.database import journal
from tests.jobs.conftest import Town

VERA = Person("vera", "Vera Webbansvarig", roles=frozenset({Role.WEB_MANAGER}))


@pytest.fixture
def town(town_with: Callable[..., Town], tmp_path: Path) -> Town:
    town = town_with(f'contact = "Kommunikation"\n[publishing]\nregister = "{tmp_path}/webb/konton"\n')
    people.add(town.as_("anna"), VERA)
    return town


def told(town: Town) -> dict[str, object]:
    published: dict[str, object] = json.loads((town.folder / "webb/konton/konton.json").read_text())
    return published


def did(town: Town, word: str) -> int:
    with town.archive.session() as session:
        return len(journal.lines(session, did=word))


def test_list_follows_every_change_and_attestation(town: Town) -> None:
    account = town.open_account(name="Lillåns kommun")
    assert [(one["name"], one["status"]) for one in told(town)["accounts"]] == [("Lillåns kommun", "öppet")]
    assert {one.name for one in (town.folder / "webb/konton").iterdir()} == {"index.html", "konton.json", "konton.csv"}
    assert told(town)["attested"] is None
    attest_register(town.as_("vera"))
    assert told(town)["attested"]
    enrol.close(town.as_("carin"), account, "slutar", "kontot är borta")
    assert [one["status"] for one in told(town)["accounts"]] == ["avslutat"]
    with pytest.raises(RightRefused):
        attest_register(town.as_("carin"))


def test_what_somebody_else_altered_is_told_and_written_over(town: Town) -> None:
    town.open_account(name="Lillåns kommun")
    attest_register(town.as_("vera"))
    assert drifted(town.as_("vera")) == ()
    place = town.folder / "webb/konton/konton.json"
    place.write_text(place.read_text().replace("Lillåns kommun", "Någon annan"))
    assert len(drifted(town.as_("vera"))) == 1
    lights = {one.key: one for one in duty_list(town.as_("carin")).municipality}
    assert lights["public_register"].light is Light.RED
    keep(town.as_("anna"))
    assert drifted(town.as_("vera")) == ()
    assert did(town, "register.drifted") == 1
    place.unlink()
    assert len(drifted(town.as_("vera"))) == 1


def test_folder_out_of_reach_stops_no_work_and_is_told(town_with: Callable[..., Town], tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("i vägen")
    town = town_with(f'[publishing]\nregister = "{tmp_path}/fil/konton"\n')
    account = town.open_account()
    assert account
    assert did(town, "register.unpublished") >= 1
    lights = {one.key: one.light for one in duty_list(town.as_("carin")).municipality}
    assert lights["public_register"] is Light.RED


def test_publishing_without_a_folder_says_what_to_set(town_with: Callable[..., Town]) -> None:
    town = town_with()
    with pytest.raises(UsageFault, match="publishing"):
        publish(town.as_("rut"))
    with pytest.raises(RightRefused):
        publish(town.as_("lars"))


def test_backup_is_whole_and_the_next_one_takes_only_what_is_new(town: Town) -> None:
    anna = replace(town.as_("anna"))
    first = back_up(anna, town.folder / "kopia")
    assert first.objects > 3
    second = back_up(anna, town.folder / "kopia")
    assert second.objects <= 2
    assert second.segment == first.segment + 1
    assert did(town, "archive.backed_up") == 2
    with pytest.raises(RightRefused):
        back_up(town.as_("lars"), town.folder / "kopia")
