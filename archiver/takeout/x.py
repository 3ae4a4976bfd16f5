"""X's archive ("Ladda ned ett arkiv med dina data"): own posts and answers, as JavaScript files that hold JSON.

Each file begins with `window.YTD.tweets.part0 = `; posts only passed on (retweets) are no words of the account.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

from archiver.extract.drafts import Draft, Found
from archiver.model import Attachment, ItemKind
from archiver.platforms.x import TABLE
from archiver.takeout.meta import holds, named
from archiver.takeout.package import Package
from archiver.takeout.takeout import NOT_JSON, Owner, Taken, Takeout, draft, fault, listed
from archiver.text import Text

POSTS = r"(^|/)data/(tweets?|community-tweet)(-part\d+)?\.js$"
ACCOUNT = r"(^|/)data/account\.js$"
MEDIA = r"(^|/)data/(tweets?|community_tweet)_media/"
NOTES = r"(^|/)data/note-tweet(-part\d+)?\.js$"
"""Long posts: `tweets.js` has only how they begin, cut with "…" and a link to the rest."""
_CUT = 150
"""Letters. A shorter post is not cut."""
_ASSIGNED = re.compile(r"^\s*window\.YTD\.\w+\.part\d+\s*=\s*")
ONLY_OWN = "X:s arkiv innehåller bara det kontot självt har skrivit; andras svar är inte med."


def read(package: Package, owner: Owner) -> Taken:
    """Own posts and answers."""
    kept: list[str] = []
    user = _user(package)
    drafts: list[Draft | None] = []
    notes = _notes(package, kept)
    media = {name.rpartition("/")[2]: name for name in named(package, MEDIA)}
    for name in named(package, POSTS):
        kept.append(name)
        for number, one in enumerate(listed(_value(package, name))):
            post = one.get("tweet", one)
            if isinstance(post, dict):
                drafts.append(_post(owner, user, post, f"{name} {number}", notes))
                kept += [path for file, path in media.items() if file.startswith(f"{post.get('id_str')}-")]
    found = tuple(one for one in drafts if one is not None)
    return Taken(Found(found, remarks=(ONLY_OWN,)), tuple(dict.fromkeys(kept)))


def _value(package: Package, name: str) -> Any:
    try:
        return json.loads(_ASSIGNED.sub("", package.read(name).decode("utf-8-sig"), count=1))
    except (ValueError, RecursionError) as problem:
        raise fault(package, name, NOT_JSON) from problem


def _user(package: Package) -> str:
    for name in named(package, ACCOUNT):
        for one in listed(_value(package, name)):
            account = one.get("account", one)
            if isinstance(account, dict) and re.fullmatch(r"\w{1,20}", str(account.get("username") or "")):
                return str(account["username"])
    return "i"


def _notes(package: Package, kept: list[str]) -> list[tuple[datetime | None, str]]:
    """When each long post was written, and all of its words."""
    found = []
    for name in named(package, NOTES):
        kept.append(name)
        for one in listed(_value(package, name)):
            note = one.get("noteTweet", one)
            core = note.get("core") if isinstance(note, dict) else None
            if isinstance(core, dict) and core.get("text"):
                found.append((_time(str(note.get("createdAt") or "")), str(core["text"])))
    return found


def _whole(text: str, at: datetime | None, notes: list[tuple[datetime | None, str]]) -> str:
    """All the words of a post that is cut: those of the long post that begins so, nearest in time."""
    begins = _words(re.sub(r"(…|\.\.\.)?\s*(https://\S+)?\s*$", "", text))
    like = [(when, words) for when, words in notes if len(begins) > _CUT and _words(words).startswith(begins)]
    if not like:
        return text
    return min(like, key=lambda one: abs((one[0] - at).total_seconds()) if one[0] and at else float("inf"))[1]


def _words(text: str) -> str:
    return " ".join(unescape(text).split())


def _post(
    owner: Owner, user: str, post: dict[str, Any], place: str, notes: list[tuple[datetime | None, str]]
) -> Draft | None:
    number = str(post.get("id_str") or post.get("id") or "")
    text = str(post.get("full_text") or post.get("text") or "")
    if not number.isdigit() or post.get("retweeted_status") or text.startswith("RT @"):
        return None
    at = _time(str(post.get("created_at") or ""))
    text = _whole(text, at, notes)
    above = str(post.get("in_reply_to_status_id_str") or "")
    return draft(
        place,
        owner,
        TABLE,
        text=unescape(_spelled_out(text, post)),
        at=at,
        permalink=f"https://x.com/{user}/{'web/' if user == 'i' else ''}status/{number}",
        fallback=f"post:{number}",
        parent=f"id:post:{above}" if above else None,
        kind=ItemKind.COMMENT if above else ItemKind.POST,
        attachments=_attachments(post),
    )


def _time(told: str) -> datetime | None:
    for form in ("%a %b %d %H:%M:%S %z %Y", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"):
        try:
            return datetime.strptime(told, form).astimezone(UTC)
        except ValueError:
            continue
    return None


def _entities(post: dict[str, Any], what: str) -> Iterator[dict[str, Any]]:
    for where in ("extended_entities", "entities"):
        found = post.get(where)
        told = list(listed(found.get(what) or [])) if isinstance(found, dict) else []
        if told:
            yield from told
            return


def _spelled_out(text: str, post: dict[str, Any]) -> str:
    """Short links as the author wrote them; those that only stand for a picture go."""
    for one in _entities(post, "urls"):
        text = text.replace(str(one.get("url") or "\0"), str(one.get("expanded_url") or one.get("url")))
    for one in _entities(post, "media"):
        text = text.replace(str(one.get("url") or "\0"), "")
    return text


def _attachments(post: dict[str, Any]) -> Iterator[Attachment]:
    for one in _entities(post, "media"):
        address = str(one.get("media_url_https") or one.get("media_url") or "")
        if address:
            kind = "image" if one.get("type") == "photo" else "video"
            yield Attachment(kind, address, str(one.get("ext_alt_text") or ""))
    for one in _entities(post, "urls"):
        if str(one.get("expanded_url") or "").startswith(("http://", "https://")):
            yield Attachment("link", str(one["expanded_url"]))


TAKEOUT = Takeout(
    platform="x",
    name=Text("X:s arkiv", "X's archive"),
    version="2026-11",
    recognised=holds(POSTS),
    read=read,
    beside={"direct-messages": "meddelanden", "deleted-tweet": "borttagna inlägg"},
)
