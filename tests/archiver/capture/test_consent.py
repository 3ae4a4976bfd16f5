"""Consent overlays are answered no; a picture never shows one."""

from collections.abc import Callable

import pytest

from archiver.model import Outcome
from archiver.platforms.platform import Visiting
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Site

Go = Callable[..., Capture]

PAGE = """<!doctype html><html lang="sv"><meta charset="utf-8"><body><h1>Kommunen</h1>
<article id="p1"><p>Första inlägget om vägen till skolan</p></article>
<article id="p2"><p>Andra inlägget om biblioteket</p></article><p id="svar">obesvarad</p>
<script>function say(word) { document.getElementById("svar").textContent = "svar: " + word }</script>"""

FIXED = "position:fixed;bottom:0;left:0;right:0;background:#fff;padding:30px"


def button(word: str, says: str) -> str:
    return f"<button type=button onclick=\"say('{says}');document.getElementById('k').remove()\">{word}</button>"


NO = (
    "Avvisa alla",
    "Neka",
    "Neka alla kakor",
    "Endast nödvändiga",
    "Tillåt endast nödvändiga cookies",
    "Acceptera bara nödvändiga kakor",
    "Godkänn nödvändiga",
    "Fortsätt utan att godkänna",
    "Nej tack",
    "Reject all",
    "Decline optional cookies",
    "Only necessary",
    "Necessary cookies only",
)


def test_no_is_said_in_the_words_at_hand(site: Site, capture: Go) -> None:
    """One overlay in a frame for each wording, so that one visit tries them all."""
    frames = []
    for number, no in enumerate(NO):
        site.page(
            f"/ram/{number}",
            "<meta charset=utf-8><div id=k>Vi använder kakor (cookies).<button onclick=\"parent.postMessage('ja', '*')\">Godkänn alla</button>"
            f"<button onclick=\"parent.postMessage('{number}', '*')\">{no}</button></div>",
        )
        frames.append(f"<iframe src='/ram/{number}'></iframe>")
    listener = (
        "<script>const all = []; onmessage = (event) => { all.push(event.data); say(all.sort().join(' ')) }</script>"
    )
    site.page("/", PAGE + listener + "".join(frames))
    said = capture("/").text.partition("svar:")[2].splitlines()[0].split()
    assert [no for number, no in enumerate(NO) if str(number) not in said] == []
    assert "ja" not in said


def test_overlay_is_gone_from_picture_and_text(site: Site, capture: Go) -> None:
    overlay = f"<div id=k style='{FIXED}'>Vi använder kakor (cookies). {button('Godkänn alla', 'ja')}{button('Avvisa', 'nej')}</div>"
    site.page("/", PAGE + overlay)
    done = capture("/")
    assert "svar: nej" in done.text
    assert "Vi använder kakor" not in done.text
    assert done.result.reach.consent == "nej"


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=CybotCookiebotDialog style='{f}'>Cookies <a href='#' id=CybotCookiebotDialogBodyButtonDecline onclick=\"say('nej');this.parentNode.remove()\">×</a></div>",
        "<div id=onetrust-banner-sdk style='{f}'>Cookies <button id=onetrust-reject-all-handler onclick=\"say('nej');this.parentNode.remove()\">●</button></div>",
        "<div class=cc-window style='{f}'>Kakor <button class='cc-btn cc-deny' onclick=\"say('nej');this.parentNode.remove()\">●</button></div>",
    ],
)
def test_common_overlays_are_known_by_their_markup(site: Site, capture: Go, markup: str) -> None:
    site.page("/", PAGE + markup.replace("{f}", FIXED))
    done = capture("/")
    assert "svar: nej" in done.text
    assert done.result.reach.consent == "nej"


def test_platforms_own_no_is_pressed(site: Site, capture: Go) -> None:
    site.page("/", PAGE + f"<div id=k style='{FIXED}'>Villkor <b class=nix onclick=\"say('nej')\">ok</b></div>")
    assert "svar: nej" in capture("/", visiting=Visiting(consent_no=(".nix",))).text


def test_no_in_the_second_layer_is_found(site: Site, capture: Go) -> None:
    site.page(
        "/",
        PAGE
        + f"<div id=k role=dialog style='{FIXED}'>Vi använder kakor. {button('Godkänn alla', 'ja')}"
        + "<button type=button onclick=\"document.getElementById('två').hidden = false\">Hantera inställningar</button>"
        + "<div id=två hidden><label><input type=checkbox checked id=spår onchange='say(this.checked)'>Spårning</label>"
        + f"{button('Spara mina val', 'sparat')}</div></div>",
    )
    done = capture("/")
    assert "svar: sparat" in done.text
    assert done.result.reach.consent == "nej"


def test_overlay_in_a_frame_is_answered(site: Site, capture: Go) -> None:
    site.page(
        "/ram",
        "<p>Vi använder kakor och samlar samtycke.</p><button>Godkänn</button>"
        "<button onclick=\"parent.postMessage('nej', '*')\">Avvisa alla</button>",
    )
    listener = "<script>onmessage = (event) => { say(event.data); document.getElementById('k').remove() }</script>"
    site.page("/", PAGE + f"{listener}<iframe id=k src='/ram' style='{FIXED};height:200px;width:100%'></iframe>")
    done = capture("/")
    assert "svar: nej" in done.text
    assert done.result.reach.consent == "nej"


def test_overlay_in_a_shadow_root_is_answered(site: Site, capture: Go) -> None:
    site.page(
        "/",
        PAGE
        + "<div id=värd></div><script>const root = document.getElementById('värd').attachShadow({mode: 'closed'});"
        + f"root.innerHTML = `<div class=cookie-banner style='{FIXED}'>Cookies <button>Acceptera</button><button id=n>Avböj</button></div>`;"
        + "root.getElementById('n').onclick = () => { say('nej'); root.innerHTML = '' }</script>",
    )
    done = capture("/")
    assert "svar: nej" in done.text
    assert done.result.reach.consent == "nej"


def test_overlay_that_comes_late_is_answered(site: Site, capture: Go) -> None:
    overlay = f"<div id=k style='{FIXED}'>Kakor! {button('Ja', 'ja')}{button('Avvisa', 'nej')}</div>"
    late = f"<script>setTimeout(() => document.body.insertAdjacentHTML('beforeend', {overlay!r}), 1200)</script>"
    site.page("/", PAGE + late)
    assert "svar: nej" in capture("/").text


def test_overlay_without_a_no_is_hidden_and_said(site: Site, capture: Go) -> None:
    site.page("/", PAGE + f"<div id=k style='{FIXED}'>Vi använder kakor. {button('Jag förstår', 'ja')}</div>")
    done = capture("/")
    assert "obesvarad" in done.text
    assert "Vi använder kakor" not in done.text
    assert done.result.reach.consent == "dold"


def test_yes_is_never_pressed(site: Site, capture: Go) -> None:
    words = ("Godkänn alla", "Acceptera", "Accept all", "OK", "Jag godkänner", "Allow all cookies", "Tillåt alla")
    buttons = "".join(button(word, "ja") for word in words)
    site.page("/", PAGE + f"<div id=k style='{FIXED}'>Vi använder cookies. {buttons}</div>")
    assert "obesvarad" in capture("/").text


def test_page_that_writes_about_cookies_is_left_alone(site: Site, capture: Go) -> None:
    site.page(
        "/",
        PAGE + "<article id=p3><p>Vi bakar kakor på torget, samtycke behövs inte.</p><button>Nej</button></article>",
    )
    done = capture("/")
    assert "Vi bakar kakor" in done.text
    assert "obesvarad" in done.text
    assert done.result.reach.consent == "fanns inte"


def test_login_pop_over_on_a_public_page_is_no_wall(site: Site, capture: Go) -> None:
    site.page(
        "/",
        PAGE
        + "<style>body{overflow:hidden;height:100vh}</style>"
        + "<div style='position:fixed;inset:0;background:rgba(0,0,0,.6)'></div><div role=dialog style='position:fixed;"
        + "inset:200px 300px;background:#fff'>Logga in för att se mer från Kommunen <input type=password></div>"
        + "<article id=p9 style='margin-top:3000px'><p>Längst ned på sidan</p></article>",
    )
    done = capture("/")
    assert done.result.outcome is Outcome.CAPTURED
    assert "Logga in för att se mer" not in done.text
    assert "Längst ned på sidan" in done.text
    dialog = done.tree.cssselect("[role=dialog]")[0]
    assert "display: none" in dialog.get("style")


def test_a_page_of_its_own_that_asks_for_consent_is_answered_and_left(site: Site, capture: Go) -> None:
    """As Google and YouTube ask: the account is redirected to a page with a form, whose no leads back to it."""
    site.page("/konto", "", status=302, headers={"Location": "/samtycke?continue=/konto"})
    site.page(
        "/samtycke",
        "<!doctype html><meta charset=utf-8><title>Innan du fortsätter</title><h1>Innan du fortsätter</h1><p>Vi använder cookies "
        "och data för att leverera tjänster.</p><form action=/ja method=post><button>Godkänn alla</button></form>"
        "<form action=/nej method=post><button>Avvisa alla</button></form><button type=button>Fler alternativ</button>",
    )
    site.page("/nej", "", status=302, headers={"Location": "/konto/visa"})
    site.page("/konto/visa", PAGE)
    done = capture("/konto")
    assert "Andra inlägget om biblioteket" in done.text
    assert done.result.final_url == site.url("/konto/visa")
    assert done.result.reach.consent == "nej"
    assert "/ja" not in site.asked
