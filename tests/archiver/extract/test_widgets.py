"""Comments that a script put under a page: class names of its own, in a frame without an address, one alone."""

import json

from tests.archiver.extract.test_apps import tree
from tests.archiver.extract.test_items import Write, read, write  # noqa: F401 the fixture is used by its name

HOME = "https://nordby.example/"
PAGE = f"{HOME}nyheter/badet"
FRONT = (
    HOME,
    '<ul><li><h2><a href="/nyheter/badet">Badet stänger</a></h2><p>Publicerad 3 november 2026 kl. 08.15</p></li></ul>',
)
ARTICLE = """<article><h1>Badet stänger</h1><p class="uppgift">Publicerad 3 november 2026 kl. 08.15 av Åsa Öberg</p>
    <div class="text"><p>Reningen ska lagas; vi öppnar igen i maj.</p></div></article>"""
POST = "Badet stänger\n\nReningen ska lagas; vi öppnar igen i maj."


def card(number: int, who: str, text: str, answers: str = "", to: str = "") -> str:
    return f"""<div id="{number}" class="qz-card-item"><div class="qz-user"><img class="qz-avatar" alt=""></div><div class="qz-card"><div class="qz-head">
        <span class="qz-nick">{who}</span><span class="qz-time">2026-11-03</span><button title="Svara">↩</button></div>
        <div class="qz-words">{to}<div><p>{text}</p></div></div><div class="qz-quote">{answers}</div></div></div>"""


def widget(*cards: str) -> str:
    form = '<div class="qz-panel"><label>Namn</label><input><textarea></textarea><h4>Förhandsgranska:</h4></div>'
    foot = '<div><a href="/api/comment/rss?path=badet">Prenumerera på kommentarerna</a></div>'
    return f'<div id="qz"><div data-qz>{form}<div class="qz-count"><span>3</span> kommentarer</div><div class="qz-cards">{"".join(cards)}</div>{foot}</div></div>'


def test_answers_of_one_day_are_all_kept_and_named_by_what_stands_before_their_time(write: Write) -> None:  # noqa: F811
    to = '<p class="qz-to"><a href="#1">@Maja 🌻</a><span>: </span></p>'
    answer = card(2, "Nordby kommun", "Ja, vi saknar det också.", to=to)
    cards = (
        card(3, "Jörgen", "Se även <a href='https://bad.example'>bad.example</a>!"),
        card(1, "Maja 🌻", "Så trist!", answer),
    )
    reading = read(write(FRONT, (PAGE, ARTICLE + widget(*cards))))
    assert tree(reading.items) == {
        POST: "",
        "Se även bad.example!": POST,
        "Så trist!": POST,
        "Ja, vi saknar det också.": "Så trist!",
    }
    assert [item.author.name for item in reading.items] == ["Åsa Öberg", "Jörgen", "Maja 🌻", "Nordby kommun"]
    assert [item.permalink for item in reading.items] == [PAGE, f"{PAGE}#3", f"{PAGE}#1", f"{PAGE}#2"]


def test_a_lone_comment_takes_nothing_of_the_form_around_it(write: Write) -> None:  # noqa: F811
    reading = read(write(FRONT, (PAGE, ARTICLE + widget(card(1, "Maja 🌻", "Så trist!")))))
    assert tree(reading.items) == {POST: "", "Så trist!": POST}
    assert reading.items[1].permalink == f"{PAGE}#1"


def framed(number: int, who: str, initials: str, text: str) -> str:
    return f"""<div class="flex row"><figure><div class="round"><p>{initials}</p></div></figure><div class="grow"><div class="mb-2"><h4>{who}</h4>
        <a href="#kommentar-{number}" title="4 november 2026 17:2{number}">4 nov</a></div><div class="words"><p>{text}</p></div></div></div>"""


def test_comments_in_a_frame_without_an_address_are_the_pages(write: Write) -> None:  # noqa: F811
    others = "".join(
        f'<article class="card"><a href="/nyheter/{n}"><h3>Nyhet {n}</h3><p>Något helt annat har hänt i Nordby.</p></a><time datetime="2026-10-0{n}">{n} okt</time></article>'
        for n in (1, 2)
    )
    second = f"{HOME}nyheter/vagen"
    evidence = write(
        FRONT,
        (PAGE, f"<main>{ARTICLE}</main><section>{others}</section><iframe></iframe>"),
        (second, f"<main>{ARTICLE.replace('Badet', 'Vägen')}</main><iframe></iframe>"),
    )
    frames = {
        1: framed(1, "Maja Åström", "MÅ", "Så trist!") + framed(2, "Jörgen", "J", "Var simmar vi nu?"),
        2: framed(3, "Maja Åström", "MÅ", "Bra!"),
    }
    for number, comments in frames.items():
        folder = evidence / "pages" / str(number)
        (folder / "frames").mkdir()
        (folder / "frames/1.html").write_text(
            f"<html><body><h1>Diskussion</h1><p>Var med i samtalet på Nordby kommun</p><div>{comments}</div></body></html>"
        )
        layout = json.loads((folder / "layout.json").read_text())
        layout["frames"] = [{"file": "frames/1.html", "url": "about:srcdoc", "element": "9"}]
        (folder / "layout.json").write_text(json.dumps(layout))
    told = {item.text: item for item in read(evidence).items}
    answers = {text: told[text] for text in ("Så trist!", "Var simmar vi nu?", "Bra!")}
    assert [item.parent for item in answers.values()] == [told[POST].identity] * 2 + [
        told[POST.replace("Badet", "Vägen")].identity
    ]
    assert [item.permalink for item in answers.values()] == [
        f"{PAGE}#kommentar-1",
        f"{PAGE}#kommentar-2",
        f"{second}#kommentar-3",
    ]


def test_what_scripts_fetched_tells_the_minute_of_what_the_page_shows_and_nothing_else(write: Write) -> None:  # noqa: F811
    evidence = write(
        FRONT,
        (PAGE, ARTICLE + widget(card(1, "Maja 🌻", "Så trist!"), card(2, "Jörgen", "Så trist!"))),
        (f"{PAGE}?sida=2", ARTICLE + widget(card(1, "Maja 🌻", "Så trist!"), card(3, "Bo", "Nu då?"))),
    )
    told = [
        {"nick": "Maja 🌻", "comment": "<p>Så trist!</p>", "link": "https://maja.example/", "time": 1793694600000},
        {"nick": "Jörgen", "comment": "<p>Så trist!</p>", "time": 1793698200000},
        {"nick": "Spammare", "comment": "<p>Ogranskat</p>", "time": 1793698200000},
    ]
    for number in (1, 2):
        answer = [{"url": "https://svar.example/api", "body": json.dumps({"data": {"data": told}})}]
        (evidence / f"pages/{number}/page.data.json").write_text(json.dumps(answer))
    items = read(evidence).items
    assert sorted((item.author.name, item.text) for item in items if item.parent) == [
        ("Bo", "Nu då?"),
        ("Jörgen", "Så trist!"),
        ("Maja 🌻", "Så trist!"),
    ]
    times = {item.author.name: item.posted_at for item in items if item.posted_at}
    assert f"{times['Maja 🌻']:%H:%M} {times['Jörgen']:%H:%M}" == "08:30 09:30"
    assert {item.permalink.partition("#")[0] for item in items if item.author.name == "Maja 🌻"} == {PAGE}


def row(who: str, title: str, text: str) -> str:
    """A block whose markup tells neither the name from the title nor either from the words."""
    return f"""<div class="_cm8"><div class="_bd5"><div class="_9hx"><span class="_kq2"><span aria-hidden="true">{who}</span><span class="vh">{who}</span></span>
        <span class="_m0x">{title}</span><span class="_ts9"><span aria-hidden="true">2 mån •</span><span class="vh">2 mån sedan</span></span></div>
        <div class="_tx1"><span>{text}</span></div><div><button>Gilla</button></div></div></div>"""


def test_what_scripts_fetched_says_who_wrote_what_in_rows_that_name_nothing(write: Write) -> None:  # noqa: F811
    rows = row("Maja", "Invånare i Nordby", "Så trist med badet!") + row(
        "Bo", "1 234 följare", "a &lt; b &amp; b &gt; c"
    )
    told = [
        {"author": "Maja", "body": "Så trist med badet!", "ts": 1793694600000},
        {"author": "Bo", "body": "a < b & b > c", "ts": 1793698200000},
        {"author": "Maja", "body": "trist", "ts": 1793698200000},
        {"author": "Elsa", "body": "Så trist med badet!", "ts": 1793698200000},
    ]
    evidence = write((HOME, f"<h1>Nordby</h1><div>{rows}</div>"))
    (evidence / "page.data.json").write_text(json.dumps([{"url": HOME, "body": json.dumps(told)}]))
    layout = json.loads((evidence / "layout.json").read_text())
    (evidence / "layout.json").write_text(json.dumps(layout | {"seen_at": "2027-01-10T12:00:00Z"}))
    items = read(evidence).items
    assert [(item.author.name, item.text) for item in items] == [
        ("Maja", "Så trist med badet!"),
        ("Bo", "a < b & b > c"),
    ]
    assert [f"{item.posted_at:%H:%M}" for item in items if item.posted_at] == ["08:30", "09:30"]


def test_a_name_told_twice_with_its_title_and_a_box_to_write_in_are_no_words(write: Write) -> None:  # noqa: F811
    box = '<div class="_ed"><div role="textbox" contenteditable="true">Lägg till en kommentar …</div></div>'
    answers = row("Bo", "Invånare i Nordby", "Var simmar vi nu?") + row("Maja", "Invånare i Nordby", "Så trist!")
    post = row("Nordby kommun", "1 234 följare", "Reningen ska lagas.").removesuffix("</div></div>")
    other = row("Nordby kommun", "1 234 följare", "Biblioteket har öppet i helgen.")
    page = f"<h1>Nordby kommun</h1><div>{post}<div class='_cs'>{box}<div>{answers}</div></div></div></div>{other}</div>"
    evidence = write((HOME, page))
    layout = json.loads((evidence / "layout.json").read_text())
    (evidence / "layout.json").write_text(json.dumps(layout | {"seen_at": "2027-01-10T12:00:00Z"}))
    items = read(evidence).items
    assert tree(items) == {
        "Reningen ska lagas.": "",
        "Var simmar vi nu?": "Reningen ska lagas.",
        "Så trist!": "Reningen ska lagas.",
        "Biblioteket har öppet i helgen.": "",
    }
    assert [item.author.name for item in items] == ["Nordby kommun", "Bo", "Maja", "Nordby kommun"]
