"""Further pages of a list are found by general signs, and nothing else is taken for them."""

import pytest
from lxml import html

from archiver.extract.paging import next_pages

HERE = "https://blogg.nordby.example/nyheter/"


def pages(markup: str) -> tuple[str, ...]:
    return next_pages(html.document_fromstring(f"<html><body>{markup}</body></html>"), HERE)


@pytest.mark.parametrize(
    "markup",
    [
        '<nav class="posts-navigation"><a href="/nyheter/page/2/">Äldre inlägg</a></nav>',
        '<a href="page/2/">Older posts</a>',
        '<a rel="next" href="/nyheter/page/2/">»</a>',
        '<link rel="next" href="https://blogg.nordby.example/nyheter/page/2/">',
        '<ul class="pagination"><li><a href="/nyheter/page/2/">2</a></li></ul>',
        '<div aria-label="Sidnavigering"><a href="/nyheter/page/2/#lista">Nästa →</a></div>',
        '<a href="/nyheter/page/2/">More...</a>',
        '<div class="paginator"><input type="number" value="1" max="6">/ 6 <a href="/nyheter/page/2/"><i></i></a><a><i></i></a></div>',
    ],
)
def test_link_to_the_next_page_is_found(markup: str) -> None:
    assert pages(markup) == ("https://blogg.nordby.example/nyheter/page/2/",)


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/om">Läs mer</a>',
        '<a href="/artikel-2">2</a>',
        '<a href="https://annan.example/page/2/" rel="next">Nästa</a>',
        '<nav class="navigation post-navigation"><a rel="next" href="/en-nyhet/">Nästa inlägg</a></nav>',
        '<nav class="pagination"><a href="/logga-in?next=2">2</a></nav>',
        '<nav class="pagination"><a href="/nyheter/#kommentarer">1</a></nav>',
        '<li class="comment"><a href="/nyheter/?replytocom=12#respond">Nästa</a></li>',
    ],
)
def test_other_links_are_not_taken_for_further_pages(markup: str) -> None:
    assert pages(markup) == ()


def test_arrow_without_words_counts_where_only_a_number_differs() -> None:
    arrow = '<ul class="paginator"><li><a href="?page=2"><i class="fa-chevron-right"></i></a></li></ul>'
    assert pages(arrow) == (f"{HERE}?page=2",)
    assert pages('<ul class="paginator"><li><a href="?sort=tid"><i class="fa-sort"></i></a></li></ul>') == ()


def test_arrow_beside_the_number_of_pages_counts_without_any_name() -> None:
    markup = '<nav><ul><li>Sida 1 av 6</li><li><a href="/nyheter/sidan2.html">⟩</a></li></ul></nav><a href="/nyheter/upp.html">↑</a>'
    assert pages(markup) == ("https://blogg.nordby.example/nyheter/sidan2.html",)


def test_each_page_comes_once_in_page_order() -> None:
    markup = "".join(f'<a class="page-numbers" href="/nyheter/page/{n}/">{n}</a>' for n in (2, 3, 2, 6))
    assert [page[-3:] for page in pages(f'<div class="nav-links">{markup}</div>')] == ["/2/", "/3/", "/6/"]
