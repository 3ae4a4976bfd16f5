"""Pages that mean harm: each ends within its limits, reaches nothing it must not, and the next visit works."""

import gzip
import random
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archiver.capture.browser import Browser, BrowserSettings
from archiver.capture.visit import Limits
from archiver.errors.outside import OutsideFault
from archiver.model import Outcome
from tests.archiver.capture.conftest import Capture
from tests.archiver.capture.site import Site

pytestmark = pytest.mark.slow

Go = Callable[..., Capture]

START = "<!doctype html><meta charset=utf-8><h1>Kommunen</h1><article id=a>Ett inlägg</article><article id=b>Ett till</article>"
LIMITS = Limits(seconds=25, page_seconds=6, items=300, scrolls=25, height_pixels=30_000, memory_bytes=2_500_000_000)

# What tries to reach the trap: a server on loopback that is not on the list. `TRAP` is its host and port.
REACHING = {
    "img": "<img src='http://TRAP/img'>",
    "script": "<script src='http://TRAP/js'></script>",
    "style": "<link rel=stylesheet href='http://TRAP/css'>",
    "frame": "<iframe src='http://TRAP/frame'></iframe>",
    "frame in a frame": "<iframe srcdoc=\"<iframe src='http://TRAP/inner'></iframe>\"></iframe>",
    "fetch": "<script>fetch('http://TRAP/fetch', {mode: 'no-cors'})</script>",
    "XMLHttpRequest": "<script>const x = new XMLHttpRequest(); x.open('GET', 'http://TRAP/xhr'); x.send()</script>",
    "beacon": "<script>navigator.sendBeacon('http://TRAP/beacon', 'x')</script>",
    "WebSocket": "<script>new WebSocket('ws://TRAP/ws')</script>",
    "EventSource": "<script>new EventSource('http://TRAP/events')</script>",
    "worker": "<script>new Worker(URL.createObjectURL(new Blob([\"fetch('http://TRAP/worker', {mode: 'no-cors'})\"])))</script>",
    "worker's WebSocket": "<script>new Worker(URL.createObjectURL(new Blob([\"new WebSocket('ws://TRAP/workerws')\"])))</script>",
    "shared worker": "<script>new SharedWorker(URL.createObjectURL(new Blob([\"fetch('http://TRAP/shared', {mode: 'no-cors'})\"])))</script>",
    "service worker": "<script>navigator.serviceWorker?.register('/sw.js').catch(() => 0)</script>",
    "form": "<form id=f action='http://TRAP/form' target=t></form><iframe name=t></iframe><script>f.submit()</script>",
    "redirect": "<img src='/vidare'>",
    "frame that redirects": "<iframe src='/vidare'></iframe>",
    "localhost": "<img src='http://localhost:PORT/img'>",
    "decimal address": "<img src='http://2130706433:PORT/img'>",
    "IPv6": "<img src='http://[::1]:PORT/img'>",
    "mapped IPv6": "<img src='http://[::ffff:127.0.0.1]:PORT/img'>",
    "metadata": "<img src='http://169.254.169.254/latest/meta-data/'><img src='http://[fd00:ec2::254]/'>",
    "prefetch": "<link rel=prefetch href='http://TRAP/pre'><link rel=preload as=image href='http://TRAP/pre2'><link rel=preconnect href='http://TRAP/'><link rel=dns-prefetch href='http://TRAP/'>",
    "speculation": "<script type=speculationrules>{\"prerender\": [{\"source\": \"list\", \"urls\": [\"http://TRAP/prerender\"]}]}</script>",
    "css": "<style>body { background: url(http://TRAP/bg) } @font-face { font-family: x; src: url(http://TRAP/font) } h1 { font-family: x }</style>",
    "object": "<object data='http://TRAP/object'></object><embed src='http://TRAP/embed'>",
    "video": "<video src='http://TRAP/video' autoplay></video><audio src='http://TRAP/audio' autoplay></audio>",
    "WebRTC": "<script>try { const p = new RTCPeerConnection({iceServers: [{urls: 'stun:TRAP'}]}); p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o)) } catch {}</script>",
    "file": "<iframe src='file:///etc/passwd'></iframe><img src='file:///etc/passwd'><script>fetch('file:///etc/passwd').catch(() => 0)</script>",
    "popup": "<script>window.open('http://TRAP/popup')</script><a id=l target=_blank href='http://TRAP/blank'>x</a><script>l.click()</script>",
    "WebTransport": "<script>try { new WebTransport('https://TRAP/') } catch {}</script>",
    "ping": "<a id=l ping='http://TRAP/ping' href='#x'>x</a><script>l.click()</script>",
    "report": "<iframe srcdoc=\"<meta http-equiv=Content-Security-Policy content='img-src none; report-uri http://TRAP/report'><img src=/x>\"></iframe>",
}  # fmt: skip

# What tries to tire us out, or to stay: the capture is whole or partial.
TIRING = {
    "endless feed": "<main id=m></main><script>let n = 0; setInterval(() => { for (let i = 0; i < 5; i++) m.insertAdjacentHTML('beforeend', `<article id=x${n++} style='height:200px'>Inlägg ${n}</article>`) }, 20)</script>",
    "dialogs without end": "<script>setInterval(() => { alert('x') }, 30)</script>",
    "print and beforeunload": "<script>print(); onbeforeunload = (e) => { e.preventDefault(); return 'stanna' }</script>",
    "permissions": "<script>navigator.geolocation.getCurrentPosition(() => 0); Notification.requestPermission(); navigator.mediaDevices?.getUserMedia({video: true}).catch(() => 0); navigator.clipboard?.readText().catch(() => 0)</script>",
    "fullscreen and pointer": "<script>document.body.requestFullscreen?.().catch(() => 0); document.body.requestPointerLock?.()</script>",
    "download": "<script>const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['x'.repeat(1e6)])); a.download = 'virus.exe'; setInterval(() => a.click(), 100)</script>",
    "download by frame": "<iframe src='/fil'></iframe>",
    "history": "<script>for (let i = 0; i < 100; i++) history.pushState({}, '', '#' + i)</script>",
    "storage": "<script>try { for (let i = 0; i < 200; i++) localStorage['k' + i] = 'x'.repeat(1e5) } catch {}</script>",
    "deep": "<script>let e = document.body; for (let i = 0; i < 400; i++) { const d = document.createElement('div'); e.append(d); e = d } e.append('djupt')</script>",
    "wide": "<div style='width:200000px;height:20px;background:red'>brett</div>",
    "many": "<script>document.body.insertAdjacentHTML('beforeend', '<i>x</i>'.repeat(40000))</script>",
    "mutations": "<p id=p></p><script>setInterval(() => { p.textContent = Math.random() }, 1)</script>",
    "more without end": "<div id=d></div><script>const b = () => { const e = document.createElement('button'); e.type = 'button'; e.textContent = 'Visa fler'; e.onclick = () => { e.remove(); b() }; d.append(e) }; b()</script>",
    "patched prototypes": "<script>Array.prototype.map = () => { throw 1 }; JSON.stringify = () => 'x'; Element.prototype.querySelectorAll = () => { throw 2 }; Element.prototype.getBoundingClientRect = () => ({x: NaN, y: 'x', width: 1e99, height: {}})</script>",
    "overlay over overlay": "<script>setInterval(() => document.body.insertAdjacentHTML('beforeend', '<div role=dialog style=position:fixed;inset:0>Logga in</div>'), 50)</script>",
    "frames in frames": "<script>if (location.hash.length < 8) document.write(`<iframe src='${location.pathname}#${'x'.repeat(location.hash.length + 1)}'></iframe><iframe src='/#x'></iframe>`)</script>",
    "lone surrogates": "<p id=p></p><script>p.textContent = '\\ud800 ensam \\udfff \\u0000'; p.setAttribute('title', '\\ud83d')</script>",
    "picture bomb": "<img src='/bomb.png' width=100 height=100>",
    "gzip bomb": "<script src='/bomb.js'></script>",
    "stream": "<img src='/drip'><script>fetch('/drip')</script>",
}  # fmt: skip

# What may only end as a named outcome.
DEADLY = {
    "script loop": START + "<script>setTimeout(() => { while (true) {} }, 200)</script>",
    "loop at once": START + "<script>while (true) {}</script>",
    "reload": START + "<script>setTimeout(() => location.reload(), 50)</script>",
    "away": START + "<script>setInterval(() => { location.href = 'http://TRAP/away' }, 300)</script>",
    "meta away": "<meta http-equiv=refresh content='0;url=http://TRAP/away'>" + START,
    "memory": START + "<script>const all = []; setInterval(() => { all.push(new Uint8Array(5e7).fill(7)) }, 20)</script>",
    "too deep": START + "<script>let e = document.body; for (let i = 0; i < 20000; i++) { const d = document.createElement('div'); e.append(d); e = d } e.append('djupt')</script>",
    "to a file": "<script>location = 'file:///etc/passwd'</script>",
    "to a browser page": "<script>location = 'chrome://crash'</script>" + START,
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One of its own: what these pages break is theirs."""
    with Browser(BrowserSettings(restart_every=40)) as browser:
        yield browser


@pytest.fixture(scope="module")
def trap() -> Iterator[Site]:
    """A server nobody may reach."""
    trap = Site()
    trap.page("/", START)
    yield trap
    trap.close()


def png_bomb() -> bytes:
    """A PNG of 30,000 × 30,000 white pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (30_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" + b"\xff" * 3750) for _ in range(30_000)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def drip(handler: Any) -> None:
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.2)


def furnish(site: Site, trap: Site) -> None:
    """What the hostile pages ask for on their own site."""
    site.page("/vidare", "", status=302, headers={"Location": trap.url("/redirected")})
    site.page("/sw.js", f"fetch('{trap.url('/sw')}')", media_type="text/javascript")
    site.page("/fil", b"MZ", media_type="application/octet-stream", headers={"Content-Disposition": "attachment"})
    site.page("/bomb.png", png_bomb(), media_type="image/png")
    bomb = gzip.compress(b"//" + b" " * 200_000_000)
    site.page("/bomb.js", bomb, media_type="text/javascript", headers={"Content-Encoding": "gzip"})
    site.page("/drip", "", media_type="image/png", send=drip)


def aimed(markup: str, trap: Site) -> str:
    return markup.replace("TRAP", f"127.0.0.1:{trap.port}").replace("PORT", str(trap.port))


def test_pages_reach_nothing_they_may_not(site: Site, capture: Go, trap: Site) -> None:
    """All ways out on one page, so that it is quick; when one leads out, `trap.asked` names it."""
    furnish(site, trap)
    site.page("/", START + aimed("\n".join(REACHING.values()), trap))
    done = capture("/", limits=LIMITS)
    assert trap.asked == []
    assert done.result.outcome.fileable
    assert "root:" not in done.text


def test_the_trap_works(capture: Go, trap: Site) -> None:
    """The same ways out do lead somewhere when the trap is on the list: the test above can fail."""
    trap.page(
        "/", START + aimed(REACHING["img"] + REACHING["fetch"] + REACHING["WebSocket"] + REACHING["worker"], trap)
    )
    capture(trap.url("/"), limits=LIMITS, allowed_networks=("127.0.0.0/8",))
    assert {"/img", "/fetch", "/ws", "/worker"} <= set(trap.asked)
    trap.asked.clear()


@pytest.mark.parametrize("name", TIRING)
def test_tiring_page_is_captured_within_its_limits(site: Site, capture: Go, trap: Site, name: str) -> None:
    furnish(site, trap)
    site.page("/", START + aimed(TIRING[name], trap))
    # A bomb takes processor time to unpack, and a busy machine has little of it.
    limits = replace(LIMITS, seconds=4 * LIMITS.seconds) if "bomb" in name else LIMITS
    began = time.monotonic()
    done = capture("/", limits=limits)
    assert done.result.outcome.fileable
    assert "Ett inlägg" in done.text
    assert time.monotonic() - began < limits.seconds + 25


@pytest.mark.parametrize("name", DEADLY)
def test_deadly_page_has_a_named_ending_and_the_next_visit_works(
    site: Site, capture: Go, trap: Site, tmp_path: Path, name: str
) -> None:
    site.page("/ond", aimed(DEADLY[name], trap))
    site.page("/god", START)
    began = time.monotonic()
    ending = None
    try:
        capture("/ond", limits=LIMITS)
    except OutsideFault as fault:
        ending = fault
    if ending is not None:
        assert ending.message("sv")
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert time.monotonic() - began < LIMITS.seconds + 25
    assert trap.asked == []
    assert capture("/god").result.outcome is Outcome.CAPTURED


def test_random_bytes_are_no_reason_to_fall(site: Site, capture: Go) -> None:
    chance = random.Random(1)
    site.page("/", START.encode() + chance.randbytes(100_000))
    assert capture("/", limits=LIMITS).result.outcome.fileable


def test_at_least_forty_hostile_pages() -> None:
    assert len(REACHING) + len(TIRING) + len(DEADLY) >= 40
