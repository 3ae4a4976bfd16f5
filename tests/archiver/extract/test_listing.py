"""A list of threads gives its headings' addresses; menus and short lists give none."""

from lxml import html

from archiver.extract.listing import listed

HERE = "https://forum.nordby.example/"


def rows(markup: str) -> tuple[str, ...]:
    return listed(html.document_fromstring(f"<html><body>{markup}</body></html>"), HERE)


def topic(number: int) -> str:
    return (
        f'<div class="rad"><div><a href="/amne/{number}/badhuset/">Ämne nummer {number}</a></div>'
        f'<div><a href="/kategori/2/">Kultur och fritid, allmänt</a></div><div>{number * 3}</div>'
        f'<div title="12 mars 2026 kl. 09:{number:02}">3 d</div></div>'
    )


def test_rows_of_a_forum_give_their_topics_not_their_category() -> None:
    assert rows("<main>" + "".join(map(topic, (1, 2, 3, 4))) + "</main>") == tuple(
        f"{HERE}amne/{n}/badhuset/" for n in (1, 2, 3, 4)
    )


def test_table_of_threads_is_a_list_too() -> None:
    row = '<tr><td><a href="/t{0}"><img alt=""></a></td><td><a href="/t{0}">Tråd {0}</a></td><td>{0} svar</td></tr>'
    table = "<table><tbody>" + "".join(row.format(n) for n in (1, 2, 3)) + "</tbody></table>"
    assert rows(table) == (f"{HERE}t1", f"{HERE}t2", f"{HERE}t3")


def test_menu_is_no_list() -> None:
    items = "".join(f'<li><a href="/m{n}">Meny</a> ({n})</li>' for n in range(5))
    assert rows(f"<nav><ul>{items}</ul></nav><div class='huvudmeny nav'><ul>{items}</ul></div>") == ()


def test_links_without_anything_told_about_them_are_no_list() -> None:
    assert rows("<ul>" + "".join(f'<li><a href="/s{n}">Sida</a></li>' for n in range(9)) + "</ul>") == ()


def test_links_to_elsewhere_are_left_out() -> None:
    row = '<li><a href="https://annan.example/t{0}">Tråd {0}</a> {0} svar</li>'
    assert rows("<ul>" + "".join(row.format(n) for n in (1, 2, 3)) + "</ul>") == ()


def test_articles_and_rows_headed_by_a_link_are_a_list_though_nothing_is_told_about_them() -> None:
    article = '<article class="rad"><div><a href="/n{0}">Nyhet {0}</a></div></article>'
    assert rows("<main>" + "".join(article.format(n) for n in "abc") + "</main>") == tuple(f"{HERE}n{n}" for n in "abc")
    headed = '<div class="rad"><h3><a href="/n{0}">Nyhet {0}</a></h3></div>'
    assert rows("<main>" + "".join(headed.format(n) for n in "abc") + "</main>") == tuple(f"{HERE}n{n}" for n in "abc")
