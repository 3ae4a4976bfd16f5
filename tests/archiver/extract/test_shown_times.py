"""Times as pages lay them out: a day that stands once for many, a clock of its own, a sender's time in a label."""

from datetime import UTC, datetime

from lxml import html

from archiver.extract.readers.signs import signs_of
from archiver.model import Item
from tests.archiver.extract.test_items import URL, Write, read, write  # noqa: F401 the fixture is used by its name

MESSAGE = """<div class="{level}"><div class="brev"><div id="{place}"><h2 class="name">{who}</h2><div>{day}
    <div><span title="Avsändarens tid: {told}">{clock}</span></div></div></div>
    <div class="brev-kropp"><p>{text}</p></div>
    <div><a href="/brev/{place}/" title="Permalink for this message">#</a> <a href="#like">0</a> <a href="/in">Logga in och svara</a></div></div></div>"""
DAY = "<span>13 aug 2026</span> <span>13 aug '26</span>"


def message(n: int, who: str, text: str, clock: str, told: str, day: str = "", level: str = "") -> str:
    return MESSAGE.format(place=f"C{n}TJ4KX57", who=who, text=text, clock=clock, told=told, day=day, level=level)


def shown(write: Write) -> list[Item]:  # noqa: F811
    first = message(1, "Åsa", "Kallt i vattnet nu, så badet stänger.", "23:40", "13 augusti 2026 21:40", DAY)
    second = message(2, "Bo", "Redan? Det är varmt.", "00:05", "13 augusti 2026 22:05", level="udda")
    third = message(3, "Åsa", "Eller inte, sa hon.", "00:20", "13 augusti 2026 22:20", level="jämn level-1")
    fourth = message(4, "Eva", "Jag badar ändå.", "08:20", "14 augusti 2026 06:20", level="udda")
    return list(
        read(write((f"{URL}brev/", f'<div>{first}<div class="replies">{second}{third}{fourth}</div></div>'))).items
    )


def test_the_pages_own_clock_goes_before_the_senders_and_the_day_is_taken_from_the_label(write: Write) -> None:  # noqa: F811
    times = [f"{item.posted_at:%d %H:%M}" for item in shown(write) if item.posted_at]
    assert times == ["13 21:40", "13 22:05", "13 22:20", "14 06:20"]


def test_what_tells_no_depth_beside_what_does_lies_outermost(write: Write) -> None:  # noqa: F811
    items = shown(write)
    places = {item.identity: place for place, item in enumerate(items)}
    assert [places.get(item.parent or "") for item in items] == [None, 0, 1, 0]


def test_paragraphs_are_the_words_where_only_tools_stand_beside_them(write: Write) -> None:  # noqa: F811
    assert [item.text for item in shown(write)][1:] == [
        "Redan? Det är varmt.",
        "Eller inte, sa hon.",
        "Jag badar ändå.",
    ]


def told(markup: str) -> list[str]:
    signs = signs_of(html.fromstring(markup), datetime(2026, 11, 29, tzinfo=UTC))
    return [f"{sign.when.moment:%Y-%m-%d %H:%M}" for sign in signs.values()]


def test_a_day_without_its_year_is_of_the_year_that_the_clock_beside_it_tells() -> None:
    day = "<span>3 nov</span> <span>3 nov</span>"
    assert told(f'<div>{day} <b><i title="Avsändarens tid: 3 november 2024 11:15">12:15</i></b></div>') == [
        "2024-11-03 11:15"
    ]


def test_a_time_that_is_labelled_as_the_last_activity_is_nobodys_also_where_it_is_told_again() -> None:
    last = '<p><span title="1 oktober 2026 04:43:20">{}1 okt 2026</span></p>'
    label = '<i title="Most recent activity"></i>'
    row = f"<div><a href='/t/1'>Badet</a>{last.format('')}{last.format(label)}</div>"
    assert not told(row)
    assert told(row.replace("Most recent activity", "Publicerat"))
