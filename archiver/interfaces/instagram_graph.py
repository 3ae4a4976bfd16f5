"""Meta's Graph API for Instagram's professional accounts: media, comments and the answers to them.

https://developers.facebook.com/docs/instagram-platform/reference/ig-user/media · …/ig-media/comments · …/ig-comment
"""

from collections.abc import Iterator, Sequence
from typing import Any

from archiver.errors.usage import UsageFault
from archiver.extract.drafts import Draft, Found
from archiver.interfaces.calls import Calls
from archiver.interfaces.drafting import drafted, identified
from archiver.interfaces.interface import Answer, Asked, Interface, at, objects, word
from archiver.interfaces.meta_graph import ADDRESS, VERSION, judge, pages
from archiver.model import Attachment, ItemKind
from archiver.platforms.instagram import TABLE
from archiver.text import Text

MEDIA_FIELDS = (
    "id,caption,media_type,media_url,thumbnail_url,permalink,timestamp,username,comments_count,"
    "children{media_type,media_url,thumbnail_url}"
)
COMMENT_FIELDS = (
    "id,text,timestamp,username,from,parent_id,replies.limit(100){id,text,timestamp,username,from,parent_id}"
)
NO_ID = Text(
    "kontots nummer hos Instagram saknas; skriv in det med `somearkiv account way … --interface-id`",
    "the account's number at Instagram is missing; give it with `somearkiv account way … --interface-id`",
)


def collect(calls: Calls, asked: Asked) -> None:
    """The account, its media, and the comments of each with their answers."""
    if not asked.id:
        raise UsageFault(what=NO_ID)
    account = calls.json(asked.id, {"fields": "id,username,name,media_count"}, about="account")
    calls.claim("post", at(account, "media_count"))
    comments = 0
    for media in list(pages(calls, f"{asked.id}/media", {"fields": MEDIA_FIELDS}, about="posts", kind="post")):
        there = at(media, "comments_count")
        calls.claim("comment", there)
        if there != 0 and not calls.enough("comment", comments):
            own = word(media, "id")
            with calls.part(f"Kommentarerna till {word(media, 'permalink') or own}"):
                path = f"{own}/comments"
                found = list(pages(calls, path, {"fields": COMMENT_FIELDS}, about=f"comments {own}"))
                comments += len(found)
                for one in found:
                    if at(one, "replies", "paging", "next"):
                        inner = f"{word(one, 'id')}/replies"
                        fields = {"fields": "id,text,timestamp,username,from,parent_id"}
                        comments += sum(1 for _ in pages(calls, inner, fields, about=f"answers {word(one, 'id')}"))


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Media as posts; comments and answers under them."""
    links: dict[str, str] = {}
    drafts: dict[str, Draft] = {}
    for answer in answers:
        what, whose = answer.topic
        if what not in ("posts", "comments", "answers"):
            continue
        for value, above in _objects(answer.value, whose):
            own = word(value, "id")
            links[own] = word(value, "permalink") or links.get(above, "")
            draft = _draft(value, asked, f"{answer.number}/{len(drafts)}", above, links[own])
            if draft is not None:
                drafts.setdefault(own, draft)
    return Found(tuple(drafts.values()))


def _objects(value: Any, above: str) -> Iterator[tuple[dict[str, Any], str]]:
    for one in objects(value, "data"):
        yield one, word(one, "parent_id") or above
        for answer in objects(one, "replies", "data"):
            yield answer, word(answer, "parent_id") or word(one, "id")


def _draft(value: dict[str, Any], asked: Asked, place: str, above: str, post: str) -> Draft | None:
    draft = drafted(value, asked.url, place, without=("comments", "replies", "children"))
    if draft is None:
        return None
    own = word(value, "id")
    kind = ItemKind.COMMENT if above else ItemKind.POST
    link = f"{post.rstrip('/')}/c/{own}/" if above and post else word(value, "permalink")
    fallback = f"{'comment' if above else 'media'}:{own}"
    media = tuple(_media(value))
    return identified(draft, TABLE, own, kind=kind, answers=above, permalink=link, fallback=fallback, attachments=media)


def _media(value: dict[str, Any]) -> Iterator[Attachment]:
    for one in objects(value, "children", "data") or [value]:
        kind = "video" if word(one, "media_type") == "VIDEO" else "image"
        if address := word(one, "media_url") or word(one, "thumbnail_url"):
            yield Attachment(kind, address)


INTERFACE = Interface(
    key="instagram_graph",
    name=Text("Metas Graph API för Instagram", "Meta's Graph API for Instagram"),
    version=f"{VERSION} 2026-11",
    platforms=("instagram",),
    collect=collect,
    read=read,
    permission="Metas gränssnitt Graph API med kontots egen nyckel, enligt Metas villkor för plattformen.",
    address=ADDRESS,
    token=Text(
        "en åtkomstnyckel med rätterna instagram_basic och instagram_manage_comments",
        "an access token with instagram_basic and instagram_manage_comments",
    ),
    token_required=True,
    judge=judge,
)
