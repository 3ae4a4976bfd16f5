"""The daily care: silence when all is well, an alarm when one byte is wrong, the copy in step."""

from collections.abc import Callable

import pytest

from archiver.errors.operation import IntegrityFault
from archiver.model import Account
from jobs.upkeep import upkeep
from storage.database import journal
from tests.jobs.conftest import Town


def days(town: Town, count: int) -> None:
    for _ in range(count):
        upkeep(town.as_("anna"))


def test_a_sound_archive_is_left_as_it_is(town: Town) -> None:
    town.open_account()
    with town.archive.session() as session:
        before = journal.lines(session)
    assert upkeep(town.as_("anna")) == "stämmer"
    with town.archive.session() as session:
        assert journal.lines(session) == before


def test_a_changed_byte_is_an_alarm_in_the_journal(town: Town) -> None:
    file = town.archive.file(Account, town.open_account(), "account.json")
    data = bytearray(file.read_bytes())
    data[20] ^= 1
    file.chmod(0o644)
    file.write_bytes(bytes(data))
    with pytest.raises(IntegrityFault):
        days(town, 40)  # the slice comes round to it
    with town.archive.session() as session:
        assert journal.lines(session)[-1].did == "archive.faults"


def test_the_copy_is_brought_in_step(town_with: Callable[..., Town]) -> None:
    town = town_with('[storage.copy]\nroot = "kopia"\n')
    town.open_account()
    upkeep(town.as_("anna"))
    originals = {path.relative_to(town.folder / "arkiv") for path in (town.folder / "arkiv").rglob("account.json")}
    copies = {path.relative_to(town.folder / "kopia") for path in (town.folder / "kopia").rglob("account.json")}
    assert copies == originals != set()
