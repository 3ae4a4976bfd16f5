"""What the page asks for when it is opened is waited for, asked for again, and said where it never came."""

import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from archiver.capture.visit import Limits
from archiver.model import Outcome
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Answer, Site

pytestmark = pytest.mark.slow

Go = Callable[..., Capture]

NUMBERS = ("ett", "två", "tre", "fyra", "fem", "sex")

# Comments of a foreign kind: no markup that a guess knows, a button that goes when pressed, an answer that comes later.
THREAD = """<!doctype html><meta charset="utf-8"><title>Nyhet</title><article id=nyhet><h1>Ny gångväg</h1><p>Bygget börjar i mars.</p>
</article><section id=svar></section><script>
const place = document.getElementById("svar");
const loader = (n) => { const box = document.createElement("div");
  box.innerHTML = `<a href="#">Visa ${n} svar</a>`; place.append(box);
  box.firstChild.addEventListener("click", (event) => { event.preventDefault(); BEFORE; box.remove(); load(n); }) };
const load = (n) => fetch("/svar/" + n).then((answer) => { if (!answer.ok) throw new Error(); return answer.text() }).then((words) => { AFTER;
  place.insertAdjacentHTML("beforeend", `<div class=inlaga><b>Person</b><span>${words}</span></div>`); if (n > 1) loader(n - 1) });
loader(COUNT);
</script>"""


def thread(count: int, before: str = "", after: str = "") -> str:
    return THREAD.replace("COUNT", str(count)).replace("BEFORE", before).replace("AFTER", after)


def late(seconds: float, words: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.wfile.write(words.encode())

    return Answer(media_type="text/plain; charset=utf-8", send=send)


def replies(site: Site, count: int, seconds: float) -> None:
    for number in range(1, count + 1):
        site.pages[f"/svar/{number}"] = late(seconds, f"Det här är svaret med nummer {NUMBERS[number - 1]}.")


def seen(done: Capture, count: int) -> list[str]:
    return [one for one in NUMBERS[:count] if f"svaret med nummer {one}." not in done.text]


def test_chain_of_foreign_replies_is_opened_to_its_end(site: Site, capture: Go) -> None:
    site.page("/", thread(6))
    replies(site, 6, 0.1)
    done = capture("/")
    assert seen(done, 6) == []
    assert done.result.outcome is Outcome.CAPTURED


def test_answers_are_waited_for_however_slow_the_server_is(site: Site, capture: Go) -> None:
    site.page("/", thread(1))
    replies(site, 1, 6.5)  # longer than any quiet time
    done = capture("/", limits=Limits(seconds=120, page_seconds=20))
    assert seen(done, 1) == []
    assert done.result.outcome is Outcome.CAPTURED


def test_scripts_that_keep_the_page_busy_are_waited_for(site: Site, capture: Go) -> None:
    busy = "const until = performance.now() + 700; while (performance.now() < until);"
    site.page("/", thread(2, busy, busy) + f"<script>setInterval(() => {{ {busy} }}, 1200)</script>")
    replies(site, 2, 0.3)
    assert seen(capture("/", limits=Limits(seconds=120, page_seconds=20)), 2) == []


def test_button_that_appears_late_is_pressed(site: Site, capture: Go) -> None:
    site.page(
        "/", thread(2).replace("loader(2);", "").replace("</script>", "</script><script src=/sent.js defer></script>")
    )
    site.pages["/sent.js"] = late(3.0, "setTimeout(() => loader(2), 700)")
    site.pages["/sent.js"] = Answer(media_type="text/javascript", send=site.pages["/sent.js"].send)
    replies(site, 2, 0.1)
    assert seen(capture("/"), 2) == []


def test_button_that_needs_a_second_press_gets_it(site: Site, capture: Go) -> None:
    """A page whose buttons stand there before their scripts do."""
    site.page(
        "/",
        "<h1>Tråd</h1><article id=a>Ett inlägg</article><div id=k></div><button type=button id=b>Visa 4 svar</button><script>"
        "let n = 0; b.onclick = () => { if (++n < 3) return; b.remove(); k.textContent = 'Fyra svar kom fram till slut.' }</script>",
    )
    done = capture("/")
    assert "Fyra svar kom fram till slut." in done.text
    assert done.result.outcome is Outcome.CAPTURED


def test_failed_answer_is_asked_for_anew(site: Site, capture: Go) -> None:
    site.page("/", thread(1))
    asked = threading.Event()

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write("Det här är svaret med nummer ett.".encode() if asked.is_set() else b"")
        if not asked.is_set():
            asked.set()
            handler.connection.close()

    site.pages["/svar/1"] = Answer(media_type="text/plain; charset=utf-8", headers={"Content-Length": "35"}, send=send)
    done = capture("/")
    assert seen(done, 1) == []
    assert done.result.outcome is Outcome.CAPTURED


@pytest.mark.parametrize("status", [500, 503, 429])
def test_answer_that_always_fails_is_said(site: Site, capture: Go, status: int) -> None:
    site.page("/", thread(1))
    site.page("/svar/1", "fel", status=status)
    done = capture("/")
    assert done.result.outcome is Outcome.PARTIAL
    assert any("misslyckades" in why for why in done.result.reach.not_reached)


def test_answer_that_never_comes_is_said(site: Site, capture: Go) -> None:
    site.page("/", thread(1))
    stop = threading.Event()
    site.pages["/svar/1"] = Answer(send=lambda handler: stop.wait(200) and None)
    done = capture("/", limits=Limits(seconds=18, page_seconds=6))
    stop.set()
    assert done.result.outcome is Outcome.PARTIAL
    assert any("fick inget svar i tid" in why for why in done.result.reach.not_reached)


@pytest.mark.parametrize(
    "button",
    [
        "<button type=button>Visa 7 svar</button>",
        "<a href='#' onclick='return false'>Visa fler kommentarer</a>",
        "<button type=button onclick=\"this.textContent = 'Laddar fler…'; setTimeout(() => this.textContent = 'Visa fler', 50)\">Visa fler</button>",
        "<button type=button onclick='this.remove()'>Ladda fler svar</button>",
        "<form action=/annan><button>Visa fler svar</button></form>",
    ],
)
def test_show_more_that_stays_shut_is_said(site: Site, capture: Go, button: str) -> None:
    site.page("/", f"<meta charset=utf-8><h1>Tråd</h1><article id=a>Ett inlägg</article><p>Slut.</p>{button}")
    done = capture("/")
    assert done.result.outcome is Outcome.PARTIAL
    assert any("gick inte att öppna" in why for why in done.result.reach.not_reached)


def test_button_that_is_emptied_and_stays_is_no_remark(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<meta charset=utf-8><h1>Tråd</h1><main><article id=a>Ett inlägg</article></main><button type=button id=b>Visa fler</button><script>"
        "let n = 0; b.onclick = () => { if (++n < 4) document.querySelector('main').insertAdjacentHTML('beforeend', `<article id=p${n}>Inlägg ${n}</article>`) }"
        "</script>",
    )
    done = capture("/")
    assert len(done.tree.cssselect("article")) == 4
    assert done.result.outcome is Outcome.CAPTURED


def test_foreign_host_that_never_answers_does_not_keep_the_page_away(site: Site, capture: Go) -> None:
    with socket.create_server(("127.0.0.1", 0)) as hung:
        place = f"127.0.0.1:{hung.getsockname()[1]}"
        holds = f"<link rel=stylesheet href=http://{place}/a.css><script src=http://{place}/a.js></script>"
        site.page("/", f"{holds}<h1>Kommunen</h1><article id=a>Ett inlägg om badet</article>")
        allowed = (f"127.0.0.1:{site.port}", place)
        done = capture("/", allowed_networks=allowed, limits=Limits(seconds=60, page_seconds=5))
    assert "Ett inlägg om badet" in done.text
    assert (done.folder / "page.png").exists()
    assert any("delar av sidan kom inte i tid" in why for why in done.result.reach.not_reached)


def test_count_of_what_stands_there_promises_nothing(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<meta charset=utf-8><h1>Tråd</h1><article id=a>En kommentar</article><article id=b>En till</article><span role=button tabindex=0>2 kommentarer</span><p>Slut.</p>",
    )
    assert capture("/").result.outcome is Outcome.CAPTURED


def test_switch_is_left_open(site: Site, capture: Go) -> None:
    site.page(
        "/",
        "<meta charset=utf-8><h1>Tråd</h1><article id=a>Ett inlägg</article><button type=button id=b>Visa svar</button><p id=s hidden>Ett svar i en låda.</p>"
        "<script>b.onclick = () => { s.hidden = !s.hidden }</script>",
    )
    done = capture("/")
    assert "Ett svar i en låda." in done.text
    assert done.result.outcome is Outcome.CAPTURED


def test_page_that_never_rests_is_not_waited_for_without_end(site: Site, capture: Go) -> None:
    site.page(
        "/",
        thread(2)
        + "<p id=ur></p><script>let t = 0; setInterval(() => { ur.textContent = 'Klockan är nu ' + t++ + ' och går' }, 20)</script>",
    )
    replies(site, 2, 0.1)
    done = capture("/")
    assert seen(done, 2) == []
    assert done.result.reach.scrolls < 12
