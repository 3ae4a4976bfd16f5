"""Reads what a page tells machines in its scripts: JSON-LD, the state it was built from, and what they fetched."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from lxml.html import HtmlElement

from archiver.extract.drafts import Draft, Found
from archiver.extract.prose import document_of
from archiver.extract.readers.json_items import read_json
from archiver.extract.readers.ranks import JSON_LD, STATE
from archiver.platforms.platform import SavedPage

STATE_STARTS = re.compile(r"(?:=|JSON\.parse\(|\()\s*(?=[\[{])")
"""Where a script assigns or passes a JSON value."""
LONGEST_STATE = 20_000_000
MOST_STARTS = 50
STATE_ATTRIBUTES = ("data-preloaded", "data-page", "data-props", "data-state", "data-initial-state", "data-store")
STATE_MARK = re.compile(
    r'"(created_?[aA]t|published(At|_at)?|timestamp|datePublished|createTime|taken_at|publishedTimeText|created_utc)"'
)


def read_scripts(page: SavedPage) -> Found:
    """JSON-LD gives items; a page's own state, and what its scripts fetched, only confirm and complete what others found.

    The rendered document keeps no scripts, so they are read from the HTML as first sent.
    """
    raw = document_of(page.raw, page.url) if page.raw else None
    drafts: list[Draft] = []
    remarks: list[str] = []
    for number, source in enumerate(_sources(page.tree, raw)):
        try:
            value = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            remarks.append("Sidans JSON-LD gick inte att läsa")
            continue
        place = f"{page.url} ld {number}"
        drafts += read_json(value, base=page.url, place=place, now=page.seen_at, rank=JSON_LD, sure_only=True)
    for number, value in enumerate(_states(raw) if raw is not None else ()):
        place = f"{page.url} state {number}"
        state = read_json(value, base=page.url, place=place, now=page.seen_at, rank=STATE)
        drafts += [_weak(draft) for draft in state]
    for number, source in enumerate(page.fetched):
        with suppress(ValueError, RecursionError):
            told = json.loads(source, strict=False)
            place = f"{page.url} fetched {number}"
            drafts += map(_weak, read_json(told, base=page.url, place=place, now=page.seen_at, rank=STATE))
    return Found(tuple(drafts), remarks=tuple(dict.fromkeys(remarks)))


def _weak(draft: Draft) -> Draft:
    return replace(draft, weak=True)


def _sources(*trees: HtmlElement | None) -> Iterator[str]:
    told: set[str] = set()
    for tree in trees:
        for script in tree.iter("script") if tree is not None else ():
            source = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip()
            if "ld+json" in (script.get("type") or "") and source and source not in told:
                told.add(source)
                yield source


def _states(tree: HtmlElement) -> Iterator[object]:
    """JSON values in scripts and attributes that seem to hold something dated."""
    decoder = json.JSONDecoder(strict=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name in STATE_ATTRIBUTES:
            if (value := element.get(name) or "").startswith(("{", "[")) and STATE_MARK.search(value):
                yield from _decoded(decoder, value, [0])
        source = element.text or ""
        if (
            element.tag != "script"
            or len(source) > LONGEST_STATE
            or "ld+json" in (element.get("type") or "")
            or not STATE_MARK.search(source)
        ):
            continue
        starts = (
            [0] if source.lstrip().startswith(("{", "[")) else [match.end() for match in STATE_STARTS.finditer(source)]
        )
        yield from _decoded(decoder, source, starts)


def _decoded(decoder: json.JSONDecoder, source: str, starts: list[int]) -> Iterator[object]:
    end = 0
    for start in starts[:MOST_STARTS]:
        while start < len(source) and source[start].isspace():
            start += 1
        if start < end:
            continue
        try:
            value, end = decoder.raw_decode(source, start)
        except (ValueError, RecursionError):
            continue
        yield value
