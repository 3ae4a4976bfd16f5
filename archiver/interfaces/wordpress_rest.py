"""WordPress's REST interface: all published posts and approved comments of a site.

https://developer.wordpress.org/rest-api/reference/posts/ · …/comments/ · …/using-the-rest-api/discovery/
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from archiver.errors.outside import NotFound
from archiver.extract.drafts import Draft, Found
from archiver.interfaces.calls import Calls
from archiver.interfaces.drafting import drafted, identified
from archiver.interfaces.interface import Answer, Asked, Interface, objects, word
from archiver.model import ItemKind
from archiver.platforms.wordpress import TABLE
from archiver.text import Text

PAGE = 100
"""Most things in one answer (WordPress's own limit)."""
RELATION = 'rel="https://api.w.org/"'


def collect(calls: Calls, asked: Asked) -> None:
    """All posts, then all comments, each page by page."""
    root = _root(calls, asked)
    _all(calls, root, "posts", "post", {"_embed": "author"})
    with calls.part("Kommentarerna"):
        _all(calls, root, "comments", "comment", {"order": "asc", "orderby": "id"})


def _root(calls: Calls, asked: Asked) -> str:
    """Where the interface begins, as the site itself says (it may lie under `?rest_route=`)."""
    front = calls.get(asked.address or asked.url, about="front", accept="text/html")
    for link in front.header("link").split(","):
        address, _, rest = link.strip().partition(">")
        if RELATION in rest:
            return urljoin(front.url, address.lstrip("<"))
    raise NotFound(url=asked.url, status=f"{front.status}, inget REST-gränssnitt")


def _all(calls: Calls, root: str, what: str, kind: str, params: dict[str, str]) -> None:
    number, got = 1, 0
    while True:
        asked = {**params, "per_page": str(PAGE), "page": str(number)}
        answered = calls.get(f"{root.rstrip('/')}/wp/v2/{what}", asked, about=what)
        got += len(objects(calls.answers[-1].value))
        if number == 1:
            calls.claim(kind, _count(answered.header("x-wp-total")))
        if number >= _count(answered.header("x-wp-totalpages")) or calls.enough(kind, got):
            return
        number += 1


def _count(told: str) -> int:
    return int(told) if told.isdigit() else 0


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Published posts and approved comments."""
    return Found(tuple(_drafts(answers, asked)))


def _drafts(answers: Sequence[Answer], asked: Asked) -> Iterator[Draft]:
    seen: set[str] = set()
    for answer in answers:
        kind = {"posts": ItemKind.POST, "comments": ItemKind.COMMENT}.get(answer.about)
        for value in objects(answer.value) if kind else ():
            own = f"{answer.about} {word(value, 'id')}"
            draft = drafted(value, asked.url, f"{answer.number}/{len(seen)}")
            if draft is None or own in seen or word(value, "status") not in ("publish", "approved", ""):
                continue
            seen.add(own)
            yield identified(draft, TABLE, own, kind=kind or ItemKind.POST, answers=_above(value, kind))


def _above(value: dict[str, Any], kind: ItemKind | None) -> str:
    if kind is not ItemKind.COMMENT:
        return ""
    parent = word(value, "parent")
    return f"comments {parent}" if parent not in ("", "0") else f"posts {word(value, 'post')}"


INTERFACE = Interface(
    key="wordpress_rest",
    name=Text("WordPress REST-gränssnitt", "WordPress's REST interface"),
    version="wp/v2 2026-11",
    platforms=("wordpress",),
    collect=collect,
    read=read,
    permission="Webbplatsens öppna gränssnitt (WordPress REST), som ger det som är publicerat för alla.",
)
