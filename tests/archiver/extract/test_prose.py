"""Clean text from HTML."""

from hypothesis import given
from hypothesis import strategies as st

from archiver.extract.prose import document_of, text_of, text_of_html


def test_line_breaks_and_paragraphs_are_kept() -> None:
    assert text_of_html("<p>Rad ett<br>rad två</p>\n<p>Nytt   stycke</p>") == "Rad ett\nrad två\n\nNytt stycke"


def test_emoji_that_are_pictures_are_kept() -> None:
    assert text_of_html('Hej <img class="emoji" alt="😀" src="/1f600.svg">!') == "Hej 😀!"
    assert text_of_html('Hej <img alt="👨‍👩‍👧‍👦" src="/x.png">') == "Hej 👨‍👩‍👧‍👦"


def test_other_pictures_give_no_text() -> None:
    assert text_of_html('Se <img alt="Bron från norr" src="/bro.jpg">') == "Se"


def test_signs_that_look_like_markup_are_kept() -> None:
    assert text_of_html("<p>1 &lt; 2, &lt;badhuset&gt;</p>") == "1 < 2, <badhuset>"


def test_quoted_words_are_marked() -> None:
    assert text_of_html("<blockquote>Stängt?</blockquote><p>Nej.</p>") == "> Stängt?\n\nNej."


def test_scripts_and_styles_give_no_text() -> None:
    assert text_of_html("<style>p{}</style>Hej<script>alert(1)</script>") == "Hej"


def test_a_page_a_thousand_elements_deep_is_read() -> None:
    tree = document_of("<div>" * 1_000 + "djupt" + "</div>" * 1_000)
    assert tree is not None
    assert "djupt" in text_of(tree)


@given(st.text(max_size=200))
def test_any_text_survives(text: str) -> None:
    assert isinstance(text_of_html(text), str)
