"""Threads as forums of many makes draw them, each page only as far as it takes to show one of their habits."""

from datetime import UTC, datetime

from archiver.extract.items import read_page
from archiver.extract.prose import document_of
from archiver.model import Item, ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.registry import platform

HOME = "https://dialog.example/"
THREAD = HOME + "tema/118"
SEEN = datetime(2026, 11, 29, 12, tzinfo=UTC)
WORDS = ("När öppnar badhuset?", "I januari.", "Tack båda två!")
WHO = ("Åsa", "Bo", "Åsa")


def entries(page: str, *, url: str = THREAD) -> list[Item]:
    """What the general reader makes of a page whose tree is `page`."""
    tree = document_of(f"<html><body><h1>Badhuset</h1>{page}</body></html>", url)
    assert tree is not None
    saved = SavedPage(url=url, tree=tree, account_name="Lillåns kommun", account_url=HOME, seen_at=SEEN)
    return list(read_page(saved, platform("generic")).items)


def repeated(entry: str) -> str:
    """An entry for each of the words; `{n}` is its number, `{id}` its id."""
    each = enumerate(zip(WORDS, WHO, strict=True), start=1)
    return "".join(entry.format(n=n, id=900 + n, words=words, who=who, answers=n - 1) for n, (words, who) in each)


def is_one_thread(items: list[Item], links: str) -> None:
    """Holds the items to the three entries, the first the post; `links` is their address with `{n}` and `{id}`."""
    assert [item.text for item in items] == list(WORDS)
    assert [item.author.name for item in items] == list(WHO)
    assert [item.kind for item in items] == [ItemKind.POST, ItemKind.COMMENT, ItemKind.COMMENT]
    assert [item.parent for item in items] == [None, items[0].identity, items[0].identity]
    assert [item.permalink for item in items[1:]] == [links.format(n=n, id=900 + n) for n in (2, 3)]
    times = [(item.posted_at.day, item.posted_at.minute) for item in items if item.posted_at]
    assert times == [(18, 53), (19, 53), (20, 53)]


def test_line_with_author_and_time_in_the_column_of_the_words_is_no_part_of_them() -> None:
    entry = """<div id="p{id}" class="post"><div class="postbody"><h3><a href="#p{id}">Badhuset</a></h3>
      <p class="author">av <strong><a href="/memberlist.php?u={n}">{who}</a></strong> &raquo; tis nov 1{t}, 2026 09:53</p>
      <div class="content">{words}</div></div><dl><dt><a href="/memberlist.php?u={n}">{who}</a></dt>
      <dd><strong>Blev medlem:</strong> fre maj 03, 2019 9:14 pm</dd></dl></div>"""
    page = "".join(
        entry.format(id=900 + n, n=n, who=who, words=words, t=7 + n if n < 3 else "x")
        for n, who, words in zip((1, 2), WHO, WORDS, strict=False)
    )
    items = entries(page)
    assert [item.text.rpartition("\n")[2] for item in items] == list(WORDS[:2])
    assert [item.posted_at for item in items] == [datetime(2026, 11, day, 8, 53, tzinfo=UTC) for day in (18, 19)]


def test_words_are_told_by_the_number_of_their_entry_where_no_class_names_them() -> None:
    entry = """<div class="row" id="msg{id}"><div class="poster"><h4><a href="/profile;u={n}">{who}</a></h4>
      <ul><li>Nybörjare</li><li>Inlägg: 5</li></ul></div><div><a href="/?msg={id}" title="Svar">{day} november 2026, 09:53</a>
      <span>{mark}</span></div><div class="post"><div class="inner" id="msg_{id}">{words}</div></div></div>"""
    rows = zip((1, 2, 3), WHO, WORDS, ("", "#1", "#2"), (18, 19, 20), strict=True)
    page = "".join(
        entry.format(n=n, id=900 + n, who=who, words=words, mark=mark, day=day) for n, who, words, mark, day in rows
    )
    is_one_thread(entries(page), HOME + "?msg={id}")


def test_class_names_with_underscores_say_the_same_and_a_change_is_not_the_time() -> None:
    entry = """<div class="post" id="post_{id}"><div class="post_author"><a href="/user-{n}.html">{who}</a><br>Medlem</div>
      <div class="statistics">Inlägg: 1<br>Registrerad: May 2019</div><div><a href="/tema/118-{id}#pid{id}">#{n}</a></div>
      <span class="post_date">2026-11-{day}, 09:53 <span class="post_edit">{changed}</span></span>
      <div class="post_body">{words}</div></div>"""
    told = "(Det här inlägget ändrades senast: 2026-11-28, 10:11 av <a href='/user-2.html'>Bo</a>.)"
    rows = zip((1, 2, 3), WHO, WORDS, ("", told, ""), (18, 19, 20), strict=True)
    page = "".join(
        entry.format(n=n, id=900 + n, who=who, words=words, changed=changed, day=day)
        for n, who, words, changed, day in rows
    )
    is_one_thread(entries(page), HOME + "tema/118-{id}#pid{id}")


def test_quotation_that_is_all_of_the_words_quotes_nobody() -> None:
    entry = """<li id="post_{id}"><span class="date">2026-11-{day} 09:53</span><a href="/tema/118?p={id}#post{id}">#{n}</a>
      <a class="username" href="/member.php?u={n}">{who}</a><a href="/search.php?do=finduser&amp;id={n}">Visa inlägg</a>
      <div class="postbody"><h2></h2><div class="content"><div id="post_message_{id}"><blockquote class="postcontent">{words}</blockquote>
      </div></div></div></li>"""
    rows = zip((1, 2, 3), WHO, WORDS, (18, 19, 20), strict=True)
    page = "".join(entry.format(n=n, id=900 + n, who=who, words=words, day=day) for n, who, words, day in rows)
    is_one_thread(entries(f"<ol>{page}</ol>"), HOME + "tema/118?p={id}#post{id}")


def test_what_tells_who_began_a_thread_and_when_members_joined_is_no_entry() -> None:
    head = """<div class="about"><ul><li>Trådstartare <a href="/members/1/" class="username">Åsa</a></li>
      <li>Startdatum <a href="/tema/118"><time datetime="2026-11-18T09:53:00+0100">18 november</time></a></li></ul></div>"""
    entry = """<article class="message" id="js-post-{id}"><h4><a href="/members/{n}/" class="username">{who}</a></h4>
      <dl><dt>Gick med</dt><dd>3 maj 2019</dd></dl><a href="/tema/118/post-{id}">
      <time datetime="2026-11-{day}T09:53:00+0100">{day} november</time></a>
      <div class="words"><article><div class="bbWrapper">{words}</div></article></div></article>"""
    rows = zip((1, 2, 3), WHO, WORDS, (18, 19, 20), strict=True)
    page = "".join(entry.format(n=n, id=900 + n, who=who, words=words, day=day) for n, who, words, day in rows)
    items = entries(f"{head}<div>{page}</div>")
    assert [(item.text, item.author.name) for item in items] == list(zip(WORDS, WHO, strict=True))


def test_entries_numbered_by_attribute_are_a_thread_and_rows_that_lead_to_others_are_none_of_it() -> None:
    entry = """<div data-post-number="{n}"><article><h3 class="names"><a href="/u/{n}">{who}</a></h3>
      <a href="/tema/118/{n}"><span title="{day} november 2026 09:53">3 d</span></a><div class="cooked"><p>{words}</p></div>
      </article></div>"""
    rows = zip((1, 2, 3), WHO, WORDS, (18, 19, 20), strict=True)
    page = "".join(entry.format(n=n, who=who, words=words, day=day) for n, who, words, day in rows)
    others = """<div><h3>Nya och olästa</h3><table><tr><td><a href="/tema/90">Annat ämne</a></td><td>4</td>
      <td><span data-time="1790000000000">9 okt</span></td></tr></table></div>"""
    is_one_thread(entries(f"<div>{page}</div>{others}"), HOME + "tema/118/{n}")


def test_form_that_asks_for_nothing_holds_words() -> None:
    entry = """<div class="comment" id="c{id}"><a class="author" href="/user/{n}">{who}</a> <time datetime="2026-11-18T09:53:00Z">3 d</time>
      <form><input type="hidden" name="id" value="{id}"><div class="md"><p>{words}</p></div></form>
      <form><label>Svara</label><p>Skriv ditt svar här så läser någon det.</p></form></div>"""
    assert [item.text for item in entries(f"<div class='comments'>{repeated(entry)}</div>")] == list(WORDS)


def test_seconds_told_after_a_time_win_over_its_missing_zone() -> None:
    entry = """<div class="comment" id="c{id}"><a class="author" href="/user/{n}">{who}</a>
      <span title="2026-11-18T08:53:00 1794992000">3 d</span><div class="text">{words}</div></div>"""
    items = entries(f"<div class='comments'>{repeated(entry)}</div>")
    assert {item.posted_at for item in items} == {datetime.fromtimestamp(1794992000, UTC)}


def test_link_back_to_the_page_with_parameters_is_the_page() -> None:
    page = """<article><h2>Badhuset</h2><a class="author" href="/u/1">Åsa</a> <time datetime="2026-11-18T09:53:00Z">11 d</time>
      <div class="content"><p>När öppnar badhuset?</p></div><a href="/post/118?scroll=true">0 kommentarer</a></article>"""
    assert [item.permalink for item in entries(page, url=HOME + "post/118")] == [HOME + "post/118"]
