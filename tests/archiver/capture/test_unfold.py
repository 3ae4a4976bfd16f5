"""The page is opened up until nothing new comes, and what was not reached is said."""

import re
from collections.abc import Callable

import pytest
from PIL import Image

from archiver.capture.visit import Limits
from archiver.model import Outcome
from archiver.platforms.platform import Visiting
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Site

pytestmark = pytest.mark.slow

Go = Callable[..., Capture]

FEED = """<!doctype html><meta charset="utf-8"><style>article { height: 300px }</style><h1>Flöde</h1><main></main><script>
let n = 0, busy = false;
const more = (count) => { for (let i = 0; i < count; i++) {
  n++; document.querySelector("main").insertAdjacentHTML("beforeend", `<article id="p${n}"><p>Inlägg nummer ${n} i flödet</p></article>`) } };
more(10);
addEventListener("scroll", () => { if (busy || n >= MOST || innerHeight + scrollY < document.body.scrollHeight - 200) return;
  busy = true; setTimeout(() => { more(10); busy = false }, DELAY) });
</script>"""


def feed(most: int, delay: int) -> str:
    return FEED.replace("MOST", str(most)).replace("DELAY", str(delay))


@pytest.mark.parametrize("delay", [10, 600])
def test_feed_is_scrolled_to_its_end(site: Site, capture: Go, delay: int) -> None:
    site.page("/", feed(50, delay))
    done = capture("/")
    assert len(done.tree.cssselect("article")) == 50
    assert done.result.reach.got["item"] == 50
    assert done.result.outcome is Outcome.CAPTURED


def test_endless_feed_ends_at_the_limit_and_says_so(site: Site, capture: Go) -> None:
    site.page("/", feed(10_000_000, 5))
    done = capture("/", limits=Limits(seconds=60, page_seconds=10, items=60))
    assert done.result.outcome is Outcome.PARTIAL
    assert any("Flödet fortsatte efter 60" in why for why in done.result.reach.not_reached)
    assert 60 <= len(done.tree.cssselect("article")) <= 120


def test_endless_feed_ends_when_time_is_up(site: Site, capture: Go) -> None:
    site.page("/", feed(10_000_000, 5))
    done = capture("/", limits=Limits(seconds=16, page_seconds=5, height_pixels=600_000))
    assert any("Tiden tog slut" in why for why in done.result.reach.not_reached)
    assert (done.folder / "page.png").exists()


def test_feed_that_repeats_itself_ends_by_its_identities(site: Site, capture: Go) -> None:
    site.page("/", feed(10_000_000, 5).replace("p${n}", "p${n % 20}").replace("nummer ${n}", "nummer ${n % 20}"))
    done = capture("/", visiting=Visiting(items="article"), limits=Limits(seconds=50, page_seconds=5, items=2000))
    assert done.result.reach.scrolls < 60


def test_inner_pane_is_scrolled_and_pictured_whole(site: Site, capture: Go) -> None:
    body = feed(40, 5).replace(
        "<style>",
        "<style>html, body { height: 100%; margin: 0; overflow: hidden } main { height: 100%; overflow-y: auto }",
    )
    body = body.replace("<h1>Flöde</h1>", "").replace(
        "addEventListener(", 'document.querySelector("main").addEventListener('
    )
    body = body.replace(
        "innerHeight + scrollY < document.body.scrollHeight - 200",
        "this.clientHeight + this.scrollTop < this.scrollHeight - 200",
    ).replace("() => { if", "function () { if")
    site.page("/", body)
    done = capture("/")
    assert len(done.tree.cssselect("article")) == 40
    from PIL import Image

    with Image.open(done.folder / "page.png") as picture:
        assert picture.height >= 40 * 300


NESTED = """<!doctype html><meta charset="utf-8"><h1>Tråd</h1><article id=p1><p>Inlägg om avgiften</p><div id=k></div>
<button type=button onclick="level(this, 1)">Visa fler kommentarer</button></article><script>
function level(button, n) { button.remove(); setTimeout(() => {
  document.getElementById("k").insertAdjacentHTML("beforeend", `<div class="comment" id="c${n}">Kommentar på nivå ${n}
  ${n < 5 ? `<span role=button tabindex=0 onclick="level(this, ${n + 1})">Visa ${n + 1} svar till</span>` : ""}</div>`) }, 50) }
</script>"""


def test_nested_show_more_is_opened_to_the_bottom(site: Site, capture: Go) -> None:
    site.page("/", NESTED.replace("svar till", "svar"))
    done = capture("/")
    assert "Kommentar på nivå 5" in done.text
    assert done.result.reach.opened == 5


MORE = (
    "Visa fler kommentarer",
    "Visa mer",
    "Läs mer",
    "Visa tidigare kommentarer",
    "Visa alla 12 kommentarer",
    "Fler svar",
    "3 svar",
    "Visa 3 svar",
    "… mer",
    "Ladda fler",
    "View more comments",
    "See more",
    "Show 4 replies",
    "Load more",
    "View all 9 replies",
    "Read more",
)


def test_show_more_is_known_by_its_words(site: Site, capture: Go) -> None:
    buttons = [
        f"<button type=button onclick=\"this.outerHTML = 'öppnat {number};'\">{label}</button>"
        for number, label in enumerate(MORE)
    ]
    site.page("/", f"<meta charset=utf-8><h1>Sida</h1><article id=a><p>Ett inlägg</p>{' '.join(buttons)}</article>")
    text = capture("/").text
    assert [label for number, label in enumerate(MORE) if f"öppnat {number};" not in text] == []


def test_what_must_never_be_pressed_is_not(site: Site, capture: Go) -> None:
    labels = (
        "Gilla", "Visa fler som gillar", "Dela", "Följ", "Anmäl", "Rapportera", "Publicera", "Skicka", "Logga in", "Kommentera",
        "Ta bort", "Visa färre", "Like", "Share", "Follow", "Report", "Post a comment", "Sign up", "Log in to see more", "Delete",
        "Läs mer om att skapa konto", "Se mer och följ", "Hide replies",
    )  # fmt: skip
    buttons = "".join(f"<button type=button onclick=\"document.title = 'tryckt'\">{label}</button>" for label in labels)
    site.page("/", f"<title>orörd</title><h1>Sida</h1><article id=a>Ett inlägg</article>{buttons}")
    assert capture("/").tree.findtext(".//title") == "orörd"


def test_links_and_forms_that_leave_the_page_are_not_followed(site: Site, capture: Go) -> None:
    site.page("/annan", "<h1>Annan sida</h1>")
    site.page(
        "/",
        "<h1>Sida</h1><article id=a>Ett inlägg</article><a href='/annan'>Visa mer</a><a href='?sida=2'>Visa fler kommentarer</a>"
        "<form action='/annan'><button>Visa fler</button></form>",
    )
    done = capture("/")
    assert done.result.final_url == site.url("/")
    assert not [path for path in site.asked if "annan" in path or "sida" in path]


def test_details_are_opened(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<h1>Tråd</h1><article id=a>Inlägg<details><summary>2 svar</summary><p>Ett svar i en låda</p></details></article>",
    )
    done = capture("/")
    assert "Ett svar i en låda" in done.text
    assert done.tree.cssselect("details[open]")


def test_platforms_own_more_is_pressed(site: Site, capture: Go) -> None:
    page = "<h1>Sida</h1><article id=a>Inlägg<i class=pil onclick=\"this.outerHTML = 'mer text'\">▾</i><b onclick=\"this.outerHTML='ord till'\" tabindex=0 role=button>Fram med resten (3)</b></article>"
    site.page("/", page)
    done = capture("/", visiting=Visiting(more=(".pil",), more_texts=("Fram med resten (3)",)))
    assert "mer text" in done.text
    assert "ord till" in done.text


def test_show_more_in_a_frame_that_loads_when_seen(site: Site, capture: Go) -> None:
    site.page(
        "/ram",
        "<div class=comment id=c1>Kommentar i ram</div><button type=button onclick=\"this.outerHTML = 'fler i ramen'\">Visa fler</button>",
    )
    site.page(
        "/",
        "<h1>Sida</h1><article id=a style='height:4000px'>Inlägg</article><iframe loading=lazy src='/ram' height=200></iframe>",
    )
    done = capture("/")
    assert "Kommentar i ram" in done.text
    assert "fler i ramen" in done.text
    assert "fler i ramen" in (done.folder / "frames/1.html").read_text("utf-8")


def test_feeds_in_a_box_and_in_a_frame_are_scrolled_to_their_end_and_pictured_whole(site: Site, capture: Go) -> None:
    site.page("/ram", feed(30, 5).replace("<h1>Flöde</h1>", ""))
    boxed = feed(30, 5).replace("${n}", "b${n}").replace("<main>", "<main style='height:400px;overflow:auto'>")
    boxed = boxed.replace("addEventListener(", "document.querySelector('main').addEventListener(")
    boxed = boxed.replace("innerHeight + scrollY < document.body.", "this.clientHeight + this.scrollTop < this.")
    boxed = boxed.replace('"scroll", () =>', '"scroll", function ()')
    site.page("/", boxed + "<p style='height:2000px'>Mera</p><iframe src='/ram' width=700 height=300></iframe>")
    done = capture("/")
    assert len(done.tree.cssselect("article")) == 30
    assert len(re.findall(r"Inlägg nummer \d+ i", done.text)) == 30
    with Image.open(done.folder / "page.png") as picture:
        assert picture.height > 2 * 30 * 300


def test_items_that_a_long_feed_takes_out_again_are_kept(site: Site, capture: Go) -> None:
    """Some platforms hold only what is near the window in the page."""
    trimmed = feed(40, 5).replace(
        "more(10); busy",
        "more(10); const all = document.querySelectorAll('article'); for (let i = 0; i < all.length - 15; i++) all[i].outerHTML = '<p style=height:300px></p>'; busy",
    )
    site.page("/", trimmed)
    done = capture("/")
    kept = {article.get("id") for article in done.tree.cssselect("article")}
    assert kept == {f"p{n}" for n in range(1, 41)}
    assert done.tree.cssselect("[data-sa-vanished]")
    assert any("togs bort ur sidan" in why for why in done.result.reach.lacking)


def test_rows_without_known_markup_that_leave_the_page_keep_their_place_in_their_list(site: Site, capture: Go) -> None:
    site.page(
        "/",
        """<!doctype html><meta charset="utf-8"><h1>Flöde</h1><div id="list" style="position:relative;height:12000px"></div><script>
        const live = new Map();
        const draw = () => {
          const first = Math.max(0, Math.floor(scrollY / 300) - 1);
          for (const [n, row] of live) if (n < first || n > first + 5) { row.remove(); live.delete(n) }
          for (let n = first; n < Math.min(40, first + 6); n++) if (!live.has(n)) {
            const row = document.createElement("div"); live.set(n, row); list.append(row);
            row.className = "x1k9"; row.textContent = `Rad nummer ${n} av fyrtio`;
            row.style.cssText = `position:absolute;height:300px;top:${n * 300}px` } };
        addEventListener("scroll", draw); draw();
        </script>""",
    )
    done = capture("/")
    assert [row.text for row in done.tree.cssselect("#list > .x1k9")] == [
        f"Rad nummer {n} av fyrtio" for n in range(40)
    ]
    assert any("togs bort ur sidan" in why for why in done.result.reach.lacking)


def test_rows_that_are_used_again_for_others_are_each_kept(site: Site, capture: Go) -> None:
    site.page(
        "/",
        """<!doctype html><meta charset="utf-8"><h1>Flöde</h1><div id="list" style="position:relative;height:12000px"></div><script>
        const rows = [...Array(8)].map(() => { const row = document.createElement("div"); row.append(""); list.append(row); return row });
        const draw = () => {
          const first = Math.max(0, Math.min(32, Math.floor(scrollY / 300) - 1));
          for (let n = first; n < first + 8; n++) {
            const row = rows[n % 8], text = `Rad nummer ${n} av fyrtio`;
            row.style.cssText = `position:absolute;height:300px;top:${n * 300}px`;
            if (row.firstChild.data !== text) row.firstChild.data = text } };
        addEventListener("scroll", draw); draw();
        </script>""",
    )
    told = {row.text for row in capture("/").tree.cssselect("#list > div")}
    assert told == {f"Rad nummer {n} av fyrtio" for n in range(40)}


def test_count_that_opens_nothing_is_said_where_fewer_are_seen(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<h1>Tråd</h1><article id=a>Inlägg om vägen<button type=button>7 svar</button></article><article id=b>Inlägg om badet"
        "<button type=button>2 kommentarer</button><p class=comment>Bra vatten</p><p class=comment>För kallt</p></article>",
    )
    reach = capture("/").result.reach
    assert [why for why in reach.lacking if why.startswith("1 räknare")]
    assert reach.not_reached == ()  # what is not seen is not taken for gone, nor the rest for unreached
