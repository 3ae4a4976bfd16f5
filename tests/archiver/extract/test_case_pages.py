"""Threads and cases as trackers draw them: headings that tell name and time, tables of properties, rows with two times."""

import json

from archiver.extract.items import read_items
from archiver.model import Item, ItemKind
from archiver.platforms.registry import platform
from tests.archiver.extract.test_items import Write, write  # noqa: F401 the fixture is used by its name

SITE = "https://lillan.example"
WORDS = "Badet stänger för renovering i höst och öppnar igen till våren."
HEADED = """<div class="sida"><div id="tal1" class="rad"><h1>Badet i höst</h1>
    <h3>(1) By <a href="/logg?vem=Bo+Ek">Bo Ek i Övre Lillåns by</a> on 2026-09-11 10:41:20 <a href="/tal/aa01">[link]</a> <a href="/tal/aa01?raw">[source]</a></h3>
    <pre>{words}</pre></div>
    <div id="tal2" class="rad" style="margin-left:4ex"><h3>(2) By <a href="/logg?vem=Åsa">Åsa</a> on 2026-09-12 16:43:20
    in reply to <a href="/tal/aa01">1</a> <a href="/tal/bb02">[link]</a> <a href="/tal/bb02?raw">[source]</a></h3><pre>Var badar man då?</pre></div>
    <div id="tal3" class="rad vald" style="margin-left:8ex"><h3>(3) By <a href="/logg?vem=Kim">Kim</a> on 2026-09-13 02:43:20
    in reply to <a href="/tal/bb02">2</a> <a href="/tal/cc03?raw">[source]</a></h3><pre>I sjön.</pre></div></div>"""
CASE = """<body><div id="banner"><h1>Felanmälan</h1></div><div id="content"><div><div class="nar"><p>Öppnad
    <a href="/dagar?from=2026-09-11T11%3A36" title="Se dagar vid 11 sep. 2026 11:36">för 2 månader sedan</a></p>
    <p>Senast ändrad <a href="/dagar?from=2026-09-14T11%3A36" title="Se dagar vid 14 sep. 2026 11:36">för 2 månader sedan</a></p></div>
    <h2><a href="/arende/4">#4</a> nytt fel</h2><h1>Badet i höst</h1>
    <table><tr><th>Rapporterad av:</th><td><a class="x-author" href="/sok?av=Bo">Bo Ek</a></td><th>Prioritet:</th><td>hög</td></tr></table>
    <div><h2>Beskrivning</h2><div class="txt"><p>{words}</p></div></div></div>
    <div><h3><a id="no1" href="#no1">Historik ({count})</a></h3><div id="historik">{notes}</div></div>
    <div class="hjalp"><strong>Notera:</strong> Se <a href="/hjalp">handboken</a> för hjälp med ärenden.</div></div></body>"""
NOTE = """<div class="andring"><h3 id="comment:{n}"><span>{up}</span> <span><a href="#comment:{n}">comment:{n}</a></span>
    av <span class="x-author">{who}</span>, <a href="/dagar?from=2026-09-1{n}T12%3A33" title="Se dagar vid 1{n} sep. 2026 12:33">för 2 månader sedan</a></h3>
    <div class="txt"><p>{text}</p></div></div>"""
UP = 'som svar på: <a href="#comment:1">1</a>'
ROW = """<tr><td><a href="/tema/{n}">{title}</a></td><td><a class="user" href="/users/5">Åsa</a></td><td>2026-09-1{n} 10:27</td><td>2</td>
    <td>Tillagd av <a class="user" href="/users/7">Bo</a> för <a title="2026-09-2{n} 11:51" href="/dag?from=2026-09-2{n}">2 månader</a> sedan<br>
    <a href="/tema/{n}?r=9{n}#message-9{n}">RE: {title}</a></td></tr>"""
ANSWERED = """<div id="header"><a href="/">Hem</a><h1>Lillåns kommun</h1><a href="/in">Logga in</a></div><div id="content"><h2>Badet i höst</h2>
    <p><span class="author">Tillagd av <a href="/users/5">Åsa</a> för <a title="2026-09-11 10:27" href="/dag?from=2026-09-11">2 månader</a> sedan</span></p>
    <div class="txt"><p>{words}</p></div><div id="comments"><h3>Kommentarer</h3>
    <h4>Tillagd av <a href="/users/7">Bo</a> för <a title="2026-09-12 11:51" href="/dag?from=2026-09-12">2 månader</a> sedan</h4><div class="txt"><p>Synd.</p></div>
    <h4>Tillagd av <a href="/users/8">Kim</a> för <a title="2026-09-13 11:51" href="/dag?from=2026-09-13">2 månader</a> sedan</h4><div class="txt"><p>Eller inte.</p></div>
    </div></div>"""


def read(write: Write, url: str, body: str) -> list[Item]:  # noqa: F811
    evidence = write((url, body.replace("{words}", WORDS)))
    layout = json.loads((evidence / "layout.json").read_text())
    (evidence / "layout.json").write_text(json.dumps(layout | {"seen_at": "2026-11-14T12:00:00+01:00"}))
    return list(read_items(evidence, platform("generic"), account_name="Lillåns kommun", account_url=SITE).items)


def case(*notes: str) -> str:
    return CASE.replace("{count}", str(len(notes))).replace("{notes}", "".join(notes))


def test_headings_that_tell_name_and_time_head_the_items_of_a_thread(write: Write) -> None:  # noqa: F811
    items = read(write, f"{SITE}/tal/cc03", HEADED)
    post, answer, last = items
    assert [item.author.name for item in items] == ["Bo Ek i Övre Lillåns by", "Åsa", "Kim"]
    assert [item.text for item in items] == [f"Badet i höst\n\n{WORDS}", "Var badar man då?", "I sjön."]
    assert [item.parent for item in items] == [None, post.identity, answer.identity]
    assert [f"{item.posted_at:%d %H:%M}" for item in items if item.posted_at] == ["11 08:41", "12 14:43", "13 00:43"]
    assert [item.permalink for item in items] == [f"{SITE}/tal/aa01", f"{SITE}/tal/bb02", f"{SITE}/tal/cc03"]
    assert last.kind is ItemKind.COMMENT


def test_a_case_is_its_description_without_its_table_of_properties_and_its_notes_answer_it(write: Write) -> None:  # noqa: F811
    notes = (
        NOTE.format(n=1, who="Åsa", text="Det har jag också sett.", up=""),
        NOTE.format(n=2, who="Kim", text="Tack!", up=UP),
    )
    items = read(write, f"{SITE}/arende/4", case(*notes))
    post, note, answer = items
    assert [item.text for item in items] == [f"Badet i höst\n\n{WORDS}", "Det har jag också sett.", "Tack!"]
    assert [item.author.name for item in items] == ["Bo Ek", "Åsa", "Kim"]
    assert (post.kind, note.parent, answer.parent) == (ItemKind.POST, post.identity, note.identity)
    assert [item.permalink.removeprefix(SITE) for item in items] == [
        "/arende/4",
        "/arende/4#comment:1",
        "/arende/4#comment:2",
    ]
    assert [f"{item.posted_at:%d %H:%M}" for item in items if item.posted_at] == ["11 09:36", "11 10:33", "12 10:33"]


def test_one_note_under_its_own_heading_answers_the_case_and_no_notes_leave_it_alone(write: Write) -> None:  # noqa: F811
    one = read(write, f"{SITE}/arende/4", case(NOTE.format(n=1, who="Åsa", text="Det har jag också sett.", up="")))
    assert [(item.kind, item.text) for item in one] == [
        (ItemKind.POST, f"Badet i höst\n\n{WORDS}"),
        (ItemKind.COMMENT, "Det har jag också sett."),
    ]


def test_a_case_with_a_number_is_no_later_page_of_a_thread(write: Write) -> None:  # noqa: F811
    (post,) = read(write, f"{SITE}/arende/4", case())
    assert (post.kind, post.permalink, post.parent) == (ItemKind.POST, f"{SITE}/arende/4", None)


def test_a_rows_last_answer_is_no_answer_and_the_row_keeps_its_own_time(write: Write) -> None:  # noqa: F811
    rows = "".join(ROW.format(n=n, title=title) for n, title in ((1, "Badet i höst"), (2, "Badet i vår"), (3, "Isen")))
    items = read(write, f"{SITE}/tavla", f"<h2>Frågor</h2><table><tbody>{rows}</tbody></table>")
    assert [(item.kind, item.permalink.removeprefix(SITE), item.author.name) for item in items] == [
        (ItemKind.POST, f"/tema/{n}", "Åsa") for n in (1, 2, 3)
    ]
    assert [f"{item.posted_at:%d %H:%M}" for item in items if item.posted_at] == ["11 08:27", "12 08:27", "13 08:27"]


def test_the_sites_name_in_the_pages_head_is_no_posts_heading(write: Write) -> None:  # noqa: F811
    items = read(write, f"{SITE}/nyheter/4", ANSWERED)
    assert [(item.author.name, item.text) for item in items] == [
        ("Åsa", f"Badet i höst\n\n{WORDS}"),
        ("Bo", "Synd."),
        ("Kim", "Eller inte."),
    ]
    assert [f"{item.posted_at:%d %H:%M}" for item in items if item.posted_at] == ["11 08:27", "12 09:51", "13 09:51"]


def test_a_short_comment_shown_in_a_list_is_no_pointer_to_its_thread(write: Write) -> None:  # noqa: F811
    post = """<div class="post"><h2><a href="/tema/{n}">Badet {n}</a></h2><a href="/tema/{n}"><time datetime="2026-09-1{n}T10:00:00+02:00">1{n} sep</time></a>
        <p>Badet stänger i höst.</p><div class="comments"><div class="comment"><b class="author">Bo</b> <a href="/tema/{n}#comment-{n}"><time
        datetime="2026-09-2{n}T10:00:00+02:00">2{n} sep</time></a> <span>Bra!</span></div></div></div>"""
    items = read(write, f"{SITE}/tavla", "".join(post.format(n=n) for n in (1, 2, 3)))
    assert [item.text for item in items if item.kind is ItemKind.COMMENT] == ["Bra!"] * 3


def test_a_thread_shown_from_its_last_entry_begins_at_the_end(write: Write) -> None:  # noqa: F811
    row = """<tr id="msg{n}"><th><a href="#msg{n}">msg{n} (visa)</a></th><th>Författare: {who}</th><th>Datum: 2026-09-1{n}.10:0{n}:20</th></tr>
        <tr><td colspan="3" class="content"><pre>{text}</pre></td></tr>"""
    rows = "".join(
        row.format(n=n, who=who, text=text)
        for n, who, text in ((3, "Bo", "Tack!"), (2, "Åsa", "Lagat."), (1, "Bo", "Trasigt."))
    )
    log = "<table><tr><th colspan='2'>Historik</th></tr><tr><td>2026-09-11 10:01:20</td><td>Bo</td><td>skapade ärendet</td></tr></table>"
    items = read(write, f"{SITE}/fel7", f"<main><table>{rows}</table>{log}</main>")
    told = {item.text: (item.author.name, item.kind, item.permalink.removeprefix(SITE)) for item in items}
    assert told == {
        "Tack!": ("Bo", ItemKind.COMMENT, "/fel7#msg3"),
        "Lagat.": ("Åsa", ItemKind.COMMENT, "/fel7#msg2"),
        "Trasigt.": ("Bo", ItemKind.POST, "/fel7"),
    }
    assert {item.parent for item in items} == {
        None,
        next(item.identity for item in items if item.kind is ItemKind.POST),
    }


def test_columns_say_whose_time_and_name_a_cell_holds_and_a_cases_page_is_its_first_message(write: Write) -> None:  # noqa: F811
    heads = "<tr><th>Skapad</th><th>Aktivitet</th><th>Senast av</th><th>Rubrik</th><th>Skapad av</th></tr>"
    row = '<tr><td>2 months ago</td><td>{n} days ago</td><td>Kim</td><td><a href="/fel{n}">{title}</a></td><td>{who}</td></tr>'
    rows = "".join(
        row.format(n=n, title=title, who=who)
        for n, title, who in ((7, "Badet läcker", "Bo"), (8, "Isen", "Åsa"), (9, "Gatan", "Kim"))
    )
    message = """<tr><th><a href="/msg{n}">msg{n} (visa)</a></th><th>Författare: {who}</th><th>Datum: 2026-09-1{n}.10:0{n}:20</th></tr>
        <tr><td colspan="3" class="content"><pre>{text}</pre></td></tr>"""
    messages = message.format(n=2, who="Åsa", text="Lagat.") + message.format(n=1, who="Bo", text="Det rinner ut.")
    first = "<p>Skapad <b>2026-09-11.10:01:20</b> av <b>Bo</b>, senast ändrad av <b>Åsa</b>.</p>"
    pages = (
        (f"{SITE}/fel", f"<table>{heads}{rows}</table>"),
        (f"{SITE}/fel7", f"<div>{first}<table><tr><th colspan='3'>Meddelanden</th></tr>{messages}</table></div>"),
    )
    evidence = write(*pages)
    for layout in evidence.rglob("layout.json"):
        layout.write_text(json.dumps(json.loads(layout.read_text()) | {"seen_at": "2026-11-14T12:00:00+01:00"}))
    items = read_items(evidence, platform("generic"), account_name="Lillåns kommun", account_url=f"{SITE}/fel").items
    assert [(item.author.name, item.kind) for item in items] == [
        ("Bo", ItemKind.POST),
        ("Åsa", ItemKind.POST),
        ("Kim", ItemKind.POST),
        ("Åsa", ItemKind.COMMENT),
    ]
    post = items[0]
    assert (post.text, f"{post.posted_at:%d %H:%M}") == ("Det rinner ut.", "11 08:01")
    assert (items[3].text, items[3].parent) == ("Lagat.", post.identity)


def test_a_row_whose_time_leads_to_the_last_entry_has_its_headings_address(write: Write) -> None:  # noqa: F811
    row = """<div class="rad"><a class="user" href="/u/bo">Bo</a><h3><a href="/tema/5{n}/">Badet {n}</a></h3>
        <a href="/tema/5{n}/last/" title="2026-09-1{n} 10:00">för 2 månader sedan</a></div>"""
    items = read(write, f"{SITE}/tavla", "".join(row.format(n=n) for n in (1, 2, 3)))
    assert [item.permalink.removeprefix(SITE) for item in items] == ["/tema/51/", "/tema/52/", "/tema/53/"]
    assert {item.posted_at for item in items} == {None}
