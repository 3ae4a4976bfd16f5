"""What is handed out: whole, masked or refused, and never a masked word in any byte of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import Refused
from archiver.export.disclosure import MASKED, DisclosureRequest, ItemTest, Rectangle, Release
from archiver.export.formats import disclosure
from archiver.export.formats.disclosure import FORMAT
from archiver.model import Attachment, Author
from archiver.records import ItemRecord

WHEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HIDDEN = ("Signhild", "Trollbäck", "tvärsymtomit")


@pytest.fixture
def town(shelf):
    shelf.item("lampa", "Lampan på Storgatan 4 är trasig")
    shelf.secret_item()
    return shelf


def asked(town, *changes) -> DisclosureRequest:
    """Whole release of the first item, the secret one in part, with `changes` by place."""
    tests = [
        ItemTest(town.items[0].id, Release.WHOLE, "Rut Registrator", WHEN),
        ItemTest(
            town.items[1].id,
            Release.PART,
            "Rut Registrator",
            WHEN,
            ground="23 kap. 2 § offentlighets- och sekretesslagen",
            words=HIDDEN,
            mask_author=True,
        ),
    ]
    for place, facts in changes:
        tests[place] = replace(tests[place], **facts)
    return DisclosureRequest(
        designation="KS 2026/500",
        received_at=WHEN,
        asked_for="kommentarer om skolan under november",
        authority="Kommunstyrelsen",
        decided_by="Kanslichefen",
        tests=tuple(tests),
        court="Kammarrätten i Sundsvall",
        fee="50 kr",
    )


def files_of(folder):
    return [each for each in folder.rglob("*") if each.is_file()]


def test_masked_words_are_in_no_byte_of_the_result(town, say, tmp_path, every_byte):
    request = asked(town, (1, {"rectangles": {1: (Rectangle(10, 10, 510, 60),)}}))
    FORMAT.write(town.material(request=request), tmp_path / "ut", say)
    for each in files_of(tmp_path / "ut"):
        text = every_byte(each).casefold()
        for word in (*HIDDEN, "Valdemar", "trollback", "signhild.jpg", "p-hemlig"):
            assert word.casefold() not in text, (each.name, word)
    kept = (tmp_path / "ut/handling-2/handling.html").read_text()
    assert "Astronautskolan: lilla [maskat] [maskat] i 3B har fått diagnosen [maskat]." in kept
    assert "Astronautskolan" in every_byte(tmp_path / "ut/handling-2/handling.pdf"), "what is open is still there"


def test_masks_are_burnt_into_a_new_picture_and_the_master_is_untouched(town, say, tmp_path):
    master = town.file(ItemRecord, town.items[1].id, "versions/1/picture.png")
    before = master.read_bytes()
    request = asked(town, (1, {"rectangles": {1: (Rectangle(10, 10, 510, 60),)}}))
    FORMAT.write(town.material(request=request), tmp_path / "ut", say)
    with Image.open(tmp_path / "ut/handling-2/bild-lydelse-1.png") as burnt:
        assert burnt.info == {}, "no text, time or profile follows along"
        assert burnt.crop((10, 10, 510, 60)).getcolors() == [(500 * 50, (0, 0, 0))]
        assert burnt.getpixel((515, 175)) == (255, 255, 255)
    assert master.read_bytes() == before


def test_masked_item_without_rectangles_comes_without_its_picture(town, say, tmp_path):
    FORMAT.write(town.material(request=asked(town)), tmp_path / "ut", say)
    assert not list((tmp_path / "ut/handling-2").glob("bild*"))
    assert list((tmp_path / "ut/handling-1").glob("bild-lydelse-1.*"))


def test_picture_that_shows_a_secret_neighbour_stays_behind(town, say, tmp_path):
    town.items[1] = replace(town.items[1], thread_id=town.items[0].thread_id)
    FORMAT.write(town.material(request=asked(town)), tmp_path / "ut", say)
    assert not list((tmp_path / "ut/handling-1").glob("bild*"))


@pytest.mark.parametrize(
    "text",
    ["Sign\u200bhild Trollba\u0308ck", "SIGNHILD  TROLLBÄCK", "signhild\u00adtrollbäck", "#SignhildTrollbäck"],
)
def test_names_are_masked_however_they_are_spelled(town, say, tmp_path, text, every_byte):
    version = replace(
        town.items[1].versions[0], text=text, attachments=(Attachment("picture", "https://x.example/s", text),)
    )
    town.items[1] = replace(town.items[1], versions=(version,))
    FORMAT.write(town.material(request=asked(town)), tmp_path / "ut", say)
    said = every_byte(tmp_path / "ut/handling-2/innehall.json") + every_byte(tmp_path / "ut/handling-2/handling.html")
    assert MASKED in said
    for word in ("hild", "troll", "ba\u0308ck"):
        assert word not in said.casefold()


def test_every_wording_is_masked(town, say, tmp_path):
    first = town.items[1].versions[0]
    second = replace(first, number=2, text="Rättat: Signhild går i 3A", author=Author("V. Trollbäck"), picture="")
    town.items[1] = replace(town.items[1], versions=(first, second))
    FORMAT.write(town.material(request=asked(town)), tmp_path / "ut", say)
    assert "Rättat: [maskat] går i 3A" in (tmp_path / "ut/handling-2/innehall.json").read_text()


def test_refused_item_leaves_only_its_line_in_the_decision(town, say, tmp_path):
    request = asked(town, (1, {"release": Release.REFUSED}))
    FORMAT.write(town.material(request=request), tmp_path / "ut", say)
    assert not (tmp_path / "ut/handling-2").exists()
    decision = (tmp_path / "ut/beslut.html").read_text()
    for told in ("23 kap. 2 §", "Kammarrätten i Sundsvall", "tre veckor", "Kanslichefen", "Lämnas inte ut"):
        assert told in decision
    assert "Astronaut" not in decision


def test_nothing_refused_needs_no_decision(town, say, tmp_path):
    town.items.pop()
    FORMAT.write(town.material(request=asked_for_one(town)), tmp_path / "ut", say)
    assert not (tmp_path / "ut/beslut.html").exists()
    assert "50 kr" in (tmp_path / "ut/foljebrev.html").read_text()


def asked_for_one(town) -> DisclosureRequest:
    return DisclosureRequest(
        "KS 2026/501",
        WHEN,
        "en kommentar",
        "Kommunstyrelsen",
        "Kanslichefen",
        (ItemTest(town.items[0].id, Release.WHOLE, "Rut", WHEN),),
        fee="50 kr",
    )


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"ground": ""}, "grund saknas"),
        ({"words": (), "mask_author": False}, "inget är angivet att maska"),
        ({"tested_by": " "}, "prövarens namn saknas"),
        ({"release": Release.WHOLE, "ground": ""}, "grund saknas"),
    ],
)
def test_test_that_is_not_whole_is_refused_by_name(town, say, tmp_path, facts, why):
    with pytest.raises(Refused) as refused:
        FORMAT.write(town.material(request=asked(town, (1, facts))), tmp_path / "ut", say)
    assert why in refused.value.message()
    assert town.items[1].id in refused.value.message()
    assert not (tmp_path / "ut").exists()


def test_untested_item_is_refused_by_name(town, say, tmp_path):
    request = replace(asked(town), tests=asked(town).tests[:1])
    with pytest.raises(Refused, match=town.items[1].id):
        FORMAT.write(town.material(request=request), tmp_path / "ut", say)


def test_mask_outside_the_picture_is_refused(town, say, tmp_path):
    request = asked(town, (1, {"rectangles": {1: (Rectangle(10, 10, 9999, 60),)}}))
    with pytest.raises(Refused):
        FORMAT.write(town.material(request=request), tmp_path / "ut", say)


def test_last_look_stops_a_package_in_which_a_word_got_through(town, say, tmp_path, monkeypatch):
    monkeypatch.setattr(disclosure, "masked", lambda said, test: said)
    with pytest.raises(IntegrityFault):
        FORMAT.write(town.material(request=asked(town)), tmp_path / "ut", say)
    assert not (tmp_path / "ut").exists()


def test_official_s_own_words_that_tell_the_secret_stop_the_package(town, say, tmp_path):
    request = replace(asked(town), asked_for="allt om Signhild Trollbäck")
    with pytest.raises(IntegrityFault):
        FORMAT.write(town.material(request=request), tmp_path / "ut", say)


def test_disclosure_without_a_request_is_refused(town, say, tmp_path):
    with pytest.raises(Refused):
        FORMAT.write(town.material(), tmp_path / "ut", say)


def test_repeated_disclosure_has_the_same_bytes(town, say, tmp_path):
    material = town.material(request=asked(town))
    assert FORMAT.write(material, tmp_path / "a", say).digest == FORMAT.write(material, tmp_path / "b", say).digest
