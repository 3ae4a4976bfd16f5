"""Archives of mailing lists: a page for each letter, lists of letters beside them."""

from archiver.extract.items import follow, read_items
from archiver.model import Item
from archiver.platforms.registry import platform
from tests.archiver.extract.test_items import Write, write  # noqa: F401 the fixture is used by its name

LIST = "https://lillan.example/arkiv/badet/threads.html"
FIELDS_AS_LIST = """<hr>[<a href="m{before}.html">Date Prev</a>]<hr><h1>{subject}</h1><hr><ul><li><em>To</em>: badet@lillan.example</li>
    <li><em>Subject</em>: {subject}</li><li><em>From</em>: {name} &lt;x@lillan.example&gt;</li>
    <li><em>Date</em>: Fri, 18 Sep 2026 17:5{n}:20 +0000</li></ul><hr><pre>{text}</pre><hr>{about}"""
FIELDS_AS_LINES = """<ul class="links"><li><a href="m{before}.html">Next message</a></li><li><a href="threads.html">By thread</a></li></ul>
    <h1>{subject}</h1><div><address><span><dfn>From</dfn>: {name} &lt;<a href="mailto:x@lillan.example">x@lillan.example</a>&gt;</span><br>
    <span><dfn>Date</dfn>: Fri, 18 Sep 2026 17:5{n}:20 +0000</span><br></address><p>{text}</p>
    <span><dfn>Received on</dfn> Fri Sep 18 2026 - 17:5{n}:21 UTC</span></div>{about}"""
REFERENCES = """<ul><li><strong>References</strong>:<ul><li><strong><a href="m1.html">Badet</a></strong><ul><li><em>From:</em> Åsa</li></ul></li>
    {more}</ul></li></ul>"""
FIRST, SECOND, THIRD = "Kallt i vattnet nu.", "Redan? Det är varmt.", "Eller inte."


def letter(drawn: str, n: int, name: str, text: str, about: str = "") -> tuple[str, str]:
    subject = "Badet" if n == 1 else "Re: Badet"
    page = drawn.format(n=n, before=n - 1, subject=subject, name=name, text=text, about=about)
    return LIST.replace("threads", f"m{n}"), page


def read(write: Write, *pages: tuple[str, str]) -> dict[str, Item]:  # noqa: F811
    found = read_items(write(*pages), platform("generic"), account_name="Lillåns kommun", account_url=LIST).items
    return {item.text.rpartition("\n")[2]: item for item in found}


def rows(nested: bool) -> str:
    row = '<li><strong><a name="{n}" href="m{n}.html">{re}Badet</a></strong>, <em>{who}</em>{inner}</li>'
    last = row.format(n=3, re="Re: ", who="Åsa", inner="")
    second = row.format(n=2, re="Re: ", who="Bo", inner=f"<ul>{last}</ul>" if nested else "")
    return f"""<h1>Trådar</h1><ul><li><a href="date.html">Efter dag</a></li></ul>
        <ul>{row.format(n=1, re="", who="Åsa", inner=f"<ul>{second}</ul>" if nested else "")}{"" if nested else second + last}</ul>"""


def hold(items: dict[str, Item]) -> None:
    assert {text: item.author.name for text, item in items.items()} == {FIRST: "Åsa Ek", SECOND: "Bo", THIRD: "Åsa Ek"}
    assert [items[text].parent for text in (FIRST, SECOND, THIRD)] == [
        None,
        items[FIRST].identity,
        items[SECOND].identity,
    ]
    assert [f"{item.posted_at:%M}" for item in items.values() if item.posted_at] == ["51", "52", "53"]
    assert items[FIRST].text == f"Badet\n\n{FIRST}"
    assert items[SECOND].permalink == LIST.replace("threads", "m2")


def test_letters_answer_the_last_of_their_references(write: Write) -> None:  # noqa: F811
    more = '<li><strong><a href="m2.html">Re: Badet</a></strong></li>'
    hold(
        read(
            write,
            (LIST, rows(nested=False)),
            letter(FIELDS_AS_LIST, 1, "Åsa Ek", FIRST),
            letter(FIELDS_AS_LIST, 2, "Bo", SECOND, REFERENCES.format(more="")),
            letter(FIELDS_AS_LIST, 3, "Åsa Ek", THIRD, REFERENCES.format(more=more)),
        )
    )


def test_letters_answer_what_they_say_they_are_in_reply_to(write: Write) -> None:  # noqa: F811
    about = '<ul><li><dfn>In reply to</dfn>: <a href="m{n}.html">{who}: "Badet"</a></li><li><a href="m1.html">Next message</a></li></ul>'
    hold(
        read(
            write,
            letter(FIELDS_AS_LINES, 1, "Åsa Ek", FIRST),
            letter(FIELDS_AS_LINES, 2, "Bo", SECOND, about.format(n=1, who="Åsa")),
            letter(FIELDS_AS_LINES, 3, "Åsa Ek", THIRD, about.format(n=2, who="Bo")),
        )
    )


def test_letters_that_name_no_other_stand_as_the_list_of_threads_nests_them(write: Write) -> None:  # noqa: F811
    pages = [letter(FIELDS_AS_LIST, 1, "Åsa Ek", FIRST), letter(FIELDS_AS_LIST, 2, "Bo", SECOND)]
    hold(read(write, (LIST, rows(nested=True)), *pages, letter(FIELDS_AS_LIST, 3, "Åsa Ek", THIRD)))


def test_every_letter_of_a_list_is_gone_to(write: Write) -> None:  # noqa: F811
    reading = read_items(write((LIST, rows(nested=True))), platform("generic"), account_name="", account_url=LIST)
    assert [address.rpartition("/")[2] for address in follow(reading, platform("generic"))] == [
        "m1.html",
        "m2.html",
        "m3.html",
    ]


def test_a_letter_quoted_in_a_post_is_part_of_the_post(write: Write) -> None:  # noqa: F811
    quoted = "<p>From: Bo &lt;x@lillan.example&gt;<br>Date: 18 september 2026 17:52<br>Subject: Badet</p><p>Det är varmt.</p>"
    page = f'<article><h1>Brev till oss</h1><time datetime="2026-09-20T08:00">20 september</time><p>Så här skrev Bo till oss:</p>{quoted}</article>'
    items = read(write, ("https://lillan.example/brev", page))
    assert [(f"{item.posted_at:%d}", "Så här skrev Bo" in item.text) for item in items.values() if item.posted_at] == [
        ("20", True)
    ]


def test_letters_without_names_of_fields_are_read_and_found_in_a_nested_list(write: Write) -> None:  # noqa: F811
    def unnamed(n: int, who: str, text: str) -> tuple[str, str]:
        index = '<ul><li>Next message: <a href="m9.html">Badet</a></li><li>Previous message: <a href="m8.html">Badet</a></li></ul>'
        header = f'<h1>{"" if n == 1 else "Re: "}Badet</h1><b>{who}</b> <a href="mailto:badet@lillan.example">x at lillan.example</a><br>'
        time = f"<i>Fri Sep 18 19:5{n}:20 CEST 2026</i>"
        return LIST.replace("threads", f"m{n}"), f"{header}{time}<p>{index}</p><hr><pre>{text}</pre><hr>{index}"

    shown = rows(nested=True).replace("Re: ", "") + "<p>Arkiverat: <i>Mon Nov 30 23:04:31 CET 2026</i></p>"
    reading = read_items(write((LIST, shown), name="list"), platform("generic"), account_name="", account_url=LIST)
    assert not reading.items
    assert [address.rpartition("/")[2] for address in reading.further] == ["m1.html", "m2.html", "m3.html"]
    letters = unnamed(1, "Åsa Ek", FIRST), unnamed(2, "Bo", SECOND), unnamed(3, "Åsa Ek", THIRD)
    hold(read(write, (LIST, shown), *letters))
