"""The YouTube Data API v3: a channel's uploads, their comment threads and all answers.

https://developers.google.com/youtube/v3/docs/playlistItems/list · …/commentThreads/list · …/comments/list · …/docs/errors
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from archiver.errors.outside import NotFound, OutsideFault
from archiver.extract.drafts import Draft, Found
from archiver.extract.prose import tidy
from archiver.interfaces.calls import CLOSED, Calls, Params
from archiver.interfaces.drafting import drafted, identified
from archiver.interfaces.interface import Answer, Asked, Interface, Refusal, at, by_status, objects, word
from archiver.model import Attachment, ItemKind
from archiver.platforms.youtube import TABLE
from archiver.text import Text

LIMIT_REASONS = frozenset({"quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded"})
TOKEN_REASONS = frozenset({"keyInvalid", "accessNotConfigured", "forbidden", "ipRefererBlocked", "badRequest"})
CLOSED_REASONS = frozenset({"commentsDisabled"})
SIZES = ("maxres", "standard", "high", "medium", "default")


def collect(calls: Calls, asked: Asked) -> None:
    """The channel, its list of uploads, and every thread of each video with all its answers."""
    params = {"part": "snippet,contentDetails,statistics", **channel(asked)}
    found = calls.json("channels", params, about="account")
    uploads = word(found, "items", 0, "contentDetails", "relatedPlaylists", "uploads")
    if not uploads:
        raise NotFound(url=asked.url, status=200)
    listed: Params = {"part": "snippet,contentDetails", "playlistId": uploads, "maxResults": 50}
    videos = list(_pages(calls, "playlistItems", listed, "posts", "post"))
    comments = 0
    for video in videos:
        own = word(video, "contentDetails", "videoId") or word(video, "snippet", "resourceId", "videoId")
        if own and not calls.enough("comment", comments):
            comments += _comments(calls, own)


def _comments(calls: Calls, video: str) -> int:
    count = 0
    try:
        params: Params = {"part": "snippet,replies", "videoId": video, "maxResults": 100, "textFormat": "plainText"}
        for thread in _pages(calls, "commentThreads", params, f"threads {video}"):
            count += 1 + len(objects_of_thread(thread))
            own = word(thread, "snippet", "topLevelComment", "id")
            if int(at(thread, "snippet", "totalReplyCount") or 0) > len(objects_of_thread(thread)):
                inner: Params = {"part": "snippet", "parentId": own, "maxResults": 100, "textFormat": "plainText"}
                count += sum(1 for _ in _pages(calls, "comments", inner, f"answers {video}"))
    except OutsideFault as fault:
        if fault.facts.get("status") != CLOSED:
            calls.missed(f"Kommentarerna till filmen {video} kom inte med: {fault.message('sv')}")
    return count


def objects_of_thread(thread: Any) -> list[dict[str, Any]]:
    """The answers that came along with a thread (at most five)."""
    return objects(thread, "replies", "comments")


def _pages(calls: Calls, path: str, params: Params, about: str, kind: str = "") -> Iterator[dict[str, Any]]:
    token, got = "", 0
    while True:
        page = calls.json(path, {**params} | ({"pageToken": token} if token else {}), about=about)
        if not token and kind:
            calls.claim(kind, at(page, "pageInfo", "totalResults"))
        found = objects(page, "items")
        yield from found
        got += len(found)
        following = word(page, "nextPageToken")
        if not following or following == token or (kind and calls.enough(kind, got)):
            return
        token = following


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Videos as posts; comments under the video, answers under their comment."""
    drafts: dict[str, Draft] = {}
    for answer in answers:
        what, video = answer.topic
        for value in objects(answer.value, "items"):
            place = f"{answer.number}/{len(drafts)}"
            if what == "posts":
                _put(drafts, _video(value, asked, place))
            elif what == "threads":
                top = at(value, "snippet", "topLevelComment")
                for number, one in enumerate([top, *objects_of_thread(value)]):
                    if isinstance(one, dict):
                        _put(drafts, _comment(one, asked, f"{place}.{number}", video))
            elif what == "answers":
                _put(drafts, _comment(value, asked, place, video))
    return Found(tuple(drafts.values()))


def _put(drafts: dict[str, Draft], draft: Draft | None) -> None:
    if draft is not None:
        drafts.setdefault(draft.native, draft)


def _video(value: dict[str, Any], asked: Asked, place: str) -> Draft | None:
    own = word(value, "contentDetails", "videoId") or word(value, "snippet", "resourceId", "videoId")
    draft = drafted(value, asked.url, place)
    if draft is None or not own:
        return None
    pictures = (word(value, "snippet", "thumbnails", size, "url") for size in SIZES)
    picture = next((one for one in pictures if one), "")
    media = (Attachment("video", draft.permalink), *((Attachment("image", picture),) if picture else ()))
    title, text = tidy(word(value, "snippet", "title")), tidy(word(value, "snippet", "description"))
    draft = replace(draft, text=f"{title}\n\n{text}".strip())
    return identified(draft, TABLE, own, kind=ItemKind.POST, fallback=f"video:{own}", attachments=media)


def _comment(value: dict[str, Any], asked: Asked, place: str, video: str) -> Draft | None:
    own = word(value, "id")
    draft = drafted(value, asked.url, place)
    if draft is None:
        return None
    link = f"https://www.youtube.com/watch?v={video}&lc={own}"
    above = word(value, "snippet", "parentId") or video
    plain = word(value, "snippet", "textOriginal") or word(value, "snippet", "textDisplay")  # asked for as plain text
    draft = replace(draft, text=tidy(plain))
    return identified(draft, TABLE, own, kind=ItemKind.COMMENT, answers=above, permalink=link)


def channel(asked: Asked) -> dict[str, str]:
    """How the channel is asked for: by id, by @name, or by its old user name."""
    steps = [unquote(step) for step in urlsplit(asked.url).path.split("/") if step]
    if asked.id:
        return {"id": asked.id}
    if steps[:1] == ["channel"] and len(steps) > 1:
        return {"id": steps[1]}
    if steps[:1] == ["user"] and len(steps) > 1:
        return {"forUsername": steps[1]}
    name = steps[1] if steps[:1] == ["c"] and len(steps) > 1 else steps[0] if steps else ""
    return {"forHandle": name if name.startswith("@") else f"@{name}"}


def judge(status: int, value: Any) -> Refusal | None:
    """403 means several things; the reason tells which."""
    reason = word(value, "error", "errors", 0, "reason")
    if reason in LIMIT_REASONS:
        return Refusal("limit")
    if reason in CLOSED_REASONS:
        return Refusal("closed")
    if reason in TOKEN_REASONS and status in (400, 401, 403):
        return Refusal("token")
    return by_status(status, value)


INTERFACE = Interface(
    key="youtube_data",
    name=Text("YouTube Data API", "YouTube Data API"),
    version="v3 2026-11",
    platforms=("youtube",),
    collect=collect,
    read=read,
    permission="YouTubes gränssnitt Data API med kommunens egen nyckel, enligt YouTubes villkor.",
    address="https://www.googleapis.com/youtube/v3",
    token=Text("en API-nyckel från Google Cloud med YouTube Data API påslaget", "an API key with YouTube Data API on"),
    token_required=True,
    private=lambda token: {"X-Goog-Api-Key": token},
    judge=judge,
)
