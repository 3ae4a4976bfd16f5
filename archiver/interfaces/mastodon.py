"""Mastodon's interface and its kin's (snac, GoToSocial, Pleroma): an account's posts, and the thread of each.

https://docs.joinmastodon.org/methods/accounts/#statuses · https://docs.joinmastodon.org/methods/statuses/#context
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from archiver.errors.outside import NotFound
from archiver.extract.drafts import Draft, Found
from archiver.interfaces.calls import Calls, Params, next_link
from archiver.interfaces.drafting import drafted, identified
from archiver.interfaces.interface import Answer, Asked, Interface, at, objects, word
from archiver.model import ItemKind
from archiver.platforms.mastodon import TABLE
from archiver.text import Text

PAGE = 40
"""Most posts in one answer (Mastodon's own limit)."""
OPEN = frozenset({"public", "unlisted", ""})


def collect(calls: Calls, asked: Asked) -> None:
    """The account, its posts page by page, and the thread of each post that has answers or is one."""
    account = calls.json("api/v1/accounts/lookup", {"acct": asked.id or acct(asked.url)}, about="account")
    own = word(account, "id")
    if not own:
        raise NotFound(url=asked.url, status=200)
    known: dict[str, dict[str, Any]] = {}
    waiting = []
    for status in _statuses(calls, own):
        known[word(status, "id")] = status
        if _replies(status) or word(status, "in_reply_to_id"):
            waiting.append(word(status, "id"))
    _threads(calls, known, waiting)


def _threads(calls: Calls, known: dict[str, dict[str, Any]], waiting: list[str]) -> None:
    """The threads of posts; a post whose answers did not all come with its thread's is asked for by itself."""
    done: set[str] = set()
    posts = len(known)
    while waiting and not calls.enough("comment", len(known) - posts):
        own = waiting.pop(0)
        if own in done:
            continue
        done.add(own)
        with calls.part(f"Svaren till {word(known[own], 'url')}"):
            thread = calls.json(f"api/v1/statuses/{own}/context", about=f"thread {own}")
            found = [*objects(thread, "ancestors"), *objects(thread, "descendants")]
            known |= {word(one, "id"): one for one in found}
            got = Counter(word(one, "in_reply_to_id") for one in found)
            waiting += [word(one, "id") for one in found if _replies(one) > got[word(one, "id")]]


def _replies(status: dict[str, Any]) -> int:
    return int(at(status, "replies_count") or 0)


def _statuses(calls: Calls, own: str) -> Iterator[dict[str, Any]]:
    path, seen = f"api/v1/accounts/{own}/statuses", set[str]()
    params: Params = {"limit": PAGE, "exclude_reblogs": "true"}
    while True:
        answered = calls.get(path, params, about="posts")
        page = [one for one in objects(calls.answers[-1].value) if word(one, "id") not in seen]
        seen |= {word(one, "id") for one in page}
        yield from page
        if not page or calls.enough("post", len(seen)):
            return
        onward = next_link(answered)
        path = onward or f"api/v1/accounts/{own}/statuses"
        params = {} if onward else {"limit": PAGE, "exclude_reblogs": "true", "max_id": word(page[-1], "id")}


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Posts and answers; what is not public, and what others wrote that is only passed on, is none."""
    drafts: dict[str, Draft] = {}
    for answer in answers:
        what, _ = answer.topic
        value = answer.value
        found = objects(value) if what == "posts" else []
        if what == "thread":
            found = [*objects(value, "ancestors"), *objects(value, "descendants")]
        for status in found:
            draft = _draft(status, asked, f"{answer.number}/{len(drafts)}")
            if draft is not None:
                drafts.setdefault(word(status, "id"), draft)
    return Found(tuple(drafts.values()))


def _draft(status: dict[str, Any], asked: Asked, place: str) -> Draft | None:
    if word(status, "visibility") not in OPEN or at(status, "reblog"):
        return None
    draft = drafted(status, asked.url, place)
    if draft is None:
        return None
    above = word(status, "in_reply_to_id")
    kind = ItemKind.COMMENT if above else ItemKind.POST
    return identified(draft, TABLE, word(status, "id"), kind=kind, answers=above)


def acct(url: str) -> str:
    """The account's name on its server: `https://host/@name`, `/users/name`, `/name`."""
    steps = [unquote(step) for step in urlsplit(url).path.split("/") if step]
    named = next((step for step in steps if step.startswith("@")), steps[-1] if steps else "")
    return named.lstrip("@")


INTERFACE = Interface(
    key="mastodon",
    name=Text("Mastodons gränssnitt", "Mastodon's interface"),
    version="v1 2026-11",
    platforms=("mastodon",),
    collect=collect,
    read=read,
    permission="Serverns öppna gränssnitt (Mastodon API), som ger det som är publicerat för alla.",
    token=Text("en åtkomstnyckel med rätten read:statuses", "an access token with the scope read:statuses"),
)
