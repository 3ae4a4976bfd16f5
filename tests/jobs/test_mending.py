"""Damage in the store and in its copy, mended by one command."""

import shutil
from collections.abc import Callable

import pytest

from archiver.errors.refused import RightRefused
from archiver.errors.usage import UsageFault
from archiver.model import Account
from jobs.mending import mend
from storage.kinds import object_id
from tests.jobs.conftest import Town


def test_store_and_copy_are_mended_from_each_other(town_with: Callable[..., Town]) -> None:
    town = town_with('[storage.copy]\nroot = "kopia"\n')
    account_id = town.open_account()
    shelf, copy = town.archive.shelf, town.archive.copy
    lost = object_id(town.archive.get(Account, account_id))
    shutil.rmtree(shelf.folder(lost))
    kept = copy.root / shelf.layout.path("somearkiv:person:bo") / "v1/content/person.json"
    kept.write_bytes(kept.read_bytes().replace(b"Bo", b"Ko"))
    done = mend(town.as_("anna"))
    assert (done.store, done.copy, done.left) == ((lost,), ("somearkiv:person:bo",), ())
    assert town.archive.get(Account, account_id).id == account_id


def test_what_neither_place_has_is_told_and_left(town_with: Callable[..., Town]) -> None:
    town = town_with('[storage.copy]\nroot = "kopia"\n')
    for root in (town.archive.shelf.root, town.archive.copy.root):
        shutil.rmtree(root / town.archive.shelf.layout.path("somearkiv:person:bo"))
    done = mend(town.as_("anna"))
    assert done.store == done.copy == ()
    assert ("S003", "somearkiv:person:bo") in {(one.code, one.where) for one in done.left}


def test_only_who_runs_the_archive_mends_it_and_only_with_a_copy(town: Town) -> None:
    with pytest.raises(RightRefused):
        mend(town.as_("lars"))
    with pytest.raises(UsageFault):
        mend(town.as_("anna"))
