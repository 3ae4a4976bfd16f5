"""A plain Swedish news site of our own, without comments and without semantics, for foreign comments to hang under."""

import html
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

from tests.real.material import Story

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


def shown_time(story: Story) -> str:
    """The time as a Swedish editor writes it, local time to the minute."""
    local = story.at.astimezone(STOCKHOLM)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} kl. {local:%H.%M}"


def path_of(story: Story) -> str:
    return f"/nyheter/{story.key}"


def page_of(story: Story, comments: str) -> str:
    """One news page; `comments` is the foreign part."""
    paragraphs = "".join(
        f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in story.text.split("\n\n")
    )
    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{html.escape(story.title)} – Nordby</title></head>
<body><header><a href="/">Nordby kommun</a></header><main><article><h1>{html.escape(story.title, quote=False)}</h1>
<p class="uppgift">Publicerad {shown_time(story)} av {html.escape(story.author, quote=False)}</p>
<div class="text">{paragraphs}</div></article>{comments}</main><footer>Nordby kommun, Storgatan 1</footer></body></html>"""


def front_of(stories: tuple[Story, ...]) -> str:
    """The list of news, newest first: heading, time and the beginning."""
    rows = "".join(
        f'<li><h2><a href="{path_of(story)}">{html.escape(story.title, quote=False)}</a></h2>'
        f"<p>Publicerad {shown_time(story)} av {html.escape(story.author, quote=False)}</p></li>"
        for story in stories
    )
    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Nyheter – Nordby kommun</title></head>
<body><header>Nordby kommun</header><main><h1>Nyheter</h1><ul class="nyheter">{rows}</ul></main></body></html>"""


class Blog:
    """Serves `pages` (path → HTML) on loopback until stopped."""

    def __init__(self, pages: Callable[[], Mapping[str, str]]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = pages().get(self.path.partition("?")[0])
                data = (body or "<!doctype html><title>Saknas</title><h1>Sidan finns inte</h1>").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
