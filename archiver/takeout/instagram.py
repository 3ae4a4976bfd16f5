"""Instagram's export (JSON): own posts, reels and stories with their media, and own comments."""

from collections.abc import Iterator
from typing import Any

from archiver.extract.drafts import Draft, Found
from archiver.model import ItemKind
from archiver.platforms.instagram import TABLE
from archiver.takeout.meta import holds, media_of, named, value_of
from archiver.takeout.package import Package
from archiver.takeout.takeout import Owner, Taken, Takeout, draft, listed, moment
from archiver.text import Text

POSTS = r"(^|/)(content|media)/(posts_\d+|reels|igtv_videos|stories|archived_posts)\.json$"
COMMENTS = r"(^|/)comments/(post_comments(_\d+)?|reels_comments)\.json$"
LISTS = ("ig_reels_media", "ig_igtv_media", "ig_stories", "ig_archived_post_media")
COMMENT_LISTS = ("comments_media_comments", "comments_reels_comments")
TEXT_KEYS = ("Comment", "Kommentar")
TIME_KEYS = ("Time", "Tid", "Tidpunkt")
ONLY_OWN = "Instagrams export innehåller bara det kontot självt har skrivit; andras kommentarer är inte med."


def read(package: Package, owner: Owner) -> Taken:
    """Posts, reels, stories and own comments."""
    drafts: list[Draft | None] = []
    kept: list[str] = []
    for name in named(package, POSTS):
        kept.append(name)
        for number, one in enumerate(listed(value_of(package, name), *LISTS)):
            drafts.append(_post(package, owner, one, f"{name} {number}", kept))
    for name in named(package, COMMENTS):
        kept.append(name)
        for number, one in enumerate(listed(value_of(package, name), *COMMENT_LISTS)):
            drafts.append(_comment(owner, one, f"{name} {number}"))
    found = tuple(one for one in drafts if one is not None)
    return Taken(Found(found, remarks=(ONLY_OWN,)), tuple(dict.fromkeys(kept)))


def _post(package: Package, owner: Owner, told: dict[str, Any], place: str, kept: list[str]) -> Draft | None:
    media = list(listed(told.get("media") or ([told] if told.get("uri") else [])))
    text = str(told.get("title") or (media[0].get("title") if len(media) == 1 else "") or "")
    at = moment(told.get("creation_timestamp")) or next(_times(media), None)
    link = str(told.get("permalink") or told.get("href") or "")
    return draft(
        place,
        owner,
        TABLE,
        text=text,
        at=at,
        permalink=link if link.startswith("https://") else "",
        attachments=media_of(package, media, kept),
    )


def _times(media: list[dict[str, Any]]) -> Iterator[Any]:
    yield from (at for one in media if (at := moment(one.get("creation_timestamp"))))


def _comment(owner: Owner, told: dict[str, Any], place: str) -> Draft | None:
    facts = told.get("string_map_data")
    if not isinstance(facts, dict):
        return None
    text = next((facts[key].get("value") for key in TEXT_KEYS if isinstance(facts.get(key), dict)), "")
    seconds = next((facts[key].get("timestamp") for key in TIME_KEYS if isinstance(facts.get(key), dict)), None)
    return draft(place, owner, TABLE, text=str(text or ""), at=moment(seconds), kind=ItemKind.COMMENT)


TAKEOUT = Takeout(
    platform="instagram",
    name=Text("Instagrams export", "Instagram's export"),
    version="2026-11",
    recognised=holds(POSTS),
    read=read,
    beside={"messages/": "meddelanden"},
)
