"""The site that capture is measured on: twenty profile pages, as peers were measured in November 2026.

Each page: 40 posts (24 at once, 16 more on scrolling), 80 comments shown and 80 behind "Visa fler kommentarer", 40 photos,
a fixed header and a consent overlay. Nothing leaves loopback.

`python -m benchmarks.capture_site` serves it, says its address, and ends with standard input: the web's servers are no part of
a capture's process.
"""

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image, ImageFilter

PAGES = 20
POSTS, POSTS_AT_ONCE = 40, 24
_WORDS = [
    "kommunen",
    "vägen",
    "skolan",
    "torget",
    "biblioteket",
    "öppet",
    "stängt",
    "imorgon",
    "måndag",
    "renhållning",
    "snöröjning",
    "föreslår",
    "tack",
    "fråga",
    "varför",
    "när",
    "hur",
    "många",
    "barn",
    "äldre",
    "hembygd",
    "idrott",
    "hallen",
    "avgift",
    "beslut",
    "nämnden",
    "medborgare",
    "förskola",
    "buss",
    "linje",
    "trafik",
]


class Site:
    """The site on a free port of loopback; a context manager."""

    def __init__(self) -> None:
        photos = [_photo(number) for number in range(POSTS)]
        pages = {f"/profil/{n}": _page(n).encode() for n in range(PAGES)}
        more = {f"/mer/{n}": _posts(n, POSTS_AT_ONCE, POSTS).encode() for n in range(PAGES)}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler(photos, {**pages, **more}))
        self._server.daemon_threads = True

    def __enter__(self) -> list[str]:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return [f"http://127.0.0.1:{self._server.server_address[1]}/profil/{n}" for n in range(PAGES)]

    def __exit__(self, *fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def apart() -> Iterator[list[str]]:
    """The site in a process of its own; its addresses."""
    command = [sys.executable, "-m", "benchmarks.capture_site"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        yield server.stdout.readline().split()
        server.stdin.close()


def _photo(number: int) -> bytes:
    """A photo-like JPEG of about 60 kB: smooth noise that compresses as photographs do."""
    chance = random.Random(number)
    small = Image.frombytes("RGB", (120, 80), chance.randbytes(120 * 80 * 3))
    photo = small.resize((960, 640), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
    data = BytesIO()
    photo.save(data, "JPEG", quality=80)
    return data.getvalue()


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _comment(page: int, post: int, number: int, chance: random.Random) -> str:
    return (
        f'<li class="comment" id="c{page}-{post}-{number}"><a class="author" href="/person/{number}">Person {number}</a> '
        f'<time datetime="2026-10-{1 + number % 28:02}T10:00:00Z">{number} dagar sedan</time>'
        f"<p>{_sentence(chance, 8)}</p></li>"
    )


def _posts(page: int, first: int, last: int) -> str:
    parts = []
    for post in range(first, last):
        chance = random.Random(page * 1000 + post)
        shown = "".join(_comment(page, post, number, chance) for number in range(2))
        hidden = "".join(_comment(page, post, number, chance) for number in range(2, 4))
        parts.append(
            f'<article class="post" id="p{page}-{post}"><h2>{_sentence(chance, 5)}</h2>'
            f'<time datetime="2026-10-{1 + post % 28:02}T08:00:00Z">för {post} dagar sedan</time>'
            f"<p>{_sentence(chance, 20)}</p>"
            f'<img src="/foto/{page}/{post}.jpg" width="300" height="120" style="object-fit:cover" loading="lazy" alt="">'
            f'<ul class="comments">{shown}</ul><template>{hidden}</template>'
            '<button type="button" onclick="more(this)">Visa fler kommentarer</button></article>'
        )
    return "".join(parts)


def _page(number: int) -> str:
    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Profil {number}</title><style>
body {{ margin: 0; font: 14px/1.25 sans-serif; background: #f2f3f5 }} header {{ position: fixed; top: 0; width: 100%; background: #035; color: #fff; padding: 12px }}
main {{ max-width: 680px; margin: 70px auto }} article {{ background: #fff; border-radius: 8px; padding: 6px 16px; margin: 10px 0 }}
article p, article h2 {{ margin: 1px 0 }} h2 {{ font-size: 16px }} li p {{ display: inline }} ul {{ padding-left: 20px; margin: 4px 0 }} #kakor {{ position: fixed; inset: auto 0 0 0; background: #fff; padding: 24px; box-shadow: 0 0 9px #000 }}
</style></head><body><header>Lillåns kommun {number}</header><main id="feed">{_posts(number, 0, POSTS_AT_ONCE)}</main>
<div id="kakor" class="cookie-banner" role="dialog">Vi använder kakor (cookies). <button type="button" onclick="this.parentNode.remove()">Godkänn alla</button>
<button type="button" onclick="this.parentNode.remove()">Endast nödvändiga</button></div>
<script>
function more(button) {{ const post = button.closest("article"); setTimeout(() => {{ post.querySelector("ul").append(post.querySelector("template").content); }}, 60); button.remove(); }}
let asked = false;
addEventListener("scroll", async () => {{
  if (asked || innerHeight + scrollY < document.body.scrollHeight - 400) return;
  asked = true;
  const html = await (await fetch("/mer/{number}")).text();
  document.getElementById("feed").insertAdjacentHTML("beforeend", html);
}});
</script></body></html>"""


def handler(photos: list[bytes], pages: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    """Answers photos by their number and pages by their path."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            photo = self.path.startswith("/foto/")
            body = photos[int(self.path.rpartition("/")[2][:-4])] if photo else pages.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "image/jpeg" if photo else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


if __name__ == "__main__":
    with Site() as addresses:
        print(*addresses, flush=True)
        sys.stdin.read()
