"""Threads whose head stands apart from their first post, and articles that tell no time."""

import json

from archiver.extract.items import read_items
from archiver.model import Item, ItemKind
from archiver.platforms.registry import platform
from tests.archiver.extract.test_items import Write, write  # noqa: F401 the fixture is used by its name

SITE = "https://lillan.example"
WORDS = "Badet stänger för renovering i höst och öppnar igen till våren."
HEAD = """<div class="huvud"><ul><li><a href="/k/3">Fritid</a></li></ul><h1>Badet i höst</h1><div><a class="namn" href="/u/bo">Bo</a>
    <span title="Startad 11 september 2026 kl. 10:59">för 2 månader sedan</span></div><span class="material-icon">chat_bubble_outline</span> 1</div>"""
ENTRY = """<li id="post-{n}" class="post"><div><div class="sida"><a class="namn" href="/u/{who}">{who}</a> <span>7 inlägg</span></div>
    <div><a href="/tema/53/post/{n}/" class="bred" title="skrivet {n} september 2026 kl. 10:59">för 2 månader sedan</a><a
    href="/tema/53/post/{n}/" class="smal">för 2 månader sedan</a><article class="markup"><p>{text}</p></article></div></div></li>"""
ARTICLE = """<article id="yttre"><article id="inre"><header><span itemscope itemtype="http://schema.org/WebPage" style="display: none"><span
    itemprop="name">Badet i höst</span><span itemprop="description"></span><span itemprop="url">https://lillan.example/nyheter/7</span></span>
    <h1>Badet i höst</h1></header><section><div><p>{words}</p></div></section><footer>{comments}</footer></article></article>"""
COMMENT = """<div class="comment" id="1795{n}"><div class="comment-author"><span>{who}</span><br><small>2026-09-1{n} 18:38</small></div>
    <div class="comment-body"><p>{text}</p></div><button>Svara</button></div>"""


def read(write: Write, *pages: tuple[str, str]) -> tuple[Item, ...]:  # noqa: F811
    evidence = write(*pages)
    for layout in evidence.rglob("layout.json"):
        layout.write_text(json.dumps(json.loads(layout.read_text()) | {"seen_at": "2026-11-14T12:00:00+01:00"}))
    return read_items(evidence, platform("generic"), account_name="Lillåns kommun", account_url=f"{SITE}/").items


def entries(*told: tuple[int, str, str]) -> str:
    return "<ul>" + "".join(ENTRY.format(n=n, who=who, text=text) for n, who, text in told) + "</ul>"


def test_a_threads_head_is_its_first_posts_and_entries_below_its_address_answer_it(write: Write) -> None:  # noqa: F811
    first = HEAD + entries((11, "Bo", WORDS), (12, "Åsa", "Synd."))
    later = f"<h1>Badet i höst</h1>{entries((13, 'Kim', 'Eller inte.'))}"
    items = read(write, (f"{SITE}/tema/53/", first), (f"{SITE}/tema/53/2/", later))
    post = items[0]
    assert [item.text for item in items] == [f"Badet i höst\n\n{WORDS}", "Synd.", "Eller inte."]
    assert [item.parent for item in items] == [None, post.identity, post.identity]
    assert [item.author.name for item in items] == ["Bo", "Åsa", "Kim"]
    assert [f"{item.posted_at:%d %H:%M}" for item in items if item.posted_at] == ["11 08:59", "12 08:59", "13 08:59"]


def test_an_article_without_a_time_is_the_post_that_the_comments_in_it_answer(write: Write) -> None:  # noqa: F811
    comments = COMMENT.format(n=1, who="Bo", text="Synd.") + COMMENT.format(n=2, who="Åsa", text="Eller inte.")
    items = read(write, (f"{SITE}/nyheter/7", ARTICLE.format(words=WORDS, comments=comments)))
    post = items[0]
    assert [(item.kind, item.text) for item in items] == [
        (ItemKind.POST, f"Badet i höst\n\n{WORDS}"),
        (ItemKind.COMMENT, "Synd."),
        (ItemKind.COMMENT, "Eller inte."),
    ]
    assert (post.permalink, post.posted_at) == (f"{SITE}/nyheter/7", None)
    assert {item.parent for item in items[1:]} == {post.identity}


def test_microdata_that_is_not_shown_is_no_words_of_an_article_alone(write: Write) -> None:  # noqa: F811
    (alone,) = read(write, (f"{SITE}/nyheter/8", ARTICLE.format(words=WORDS, comments="")))
    assert alone.text == f"Badet i höst\n\n{WORDS}"


def test_a_line_of_who_and_when_is_no_words_but_few_words_beside_them_are(write: Write) -> None:  # noqa: F811
    line = """<div><section><span>by <b class="author">Bo Ek</b> — </span><span>publicerad <time datetime="2026-09-11T10:00:00+02:00">11
        september 2026</time> ,</span> <span>Senast ändrad <i>2026-09-13</i></span></section></div>"""
    note = """<div class="comment" id="c{n}"><div><b class="author">Åsa</b> <time datetime="2026-09-1{n}T10:00:00+02:00">1{n} sep</time>
        <span>{text}</span></div></div>"""
    notes = note.format(n=2, text="I maj") + note.format(n=3, text="Synd att badet stänger.")
    body = f"<article><header><h1>Badet i höst</h1>{line}</header><div><p>{WORDS}</p></div><div id='comments'>{notes}</div></article>"
    items = read(write, (f"{SITE}/nyheter/7", body))
    assert [item.text for item in items] == [f"Badet i höst\n\n{WORDS}", "I maj", "Synd att badet stänger."]
    assert [item.author.name for item in items] == ["Bo Ek", "Åsa", "Åsa"]


def test_a_thread_that_nobody_has_answered_is_its_row_in_the_list(write: Write) -> None:  # noqa: F811
    row = '<div class="rad"><h3><a href="/tema/5{n}/">Badet {n}</a></h3><span>0 svar</span></div>'
    front = "".join(row.format(n=n) for n in (3, 4, 5))
    thread = HEAD + entries((11, "Bo", WORDS)) + f"<p>{WORDS} Så skriver man fetstil.</p>"
    items = read(write, (f"{SITE}/", front), (f"{SITE}/tema/53/", thread))
    assert [item.text for item in items if "höst" in item.text] == [f"Badet i höst\n\n{WORDS}"]


def test_the_foot_of_the_page_is_no_entry(write: Write) -> None:  # noqa: F811
    foot = '<div class="footer">Sidan gjordes på 0.003 s av Forum 2.21 [3c53b6] 2023-02-26 19:24:24</div>'
    items = read(write, (f"{SITE}/tema/53/", HEAD + entries((11, "Bo", WORDS), (12, "Åsa", "Synd.")) + foot))
    assert [item.author.name for item in items] == ["Bo", "Åsa"]
