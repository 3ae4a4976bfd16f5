"""The kept document does nothing but be looked at, and holds no secrets."""

import pytest
from lxml import html

from archiver.capture.clean import POLICY, clean

URL = "https://exempel.se/konto/sida"


def tree(markup: str, **more: object) -> html.HtmlElement:
    return html.document_fromstring(clean(f"<html><body>{markup}</body></html>", URL, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<script src='https://x.se/a.js'></script>",
        "<script type='module'>import 'x'</script>",
        '<script type=\'application/json\'>{"token": "hemligt"}</script>',
        "<svg><script>alert(1)</script></svg>",
        "<noscript><img src=x onerror=alert(1)></noscript>",
        "<object data='x.swf'></object>",
        "<embed src='x.swf'>",
        "<base href='https://elak.se/'>",
        "<img src=x onerror='alert(1)'>",
        "<body onload='alert(1)'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' \tjava&#x0A;script:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<form action='https://elak.se/'><button formaction='https://elak.se/'>x</button></form>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<svg><animate attributeName=href values='javascript:alert(1)'></animate></svg>",
        "<meta http-equiv=refresh content='0;url=https://elak.se/'>",
        "<link rel=preload href='https://elak.se/x'>",
        "<link rel=import href='https://elak.se/x'>",
        "<a ping='https://elak.se/p' href='#'>x</a>",
        "<style></style><script>alert(1)</script>",
        "<template><script>alert(1)</script></template>",
    ],
)
def test_nothing_runs_and_nothing_leaves(markup: str) -> None:
    kept = html.tostring(tree(markup), encoding="unicode").lower()
    assert "alert" not in kept
    assert "elak.se" not in kept
    assert "<script" not in kept
    assert "hemligt" not in kept


def test_policy_is_the_first_thing_in_the_document() -> None:
    kept = clean("<html><head><title>T</title></head><body></body></html>", URL)
    assert kept.index(POLICY) < kept.index("<title>")


def test_structured_data_is_kept_for_the_readers() -> None:
    kept = tree('<script type="application/ld+json">{"@type": "Comment"}</script>')
    assert kept.cssselect("script")[0].text == '{"@type": "Comment"}'


def test_addresses_become_absolute() -> None:
    kept = tree("<a id=a href='/inlagg/1?x=1'>x</a><a id=b href='#c2'>x</a><img src='../b.png'>")
    assert kept.cssselect("#a")[0].get("href") == "https://exempel.se/inlagg/1?x=1"
    assert kept.cssselect("#b")[0].get("href") == "#c2"
    assert kept.cssselect("img")[0].get("src") == "https://exempel.se/b.png"


@pytest.mark.parametrize(
    "markup",
    [
        "<input type=hidden name=csrf value=hemligt>",
        "<input type=hidden name=post value=hemligt>",
        "<input type=password value=hemligt>",
        "<input name=authenticity_token value=hemligt>",
        "<meta name=csrf-token content=hemligt>",
        "<div data-csrf-token=hemligt></div>",
        "<a href='/x?PHPSESSID=hemligt&sida=2'>x</a>",
        "<a href='/x;jsessionid=hemligt?sida=2'>x</a>",
        "<a href='https://anna:hemligt@exempel.se/'>x</a>",
        "<img src='/bild?access_token=hemligt'>",
        "<script nonce=hemligt>1</script><style nonce=hemligt></style>",
        "<!-- session: hemligt -->",
    ],
)
def test_secrets_are_taken_out(markup: str) -> None:
    assert "hemligt" not in html.tostring(tree(markup), encoding="unicode")


def test_other_parameters_of_an_address_stay() -> None:
    kept = tree("<a href='/x?sida=2&PHPSESSID=a&q=r%C3%A4v'>x</a>").cssselect("a")[0].get("href")
    assert kept == "https://exempel.se/x?sida=2&q=r%C3%A4v"


def test_style_sheets_are_written_into_the_document() -> None:
    kept = tree("<link rel=stylesheet href='https://x.se/a.css'>", sheets={"https://x.se/a.css": "p { color: red }"})
    assert kept.cssselect("style")[0].text == "p { color: red }"


def test_style_cannot_end_its_element() -> None:
    kept = clean("<html><body></body></html>", URL, styles=("p {} </style><script>alert(1)</script>",))
    assert "<script" not in html.tostring(html.document_fromstring(kept), encoding="unicode").split("</style>")[-1]


def test_picture_is_shown_from_the_document_and_keeps_its_address() -> None:
    kept = tree(
        "<img src='https://x.se/b.png' srcset='c.png 2x'>",
        pictures={"https://x.se/b.png": "data:image/png;base64,AA"}.get,
    )
    image = kept.cssselect("img")[0]
    assert (image.get("src"), image.get("srcset")) == ("https://x.se/b.png", "data:image/png;base64,AA")


def test_text_and_markup_are_untouched() -> None:
    markup = "<article class=post id=p1 data-id=7><p lang=sv>Räksmörgås &amp; 😀 &lt;b&gt;</p><time datetime='2026-01-02'>i går</time></article>"
    article = tree(markup).cssselect("article")[0]
    assert article.text_content() == "Räksmörgås & 😀 <b>i går"
    assert dict(article.attrib) == {"class": "post", "id": "p1", "data-id": "7"}
    assert article.cssselect("time")[0].get("datetime") == "2026-01-02"


@pytest.mark.parametrize(
    "markup",
    [
        "<style>a\x01b</style><link rel=stylesheet href='https://x.se/a.css\x02'>",
        "<a href='/x&#1;y' style='a&#2;b' srcset='c&#3;'>x</a><img src='/&#4;' srcset='&#5; 2x'>",
        "<svg><use xlink:href='/sprite.svg#a'></use></svg>",
        "<p 1=2 <=3 '=4 a:b:c=5 on=6 data-\x01=7>text</p>",
        "<iframe src='http://[x/' data-sa=7></iframe><a href='http://[::1'>x</a>",
    ],
)
def test_odd_characters_and_names_are_no_reason_to_fall(markup: str) -> None:
    clean(
        f"<html><body>{markup}</body></html>",
        URL,
        styles=("p::after { content: '\x03' }",),
        frames={"7": "<p>\x04</p>"},
    )
