"""What a page itself says that it has: "40 kommentarer", "12 inlägg", "Ett svar till …"."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from archiver.extract.addresses import page_key
from archiver.extract.prose import flat
from archiver.extract.readers.hints import is_content, is_zone
from archiver.extract.readers.threads import Seen
from archiver.model import ItemKind
from archiver.platforms.platform import SavedPage

COMMENTS = re.compile(
    r"(?i)^\W*(?:visa (?:alla )?|view (?:all )?|alla |all )?(?P<n>\d{1,3}(?:[\s.,]\d{3})*|\d+|ett|en|one|a)\s+(?:kommentar(?:er)?|svar|comments?|repl(?:y|ies)|responses?|thoughts)\b(?:\s+(?:till|på|on|to)\b.*)?\W*$"
)
POSTS = re.compile(
    r"(?i)^\W*(?P<n>\d{1,3}(?:[\s.,]\d{3})*|\d+)\s+(?:inlägg|posts?|videor|videoklipp|videos|tweets?|toots?|statusar)\W*$"
)
LONGEST = 120
WORDS = {"ett": 1, "en": 1, "one": 1, "a": 1}


def claims_of(page: SavedPage, seen: Sequence[Seen]) -> dict[str, int]:
    """Counts by kind. Comments are told per post (`comment@<page>`), so that the pages of a capture can be added up."""
    posts = {root: each for each in seen if _is_post(each) for root in each.block.roots()}
    inner = {root for each in seen if not _is_post(each) for root in each.block.roots()}
    claims: dict[str, int] = {}
    for element in page.tree.iter():
        if not isinstance(element.tag, str) or len(element) > 4:
            continue
        text = _short(element)
        match = text and (COMMENTS.match(text) or POSTS.match(text))
        if not match:
            continue
        above = [element, *element.iterancestors()]
        if any(each in inner or is_zone(each) or is_content(each) for each in above):
            continue
        post = next((posts[each] for each in above if each in posts), None)
        if COMMENTS.match(text):
            owner = post or (next(iter(posts.values())) if len(posts) == 1 else None)
            address = owner.parts.permalink if owner and owner.parts.permalink else page.url
            key = f"comment@{page_key(address)}"
        elif post is None:
            key = "post"
        else:
            continue
        claims[key] = max(claims.get(key, 0), _number(match["n"]))
    return claims


def added_up(claims: dict[str, int]) -> dict[str, int]:
    """The counts of a whole capture by kind."""
    total: dict[str, int] = {}
    for key, count in claims.items():
        kind = key.partition("@")[0]
        total[kind] = total.get(kind, 0) + count
    return total


def _is_post(each: Seen) -> bool:
    return each.above is None and each.block.kind is not ItemKind.COMMENT


def _short(element: HtmlElement) -> str:
    length, pieces = 0, []
    for piece in element.itertext():
        length += len(piece.strip())
        if length > LONGEST:
            return ""
        pieces.append(piece)
    return flat(" ".join(pieces))


def _number(text: str) -> int:
    return WORDS.get(text.lower()) or int(re.sub(r"\D", "", text) or 0)
