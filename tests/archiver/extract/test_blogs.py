"""Blogs nobody has described: lists without elements of their own, side columns, neighbours, heads and feet of pages."""

from datetime import UTC, datetime

import pytest

from archiver.extract.items import read_page
from archiver.extract.prose import document_of, flat
from archiver.model import Item, ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.registry import platform

HOME = "https://lillan.example/blogg/"
OWN = f"{HOME}badet-1"
SEEN_AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
WORDS = "Badet stänger för säsongen i morgon och öppnar igen i maj."


def read(body: str, url: str = HOME) -> tuple[Item, ...]:
    tree = document_of(f"<html><body>{body}</body></html>", url)
    assert tree is not None
    page = SavedPage(url=url, tree=tree, account_name="Lillåns kommun", account_url=HOME, seen_at=SEEN_AT)
    return read_page(page, platform("generic")).items


def rows(row: str, count: int = 4) -> str:
    return "".join(
        row.format(n=n, title=f"Nyhet {n}", words=f"{n}. {WORDS}", day=10 + n, who="Åsa Öberg") for n in range(1, count)
    )


def test_posts_without_elements_of_their_own_reach_from_heading_to_heading() -> None:
    row = """<h2><a href="/blogg/badet-{n}">{title}</a></h2><h6>Postad av: <a href="/blogg/author/o">{who}</a> {n} månader, 1 vecka sedan</h6>
    <p>{words}</p><p>Två stycken.</p><div><a href="/blogg/badet-{n}">läs mer</a></div>"""
    items = read(f"<div><p>Blogg</p>{rows(row)}<ul class='pager'><li>Sida 1 av 3</li></ul></div>")
    assert [flat(item.text) for item in items] == [f"Nyhet {n} {n}. {WORDS} Två stycken." for n in (1, 2, 3)]
    assert [item.author.name for item in items] == ["Åsa Öberg"] * 3
    assert [item.permalink for item in items] == [f"{HOME}badet-{n}" for n in (1, 2, 3)]
    assert str(items[0].posted_at) == "2026-10-15 20:00:00+00:00"


def test_a_name_and_words_leave_out_the_time_and_the_form_that_stand_in_them() -> None:
    comment = """<div id="comment-7" class="comment"><div><h4>Svea &amp; Nils <small>4 månader, 3 veckor sedan</small></h4><p>Bra!</p>
    <a href="#comment-7">Länk</a> | <a href="#reply">Svara</a><div class="rating">Ej betygsatt</div></div>
    <form><label>Namn</label><p>krävs</p></form></div>"""
    items = read(f"<h1>Badet</h1><p>{WORDS}</p><div id='comments'><h3>Kommentarer</h3>{comment}</div>", OWN)
    assert [(item.author.name, item.text) for item in items if item.kind is ItemKind.COMMENT] == [
        ("Svea & Nils", "Bra!")
    ]


def test_the_only_link_a_row_does_not_share_leads_to_its_post() -> None:
    row = """<div class="rad"><div><span class="author">{who}</span><span><a href="/om/asa">Åsa</a> <a href="/blogg/badet-{n}">{title}</a></span></div>
    <div class="inne"><p>{words} <a href="/karta-{n}">Karta</a></p></div><div>Publicerad <span>{day} november 2026 kl. 16.28</span></div></div>"""
    items = read(f"<main>{rows(row)}</main>")
    assert [item.permalink for item in items] == [f"{HOME}badet-{n}" for n in (1, 2, 3)]
    assert not any(item.text.endswith("Publicerad") for item in items)


@pytest.mark.parametrize(
    "more",
    [
        "<div class='relatedPosts'><a href='/blogg/ny-{n}'><div>1{n} augusti 2026</div><div>{title}</div><p>{words}</p></a></div>",
        "<div class='kort'><h4><a href='/blogg/ny-{n}'>{title}</a></h4><p>av <b>Bo</b></p><time datetime='2026-08-1{n}'>1{n} aug</time></div>",
    ],
)
def test_what_leads_to_other_posts_is_no_answer(more: str) -> None:
    post = f"<h1>Badet</h1><p><time datetime='2026-11-02T10:00+01:00'>2 nov</time></p><article><p>{WORDS}</p></article>"
    items = read(f"<div class='post'>{post}<div>{rows(more)}</div></div>", OWN)
    assert [item.permalink for item in items] == [OWN]


def test_a_list_called_recent_is_read_where_it_speaks_and_passed_by_where_it_only_leads_on() -> None:
    row = "<div><a href='/blogg/badet-{n}'>{title}</a><time datetime='2026-11-{day}'>{day} nov</time><div>{words} {words}</div></div>"
    side = "<li><a href='/blogg/badet-{n}'>{title} om badet och stranden</a> <time datetime='2026-11-{day}'>{day} nov</time></li>"
    assert len(read(f"<main><div class='recent-posts'>{rows(row)}</div></main>")) == 3
    assert not read(f"<main><div class='recent-posts'>{rows(side)}</div></main>")


def test_the_head_of_a_page_tells_its_posts_time_and_is_none_itself() -> None:
    head = "<header><h2>Badet</h2><a href='/'>Start</a><time datetime='2026-08-01 14:46'>1 augusti</time></header>"
    foot = "<div class='post-prevnext'><article class='post-prev'><a href='/blogg/2026/08/ny'>Ny rektor</a></article></div>"
    licence = "<div><div>Författare</div><div>Åsa Öberg</div></div><div>1 augusti 2026</div>"
    article = f"<article><h1>Badet</h1><div class='text-content'><p>{WORDS}</p></div>{licence}{foot}</article>"
    (item,) = read(f"{head}<main>{article}</main>", OWN)
    assert (item.author.name, str(item.posted_at), item.permalink) == ("Åsa Öberg", "2026-08-01 12:46:00+00:00", OWN)


def test_microdata_of_another_thing_inside_a_post_is_not_the_posts_own() -> None:
    about = "<span itemprop='about' itemscope itemtype='https://schema.org/Thing'><a itemprop='url' href='/kategorier/bad'>Bad</a></span>"
    who = "<span hidden itemprop='author' itemscope itemtype='https://schema.org/Person'><meta itemprop='name' content='Åsa Öberg'></span>"
    address = f"<link itemprop='mainEntityOfPage' href='{OWN}'>"
    post = f"{address}{who}<h1 itemprop='headline'>Nytt om badet</h1><time datetime='2026-11-02'>2 nov</time>{about}"
    words = f"<div itemprop='articleBody'><p>{WORDS}</p></div>"
    (item,) = read(f"<article itemscope itemtype='https://schema.org/Article'>{post}{words}</article>", OWN)
    assert (item.author.name, item.permalink, item.text) == ("Åsa Öberg", OWN, f"Nytt om badet\n\n{WORDS}")


def test_a_posts_foot_and_its_empty_place_for_answers_are_not_its_words() -> None:
    foot = "<footer><p>Publicerad: <time datetime='2026-11-02'>2 nov</time></p><address>Av <a href='/author/o'>Åsa</a></address><p>Kategori: Bad</p></footer>"
    none = "<div id='comments'><h3>Kommentarer</h3><p>Det finns inga kommentarer just nu</p></div>"
    share = "<a href='https://x.example/intent/post?url=1'>Lägg ut</a>"
    (item,) = read(f"<div><article><h2>Badet</h2><p>{WORDS}</p>{share}{foot}{none}</article></div>", OWN)
    assert (item.author.name, flat(item.text)) == ("Åsa", f"Badet {WORDS}")


def test_an_article_that_speaks_is_read_in_a_side_column_and_answers_by_the_columns_id() -> None:
    side = f"<aside><article><h1><a href='{OWN}'>Badet</a></h1><time datetime='2026-11-02'>2 nov</time><p>{WORDS}</p></article></aside>"
    answer = "<div class='comment' id='comment-1'><span class='author'>Bo</span><div>Jaså.</div><time datetime='2026-11-03'>3 nov</time></div>"
    assert [item.permalink for item in read(side)] == [OWN]
    assert "Jaså." in [item.text for item in read(f"{side}<div id='comments' role='complementary'>{answer}</div>", OWN)]


def test_an_article_alone_on_its_page_completes_the_post_of_a_list_though_it_tells_no_time() -> None:
    article = f"<main><nav><time datetime='2026-11-02'>2 nov</time></nav><article><h1>Badet</h1><p>{WORDS}</p></article></main>"
    answer = "<div class='comment' id='comment-1'><span class='author'>Bo</span><div>Jaså.</div><time datetime='2026-11-03'>3 nov</time></div>"
    (alone,) = read(article, OWN)
    post, comment = read(f"{article}<div id='comments'>{answer}</div>", OWN)
    assert (alone.permalink, alone.text) == (post.permalink, post.text) == (OWN, f"Badet\n\n{WORDS}")
    assert comment.parent == post.identity


def test_an_author_is_told_by_a_picture_and_what_stands_beside_the_time_is_no_text() -> None:
    head = """<header><nav class="kort__authors"><span class="kort-author"><img src="/a.png" alt="Åsa Öberg"></span></nav>
    <div><ul><li><time datetime="2026-11-02T10:00+01:00">måndag 2 november</time></li><li>i <a href="/kategori/bad">Bad</a></li><li>1 min lästid</li></ul></div></header>"""
    row = f"<article class='kort'>{head}<div class='kort__inne'><h2><a href='/blogg/badet-{{n}}'>{{title}}</a></h2><p>{{words}}</p></div></article>"
    items = read(f"<main>{rows(row)}</main>")
    assert [(item.author.name, flat(item.text)) for item in items] == [
        ("Åsa Öberg", f"Nyhet {n} {n}. {WORDS}") for n in (1, 2, 3)
    ]


def test_comments_inside_a_post_are_found_by_times_that_stand_beside_names() -> None:
    answer = """<div id="c{n}" class="comment"><div><h6><span>{n} november 2026 17:29&nbsp;-&nbsp;{who}</span>
    <a class="permalink" href="/comments/cr/5/#c{n}">¶</a></h6><div class="content">Svar {n}.</div><div>{more}</div></div></div>"""
    answers = answer.format(n=3, who="Bo", more=answer.format(n=4, who="Cia d.y.", more=""))
    head = "<h2><a href='/blogg/badet-1'>Nytt</a></h2><ul><li><a href='/author/asa/'>Åsa</a></li><li>2 november 2026</li></ul>"
    items = read(f"<article>{head}<section><p>{WORDS}</p></section><div>{answers}</div></article>", OWN)
    assert [(item.author.name, flat(item.text)) for item in items[1:]] == [("Bo", "Svar 3."), ("Cia d.y.", "Svar 4.")]
    assert [item.parent for item in items] == [None, items[0].identity, items[1].identity]
    assert (items[0].author.name, flat(items[0].text)) == ("Åsa", f"Nytt {WORDS}")


def test_times_told_for_two_screens_and_times_of_changes_make_no_posts_of_their_own() -> None:
    who = "<div class='author'><span class='name'>Åsa Öberg</span> <span>Lv4</span></div>"
    made = "<span><span class='bred'>2026-08-01 14:46:20</span><span class='smal'>2026-08-01 14:46:20</span><span>Skapad</span></span>"
    changed = "<span><span class='bred'>2026-11-20 22:44:43</span><span class='smal'>2026-11-20 22:44:43</span><span>Uppdaterad</span></span>"
    page = f"<div><div><h1>Nytt</h1></div><div>{who}<div>{made}{changed}</div></div><div class='markdown-body'><p>{WORDS}</p></div></div>"
    (item,) = read(f"<main>{page}</main>", OWN)
    assert (item.author.name, str(item.posted_at)) == ("Åsa Öberg", "2026-08-01 12:46:20+00:00")
    assert flat(item.text) == f"Nytt {WORDS}"


AFTER = '<div class="rights"><p>Texten får spridas vidare enligt licens CC BY 4.0.</p></div><div><p>Nyast</p><a href="/blogg/badet-2">Nyhet 2</a></div>'


@pytest.mark.parametrize("named", ['class="post"', 'class="sida"'])
def test_a_post_in_parts_ends_with_the_article_and_not_with_the_page(named: str) -> None:
    head = "<div><div><time datetime='2026-11-11T14:28:20Z'>2026-11-11</time></div><h1>Badet stänger</h1></div>"
    items = read(f"<main><div {named}>{head}<article><p>{WORDS}</p><p>Välkomna.</p></article>{AFTER}</div></main>", OWN)
    assert [(flat(item.text), item.permalink) for item in items] == [(f"Badet stänger {WORDS} Välkomna.", OWN)]
    assert f"{items[0].posted_at:%d %H:%M}" == "11 14:28"


def test_a_time_whose_data_say_that_it_is_of_a_change_is_no_posts() -> None:
    row = """<li class="rad"><h3><a href="/blogg/badet-{n}">{title}</a></h3><div class="markdown"><p>{words}</p></div>
    <span><i></i> <span class="datum">2026-11-0{n} 12:00</span></span>
    <span><i></i> <span data-updated="2026-11-20T22:44:04">2026-11-20 22:44:04</span></span></li>"""
    assert [f"{item.posted_at:%d %H:%M}" for item in read(f"<ul>{rows(row)}</ul>")] == [
        f"0{n} 11:00" for n in (1, 2, 3)
    ]
