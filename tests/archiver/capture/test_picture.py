"""The picture shows the whole page once, in its own colours."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from archiver.capture.visit import Limits
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Site

Go = Callable[..., Capture]


def colour(step: int) -> tuple[int, int, int]:
    """A colour no other step has."""
    return (step % 16 * 16, step // 16 % 16 * 16, 128)


def jpeg(rgb: tuple[int, int, int]) -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 40), rgb).save(data, "PNG")
    return data.getvalue()


def test_page_of_40000_pixels_is_neither_repeated_nor_cut(site: Site, capture: Go) -> None:
    steps = "".join(f"<div style='height:250px;background:rgb{colour(step)}'></div>" for step in range(160))
    site.page("/", f"<style>body{{margin:0}}</style><h1 style='margin:0;height:100px'>Hög sida</h1>{steps}")
    with Image.open(capture("/").folder / "page.png") as picture:
        assert picture.size == (1280, 40_100)
        assert picture.mode == "RGB"
        seen = [picture.getpixel((640, 100 + 250 * step + 125)) for step in range(160)]
        edges = [picture.getpixel((640, 100 + 250 * step + offset)) for step in range(160) for offset in (0, 249)]
    assert seen == [colour(step) for step in range(160)]
    assert edges == [colour(step) for step in range(160) for _ in range(2)]


def test_fixed_and_sticky_parts_are_shown_once(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<style>body{margin:0;background:#fff}header,footer,aside{left:0;right:0;height:60px}header{position:fixed;top:0;background:rgb(200,0,0)}"
        "footer{position:fixed;bottom:0;background:rgb(0,200,0)}nav{position:sticky;top:60px;height:40px;background:rgb(0,0,200)}</style>"
        "<header></header><div style='height:300px'>Kommunen</div><nav></nav><div style='height:25000px'>text</div><footer></footer>",
    )
    with Image.open(capture("/").folder / "page.png") as picture:
        column = [picture.getpixel((1000, y)) for y in range(picture.height)]
    assert column.count((200, 0, 0)) == 60
    assert column.count((0, 200, 0)) == 60
    assert column.count((0, 0, 200)) == 40
    assert column[0] == (200, 0, 0)
    assert column[300] == (0, 0, 200)
    assert column[-1] == (0, 200, 0)  # at the end, where it covers no post


def test_posts_that_fade_in_and_out_again_and_what_lies_to_the_right_are_pictured(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<style>body{margin:0}.v{opacity:0;transition:opacity .3s;height:700px;background:rgb(9,99,199)}.v.sedd{opacity:1}</style>"
        + "".join(f"<article class=v id=a{n}>Inlägg nummer {n}</article>" for n in range(6))
        + "<div style='width:2000px;height:50px;background:rgb(199,9,9)'>Bred</div><script>"
        "const seen = new IntersectionObserver((all) => all.forEach((one) => one.target.classList.toggle('sedd', one.isIntersecting)));"
        "document.querySelectorAll('.v').forEach((one) => seen.observe(one))</script>",
    )
    with Image.open(capture("/").folder / "page.png") as picture:
        assert picture.width == 2000
        assert [picture.getpixel((900, 700 * n + 300)) for n in range(6)] == [(9, 99, 199)] * 6
        assert picture.getpixel((1900, 4220)) == (199, 9, 9)


def test_lazy_pictures_are_loaded(site: Site, capture: Go) -> None:
    parts = []
    for n in range(30):
        site.page(f"/bild/{n}.png", jpeg(colour(n * 5)), media_type="image/png")
        source = f"src='/bild/{n}.png' loading=lazy" if n % 2 else f"data-bild='/bild/{n}.png'"
        parts.append(f"<div style='height:700px'><img width=40 height=40 {source}></div>")
    watcher = """<script>const seen = new IntersectionObserver((all) => all.forEach((one) => { if (one.isIntersecting) one.target.src = one.target.dataset.bild }));
    document.querySelectorAll("img[data-bild]").forEach((one) => seen.observe(one))</script>"""
    site.page(
        "/",
        "<style>body{margin:0}img{display:block}</style><div style='height:100px'>Bilder</div>"
        + "".join(parts)
        + watcher,
    )
    done = capture("/")
    with Image.open(done.folder / "page.png") as picture:
        seen = [picture.getpixel((20, 100 + 700 * n + 20)) for n in range(30)]
    assert seen == [colour(n * 5) for n in range(30)]
    assert done.result.reach.got["picture"] == 30


def test_pictures_are_in_the_kept_document_with_their_address(site: Site, capture: Go) -> None:
    site.page("/bild.png", jpeg((1, 2, 3)), media_type="image/png")
    site.page("/", "<h1>Bild</h1><article id=a>Inlägg</article><img src='/bild.png' width=40 height=40>")
    image = capture("/").tree.cssselect("img")[0]
    assert image.get("src") == site.url("/bild.png")
    assert image.get("srcset").startswith("data:image/png;base64,")


def test_swedish_letters_and_emoji_are_not_boxes(site: Site, capture: Go) -> None:
    """A missing glyph is drawn as one and the same box; letters and emoji must all differ, and emoji have colour."""
    signs = "åäöÅÄÖé–”😀🎉🚒"
    cells = "".join(f"<div class=cell>{sign}</div>" for sign in signs)
    site.page(
        "/",
        "<meta charset=utf-8><style>body{margin:0}.cell{font:40px sans-serif;height:60px;width:60px;overflow:hidden}</style>"
        f"{cells}<div class=cell>\U0010fffd</div><p>tecken</p>",
    )
    with Image.open(capture("/").folder / "page.png") as picture:
        drawn = [picture.crop((0, 60 * n, 60, 60 * n + 60)) for n in range(len(signs) + 1)]
    pixels = [one.tobytes() for one in drawn]
    assert len(set(pixels)) == len(pixels)
    for emoji in drawn[9:12]:
        assert any(max(rgb) - min(rgb) > 60 for _, rgb in emoji.getcolors(10_000))


def test_boxes_meet_the_picture_deep_down(site: Site, capture: Go) -> None:
    import json

    site.page(
        "/",
        "<style>body{margin:0}#vh{height:100vh}article{height:50px}</style><div id=vh>Högt som fönstret</div><div style='height:30000px'></div>"
        "<article id=djup style='background:rgb(9,99,199)'></article>",
    )
    done = capture("/")
    number = done.tree.cssselect("#djup")[0].get("data-sa")
    x, y, width, height = json.loads((done.folder / "layout.json").read_text())["boxes"][number]
    with Image.open(done.folder / "page.png") as picture:
        cut = picture.crop((int(x), int(y), int(x + width), int(y + height)))
    assert cut.getcolors() == [(1280 * 50, (9, 99, 199))]


@pytest.mark.parametrize("width", [600, 1600])
def test_picture_is_as_wide_as_the_window(site: Site, capture: Go, width: int) -> None:
    site.page("/", "<h1>Bredd</h1><article id=a>Inlägg</article>")
    with Image.open(capture("/", viewport=(width, 700)).folder / "page.png") as picture:
        assert picture.width == width


def test_page_past_the_limit_is_cut_and_said(site: Site, capture: Go) -> None:
    site.page("/", "<style>body{margin:0}</style><h1>Hög</h1><div style='height:30000px'>x</div>")
    done = capture("/", limits=Limits(seconds=60, page_seconds=10, height_pixels=12_000))
    with Image.open(done.folder / "page.png") as picture:
        assert picture.height == 12_000
    assert any("Bilden slutar vid 12000" in why for why in done.result.reach.lacking)
