"""Google Takeout for YouTube: the channel's films (`videos.csv` with its metadata), its comments, and community posts.

Folder, file and column names follow the language of the account; tables are known by what their columns are called, Swedish or
English. A comment's text is a row of JSON pieces: `{"text":"Hej "},{"text":"alla"}`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from archiver.dates import STOCKHOLM, iso_moment
from archiver.extract.drafts import Draft, Found
from archiver.model import Attachment, ItemKind
from archiver.platforms.youtube import TABLE
from archiver.takeout.meta import holds, named
from archiver.takeout.package import Package
from archiver.takeout.table import first, rows
from archiver.takeout.takeout import Owner, Taken, Takeout, draft
from archiver.text import Text

ROOT = r"(?i)(^|/)youtube[^/]*/"
TABLES = ROOT + r".*\.csv$"
VIDEO_ID = ("video id", "video-id", "videons id")
TITLE = ("video title (original)", "title (original)", "video title", "videotitel (original)", "videotitel", "titel")
DESCRIPTION = (
    "video description (original)",
    "description (original)",
    "video description",
    "videobeskrivning (original)",
    "videobeskrivning",
)
PUBLISHED = (
    "video publish timestamp",
    "video create timestamp",
    "published timestamp",
    "tidsstämpel för publicering av video",
    "tidsstämpel för när videon skapades",
)
PRIVACY = ("privacy", "sekretess", "sekretessinställning")
COMMENT_ID = ("comment id", "kommentars-id", "kommentar-id")
COMMENT_TEXT = ("comment text", "kommentarstext", "kommentar")
COMMENT_TIME = (
    "comment create timestamp",
    "tidsstämpel för när kommentaren skapades",
    "tidsstämpel för skapande av kommentar",
)
PARENT_ID = ("parent comment id", "id för överordnad kommentar", "överordnat kommentars-id")
POST_ID = ("post id", "inläggs-id")
POST_TEXT = ("post text", "inläggstext")
POST_TIME = ("post create timestamp", "tidsstämpel för när inlägget skapades")
OPEN = frozenset({"", "public", "unlisted", "offentlig", "offentligt", "olistad", "olistat"})
ONLY_OWN = "YouTubes export innehåller bara det kanalen själv har skrivit; andras kommentarer är inte med."


def read(package: Package, owner: Owner) -> Taken:
    """Films, own comments, community posts."""
    drafts: list[Draft | None] = []
    kept: list[str] = []
    for name in named(package, TABLES):
        found = list(rows(package, name))
        made = [_row(owner, row, f"{name} {number}") for number, row in enumerate(found)]
        if any(made):
            kept.append(name)
            drafts += made
    return Taken(Found(tuple(one for one in drafts if one), remarks=(ONLY_OWN,)), tuple(kept))


def _row(owner: Owner, row: Mapping[str, str], place: str) -> Draft | None:
    if comment := first(row, *COMMENT_ID):
        return _comment(owner, row, comment, place) if first(row, *COMMENT_TEXT) else None
    if (post := first(row, *POST_ID)) and first(row, *POST_TEXT):
        return draft(
            place,
            owner,
            TABLE,
            text=_pieces(first(row, *POST_TEXT)),
            at=_time(first(row, *POST_TIME)),
            permalink=f"https://www.youtube.com/post/{post}",
        )
    video = first(row, *VIDEO_ID)
    if not re.fullmatch(r"[\w-]{6,20}", video) or not first(row, *TITLE):
        return None
    if first(row, *PRIVACY).lower() not in OPEN:
        return None
    link = f"https://www.youtube.com/watch?v={video}"
    text = f"{first(row, *TITLE)}\n\n{first(row, *DESCRIPTION)}"
    media = [Attachment("video", link)]
    return draft(place, owner, TABLE, text=text, at=_time(first(row, *PUBLISHED)), permalink=link, attachments=media)


def _comment(owner: Owner, row: Mapping[str, str], own: str, place: str) -> Draft | None:
    video, post = first(row, *VIDEO_ID), first(row, *POST_ID)
    page = f"https://www.youtube.com/watch?v={video}" if video else f"https://www.youtube.com/post/{post}"
    above = first(row, *PARENT_ID)
    return draft(
        place,
        owner,
        TABLE,
        text=_pieces(first(row, *COMMENT_TEXT)),
        at=_time(first(row, *COMMENT_TIME)),
        permalink=f"{page}{'&' if video else '?'}lc={own}",
        fallback=f"comment:{own}",
        parent=f"id:comment:{above}" if above else f"id:video:{video}" if video else f"id:post:{post}",
        kind=ItemKind.COMMENT,
    )


def _pieces(told: str) -> str:
    """The text of a row of JSON pieces; anything else as it is."""
    try:
        value = json.loads(f"[{told}]")
    except ValueError:
        return told
    return "".join(_piece(one) for one in value) if all(isinstance(one, dict) for one in value) else told


def _piece(one: dict[str, object]) -> str:
    inner = one.get("takeoutSegments")
    if isinstance(inner, list):
        return "".join(_said(inner))
    return str(one.get("text") or "")


def _said(inner: list[object]) -> Iterator[str]:
    yield from (str(one.get("text") or "") for one in inner if isinstance(one, dict))


def _time(told: str) -> datetime | None:
    return iso_moment(told.replace(" UTC", "+00:00").replace(" ", "T", 1), STOCKHOLM) if told else None


TAKEOUT = Takeout(
    platform="youtube",
    name=Text("Google Takeout för YouTube", "Google Takeout for YouTube"),
    version="2026-11",
    recognised=holds(TABLES),
    read=read,
    beside={"live chats": "livechattar", "history/": "historik", "historik/": "historik"},
)
