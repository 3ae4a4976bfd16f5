"""Reads the interface answers saved beside a page (`answers/*.json`, `answers/*.xml`)."""

import json

from archiver.extract.drafts import Found, together
from archiver.extract.readers.feeds import is_feed, read_feed
from archiver.extract.readers.json_items import read_json
from archiver.extract.readers.ranks import ANSWER
from archiver.platforms.platform import SavedPage


def read_answers(page: SavedPage) -> Found:
    """Every item in every answer; an answer that can't be read becomes a remark."""
    return together(_answer(name, data, page) for name, data in sorted(page.answers.items()))


def _answer(name: str, data: bytes, page: SavedPage) -> Found:
    place = f"{page.url} answers/{name}"
    if is_feed(data) or name.endswith(".xml"):
        return read_feed(data, base=page.url, place=place)
    try:
        value = json.loads(data.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return Found(remarks=(f"Gränssnittets svar {name} gick inte att läsa",))
    # One place for all answers of a page: an answer's comments name posts of another answer by number.
    drafts = read_json(value, base=page.account_url or page.url, place=place, now=page.seen_at, rank=ANSWER)
    return Found(tuple(drafts))
