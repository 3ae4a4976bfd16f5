"""The public list of accounts: only public columns, readable by all, and its copy watched."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from archiver.errors.refused import Refused
from archiver.export.formats.register import FORMAT, rows_of
from archiver.export.public_register import drift
from archiver.model import AccountState, Contact, Outcome


@pytest.fixture
def town(shelf):
    account = next(iter(shelf.accounts.values()))
    old = replace(
        account,
        id="lillan-x",
        platform="x",
        name="Lillåns bibliotek <b>",
        url="https://x.example/lillan",
        state=AccountState.CLOSED,
        closed_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC),
    )
    planned = replace(account, id="lillan-tiktok", name="Planerat konto", state=AccountState.PROPOSED)
    opened = replace(account, state=AccountState.OPEN)
    shelf.accounts = {one.id: one for one in (planned, old, opened)}
    shelf.capture()
    return shelf


def test_only_open_and_closed_accounts_are_listed_open_first(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    listed = json.loads((tmp_path / "ut/konton.json").read_text())
    assert [(one["name"], one["status"]) for one in listed["accounts"]] == [
        ("Lillåns kommun", "öppet"),
        ("Lillåns bibliotek <b>", "avslutat"),
    ]
    assert listed["accounts"][1]["closed"] == "2026-07-01", "the Swedish day"
    assert listed["accounts"][0]["last_verified"] == "2026-11-21"


def test_no_person_stands_in_any_of_the_files(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    for each in (tmp_path / "ut").iterdir():
        text = each.read_text("utf-8")
        for word in ("Owe", "Dag Ersättare", "Adam", "Berit", "owe@example.se", "credentials", "administrat"):
            assert word not in text, each.name
        assert "Kommunikatör" in text


def test_account_without_a_function_shows_the_municipality_s(town, say, tmp_path):
    account = town.accounts["lillan-facebook"]
    town.accounts["lillan-facebook"] = replace(account, owner=Contact("Owe Ägare"))
    FORMAT.write(town.material(), tmp_path / "ut", say)
    assert json.loads((tmp_path / "ut/konton.json").read_text())["accounts"][0]["contact"] == "Registrator"


def test_page_can_be_read_without_seeing_it(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    tree = html.parse(str(tmp_path / "ut/index.html")).getroot()
    assert tree.get("lang") == "sv"
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//title/text()")[0].startswith("Kommunens konton")
    assert tree.xpath("//th[not(@scope)]") == []
    for region in tree.xpath("//*[@aria-labelledby]"):
        assert tree.xpath(f"//*[@id='{region.get('aria-labelledby')}']")
    assert tree.xpath("//a[@class='skip']/@href") == ["#innehall"]
    assert tree.xpath("//script | //img | //link | //iframe") == []
    assert tree.xpath("//b") == [], "a name is text, never markup"


def test_csv_has_the_public_columns(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "ut/konton.csv").read_text("utf-8-sig")), delimiter=";"))
    assert rows[0]["Konto"] == "Lillåns kommun"
    assert rows[0]["Öppnat"] == "2026-01-12"


def test_address_that_is_no_web_address_makes_no_link(town, say, tmp_path):
    account = town.accounts["lillan-facebook"]
    town.accounts["lillan-facebook"] = replace(account, url="javascript:alert(1)")
    FORMAT.write(town.material(), tmp_path / "ut", say)
    assert "javascript:" not in (tmp_path / "ut/index.html").read_text()


def test_capture_that_did_not_reach_the_account_verifies_nothing(town):
    town.captures[0] = replace(town.captures[0], outcome=Outcome.LOGIN_WALL)
    assert rows_of(town.material())[0].last_verified is None


def test_published_copy_that_says_the_same_has_not_drifted(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    published = (tmp_path / "ut/konton.json").read_bytes()
    town.capture(2)
    assert drift(published, rows_of(town.material())) == ()


def test_drift_of_the_published_copy_is_told_account_by_account(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    published = (tmp_path / "ut/konton.json").read_bytes()
    account = town.accounts["lillan-facebook"]
    town.accounts["lillan-facebook"] = replace(account, purpose="Något annat")
    town.accounts["ny"] = replace(account, id="ny", url="https://ny.example/", state=AccountState.OPEN)
    del town.accounts["lillan-x"]
    told = [one.sv for one in drift(published, rows_of(town.material()))]
    assert told == [
        "https://ny.example/ saknas",
        "https://x.example/lillan ska inte stå där",
        "https://social.example/lillan: annan uppgift om purpose",
    ]


@pytest.mark.parametrize("published", [b"", b"<html>", b"[]", b'{"accounts": [1]}', b'{"accounts": [{}]}'])
def test_published_copy_that_is_something_else_is_told(town, published):
    assert "går inte att läsa" in drift(published, rows_of(town.material()))[0].sv


def test_register_without_accounts_is_refused(shelf, say, tmp_path):
    with pytest.raises(Refused):
        FORMAT.write(shelf.material(), tmp_path / "ut", say)
