"""LinkedIn's Community Management API: an organisation's posts, comments and answers.

https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api · …/shares/comments-api
Names of members who comment are not given to us: they stand with LinkedIn's own id (the API's privacy rules).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from archiver.errors.outside import NotFound
from archiver.extract.drafts import Draft, Found
from archiver.extract.prose import tidy
from archiver.extract.readers.ranks import ANSWER
from archiver.extract.times import SECOND, When
from archiver.interfaces.calls import Calls, Params
from archiver.interfaces.drafting import answered, own_key
from archiver.interfaces.interface import Answer, Asked, Interface, at, objects, word
from archiver.model import Attachment, ItemKind
from archiver.platforms.linkedin import TABLE
from archiver.platforms.selectors import native_id
from archiver.text import Text

MONTH = "202511"
"""LinkedIn-Version: the month whose interface is spoken."""
PAGE = 100
ORGANISATION = "urn:li:organization:"
SITE = "https://www.linkedin.com"


def collect(calls: Calls, asked: Asked) -> None:
    """The organisation, its posts, and for each its comments and their answers."""
    owner = _owner(calls, asked)
    params: Params = {"q": "author", "author": owner, "sortBy": "LAST_MODIFIED"}
    posts = list(_pages(calls, "rest/posts", params, f"posts {owner}", "post"))
    got = 0
    for post in posts:
        if not calls.enough("comment", got):
            own = word(post, "id")
            with calls.part(f"Kommentarerna till {SITE}/feed/update/{own}"):
                found = list(_comments(calls, own))
                got += len(found)
                for one in found:
                    if _answers(one):
                        got += sum(1 for _ in _comments(calls, urn_of(one)))


def _owner(calls: Calls, asked: Asked) -> str:
    if asked.id:
        return asked.id if asked.id.startswith("urn:") else f"{ORGANISATION}{asked.id}"
    steps = [step for step in urlsplit(asked.url).path.split("/") if step]
    name = steps[1] if steps[:1] in (["company"], ["school"], ["showcase"]) and len(steps) > 1 else ""
    if name.isdigit():
        return f"{ORGANISATION}{name}"
    found = calls.json("rest/organizations", {"q": "vanityName", "vanityName": name}, about="account")
    number = word(found, "elements", 0, "id")
    if not number:
        raise NotFound(url=asked.url, status=200)
    return f"{ORGANISATION}{number}"


def _comments(calls: Calls, urn: str) -> Iterator[dict[str, Any]]:
    yield from _pages(calls, f"rest/socialActions/{quote(urn, safe='')}/comments", {}, f"comments {urn}")


def _pages(calls: Calls, path: str, params: Params, about: str, kind: str = "") -> Iterator[dict[str, Any]]:
    start, got = 0, 0
    while True:
        page = calls.json(path, {**params, "start": start, "count": PAGE}, about=about)
        found = objects(page, "elements")
        if start == 0 and kind:
            calls.claim(kind, at(page, "paging", "total"))
        yield from found
        got += len(found)
        total = at(page, "paging", "total")
        more = any(word(link, "rel") == "next" for link in objects(page, "paging", "links"))
        ended = got >= total if isinstance(total, int) and total else not more and len(found) < PAGE
        if not found or (ended and not more) or (kind and calls.enough(kind, got)):
            return
        start += len(found)


def _answers(comment: dict[str, Any]) -> int:
    return int(at(comment, "commentsSummary", "aggregatedTotalComments") or 0)


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Posts and comments; a comment's parent is the comment or post it was asked for under."""
    drafts: dict[str, Draft] = {}
    owner = next((whose for what, whose in (one.topic for one in answers) if what == "posts"), "")
    for answer in answers:
        what, whose = answer.topic
        for value in objects(answer.value, "elements") if what in ("posts", "comments") else ():
            place = f"{answer.number}/{len(drafts)}"
            own = word(value, "id") if what == "posts" else urn_of(value)
            draft = _post(value, asked, place) if what == "posts" else _comment(value, asked, place, whose, owner)
            if draft is not None:
                drafts.setdefault(own, draft)
    return Found(tuple(drafts.values()))


def _post(value: dict[str, Any], asked: Asked, place: str) -> Draft | None:
    own = word(value, "id")
    if word(value, "lifecycleState") not in ("", "PUBLISHED"):
        return None
    link = f"{SITE}/feed/update/{own}"
    return Draft(
        place=place,
        kind=ItemKind.POST,
        native=native_id(link, TABLE.native),
        permalink=link,
        author=asked.name,
        profile_url=asked.url,
        text=tidy(word(value, "commentary")),
        when=_when(at(value, "publishedAt") or at(value, "createdAt")),
        attachments=tuple(_media(value)),
        aliases=(own_key(own),),
        rank=ANSWER,
    )


def _media(value: dict[str, Any]) -> Iterator[Attachment]:
    content = at(value, "content") or {}
    article = at(content, "article")
    if isinstance(article, dict) and word(article, "source"):
        yield Attachment("link", word(article, "source"), word(article, "title"))
    for one in [at(content, "media"), *objects(content, "multiImage", "images")]:
        if isinstance(one, dict) and word(one, "id"):
            kind = word(one, "id").split(":")[2] if word(one, "id").count(":") > 2 else "file"
            named = kind if kind in ("image", "video") else "file"
            yield Attachment(named, word(one, "id"), word(one, "altText") or word(one, "title"))


def _comment(value: dict[str, Any], asked: Asked, place: str, whose: str, owner: str) -> Draft | None:
    text, own = tidy(word(value, "message", "text")), urn_of(value)
    if not text and not at(value, "content"):
        return None
    actor = word(value, "actor")
    ours = actor == owner
    above = word(value, "parentComment") or whose
    post = word(value, "object") or whose
    link = f"{SITE}/feed/update/{post}?commentUrn={quote(own, safe='')}"
    return Draft(
        place=place,
        kind=ItemKind.COMMENT,
        native=native_id(link, TABLE.native),
        permalink=link,
        author=asked.name if ours else actor,
        profile_url=asked.url if ours else "",
        text=text,
        when=_when(at(value, "created", "time")),
        parent=answered(above),
        aliases=(own_key(own), *((own_key(word(value, "$URN")),) if word(value, "$URN") else ())),
        rank=ANSWER,
    )


def urn_of(comment: dict[str, Any]) -> str:
    """A comment's own name: `urn:li:comment:(urn:li:activity:1,2)`."""
    return (
        word(comment, "commentUrn")
        or word(comment, "$URN")
        or (f"urn:li:comment:({word(comment, 'object')},{word(comment, 'id')})")
    )


def _when(milliseconds: Any) -> When | None:
    if not isinstance(milliseconds, int):
        return None
    return When(datetime.fromtimestamp(milliseconds // 1000, UTC), SECOND)


INTERFACE = Interface(
    key="linkedin",
    name=Text("LinkedIns gränssnitt", "LinkedIn's interface"),
    version=f"{MONTH} 2026-11",
    platforms=("linkedin",),
    collect=collect,
    read=read,
    permission="LinkedIns gränssnitt Community Management API enligt kommunens avtal med LinkedIn.",
    address="https://api.linkedin.com",
    token=Text("en åtkomstnyckel med rätten r_organization_social", "an access token with r_organization_social"),
    token_required=True,
    headers=(("LinkedIn-Version", MONTH), ("X-Restli-Protocol-Version", "2.0.0")),
)
