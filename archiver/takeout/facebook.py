"""Facebook's export of a page or profile ("Ladda ned din information", JSON): own posts, with pictures, and own comments.

Folders changed their names over the years: `posts/`, `your_activity_across_facebook/posts/`, `this_profile's_activity_across_
facebook/posts/`. What others wrote under the posts is not in it.
"""

import re
from collections.abc import Iterator
from typing import Any

from archiver.extract.drafts import Draft, Found
from archiver.model import Attachment, ItemKind
from archiver.platforms.facebook import TABLE
from archiver.takeout.meta import holds, media_of, named, value_of
from archiver.takeout.package import Package
from archiver.takeout.takeout import Owner, Taken, Takeout, draft, listed, moment
from archiver.text import Text

POSTS = r"(^|/)posts/(profile_posts_\d+|your_posts(__check_ins__photos_and_videos)?(_\d+)?|page_posts_\d+)\.json$"
COMMENTS = r"(^|/)comments(_and_reactions)?/(your_)?comments(_\d+)?\.json$"
ONLY_OWN = "Facebooks export innehåller bara det kontot självt har skrivit; andras kommentarer är inte med."


def read(package: Package, owner: Owner) -> Taken:
    """Posts and own comments, newest first as Facebook lists them."""
    drafts: list[Draft | None] = []
    kept: list[str] = []
    for name in named(package, POSTS):
        kept.append(name)
        for number, one in enumerate(listed(value_of(package, name), "posts", "page_posts_v2", "profile_posts_v2")):
            drafts.append(_post(package, owner, one, f"{name} {number}", kept))
    for name in named(package, COMMENTS):
        kept.append(name)
        for number, one in enumerate(listed(value_of(package, name), "comments_v2", "comments")):
            drafts.append(_comment(package, owner, one, f"{name} {number}", kept))
    found = tuple(one for one in drafts if one is not None)
    return Taken(Found(found, remarks=(ONLY_OWN,)), tuple(dict.fromkeys(kept)))


def _post(package: Package, owner: Owner, told: dict[str, Any], place: str, kept: list[str]) -> Draft | None:
    data = list(_data(told, "data"))
    text = "\n\n".join(str(one["post"]) for one in data if isinstance(one.get("post"), str))
    attached = [part for each in listed(told.get("attachments")) for part in _data(each, "data")]
    media = list(media_of(package, (one["media"] for one in attached if isinstance(one.get("media"), dict)), kept))
    if not text:
        text = next((_said(one) for one in attached if _said(one)), "")
    link = next((str(one[key]) for one in data for key in ("url", "permalink_url") if one.get(key)), "")
    link = str(told.get("permalink_url") or told.get("url") or link)
    number = re.sub(r"\D", "", str(told.get("fbid") or told.get("id") or ""))
    return draft(
        place,
        owner,
        TABLE,
        text=text,
        at=moment(told.get("timestamp")),
        permalink=link if link.startswith("https://") else "",
        fallback=f"post:{number}" if number else "",
        attachments=(*media, *_links(attached)),
    )


def _said(part: dict[str, Any]) -> str:
    media = part.get("media")
    described = str(media.get("description") or "") if isinstance(media, dict) else ""
    if described or isinstance(part.get("text"), str):
        return described or str(part["text"])
    spoken = (
        (part.get(kind), word) for kind, word in (("poll", "question"), ("event", "name"), ("life_event", "title"))
    )
    return next((str(told[word]) for told, word in spoken if isinstance(told, dict) and told.get(word)), "")


def _links(attached: list[dict[str, Any]]) -> Iterator[Attachment]:
    for one in attached:
        outside = one.get("external_context")
        if isinstance(outside, dict) and str(outside.get("url") or "").startswith(("http://", "https://")):
            yield Attachment("link", str(outside["url"]), str(outside.get("name") or ""))


def _comment(package: Package, owner: Owner, told: dict[str, Any], place: str, kept: list[str]) -> Draft | None:
    comment = next((one["comment"] for one in _data(told, "data") if isinstance(one.get("comment"), dict)), None)
    if comment is None:
        return None
    attached = [part for each in listed(told.get("attachments")) for part in _data(each, "data")]
    media = media_of(package, (one["media"] for one in attached if isinstance(one.get("media"), dict)), kept)
    link = str(told.get("permalink_url") or told.get("url") or "")
    return draft(
        place,
        owner,
        TABLE,
        text=str(comment.get("comment") or ""),
        at=moment(comment.get("timestamp")) or moment(told.get("timestamp")),
        permalink=link if link.startswith("https://") else "",
        kind=ItemKind.COMMENT,
        attachments=media,
    )


def _data(told: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    yield from listed(told.get(key) or [])


TAKEOUT = Takeout(
    platform="facebook",
    name=Text("Facebooks export", "Facebook's export"),
    version="2026-11",
    recognised=holds(POSTS),
    read=read,
    beside={
        "messages/": "meddelanden",
        "groups/": "inlägg och kommentarer i grupper",
        "/stories/": "händelser (stories)",
        "events/": "evenemang",
    },
)
