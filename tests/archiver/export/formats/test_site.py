"""The public reading copy: nothing undecided, secret or private in it, and it can be searched from a folder."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import sync_playwright

from archiver.errors.refused import Refused
from archiver.export.formats.site import FORMAT, entries
from archiver.model import Author, AuthorRole, ItemKind
from archiver.records import Secrecy, Visibility

CHROMIUM = os.environ.get("SOMEARKIV_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture
def town(shelf):
    """A post by the municipality, a question that answers it, and a secret comment."""
    post = shelf.item("bad", "Badet öppnar på lördag <b>klockan tio</b>", kind=ItemKind.POST, direction="upprättad")
    own = replace(post.versions[0], author=Author("Lillåns kommun", "", AuthorRole.MUNICIPALITY))
    shelf.items[0] = replace(post, versions=(own,))
    shelf.item("fraga", "Får man ta med egna badringar? Älskar ert bad!", parent_id=post.id, thread_id=post.id)
    shelf.secret_item()
    return shelf


def words_of(folder: Path) -> str:
    return "\n".join(each.read_text("utf-8") for each in folder.rglob("*") if each.suffix in (".html", ".js"))


def test_only_decided_and_open_items_are_shown(town, say, tmp_path):
    written = FORMAT.write(town.material(), tmp_path / "ut", say)
    assert written.object_ids == (town.items[0].id, town.items[1].id)
    said = words_of(tmp_path / "ut")
    assert "Badet öppnar på lördag" in said
    for word in ("Astronaut", "Trollbäck", "trollback", "tvärsymtom", town.items[2].id):
        assert word not in said


def test_private_person_s_name_is_left_out(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    said = words_of(tmp_path / "ut")
    assert "Kim Kommentar" not in said
    assert "kim.kommentar" not in said
    assert "Kommentar av Privatperson" in said
    assert "Inlägg av Lillåns kommun" in said


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, axes=replace(one.axes, visibility=Visibility.UNPUBLISHED)),
        lambda one: replace(one, axes=replace(one.axes, visibility=Visibility.REMOVED_BY_SENDER)),
        lambda one: replace(one, axes=replace(one.axes, secrecy=Secrecy.TESTED)),
        lambda one: replace(one, missing_since=one.received_at),
        lambda one: replace(one, proposals=()),
        lambda one: replace(one, decisions=()),
        lambda one: replace(one, register_entry=replace(one.register_entry, public_sender="")),
        lambda one: replace(one, versions=(replace(one.versions[0], text="Ring 19900101-2385"),)),
    ],
    ids=["unpublished", "removed", "tested", "missing", "never appraised", "undecided", "withheld sender", "number"],
)
def test_item_that_is_not_quite_open_is_not_published(town, say, tmp_path, change):
    town.items[1] = change(town.items[1])
    assert FORMAT.write(town.material(), tmp_path / "ut", say).object_ids == (town.items[0].id,)


def test_answer_to_something_hidden_says_so(town, say, tmp_path):
    town.items[1] = replace(town.items[1], parent_id=town.items[2].id)
    FORMAT.write(town.material(), tmp_path / "ut", say)
    assert "Svar på något som inte visas här" in words_of(tmp_path / "ut")


def test_threads_keep_their_order(town):
    depths = [(one.text[:5], one.depth) for one in entries(town.items[:2])]
    assert depths == [("Badet", 0), ("Får m", 1)]


def test_picture_of_the_account_is_shown_only_when_all_on_it_is_the_municipality_s_own(town, say, tmp_path):
    capture = town.capture()
    town.captures[0] = replace(capture, items_seen=(town.items[0].id, town.items[1].id))
    FORMAT.write(town.material(), tmp_path / "a", say)
    assert not (tmp_path / "a/bilder").exists()
    town.captures[0] = replace(capture, items_seen=(town.items[0].id,))
    FORMAT.write(town.material(), tmp_path / "b", say)
    assert (tmp_path / f"b/bilder/{capture.id}.png").exists()


def test_nothing_publishable_is_refused(shelf, say, tmp_path):
    shelf.secret_item()
    with pytest.raises(Refused):
        FORMAT.write(shelf.material(), tmp_path / "ut", say)
    assert not (tmp_path / "ut").exists()


def test_pages_can_be_read_without_seeing_them(town, say, tmp_path):
    FORMAT.write(town.material(), tmp_path / "ut", say)
    for each in (tmp_path / "ut").glob("*.html"):
        tree = html.parse(str(each)).getroot()
        assert tree.get("lang") == "sv"
        assert len(tree.xpath("//h1")) == 1
        assert tree.xpath("//img[not(@alt)]") == []
        assert tree.xpath("//input[not(@id = //label/@for)]") == []
        assert tree.xpath("//b") == []
        for link in tree.xpath("//a/@href"):
            assert link.startswith(("#", "mailto:")) or (tmp_path / "ut" / link.partition("#")[0]).exists()


def test_same_material_gives_the_same_bytes(town, say, tmp_path):
    one, two = FORMAT.write(town.material(), tmp_path / "a", say), FORMAT.write(town.material(), tmp_path / "b", say)
    assert one.digest == two.digest


def test_search_works_from_a_folder_without_a_server(town, say, tmp_path):
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM} (set SOMEARKIV_CHROMIUM)")
    FORMAT.write(town.material(), tmp_path / "ut", say)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            page = browser.new_page()
            faults: list[str] = []
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            page.goto((tmp_path / "ut/sok.html").as_uri())
            page.fill("#ord", "älskar BADRINGAR")
            page.press("#ord", "Enter")
            assert page.text_content("#svar") == "1 träff."
            page.click("#traffar a")
            assert "Älskar ert bad" in (page.text_content(f"#h-{town.items[1].id}") or "")
            page.goto((tmp_path / "ut/sok.html").as_uri())
            page.fill("#ord", "<b>klockan")
            page.press("#ord", "Enter")
            assert page.locator("#traffar b").count() == 0
            assert faults == []
        finally:
            browser.close()
