"""A request from the first word to what is handed out, with a real capture: no masked word anywhere in the result."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from archiver.capture.browser import Browser
from archiver.classify.appraisal import Rulebook, rulebook
from archiver.errors.refused import Refused, RightRefused
from archiver.errors.usage import Unknown
from archiver.extract.word_map import read_words, words_path
from archiver.records import ItemRecord, Release
from jobs import delivery, disclosing
from jobs.disclosing import Masks
from jobs.harvest import Tools, harvest
from jobs.material import Selection
from storage.database import items, journal
from storage.database.items import ItemFilter
from storage.database.sight import EVERYTHING
from storage.kinds import to_document
from tests.archiver.capture.site import Site
from tests.everywhere import READER, places_of, shown_on
from tests.jobs.conftest import Town

SECRET = "Min son Elias i klass 4B har fått diagnosen adhd men får inget stöd av skolan."
LAMP = "Lampan på Storgatan 4 är trasig, det är kolsvart vid övergångsstället."
HIDDEN = ("Elias", "adhd", "Trollbäck", "valdemar")
GROUND = "OSL 23:2"


def comment(key: str, name: str, text: str) -> str:
    return (
        f'<article class="comment" id="comment-{key}"><img alt="{name}" width="40" height="40" src="/{key}.png">'
        f'<a class="author" href="/u/{name.split()[0].lower()}">{name}</a> '
        f'<a href="/nyhet/1#comment-{key}"><time datetime="2026-02-05T08:00:00+01:00">1 v</time></a><p>{text}</p></article>'
    )


def page() -> str:
    comments = comment("c1", "Kim Larsson", LAMP) + comment("c3", "Valdemar Trollbäck", SECRET)
    return (
        '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Lillåns kommun</title>'
        '<style>body{font:20px/1.6 "DejaVu Sans",sans-serif;background:#fff;color:#000;width:900px}</style>'
        '<main><article class="post" id="post-1"><h2><a href="/nyhet/1">Nyhet</a></h2>'
        '<a class="author" href="/kommun">Lillåns kommun</a> <time datetime="2026-02-04T08:00:00+01:00">4 feb</time>'
        f'<p>Vad tycker ni?</p><section class="comments">{comments}</section></article></main></html>'
    )


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return rulebook()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture
def town(town_with: Callable[..., Town], browser: Browser, rules: Rulebook) -> Iterator[Town]:
    """A town with one captured post and two comments, one of them about a child."""
    site = Site()
    site.page("/nyhet/1", page())
    town = town_with(
        f'[capture]\nallowed_networks = ["127.0.0.1:{site.port}"]\npage_seconds = 30\naccount_seconds = 120\n'
        '[disclosure]\ndecided_by = "Kanslichefen"\ncourt = "Kammarrätten i Sundsvall"\n'
    )
    account = town.open_account(platform="generic", url=site.page("/feed", page()), name="Lillåns kommun")
    harvest(town.as_("rut"), Tools(browser, rules), account, "prov")
    yield town
    site.close()


def by_text(town: Town, words: str) -> ItemRecord:
    with town.archive.session() as session:
        rows = items.listed(session, ItemFilter(limit=None), EVERYTHING)
    return town.archive.get(ItemRecord, next(row.id for row in rows if words in row.text))


def prepared(town: Town, **masks: object) -> str:
    """A request for both comments, the secret one released in part; its designation."""
    rut = town.as_("rut")
    lamp, secret = by_text(town, "Lampan"), by_text(town, "Elias")
    opened = disclosing.open_(rut, "kommentarer i februari", Selection((lamp.id, secret.id)))
    disclosing.examine(rut, opened.designation, lamp.id, Release.WHOLE)
    wanted = Masks(**{"words": ("Elias", "adhd"), "author": True, "find": True, **masks})
    disclosing.examine(rut, opened.designation, secret.id, Release.PART, GROUND, wanted)
    return opened.designation


def test_no_masked_word_is_anywhere_in_what_is_handed_out(town: Town, tmp_path: Path) -> None:
    secret = by_text(town, "Elias")
    master = town.archive.file(ItemRecord, secret.id, secret.latest.picture)
    before = hashlib.sha512(master.read_bytes()).hexdigest()
    if READER:
        assert "elias" in shown_on(master).casefold(), "the reader reads the master, so it would read a leak"
    done, made, _ = disclosing.hand_out(town.as_("rut"), prepared(town), tmp_path / "ut", pages=12, minutes=25)
    assert places_of(HIDDEN, tmp_path / "ut") == []
    assert hashlib.sha512(master.read_bytes()).hexdigest() == before
    number = next(
        one for one in ("1", "2") if "diagnosen" in (tmp_path / f"ut/handling-{one}/handling.html").read_text()
    )
    picture = tmp_path / f"ut/handling-{number}/bild-lydelse-1.png"
    assert (tmp_path / f"ut/handling-{number}/bild-lydelse-1.pdf").exists()
    if READER:
        assert "diagnosen" in shown_on(picture).casefold(), "what is open can still be read"
    words = read_words(town.archive.file(ItemRecord, secret.id, words_path(secret.latest.picture)).read_bytes())
    assert words is not None
    with Image.open(picture) as burnt:
        assert burnt.info == {}
        black = {
            word.text
            for word in words.words
            if all(
                burnt.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), (0, 0, 0))]
                for box in word.boxes
            )
        }
        assert {"Elias", "adhd", "Valdemar", "Trollbäck"} <= black
        assert not {"diagnosen", "skolan."} & black
        assert all(burnt.crop(box).getextrema() == ((0, 0),) * 3 for box in words.pictures), "no face is left"
        assert words.pictures
    letter = (tmp_path / "ut/foljebrev.html").read_text()
    assert "54 kr för 12 sidor" in letter
    decision = (tmp_path / "ut/beslut.html").read_text()
    assert all(word in decision for word in (GROUND, "Kammarrätten i Sundsvall", "Kanslichefen", "tre veckor"))
    assert (done.minutes, done.fee, done.handed_out_at) == (25, "54 kr för 12 sidor", made.made_at)


def test_journal_and_shelf_tell_neither_who_asked_nor_what_is_hidden(town: Town, tmp_path: Path) -> None:
    rut, name = town.as_("rut"), prepared(town)
    assert not [word for word in HIDDEN if word in to_document(disclosing.find(rut, name)).decode()]
    _, made, first = disclosing.hand_out(rut, name, tmp_path / "ut")
    with town.archive.session() as session:
        lines = journal.lines(session, limit=50)
    did = [line.did for line in lines]
    assert {"disclosure.opened", "disclosure.tested", "disclosure.handed_out", "delivery.made"} <= set(did)
    assert made.recipient == ""
    told = "\n".join(str(line) for line in lines)
    assert not [word for word in HIDDEN if word in told]
    _, again = delivery.repeat(rut, made.id, tmp_path / "igen")
    assert again.digest == first.digest


def test_tests_that_are_not_whole_and_people_without_the_right_are_refused(town: Town, tmp_path: Path) -> None:
    rut, secret, lamp = town.as_("rut"), by_text(town, "Elias"), by_text(town, "Lampan")
    opened = disclosing.open_(rut, "en kommentar", Selection((secret.id, lamp.id)))
    wrong = [
        (Release.PART, GROUND, Masks(), "nothing to mask"),
        (Release.PART, "", Masks(words=("Elias",)), "ground"),
        (Release.REFUSED, "", Masks(), "ground"),
        (Release.PART, GROUND, Masks(words=("Elias", "Elsa")), "word number 2"),
        (Release.WHOLE, "", Masks(words=("Elias",)), "in part"),
    ]
    for release, ground, masks, why in wrong:
        with pytest.raises(Refused, match=why) as fault:
            disclosing.examine(rut, opened.designation, secret.id, release, ground, masks)
        assert "Elsa" not in fault.value.message("sv")
    with pytest.raises(Refused, match=lamp.id):
        disclosing.hand_out(rut, opened.designation, tmp_path / "ut")
    assert not (tmp_path / "ut").exists()
    with pytest.raises(RightRefused):
        disclosing.open_(town.as_("lars"), "allt", Selection())
    with pytest.raises(Unknown):
        disclosing.open_(rut, "en handling", Selection(("finns-inte",)))
