"""From an evidence folder to items with lasting identities."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.extract.changes import Known, changes, content_digest
from archiver.extract.items import follow, read_items
from archiver.model import AuthorRole, Box
from archiver.platforms.platform import Reading
from archiver.platforms.registry import platform

URL = "https://lillan.example/"
POST = '<article class="post" data-sa="{n}"><h2><a href="/p/{n}">Rubrik {n}</a></h2><a class="author" href="/profil/lillan">Lillåns kommun</a> <time datetime="2026-11-0{n}T10:00:00+01:00">{n} nov</time><div class="content"><p>{text}</p></div></article>'
OWN = '<main><article class="post" data-sa="1"><h1>Rubrik {n}</h1><a class="author" href="/profil/lillan">Lillåns kommun</a> <time datetime="2026-11-0{n}T10:00:00+01:00">{n} nov</time><div class="content"><p>{text}</p></div></article><section id="comments"><h2>{count} kommentarer</h2>{comments}</section></main>'
COMMENT = '<div class="comment" id="comment-{n}"><b class="author">{who}</b> <a href="/p/1#comment-{n}"><time datetime="2026-11-04T1{n}:00:00+01:00">4 nov</time></a><div class="content"><p>{text}</p></div></div>'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes pages (address, body) as an evidence folder: the first is the account's own."""

    def write(*pages: tuple[str, str], boxes: dict[str, list[float]] | None = None, name: str = "evidence") -> Path:
        evidence = tmp_path / name
        for number, (url, body) in enumerate(pages):
            folder = evidence if number == 0 else evidence / "pages" / str(number)
            folder.mkdir(parents=True)
            (folder / "page.html").write_text(f"<html><body>{body}</body></html>")
            layout = {"url": url, "boxes": boxes or {}, "frames": []}
            (folder / "layout.json").write_text(json.dumps(layout))
        return evidence

    return write


def read(evidence: Path) -> Reading:
    return read_items(evidence, platform("generic"), account_name="Lillåns kommun", account_url=URL)


def front(text: str = "Kort …") -> str:
    return f"<main>{POST.format(n=1, text=text)}{POST.format(n=2, text='Hel text om något annat.')}</main>"


def own(comments: str = "", count: int = 2, text: str = "Kort, men här är hela texten.") -> str:
    return OWN.format(n=1, text=text, comments=comments, count=count)


def test_the_own_page_completes_what_the_front_page_cut(write: Write) -> None:
    comments = COMMENT.format(n=1, who="Bo", text="Bra!") + COMMENT.format(n=2, who="Cia", text="Dåligt!")
    reading = read(write((URL, front()), (f"{URL}p/1", own(comments))))
    texts = [item.text for item in reading.items]
    assert texts == [
        "Rubrik 1\n\nKort, men här är hela texten.",
        "Rubrik 2\n\nHel text om något annat.",
        "Bra!",
        "Dåligt!",
    ]
    assert [item.parent for item in reading.items] == [None, None, reading.items[0].identity, reading.items[0].identity]
    assert reading.claimed == {"comment": 2}


def test_a_page_asked_for_by_a_comments_address_still_shows_post_and_comment(write: Write) -> None:
    comments = COMMENT.format(n=1, who="Bo", text="Bra!") + COMMENT.format(n=2, who="Cia", text="Dåligt!")
    reading = read(write((f"{URL}p/1#comment-2", own(comments))))
    shown = {item.permalink: item.author.name for item in reading.items}
    assert shown == {f"{URL}p/1": "Lillåns kommun", f"{URL}p/1#comment-1": "Bo", f"{URL}p/1#comment-2": "Cia"}


def test_posts_without_comments_are_followed_to_their_own_page(write: Write) -> None:
    reading = read(write((URL, front())))
    assert follow(reading, platform("generic")) == (f"{URL}p/1", f"{URL}p/2")


def test_a_post_whose_comments_were_seen_is_not_followed_again(write: Write) -> None:
    reading = read(write((URL, front()), (f"{URL}p/1", own(COMMENT.format(n=1, who="Bo", text="Bra!")))))
    assert follow(reading, platform("generic")) == (f"{URL}p/2",)


def test_an_edit_is_a_change_of_the_same_item(write: Write) -> None:
    before = read(write((URL, front("Bron öppnar på måndag.")), name="before")).items
    after = read(write((URL, front("Bron öppnar på tisdag.")), name="after")).items
    known = {item.identity: Known(item.identity, content_digest(item)) for item in before}
    result = changes(known, after, reached_end=True)
    assert [item.identity for item in result.changed] == [before[0].identity]
    assert not result.new
    assert not result.gone


def test_boxes_name_the_picture_they_lie_on(write: Write) -> None:
    reading = read(write((URL, front()), (f"{URL}p/3", own(text="En helt annan.")), boxes={"1": [0, 10, 300, 40]}))
    assert reading.items[0].box == Box(0, 10, 300, 40, "page.png")
    assert [item.box.picture for item in reading.items if item.box][-1] == "pages/1/page.png"


def test_the_accounts_own_words_are_the_municipalitys(write: Write) -> None:
    reading = read(write((f"{URL}p/1", own(COMMENT.format(n=1, who="Bo", text="Bra!")))))
    assert [item.author.role for item in reading.items] == [AuthorRole.MUNICIPALITY, AuthorRole.CITIZEN]


def test_answers_of_an_interface_tell_the_same_items_once(write: Write) -> None:
    evidence = write((f"{URL}p/1", own(COMMENT.format(n=1, who="Bo", text="Bra!"))))
    (evidence / "answers").mkdir()
    answer = [
        {
            "id": 1,
            "post": 1,
            "parent": 0,
            "author_name": "Bo",
            "date_gmt": "2026-11-04T10:00:00",
            "content": {"rendered": "<p>Bra!</p>"},
            "link": f"{URL}p/1#comment-1",
        },
        {
            "id": 7,
            "post": 1,
            "parent": 1,
            "author_name": "Eva",
            "date_gmt": "2026-11-04T12:00:00",
            "content": {"rendered": "<p>Håller med</p>"},
            "link": f"{URL}p/1#comment-7",
        },
    ]
    (evidence / "answers" / "comments.json").write_text(json.dumps(answer))
    items = {item.text: item for item in read(evidence).items}
    assert set(items) == {"Rubrik 1\n\nKort, men här är hela texten.", "Bra!", "Håller med"}
    assert items["Håller med"].parent == items["Bra!"].identity


def test_a_broken_part_becomes_a_remark_and_loses_nothing_else(write: Write) -> None:
    evidence = write((URL, front()))
    (evidence / "layout.json").write_text("{")
    (evidence / "answers").mkdir()
    (evidence / "answers" / "trasig.json").write_text("{")
    reading = read(evidence)
    assert len(reading.items) == 2
    assert any("layout.json" in remark for remark in reading.remarks)
    assert any("trasig.json" in remark for remark in reading.remarks)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert read(tmp_path).items == ()
