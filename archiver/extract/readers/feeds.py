"""Reads feeds: RSS, RDF, Atom, CDF (by feedparser) and JSON Feed; threads by RFC 4685 and by WordPress's comment feeds."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from archiver.extract.addresses import absolute, anchor_of, page_key
from archiver.extract.drafts import Draft, Found, url_key
from archiver.extract.prose import flat, fragment_of, text_of_html
from archiver.extract.readers.author import as_name
from archiver.extract.readers.json_items import read_json
from archiver.extract.readers.ranks import FEED
from archiver.extract.times import DAY, SECOND, When, read_time
from archiver.model import Attachment, ItemKind

_FEED_START = re.compile(
    rb"(?is)^[\s\xef\xbb\xbf]*+(<\?xml[^>]*+>\s*+)?(?><!--.*?-->\s*+|<!doctype[^>]*+>\s*+|<\?xml-stylesheet[^>]*+>\s*+)*+<(rss|feed|rdf:rdf|channel)\b"
)
"""Possessive, so that a page that begins with many remarks is not tried in every division of them."""
_SAYS_UTF8 = re.compile(rb"(?i)^\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']utf-?8[\"']")
_COMMENT_TITLE = re.compile(
    r"(?i)^(?:kommentar(?: till .*)? av|av|by|comment on .* by|kommentarer på .* av)\s*:?\s*(?P<name>.{1,60})$"
)


def is_feed(data: bytes) -> bool:
    """Whether bytes are a feed, whatever the server calls them."""
    start = data[:3000]
    return bool(_FEED_START.match(start)) or (start.lstrip()[:1] == b"{" and b"jsonfeed.org/version" in start)


def read_feed(data: bytes, *, base: str, place: str) -> Found:
    """The entries of a feed, in the feed's order. A feed that is broken gives what could be read, and a remark."""
    if data.lstrip()[:1] in (b"{", b"["):
        return _json_feed(data, base, place)
    parsed = feedparser.parse(
        _whole_letters(data),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-location": base},
    )
    feed: Mapping[str, Any] = parsed.get("feed", {})
    drafts = tuple(
        _entry(entry, feed, base, f"{place} {number}") for number, entry in enumerate(parsed.get("entries", ()))
    )
    broken = bool(parsed.get("bozo")) and not isinstance(
        parsed.get("bozo_exception"), feedparser.CharacterEncodingOverride
    )
    return Found(
        tuple(draft for draft in drafts if draft is not None),
        remarks=("Flödet är felaktigt skrivet; det som gick att läsa är med",) if broken else (),
    )


def _whole_letters(data: bytes) -> bytes:
    """A feed that says UTF-8, with letters its writer cut in two replaced: else all of it is taken for another encoding."""
    if not _SAYS_UTF8.search(data[:200]):
        return data
    return data.decode("utf-8", "replace").encode()


def _json_feed(data: bytes, base: str, place: str) -> Found:
    try:
        value = json.loads(data.decode("utf-8-sig", "replace"), strict=False)
    except ValueError:
        return Found(remarks=("JSON-flödet gick inte att läsa",))
    return Found(tuple(read_json(value, base=base, place=place, now=None, rank=FEED)))


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any], base: str, place: str) -> Draft | None:
    link = absolute(str(entry.get("link") or ""), base)
    identifier = str(entry.get("id") or "")
    title = text_of_html(str(entry.get("title") or ""))
    body = text_of_html(_body(entry))
    answered = _answered(entry)
    comment = bool(answered) or bool(anchor_of(link) and "comment" in link.lower())
    author = _author(entry, feed)
    if comment and (match := _COMMENT_TITLE.match(flat(title))):
        author, title = author or as_name(match["name"]), ""
    text = (
        body
        if comment or not title or flat(body).startswith(flat(title).rstrip("…."))
        else f"{title}\n\n{body}".strip()
    )
    media = _media(entry, base)
    if not text and not media and not link:
        return None
    return Draft(
        place=place,
        kind=ItemKind.COMMENT if comment else ItemKind.POST,
        permalink=link or (identifier if identifier.startswith(("http://", "https://")) else ""),
        author=author,
        profile_url=absolute(str(_detail(entry).get("href") or ""), base),
        text=text,
        when=_when(entry),
        parent=(url_key(absolute(answered, base)) or url_key(f"https://{page_key(link)}") if comment else None) or None,
        attachments=media,
        aliases=tuple(
            key
            for key in (
                url_key(identifier) if identifier.startswith("http") else f"feed:{identifier}" if identifier else "",
            )
            if key
        ),
        rank=FEED,
    )


def _body(entry: Mapping[str, Any]) -> str:
    """The longest of content and summary: the whole text where the feed has it."""
    contents = [
        str(each.get("value") or "")
        for each in entry.get("content", ())
        if "html" in str(each.get("type", "html")) or "text" in str(each.get("type"))
    ]
    return max([*contents, str(entry.get("summary") or "")], key=len)


def _answered(entry: Mapping[str, Any]) -> str:
    """RFC 4685 §3: what the entry answers."""
    told = entry.get("thr_in-reply-to") or entry.get("in-reply-to")
    return str(told.get("href") or told.get("ref") or "") if isinstance(told, Mapping) else ""


def _detail(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    detail = entry.get("author_detail")
    return detail if isinstance(detail, Mapping) else {}


def _author(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str:
    """The entry's author, else the feed's; an address of e-mail is no name."""
    for source in (entry, feed):
        detail = source.get("author_detail")
        name = detail.get("name") if isinstance(detail, Mapping) else None
        told = flat(str(name or source.get("author") or ""))
        if told and "@" not in told:
            return told
    return ""


def _when(entry: Mapping[str, Any]) -> When | None:
    for key in ("published", "created", "updated"):
        told = entry.get(f"{key}_parsed")
        text = str(entry.get(key) or "")
        if isinstance(told, struct_time) and told.tm_year > 1990:
            day_only = re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip())
            if day_only:
                return read_time(text.strip())
            moment = datetime(
                told.tm_year, told.tm_mon, told.tm_mday, told.tm_hour, told.tm_min, min(told.tm_sec, 59), tzinfo=UTC
            )
            return When(moment, SECOND if re.search(r"\d\d:\d\d", text) else DAY)
        if text and (when := read_time(text)):
            return when
    return None


def _media(entry: Mapping[str, Any], base: str) -> tuple[Attachment, ...]:
    found: dict[str, Attachment] = {}
    for each in (*entry.get("enclosures", ()), *entry.get("media_content", ())):
        url = absolute(str(each.get("href") or each.get("url") or ""), base)
        kind = str(each.get("type") or each.get("medium") or "").partition("/")[0]
        if url:
            found.setdefault(url, Attachment(kind if kind in ("image", "video", "audio") else "file", url))
    fragment = fragment_of(_body(entry))
    for image in fragment.iter("img") if fragment is not None else ():
        if (
            (url := absolute(image.get("src") or "", base))
            and "smiley" not in (image.get("class") or "")
            and "emoji" not in (image.get("class") or "")
        ):
            found.setdefault(url, Attachment("image", url, flat(image.get("alt") or "")))
    return tuple(found.values())
