"""X's API v2: an account's posts and the conversations under them, as far back as the agreement with X lets us search.

https://docs.x.com/x-api/users/get-posts · …/posts/search-all-posts · …/posts/search-recent-posts · …/fundamentals/rate-limits
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from archiver.errors.outside import ErrorPage, NotFound, TokenRefused
from archiver.extract.drafts import Draft, Found
from archiver.extract.readers.json_items import read_json
from archiver.extract.readers.ranks import ANSWER
from archiver.interfaces.calls import Calls, Params
from archiver.interfaces.drafting import identified
from archiver.interfaces.interface import Answer, Asked, Interface, at, objects, word
from archiver.model import Attachment, ItemKind
from archiver.platforms.x import TABLE
from archiver.text import Text

FIELDS: Params = {
    "max_results": 100,
    "tweet.fields": "created_at,author_id,conversation_id,referenced_tweets,attachments,entities,note_tweet,public_metrics",
    "expansions": "author_id,attachments.media_keys",
    "user.fields": "name,username,url",
    "media.fields": "url,preview_image_url,type,alt_text,variants",
}
WEEK_ONLY = "X lät oss bara söka svar från de senaste sju dagarna; äldre svar är inte med."
_MOST_TOGETHER = 12
"""So many conversations are asked for in one search (a query may hold 512 letters)."""


def collect(calls: Calls, asked: Asked) -> None:
    """The account, its posts, and what others answered in the conversations it began."""
    name = asked.id or (urlsplit(asked.url).path.strip("/").split("/") or [""])[0].lstrip("@")
    user = calls.json(f"users/by/username/{name}", {"user.fields": "name,username,public_metrics"}, about="account")
    own = word(user, "data", "id")
    if not own:
        raise NotFound(url=asked.url, status=200)
    posts = list(_pages(calls, f"users/{own}/tweets", {**FIELDS, "exclude": "retweets"}, "posts", "post"))
    open_ = [
        word(post, "conversation_id") or word(post, "id")
        for post in posts
        if int(at(post, "public_metrics", "reply_count") or 0) or referred(post, "replied_to")
    ]
    wanted = list(dict.fromkeys(open_))
    search, got = "tweets/search/all", 0
    while wanted and not calls.enough("comment", got):
        some = wanted[:_MOST_TOGETHER]
        params: Params = {**FIELDS, "query": " OR ".join(f"conversation_id:{one}" for one in some)}
        try:
            got += sum(1 for _ in _pages(calls, search, params, "answers"))
        except (TokenRefused, ErrorPage) as fault:
            if search.endswith("recent"):
                calls.missed(f"Svaren kom inte med: {fault.message('sv')}")
                return
            search = "tweets/search/recent"
            calls.missed(WEEK_ONLY)
            continue
        wanted = wanted[len(some) :]


def _pages(calls: Calls, path: str, params: Params, about: str, kind: str = "") -> Iterator[dict[str, Any]]:
    token, got = "", 0
    name = "next_token" if "search" in path else "pagination_token"
    while True:
        page = calls.json(path, {**params} | ({name: token} if token else {}), about=about)
        found = objects(page, "data")
        yield from found
        got += len(found)
        following = word(page, "meta", "next_token")
        if not following or following == token or (kind and calls.enough(kind, got)):
            return
        token = following


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Posts and answers; names and pictures lie beside the posts in each answer."""
    drafts: dict[str, Draft] = {}
    for answer in answers:
        if answer.about not in ("posts", "answers"):
            continue
        value = answer.value
        beside = {"includes": at(value, "includes")}
        media = {word(one, "media_key"): one for one in objects(value, "includes", "media")}
        for post in objects(value, "data"):
            place = f"{answer.number}/{len(drafts)}"
            draft = _draft(post, beside, asked, place, media)
            if draft is not None:
                drafts.setdefault(word(post, "id"), draft)
    return Found(tuple(drafts.values()))


def _draft(
    post: dict[str, Any], beside: dict[str, Any], asked: Asked, place: str, media: dict[str, dict[str, Any]]
) -> Draft | None:
    users = {**beside, "data": post}
    found = read_json(users, base=asked.url, place=place, now=None, rank=ANSWER, sure_only=True)
    draft = next((one for one in found if one.native == f"post:{word(post, 'id')}"), None)
    if draft is None:
        return None
    above = referred(post, "replied_to")
    keys = at(post, "attachments", "media_keys")
    pictures = [_medium(media[key]) for key in keys if key in media] if isinstance(keys, list) else []
    links = [
        Attachment("link", address, word(one, "title"))
        for one in objects(post, "entities", "urls")
        if (address := word(one, "unwound_url") or word(one, "expanded_url")) and not word(one, "media_key")
    ]
    author = urlsplit(draft.profile_url).path.strip("/") or "i"
    return identified(
        replace(draft, text=_spelled_out(draft.text, post)),
        TABLE,
        word(post, "id"),
        kind=ItemKind.COMMENT if above else ItemKind.POST,
        answers=above,
        permalink=f"https://x.com/{author}/status/{word(post, 'id')}",
        attachments=(*(one for one in pictures if one), *links),
    )


def _spelled_out(text: str, post: dict[str, Any]) -> str:
    """The text with its short links as the author wrote them; those that only stand for a picture go."""
    for one in objects(post, "entities", "urls"):
        told = "" if word(one, "media_key") else word(one, "expanded_url") or word(one, "url")
        text = text.replace(word(one, "url"), told) if word(one, "url") else text
    return text.strip()


def _medium(one: dict[str, Any]) -> Attachment | None:
    kind = "image" if word(one, "type") == "photo" else "video"
    films = [each for each in objects(one, "variants") if word(each, "content_type") == "video/mp4"]
    best = max(films, key=lambda each: int(at(each, "bit_rate") or 0), default=None)
    address = word(one, "url") or (word(best, "url") if best else "") or word(one, "preview_image_url")
    return Attachment(kind, address, word(one, "alt_text")) if address else None


def referred(post: dict[str, Any], how: str) -> str:
    """The id of the post that this one answers (`replied_to`) or quotes (`quoted`)."""
    return next((word(one, "id") for one in objects(post, "referenced_tweets") if word(one, "type") == how), "")


INTERFACE = Interface(
    key="x_v2",
    name=Text("X:s gränssnitt v2", "X's API v2"),
    version="v2 2026-11",
    platforms=("x",),
    collect=collect,
    read=read,
    permission="X:s gränssnitt v2 enligt kommunens avtal med X.",
    address="https://api.x.com/2",
    token=Text("en bearer-nyckel från X:s utvecklarportal", "a bearer token from X's developer portal"),
    token_required=True,
)
