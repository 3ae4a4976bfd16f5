"""Rows of a list of threads, which show two things: the thread's heading, and when somebody last answered it.

Theory. A row of a forum has a link with the heading, a bare figure (answers, views), and a time that is itself a link, to the
last answer. A post has one address: its time and its heading lead to the same place. So where a block says nothing but
links, names and figures, and its time leads elsewhere than its heading, the time is the last answer's.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from lxml.html import HtmlElement

from archiver.extract.addresses import absolute, page_key
from archiver.extract.paging import same_host
from archiver.extract.prose import ANSWER_TITLE, flat
from archiver.extract.readers.author import path_of
from archiver.extract.readers.edges import LEADS
from archiver.extract.readers.hints import CONTROL_WORDS, ITEM_PATH, LIST_PATH, PROFILE_LINK
from archiver.extract.readers.permalink import LAST_ANSWER
from archiver.extract.readers.threads import Seen
from archiver.extract.times import read_time

MOST_WORDS = 25
"""Letters that a row may hold outside its links: "av", "senaste svar", the names of its columns."""
_FIGURE = re.compile(r"\d[\d\s.,]*k?")
_DAY_ARCHIVE = re.compile(r"/(19|20)\d\d(/\d\d?){0,2}/?$")
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""Any moment: whether words tell a distance in time is the same at all of them."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")


def as_rows(seen: Sequence[Seen], base: str) -> None:
    """Gives rows of lists the heading's address, and takes away the time that is the last answer's."""
    for each in seen:
        timed = _link_of(each.block.sign.element) if each.block.sign is not None and each.above is None else None
        if timed is not None and LAST_ANSWER.search(timed.get("href") or ""):
            each.parts, each.block.sign = replace(each.parts, truncated=True), None
        if each.above is None and not each.block.answers and (heading := _heading(each, base)) is not None:
            address, title = heading
            each.parts = replace(each.parts, permalink=address, text=title, truncated=True, attachments=())
            each.block.sign = None


def without_last_answers(seen: list[Seen], base: str) -> list[Seen]:
    """Leaves out what in a row only points at the thread's last answer: its link, its author and when.

    It stands inside the row, says nothing outside its links, and leads to the page that the row's own heading leads to.
    """
    here = page_key(base)
    kept: list[Seen] = []
    for each in seen:
        row = each.above
        if (
            row is not None
            and row.above is None
            and row.block.element in each.block.element.iterancestors()
            and page_key(row.parts.permalink) not in ("", here)
            and _only_points(each, row, base)
        ):
            row.parts = replace(row.parts, truncated=True)
            continue
        kept.append(each)
    return kept


def _only_points(each: Seen, row: Seen, base: str) -> bool:
    """Whether a block leads to the row's page, and its words are but the row's title, "Re: …", a name, a time, "av", "för"."""
    page = page_key(row.parts.permalink)
    links = [link for root in each.block.roots() for link in root.iter("a")]
    keys = {link: page_key(absolute(link.get("href") or "", base)) for link in links}
    if not any(page in (key, key.partition("?")[0]) for key in keys.values()):
        return False
    title = flat(row.parts.text)
    for link in links:
        said = flat(link.text_content())
        pointing = said in title or ANSWER_TITLE.match(said) or said == each.parts.author or read_time(said, _NOW)
        if _LETTER.search(said) and not (pointing or CONTROL_WORDS.match(said)):
            return False
    named = set(_WORD.findall(each.parts.author.lower()))
    linked = set(_WORD.findall(" ".join(link.text_content() for link in links).lower()))
    timed = set(_WORD.findall(each.block.sign.element.text_content().lower())) if each.block.sign else set()
    whole = _WORD.findall(" ".join(root.text_content() for root in each.block.roots()).lower())
    return all(word in LEADS or word in named or word in linked or word in timed for word in whole)


def _heading(each: Seen, base: str) -> tuple[str, str] | None:
    """The address and words of a row's heading, None where the block is no such row."""
    sign = each.block.sign
    timed = _link_of(sign.element) if sign is not None else None
    last = absolute(timed.get("href") or "", base) if timed is not None else ""
    if not last or not same_host(last, base) or _DAY_ARCHIVE.search(path_of(last)) or not _counts(each):
        return None
    links = [link for root in each.block.roots() for link in root.iter("a")]
    told = [(link, flat(link.text_content())) for link in links if link is not timed]
    worded = [(absolute(link.get("href") or "", base), text) for link, text in told if _LETTER.search(text)]
    nobodys = {page_key(each.parts.profile_url), page_key(base)}
    headings = [
        (url, text)
        for url, text in worded
        if url and same_host(url, base) and not CONTROL_WORDS.match(text) and not read_time(text) and not _nobody(url)
        if not text.startswith("@")
        if page_key(url) not in nobodys
    ]
    if not headings or any(page_key(url) == page_key(last) for url, _ in worded):
        return None
    if _words(each) > min(MOST_WORDS, max(len(_LETTER.findall(text)) for _, text in headings)):
        return None  # somebody says something short
    return headings[0]


def _link_of(sign: HtmlElement) -> HtmlElement | None:
    return next((each for each in (sign, *sign.iterancestors()) if each.tag == "a" and each.get("href")), None)


def _nobody(url: str) -> bool:
    path = path_of(url)
    return bool((PROFILE_LINK.search(path) or LIST_PATH.search(path)) and not ITEM_PATH.search(path))


def _counts(each: Seen) -> bool:
    """Whether the block holds a bare figure."""
    return any(
        isinstance(part.tag, str) and len(part) == 0 and _FIGURE.fullmatch((part.text or "").strip())
        for root in each.block.roots()
        for part in root.iter()
    )


def _words(each: Seen) -> int:
    """Letters of the block outside its links."""
    whole = "".join(root.text_content() for root in each.block.roots())
    linked = "".join(link.text_content() for root in each.block.roots() for link in root.iter("a"))
    return len(_LETTER.findall(whole)) - len(_LETTER.findall(linked))
