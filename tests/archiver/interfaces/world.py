"""The outside world's interfaces as fakes, written once: a local server that speaks each platform's documented JSON, with its
paging, its rate limits and its way of refusing a token, over the same sixty Swedish posts that the real servers hold."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.real import material
from tests.real.truth import Entry

TOKEN = "hemlig-nyckel/0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Words:
    """A post or comment of the truth; `parent` empty for a post, `post` the post it stands under."""

    key: str
    number: int
    author: str
    at: datetime
    text: str
    parent: str = ""
    post: str = ""

    @property
    def unix(self) -> int:
        return int(self.at.timestamp())


def words(count: int = 60) -> list[Words]:
    """The material, newest post first, each followed by its thread; numbers are as platforms give them, long."""
    found: list[Words] = []
    for story in material.stories(count):
        text = f"{story.title}\n\n{story.text}"
        found.append(Words(story.key, 10**15 + len(found), material.OFFICE, story.at, text))
        for remark, parent in story.thread():
            number = 10**15 + len(found)
            found.append(Words(remark.key, number, remark.author, remark.at, remark.text, parent, story.key))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `query` holds the last value of each parameter."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    value: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Speak = Callable[["World", Asked], Reply]


class World:
    """Serves one fake on loopback. `limited`: paths that are refused once with a rate limit; `log` is every request."""

    def __init__(self, speak: Speak, items: list[Words] | None = None) -> None:
        self.items = words() if items is None else items
        self.by_key = {one.key: one for one in self.items}
        self.by_number = {str(one.number): one for one in self.items}
        self.posts = [one for one in self.items if not one.parent]
        self.log: list[Asked] = []
        self.counts: Counter[str] = Counter()
        world = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), headers)
                world.log.append(asked)
                world.counts[parts.path] += 1
                reply = speak(world, asked)
                data = reply.value if isinstance(reply.value, bytes) else json.dumps(reply.value).encode()
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def comments_of(self, post: Words) -> list[Words]:
        return [one for one in self.items if one.post == post.key]

    def answers_to(self, one: Words) -> list[Words]:
        return [each for each in self.items if each.parent == one.key]

    def first_time(self, path: str) -> bool:
        """Whether this is the first request for a path."""
        return self.counts[path] == 1

    def entry(self, one: Words, link: str) -> Entry:
        kind = "comment" if one.parent else "post"
        return Entry(one.key, kind, one.author, one.at, link, one.text, one.parent or None)


def sliced(found: list[Any], start: int, size: int) -> tuple[list[Any], int | None]:
    """One page, and where the next begins."""
    page = found[start : start + size]
    return page, start + size if start + size < len(found) else None
