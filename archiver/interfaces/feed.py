"""Feeds (RSS, Atom, JSON Feed): the account's feed with its next pages, and the feeds of comments it names.

RFC 4287 · RFC 5005 §3 (next pages) · RFC 4685 (threads) · https://www.jsonfeed.org/version/1.1/ · WordPress's own paging
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

from archiver.errors.outside import NotFound
from archiver.extract.addresses import absolute
from archiver.extract.drafts import Draft, Found, together, url_key
from archiver.extract.prose import document_of
from archiver.extract.readers.feeds import is_feed, read_feed
from archiver.interfaces.calls import Calls
from archiver.interfaces.client import Answered
from archiver.interfaces.interface import Answer, Asked, Interface, word
from archiver.model import ItemKind
from archiver.platforms.registry import platform
from archiver.platforms.selectors import native_id
from archiver.text import Text

TYPES = ("application/atom+xml", "application/rss+xml", "application/feed+json", "application/json")
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PAGES = 200
_NEXT = re.compile(rb"<(?:atom:)?link\b[^>]*\brel=[\"']next[\"'][^>]*>", re.IGNORECASE)
_HREF = re.compile(rb"\bhref=[\"']([^\"']+)")
_COMMENTS = re.compile(rb"<wfw:commentRss>\s*([^<\s]+)\s*<", re.IGNORECASE)
_IN_REPLY = re.compile(r'^[^<\n]{3,40}<a href="([^"]+#comment-\d+)">[^\n]*?</a>\.\s*')
_WORDPRESS = re.compile(rb"<generator>https?://wordpress\.org/", re.IGNORECASE)


def collect(calls: Calls, asked: Asked) -> None:
    """The feeds the account's page names, each with its further pages, and each post's feed of comments."""
    comments: dict[str, None] = {}
    addresses = _feeds(calls, asked)
    _pages(calls, addresses[0], "feed", comments)
    for address in dict.fromkeys((*addresses[1:], *comments)):
        with calls.part(f"Flödet {address}"):
            _pages(calls, address, "comments", {})


def _feeds(calls: Calls, asked: Asked) -> list[str]:
    """The account's address itself where it is a feed, else those its page names; a page's first is its own."""
    start = asked.id if asked.id.startswith(("http://", "https://")) else asked.address or asked.url
    front = calls.get(start, about="front", accept="text/html, " + ACCEPT)
    if is_feed(front.body):
        return [start]
    tree = document_of(front.body, front.url)
    found = []
    for link in tree.iter("link") if tree is not None else ():
        if "alternate" in (link.get("rel") or "").split() and (link.get("type") or "").lower() in TYPES:
            address = absolute(link.get("href") or "", front.url)
            if address and "/wp-json/" not in address and "oembed" not in address and "rest_route" not in address:
                found.append(address)
    if not found:
        raise NotFound(url=asked.url, status=f"{front.status}, inget flöde")
    return list(dict.fromkeys(found))


def _pages(calls: Calls, address: str, about: str, comments: dict[str, None]) -> None:
    """A feed and its next pages, until one brings nothing new."""
    seen: set[str] = set()
    for number in range(1, PAGES + 1):
        try:
            answered = calls.get(address, about=about, accept=ACCEPT)
        except NotFound:
            if number > 1:  # WordPress answers 404 past the last page
                return
            raise
        entries = read_feed(answered.body, base=answered.url, place="") if is_feed(answered.body) else Found()
        new = {draft.permalink or draft.place for draft in entries.drafts} - seen
        if not new or calls.enough("post" if about == "feed" else "comment", len(seen)):
            return
        seen |= new
        comments.update(dict.fromkeys(one.decode("utf-8", "replace") for one in _COMMENTS.findall(answered.body)))
        address = _next(answered, number)
        if not address:
            return


def _next(answered: Answered, number: int) -> str:
    """The next page: what the feed names, else WordPress's own numbering while a page holds entries."""
    if (link := _NEXT.search(answered.body)) and (href := _HREF.search(link[0])):
        return absolute(href[1].decode("utf-8", "replace").replace("&amp;", "&"), answered.url)
    if answered.body.lstrip()[:1] == b"{":
        value = Answer(0, "", "", answered.at, "", answered.body).value
        return absolute(word(value, "next_url"), answered.url)
    if _WORDPRESS.search(answered.body) and b"<item>" in answered.body:
        bare = re.sub(r"([?&])paged=\d+&?", r"\1", answered.url).rstrip("?&")
        return f"{bare}{'&' if urlsplit(bare).query else '?'}paged={number + 1}"
    return ""


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """The entries of all feeds, each once; what names no author in the account's own feed is the account's."""
    table = platform(asked.platform).table
    found = []
    for answer in answers:
        if is_feed(answer.body):
            one = read_feed(answer.body, base=answer.url, place=f"feed {answer.number}")
            own = asked.name if answer.about == "feed" else ""
            drafts = tuple(_as_answer(replace(draft, author=unescape(draft.author) or own)) for draft in one.drafts)
            found.append(replace(one, drafts=drafts))
    whole = together(found)
    once: dict[str, Draft] = {}
    for draft in whole.drafts:
        native = native_id(draft.permalink, table.native)
        once.setdefault(draft.permalink or draft.place, replace(draft, native=native))
    return Found(tuple(once.values()), remarks=whole.remarks)


def _as_answer(draft: Draft) -> Draft:
    """WordPress writes what a comment answers before its words: `In reply to <a href="…#comment-6">Name</a>. …`."""
    told = _IN_REPLY.match(draft.text) if draft.kind is ItemKind.COMMENT else None
    return replace(draft, text=draft.text[told.end() :], parent=url_key(told[1])) if told else draft


INTERFACE = Interface(
    key="feed",
    name=Text("webbflöde (RSS, Atom, JSON Feed)", "feed (RSS, Atom, JSON Feed)"),
    version="2026-11",
    platforms=("feed", "wordpress", "mastodon", "generic", "forum", "youtube"),
    collect=collect,
    read=read,
    permission="Kontots öppna flöde, som är till för att läsas av program.",
)
