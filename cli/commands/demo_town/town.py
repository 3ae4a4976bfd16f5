"""The demo municipality as a server on loopback: `DemoTown` starts it, turns its clock and stops it."""

import json
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

from cli.commands.demo_town import blog, forum, front, grid, pictures, social
from cli.commands.demo_town.markup import Scene

HTML = "text/html; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
SVG = "image/svg+xml"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}

Query = dict[str, str]
Answer = tuple[str, str]
"""Content type and body."""


class DemoTown:
    """Lillåns kommun on `127.0.0.1`, in a thread of its own. Holds one listening socket until `stop`."""

    def __init__(self, port: int = 0, moved: timedelta = timedelta(0)) -> None:
        """Port 0 takes any free one; a fixed one gives the same addresses every time. `moved`: see `truth.moved_for`."""
        self._port = port
        self._moved = moved
        self._turned = False
        self._server: ThreadingHTTPServer | None = None
        self._thread: Thread | None = None

    def start(self) -> str:
        """Starts serving and gives the town's address without a closing slash. Raises OSError when the port is taken."""
        self._server = _Server(("127.0.0.1", self._port), _handler(self.scene))
        self._thread = Thread(target=self._server.serve_forever, args=(0.1,), name="demo-town", daemon=True)
        self._thread.start()
        return self.url

    @property
    def url(self) -> str:
        """The town's address while it serves, e.g. `http://127.0.0.1:8417`."""
        if self._server is None:
            raise RuntimeError("the town is not serving")
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def turned(self) -> bool:
        """Whether the clock was turned."""
        return self._turned

    def scene(self) -> Scene:
        """What pages are drawn for right now."""
        return Scene(self.url, self._turned, self._moved)

    def turn_clock(self) -> None:
        """A day passes: one comment is edited, one removed, one added, and one post is added."""
        self._turned = True

    def stop(self) -> None:
        """Stops serving and frees the port."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> "DemoTown":
        if self._server is None:
            self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()


def answer(scene: Scene, path: str, query: Query) -> Answer | None:
    """What the town answers at a path, None for what it doesn't have."""
    fixed = _PAGES.get(path) or _PAGES.get(f"{path}/")
    if fixed is not None:
        return HTML, fixed(scene)
    fragment = _FRAGMENTS.get(path)
    if fragment is not None:
        return fragment(scene, query)
    for start, find in _FAMILIES:
        if path.startswith(start):
            found = find(scene, path.removeprefix(start).rstrip("/"))
            return None if found is None else (_kind(start, path), found)
    return None


def _kind(start: str, path: str) -> str:
    if start in ("/bild/", "/ansikte/", "/emoji/"):
        return SVG
    return KINDS.get(path[path.rfind(".") :], HTML) if start == "/static/" else HTML


def _json(value: dict[str, str]) -> Answer:
    return JSON, json.dumps(value, ensure_ascii=False)


def _thread_page(scene: Scene, query: Query) -> Answer | None:
    page = forum.page_of(scene, query["inlagg"]) if "inlagg" in query else _number(query.get("sida", "1"))
    html = forum.thread_page(scene, page)
    return None if html is None else (HTML, html)


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else 0


def _picture(_scene: Scene, name: str) -> str | None:
    stem = name.removesuffix(".svg")
    if stem == "vapen":
        return pictures.arms()
    return pictures.scene(stem) if stem in pictures.SCENES else None


def _emoji(_scene: Scene, name: str) -> str | None:
    try:
        return pictures.emoji(name.removesuffix(".svg"))
    except (ValueError, OverflowError):
        return None


def _static(_scene: Scene, name: str) -> str | None:
    file = files("cli.commands.demo_town").joinpath("static", name)
    return file.read_text("utf-8") if "/" not in name and file.is_file() else None


_PAGES: dict[str, Callable[[Scene], str]] = {
    "/": front.front_page,
    "/social/": social.account_page,
    "/social/om/": social.about_page,
    "/bilder/": grid.account_page,
    "/bilder/om/": grid.about_page,
    "/forum/": forum.index_page,
    "/forum/om/": forum.about_page,
    "/blogg/": blog.account_page,
    "/blogg/om/": blog.about_page,
}

_FRAGMENTS: dict[str, Callable[[Scene, Query], Answer | None]] = {
    "/social/hamta/inlagg": lambda scene, query: _json(social.more_posts(scene, query.get("efter", ""))),
    "/social/hamta/kommentarer": lambda scene, query: _json(
        social.more_comments(scene, query.get("post", ""), query.get("efter", ""))
    ),
    "/social/hamta/svar": lambda scene, query: _json(social.replies(scene, query.get("kommentar", ""))),
    "/social/hamta/text": lambda scene, query: _json(social.whole_text(scene, query.get("nummer", ""))),
    "/bilder/hamta/rutor": lambda scene, query: (HTML, grid.squares(scene, _number(query.get("fran", "0")))),
    "/bilder/hamta/kommentarer": lambda scene, query: (HTML, grid.more_comments(scene, query.get("post", ""))),
    "/bilder/hamta/svar": lambda scene, query: (HTML, grid.replies(scene, query.get("kommentar", ""))),
    "/forum/trad/42": _thread_page,
    "/blogg/feed/": lambda scene, _query: (RSS, blog.feed(scene)),
    "/blogg/comments/feed/": lambda scene, _query: (RSS, blog.comment_feed(scene)),
}

_FAMILIES: tuple[tuple[str, Callable[[Scene, str], str | None]], ...] = (
    ("/static/", _static),
    ("/bild/", _picture),
    ("/ansikte/", lambda _scene, name: pictures.portrait(name.removesuffix(".svg"))),
    ("/emoji/", _emoji),
    ("/social/posts/", social.post_page),
    ("/social/profil/", social.profile_page),
    ("/bilder/p/", lambda scene, rest: grid.post_page(scene, rest.split("/")[0])),
    ("/bilder/konto/", grid.profile_page),
    ("/forum/medlem/", forum.member_page),
    ("/blogg/vem/", blog.person_page),
    ("/blogg/", lambda scene, rest: blog.post_page(scene, f"/blogg/{rest}/")),
)


class _Server(ThreadingHTTPServer):
    """A browser that hangs up early is nothing to report."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Silence: the demo's output is for people."""


def _handler(scene: Callable[[], Scene]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """GET and HEAD, nothing else; quiet."""

        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            found = answer(scene(), unquote(parts.path), query)
            status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
            kind, body = found or (HTML, front.not_found_page(scene()))
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-cache")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_HEAD = do_GET

        def log_message(self, format: str, *_args: object) -> None:
            """Nothing: the demo's output is for people."""

    return Handler
