"""Questions with answers, and comments under both: one thread, though its answers have comments of their own."""

from archiver.model import Item
from tests.archiver.extract.test_items import URL, Write, write  # noqa: F401 the fixture is used by its name
from tests.archiver.extract.test_items import read as read_all

QUESTION = f"{URL}fraga/8/om-badet/"
ENTRY = """<div class="kort" id="kort-{n}"><div>0</div><div class="text-content">{heading}<p>{text}</p></div>
    <div><a href="/users/{n}/"><img alt=""><b class="poang">1</b></a> <a class="user-link" href="/users/{n}/">{who}</a>
    <abbr title="2026-02-14 1{n}:48:20">i våras</abbr></div>
    <div class="comments"><h2>Kommentarer</h2><div><div id="kort-{m}"><div class="bit"><p>{comment}</p></div>
    <div><a href="/users/{m}/">{by}</a> <span>(<abbr title="2026-02-15 1{n}:48:20">i våras</abbr>)</span></div></div></div></div></div>"""


def read(write: Write) -> dict[str, Item]:  # noqa: F811
    question = ENTRY.format(
        n=1, m=5, heading="<h1>När öppnar badet?</h1>", text="Jag undrar.", who="Åsa", by="Bo", comment="Jag med!"
    )
    answer = ENTRY.format(n=2, m=6, heading="", text="I maj, står det.", who="Bo", by="Eva", comment="Tack för svaret.")
    other = ENTRY.format(
        n=3, m=7, heading="", text="Den 2 maj, klockan tio.", who="Eva", by="Åsa", comment="Tack du med."
    )
    row = f"""<div class="rad"><div>2</div><div><abbr title="2026-02-16 10:48:20">i våras</abbr> <a href="/users/3/">Eva</a></div>
        <h2><a href="{QUESTION}">När öppnar badet?</a></h2></div>"""
    pages = (
        (URL, f"<div>{row}{row.replace('8/om-badet', '9/om-isen').replace('badet', 'isen')}</div>"),
        (QUESTION, f"<div>{question}<div>{answer}{other}</div></div>"),
    )
    return {item.text.rpartition("\n")[2]: item for item in read_all(write(*pages)).items}


def test_answers_with_comments_of_their_own_answer_the_question(write: Write) -> None:  # noqa: F811
    items = read(write)
    parents = {"Jag undrar.": "", "I maj, står det.": "Jag undrar.", "Den 2 maj, klockan tio.": "Jag undrar."}
    parents |= {
        "Jag med!": "Jag undrar.",
        "Tack för svaret.": "I maj, står det.",
        "Tack du med.": "Den 2 maj, klockan tio.",
    }
    texts = {item.identity: text for text, item in items.items()}
    assert {text: texts.get(items[text].parent or "", "") for text in parents} == parents
    assert items["Jag undrar."].permalink == QUESTION
    assert items["Tack du med."].permalink == f"{QUESTION}#kort-7"
    posted = items["Jag undrar."].posted_at
    assert posted is not None
    assert f"{posted:%d %H:%M}" == "14 10:48"


def test_points_beside_a_persons_picture_are_not_the_persons_name(write: Write) -> None:  # noqa: F811
    items = read(write)
    assert [items[text].author.name for text in ("Jag undrar.", "I maj, står det.", "Tack för svaret.")] == [
        "Åsa",
        "Bo",
        "Eva",
    ]


def test_neither_the_editor_waiting_in_an_item_nor_the_pattern_that_scripts_copy_is_read(write: Write) -> None:  # noqa: F811
    editor = '<div style="display: none"><textarea></textarea><div>Förhandsvisning (göm)</div></div>'
    entry = ENTRY.format(n=1, m=5, heading="", text="Jag undrar.", who="Åsa", by="Bo", comment="Jag med!").replace(
        "<div", '<div data-sa="1"'
    )
    pattern = '<div><div id="kort-0"><p>Din kommentar granskas.</p> <span>2026-11-29 21:30</span></div></div>'
    shown = entry.replace("</p></div>", f"</p>{editor}</div>", 1) + pattern + '<p data-sa="1">Om webbplatsen</p>'
    items = read_all(write((QUESTION, f"<h1>Badet</h1><div>{shown}</div>"), boxes={"1": [0, 0, 10, 10]})).items
    assert [item.text for item in items] == ["Jag undrar.", "Jag med!"]


def test_what_vanished_while_the_page_was_scrolled_is_read_though_it_is_on_no_picture(write: Write) -> None:  # noqa: F811
    seen = '<article data-sa="1"><time datetime="2026-11-01T10:00:00Z">1 nov</time><p>Badet öppnar i maj.</p></article>'
    gone = seen.replace(' data-sa="1"', "").replace("maj", "juni").replace("11-01", "11-02")
    shown = f'<main>{seen}</main><section data-sa-vanished="1" hidden="">{gone}</section>'
    texts = [item.text for item in read_all(write((QUESTION, shown), boxes={"1": [0, 0, 10, 10]})).items]
    assert texts == ["Badet öppnar i maj.", "Badet öppnar i juni."]
