"""Meta's Graph API for Facebook pages: everything published on the page, with all comments.

https://developers.facebook.com/docs/graph-api/reference/page/feed/ · …/object/comments · …/overview/rate-limiting
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from archiver.extract.drafts import Draft, Found
from archiver.interfaces.calls import Calls, Params
from archiver.interfaces.drafting import drafted, identified
from archiver.interfaces.interface import Answer, Asked, Interface, Refusal, at, by_status, objects, word
from archiver.model import Attachment, ItemKind
from archiver.platforms.facebook import TABLE
from archiver.text import Text

VERSION = "v23.0"
ADDRESS = f"https://graph.facebook.com/{VERSION}"
PAGE = 100
POST_FIELDS = (
    "id,message,story,created_time,permalink_url,from,full_picture,"
    "attachments{media_type,media,url,unshimmed_url,title,description,subattachments},comments.filter(stream).summary(true).limit(0)"
)
COMMENT_FIELDS = "id,message,created_time,from,parent{id},permalink_url,attachment,comment_count"
LIMIT_CODES = frozenset({4, 17, 32, 341, 613, 80001, 80002})
TOKEN_CODES = frozenset({10, 102, 190, *range(200, 300)})
GONE_CODES = frozenset({803})


def collect(calls: Calls, asked: Asked) -> None:
    """The page, its feed (own posts and visitors'), and all comments of each post that has some."""
    page = asked.id or page_name(asked.url)
    calls.json(page, {"fields": "id,name,link"}, about="account")
    comments = 0
    for post in list(pages(calls, f"{page}/feed", {"fields": POST_FIELDS}, about="posts", kind="post")):
        there = at(post, "comments", "summary", "total_count")
        calls.claim("comment", there)
        if there != 0 and not calls.enough("comment", comments):
            own = word(post, "id")
            with calls.part(f"Kommentarerna till {word(post, 'permalink_url') or own}"):
                params: Params = {"fields": COMMENT_FIELDS, "filter": "stream", "order": "chronological"}
                comments += sum(1 for _ in pages(calls, f"{own}/comments", params, about=f"comments {own}"))


def pages(calls: Calls, path: str, params: Params, *, about: str, kind: str = "") -> Iterator[dict[str, Any]]:
    """All objects of an edge, cursor by cursor. (`paging.next` holds the token and is never followed.)"""
    after, got = "", 0
    while True:
        page = calls.json(path, {**params, "limit": PAGE} | ({"after": after} if after else {}), about=about)
        found = objects(page, "data")
        yield from found
        got += len(found)
        following = word(page, "paging", "cursors", "after")
        if not at(page, "paging", "next") or not following or following == after or (kind and calls.enough(kind, got)):
            return
        after = following


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Posts and comments; a comment's parent is what it answers, else its post."""
    drafts: dict[str, Draft] = {}
    for answer in answers:
        what, whose = answer.topic
        for value in objects(answer.value, "data") if what in ("posts", "comments") else ():
            draft = _draft(value, asked, f"{answer.number}/{len(drafts)}", whose)
            if draft is not None:
                drafts.setdefault(word(value, "id"), draft)
    return Found(tuple(drafts.values()))


def _draft(value: dict[str, Any], asked: Asked, place: str, post: str) -> Draft | None:
    draft = drafted(value, asked.url, place, without=("comments", "parent"))
    if draft is None:
        return None
    own = word(value, "id")
    kind = ItemKind.COMMENT if post else ItemKind.POST
    return identified(
        draft,
        TABLE,
        own,
        kind=kind,
        answers=(word(value, "parent", "id") or post) if post else "",
        permalink=word(value, "permalink_url"),
        fallback=f"{kind.value}:{own.rpartition('_')[2]}",
        attachments=tuple(_attachments(value)) or draft.attachments,
    )


def _attachments(value: dict[str, Any]) -> Iterator[Attachment]:
    told = list(objects(value, "attachments", "data"))
    if isinstance(at(value, "attachment"), dict):
        told.append(value["attachment"])
    for one in told:
        for part in objects(one, "subattachments", "data") or [one]:
            picture = word(part, "media", "image", "src")
            kind = word(part, "media_type") or word(part, "type")
            address = word(part, "media", "source") or picture
            if "video" in kind and address:
                yield Attachment("video", address, word(part, "title"))
            elif picture and kind not in ("link", "share"):
                yield Attachment("image", picture, word(part, "description") or word(part, "title"))
            elif link := word(part, "unshimmed_url") or word(part, "url"):
                yield Attachment("link", link, word(part, "title"))


def page_name(url: str) -> str:
    """The page's name or number in its address."""
    parts = urlsplit(url)
    number = parse_qs(parts.query).get("id", [""])[0]
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if "pages" in steps[:1] or "people" in steps[:1] or "p" in steps[:1]:
        return steps[-1].rpartition("-")[2]
    return number or (steps[0] if steps else "")


def judge(status: int, value: Any) -> Refusal | None:
    """Meta answers 400 with a code of its own (…/guides/error-handling)."""
    code = at(value, "error", "code")
    if code in LIMIT_CODES:
        return Refusal("limit")
    if code in TOKEN_CODES:
        return Refusal("token")
    if code in GONE_CODES or (code == 100 and at(value, "error", "error_subcode") == 33):
        return Refusal("gone")
    return Refusal("fault") if isinstance(code, int) else by_status(status, value)


INTERFACE = Interface(
    key="meta_graph",
    name=Text("Metas Graph API", "Meta's Graph API"),
    version=f"{VERSION} 2026-11",
    platforms=("facebook",),
    collect=collect,
    read=read,
    permission="Metas gränssnitt Graph API med sidans egen nyckel, enligt Metas villkor för plattformen.",
    address=ADDRESS,
    token=Text(
        "sidans åtkomstnyckel med rätterna pages_read_engagement och pages_read_user_content",
        "a page access token with pages_read_engagement and pages_read_user_content",
    ),
    token_required=True,
    judge=judge,
)
