"""Forums as many programs draw them: numbered threads, author columns, rows that tell of the last answer."""

from archiver.extract.items import read_items
from archiver.model import Item
from archiver.platforms.registry import platform
from tests.archiver.extract.test_items import Write, write  # noqa: F401 the fixture is used by its name

FORUM = "https://lillan.example/dialog/1-badet"
THREAD = "https://lillan.example/tema/{n}-om-badet"
ROW = """<div class="rad"><div class="info"><div><a href="{thread}">{title}</a></div><div>by <a href="/user/{who}">{who}</a></div></div>
    <div>2</div><div>7</div><div class="sist"><a href="/entry/{last}">27 september 2026 10:15</a><br><div>by <a href="/user/Bo">Bo</a></div></div></div>"""
ENTRY = """<div id="{n}" class="rad"><div class="kol"><h4><a href="/user/{who}">{who}</a></h4><h5>Member</h5>
    <div>Joined: <time datetime="2019-01-29T20:37:20+00:00">Jan 29, 2019</time></div><div>Posts: 41</div></div>
    <div class="ruta"><div><a href="/entry/{n}"><time datetime="2026-09-1{n}T17:54:20+00:00">Sep 1{n}, 2026</time></a></div>
    <div><strong>#{number}</strong></div><div class="post-content"><p>{text}</p></div></div></div>"""
HELP = "<p>Här kan du läsa hur man skriver fetstil och länkar i forumets egen redigerare.</p>"


def row(number: int, title: str, last: int) -> str:
    return ROW.format(thread=THREAD.format(n=number), title=title, who="Åsa", last=last)


def thread(number: int, page: int, *entries: tuple[int, int, str, str]) -> tuple[str, str]:
    shown = "".join(ENTRY.format(n=n, number=place, who=who, text=text) for n, place, who, text in entries)
    later = f"?page={page}" if page > 1 else ""
    return THREAD.format(n=number) + later, f"<div><a href='/'>Badet</a></div><div>{shown}</div>{HELP}"


def read(write: Write, *pages: tuple[str, str]) -> dict[str, Item]:  # noqa: F811
    evidence = write(*pages)
    items = read_items(evidence, platform("generic"), account_name="Lillåns kommun", account_url=FORUM).items
    return {item.text.rpartition("\n")[2]: item for item in items}


def test_numbered_entries_are_one_thread_over_its_pages_and_told_by_their_own_time(write: Write) -> None:  # noqa: F811
    rows = FORUM, f"<div>{row(1, 'Badet stänger i september', 3)}{row(2, 'Badet öppnar igen i maj', 4)}</div>"
    first = thread(1, 1, (1, 1, "Åsa", "Kallt i vattnet nu."), (2, 2, "Bo", "Redan? Det är varmt."))
    items = read(
        write, rows, first, thread(1, 2, (3, 3, "Bo", "Eller inte.")), thread(2, 1, (4, 1, "Åsa", "Välkomna i maj."))
    )
    post = items["Kallt i vattnet nu."]
    assert set(items) == {"Kallt i vattnet nu.", "Redan? Det är varmt.", "Eller inte.", "Välkomna i maj."}
    assert {text: item.parent for text, item in items.items() if item.parent} == {
        "Redan? Det är varmt.": post.identity,
        "Eller inte.": post.identity,
    }
    assert {item.author.name for item in items.values()} == {"Åsa", "Bo"}
    assert [item.posted_at.day for item in items.values() if item.posted_at] == [11, 14, 12, 13]


def test_a_row_without_its_thread_has_the_headings_address_and_no_time(write: Write) -> None:  # noqa: F811
    items = read(
        write, (FORUM, f"<div>{row(1, 'Badet stänger i september', 3)}{row(2, 'Badet öppnar igen i maj', 4)}</div>")
    )
    assert {text: (item.permalink, item.author.name, item.posted_at) for text, item in items.items()} == {
        "Badet stänger i september": (THREAD.format(n=1), "Åsa", None),
        "Badet öppnar igen i maj": (THREAD.format(n=2), "Åsa", None),
    }
