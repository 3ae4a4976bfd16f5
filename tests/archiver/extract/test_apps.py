"""Pages that scripts draw of `div`s with class names a build made up: no vocabulary, no headings, only what repeats."""

from archiver.extract.items import follow
from archiver.model import Item
from archiver.platforms.registry import platform
from tests.archiver.extract.test_items import Write, read, write  # noqa: F401 the fixture is used by its name

HOME = "https://app.example/"
POST = f"{HOME}nordby/status/10"


def unit(number: int, who: str, text: str, more: str = "") -> str:
    return f"""<div class="xq1 x1lli{more}"><div class="x7a"><a href="/{who.lower()}"><span>{who}</span></a>
        <a href="/{who.lower()}/status/{number}"><span class="x5c" title="{number} november 2026 kl. 08:15">3 v</span></a></div>
        <div class="x3e" dir="auto">{text}</div><div class="xv"><div role="button" aria-label="Gilla">♡</div></div></div>"""


def thread(*parts: str) -> str:
    return f'<div class="xth">{"".join(parts)}</div>'


def under(*parts: str) -> str:
    return f'<div class="xsub">{"".join(parts)}</div>'


def page(post: str, *threads: str) -> tuple[str, str]:
    room = '<div class="xhd"><div role="button">←</div><span>Tråd</span></div>'
    reply = '<div class="xre"><div role="textbox">Svara Nordby …</div></div>'
    return POST, f'<div class="x1a">{room}{post}{reply}<div class="xl">{"".join(threads)}</div></div>'


def tree(items: tuple[Item, ...]) -> dict[str, str]:
    """Each text with the text of what it answers."""
    texts = {item.identity: item.text for item in items}
    return {item.text: texts.get(item.parent or "", "") for item in items}


def test_a_lone_answer_of_the_same_make_is_found_and_answers_what_stands_before_it(write: Write) -> None:  # noqa: F811
    post = unit(10, "Nordby", "Badet stänger i kväll och öppnar i maj.", " xmain")
    first = thread(unit(11, "Maja", "Så trist!"), under(thread(unit(12, "Nordby", "Ja, vi saknar det också."))))
    reading = read(write(page(post, first, thread(unit(13, "Jörgen", "Var kan man simma nu?")))))
    assert tree(reading.items) == {
        "Badet stänger i kväll och öppnar i maj.": "",
        "Så trist!": "Badet stänger i kväll och öppnar i maj.",
        "Ja, vi saknar det också.": "Så trist!",
        "Var kan man simma nu?": "Badet stänger i kväll och öppnar i maj.",
    }


def test_a_post_of_the_make_of_its_only_answer_takes_nothing_of_the_page_around_it(write: Write) -> None:  # noqa: F811
    post = unit(10, "Nordby", "Badet stänger i kväll och öppnar i maj.", " xmain")
    reading = read(write(page(post, thread(unit(11, "Maja", "Så trist!")))))
    assert tree(reading.items) == {
        "Badet stänger i kväll och öppnar i maj.": "",
        "Så trist!": "Badet stänger i kväll och öppnar i maj.",
    }


def test_rows_that_hold_one_indented_part_answer_by_its_indentation(write: Write) -> None:  # noqa: F811
    def row(number: int, who: str, text: str, depth: int) -> str:
        return f'<div class="xrow"><div style="margin-left: {depth * 24}px">{unit(number, who, text)}</div></div>'

    post = unit(10, "Nordby", "Badet stänger i kväll och öppnar i maj.", " xmain")
    rows = (
        row(11, "Maja", "Så trist!", 0),
        row(12, "Nordby", "Ja, vi saknar det.", 1),
        row(13, "Jörgen", "Var simmar vi?", 0),
    )
    reading = read(write(page(post, *rows)))
    assert tree(reading.items)["Ja, vi saknar det."] == "Så trist!"
    assert tree(reading.items)["Var simmar vi?"] == "Badet stänger i kväll och öppnar i maj."


def test_a_route_in_the_fragment_is_a_page_that_is_gone_on_to_and_the_posts_own(write: Write) -> None:  # noqa: F811
    def routed(part: str) -> str:
        return part.replace('href="/', 'href="/#/')

    post, other = unit(10, "Nordby", "Badet stänger i kväll och öppnar i maj."), unit(11, "Nordby", "Öppet i helgen.")
    front = (HOME, routed(f"<h1>Nordby</h1><div>{post}{other}</div>"))
    shown = read(write(front, name="front"))
    assert follow(shown, platform("generic")) == (f"{HOME}#/nordby/status/10", f"{HOME}#/nordby/status/11")
    answered = routed(page(post, thread(unit(12, "Maja", "Så trist!")))[1])
    reading = read(write(front, (f"{HOME}#/nordby/status/10", answered), name="all"))
    assert tree(reading.items) == {
        "Badet stänger i kväll och öppnar i maj.": "",
        "Öppet i helgen.": "",
        "Så trist!": "Badet stänger i kväll och öppnar i maj.",
    }
