"""The AT Protocol (Bluesky): an account's posts from its AppView, and the thread of each.

https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed · …/app-bsky-feed-get-post-thread · lexicons app.bsky.feed.defs
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from archiver.errors.outside import NotFound
from archiver.extract.drafts import Draft, Found
from archiver.interfaces.calls import Calls, Params
from archiver.interfaces.drafting import drafted, identified
from archiver.interfaces.interface import Answer, Asked, Interface, Refusal, at, by_status, objects, word
from archiver.model import ItemKind
from archiver.platforms.bluesky import TABLE
from archiver.text import Text

PAGE = 100
DEPTH = 100
"""How deep a thread is asked for; what lies deeper is asked for again from there."""
REPOST = "app.bsky.feed.defs#reasonRepost"


def collect(calls: Calls, asked: Asked) -> None:
    """The profile, the feed page by page, and the thread of each post that has answers or is one."""
    actor = asked.id or handle(asked.url)
    profile = calls.json("xrpc/app.bsky.actor.getProfile", {"actor": actor}, about="account")
    did = word(profile, "did")
    if not did:
        raise NotFound(url=asked.url, status=200)
    roots: dict[str, str] = {}
    for post in _posts(calls, did):
        root = word(post, "record", "reply", "root", "uri")
        if root or int(at(post, "replyCount") or 0):
            roots.setdefault(root or word(post, "uri"), link(post))
    known: set[str] = set()
    for uri, shown in roots.items():
        with calls.part(f"Svaren till {shown}"):
            _thread(calls, uri, known)


def _posts(calls: Calls, did: str) -> Iterator[dict[str, Any]]:
    cursor, seen = "", set[str]()
    while True:
        onward: Params = {"cursor": cursor} if cursor else {}
        params: Params = {"actor": did, "limit": PAGE, "filter": "posts_with_replies", **onward}
        page = calls.json("xrpc/app.bsky.feed.getAuthorFeed", params, about="posts")
        for entry in objects(page, "feed"):
            post = at(entry, "post")
            if _own(entry) and word(post, "uri") not in seen:
                seen.add(word(post, "uri"))
                yield post
        following = word(page, "cursor")
        if not following or following == cursor or calls.enough("post", len(seen)):
            return
        cursor = following


def _thread(calls: Calls, uri: str, known: set[str]) -> None:
    """One thread; branches whose answers did not all come are asked for again, each once."""
    waiting, asked = [uri], set[str]()
    while waiting:
        here = waiting.pop()
        if here in asked or calls.enough("comment", len(known)):
            continue
        asked.add(here)
        params: Params = {"uri": here, "depth": DEPTH, "parentHeight": 0}
        answer = calls.json("xrpc/app.bsky.feed.getPostThread", params, about="thread")
        for node in _nodes(at(answer, "thread")):
            post = word(node, "post", "uri")
            known.add(post)
            if int(at(node, "post", "replyCount") or 0) > len(objects(node, "replies")):
                waiting.append(post)


def _nodes(thread: Any) -> Iterator[dict[str, Any]]:
    """All posts of a thread, first to last; blocked and missing ones hold none."""
    stack = [thread]
    while stack:
        node = stack.pop()
        if isinstance(node, dict) and isinstance(node.get("post"), dict):
            yield node
            stack.extend(reversed(objects(node, "replies")))


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Own posts and answers, and everybody's answers to them; what is only passed on is none."""
    drafts: dict[str, Draft] = {}
    for answer in answers:
        value = answer.value
        if answer.about == "posts":
            found = [at(entry, "post") for entry in objects(value, "feed") if _own(entry)]
        elif answer.about == "thread":
            found = [node["post"] for node in _nodes(at(value, "thread"))]
        else:
            continue
        for post in found:
            draft = _draft(post, asked, f"{answer.number}/{len(drafts)}") if isinstance(post, dict) else None
            if draft is not None:
                drafts.setdefault(word(post, "uri"), draft)
    return Found(tuple(drafts.values()))


def _own(entry: dict[str, Any]) -> bool:
    return word(entry, "reason", "$type") != REPOST and isinstance(at(entry, "post"), dict)


def _draft(post: dict[str, Any], asked: Asked, place: str) -> Draft | None:
    draft = drafted(post, asked.url, place, without=("replies",))
    if draft is None:
        return None
    above = word(post, "record", "reply", "parent", "uri")
    kind = ItemKind.COMMENT if above else ItemKind.POST
    return identified(draft, TABLE, word(post, "uri"), kind=kind, answers=above, permalink=link(post))


def link(post: Any) -> str:
    """Where the web shows a post."""
    return f"https://bsky.app/profile/{word(post, 'author', 'handle')}/post/{word(post, 'uri').rpartition('/')[2]}"


def handle(url: str) -> str:
    """The handle or DID in `https://bsky.app/profile/<handle>`; else the address's host, which may be a handle itself."""
    steps = [unquote(step) for step in urlsplit(url).path.split("/") if step]
    return steps[steps.index("profile") + 1] if "profile" in steps[:-1] else urlsplit(url).hostname or ""


def judge(status: int, value: Any) -> Refusal | None:
    """XRPC tells of a missing account or post with 400 and a name."""
    said = f"{word(value, 'error')} {word(value, 'message')}"
    if status == 400 and ("NotFound" in said or "not found" in said.lower()):
        return Refusal("gone")
    return by_status(status, value)


INTERFACE = Interface(
    key="at_protocol",
    name=Text("AT-protokollet (Bluesky)", "the AT Protocol (Bluesky)"),
    version="app.bsky 2026-11",
    platforms=("bluesky",),
    collect=collect,
    read=read,
    permission="Nätverkets öppna gränssnitt (AT Protocol), som ger det som är publicerat för alla.",
    address="https://public.api.bsky.app",
    judge=judge,
)
