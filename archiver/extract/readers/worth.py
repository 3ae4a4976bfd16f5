"""Which blocks are items: not patterns, rows that lead elsewhere, lines that only tell a time, or what was taken away."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from lxml import etree

from archiver.extract.addresses import absolute, key_of, page_key
from archiver.extract.prose import flat, word_set
from archiver.extract.readers.blocks import Block
from archiver.extract.readers.edges import LEADS
from archiver.extract.readers.hints import is_declared, is_reply_area
from archiver.extract.readers.signs import LONGEST_SIGN
from archiver.extract.readers.threads import Seen
from archiver.model import ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.selectors import Marks

REMOVED = re.compile(
    r"(?i)\W*(?:(?:deleted|removed|borttagen|borttaget|raderad|raderat)|"
    r"(?:.{0,60}s\s+|den här |denna |detta |this |the )?"
    r"(?:kommentar(?:en)?|inlägg(?:et)?|svar(?:et)?|innehåll(?:et)?|meddelande(?:t)?|comment|post|message|reply|content)\s+"
    r"(?:har tagits bort|är borttag\w+|togs bort|har raderats|är radera[dt]|(?:was |has been |is )?(?:removed|deleted))"
    r"(?:\s+\(?(?:av|by)\s+.{1,60})?)\W*"
)
"""What platforms put in the place of something that was taken away; whoever takes it for words files a false version."""
BEGINNINGS = word_set(
    "trådstartare startdatum startad startat starter started thread start date ämne topic ämnesstartare skapad"
)
_PLACED_AFTER = etree.XPath("boolean(following::*[@data-sa])")


def worth_keeping(seen: list[Seen], page: SavedPage, marks: Marks) -> list[Seen]:
    """Leaves out what is no item; its answers move up to what it stood under."""
    kept: list[Seen] = []
    dropped: set[int] = set()
    moments = Counter(each.block.sign.when.moment for each in seen if each.block.sign)
    authored = sum(bool(each.parts.profile_url) for each in seen if each.above is None)
    for each in seen:
        while each.above is not None and id(each.above) in dropped:
            each.above = each.above.above
        if (
            _is_item(each, page)
            and not _is_teaser(each, page)
            and not _heads_another(each, moments)
            and not (authored > 1 and _leads_elsewhere(each, page))
            and (not marks.strict or each.block.element in marks.kinds)
        ):
            kept.append(each)
        else:
            dropped.add(id(each))
    return kept


def _is_item(seen: Seen, page: SavedPage) -> bool:
    parts = seen.parts
    if (not parts.text and not parts.attachments) or REMOVED.fullmatch(flat(parts.text)):
        return False
    if seen.block.sign is not None and (_only_tells_its_time(seen) or _is_pattern(seen, page)):
        return False
    if seen.block.sign is not None:
        return bool(parts.author) or len(parts.text) > 1 or seen.block.named
    if (is_declared(seen.block.element) or seen.block.is_alone or _is_commented(seen.block)) and parts.text:
        return True
    linked = bool(parts.permalink) and key_of(parts.permalink) != key_of(page.url)
    return (bool(parts.author) and bool(parts.text)) or (
        linked and seen.block.kind is ItemKind.POST and len(parts.text) > 20
    )


def _is_commented(block: Block) -> bool:
    """Whether a block is an `article` that comments stand in: what they are about, though it tells no time (HTML, 4.3.2)."""
    return block.element.tag == "article" and any(answer.kind is ItemKind.COMMENT for answer in block.answers)


def _is_teaser(seen: Seen, page: SavedPage) -> bool:
    """Whether what stands under a post leads to another post rather than answers this one ("läs också", "senaste").

    An answer has an author, and its address lies on the post's page or is told by its time; a teaser is a title that leads
    to a page of its own.
    """
    link = seen.parts.permalink
    if seen.above is None or seen.block.kind is ItemKind.COMMENT or not link or page_key(link) == page_key(page.url):
        return False
    if any(is_reply_area(each) for each in seen.block.element.iterancestors()):
        return False
    return not seen.parts.author or any(
        key_of(absolute(anchor.get("href") or "", page.url)) == key_of(link)
        for heading in seen.block.element.iter("h2", "h3", "h4", "h5")
        for anchor in (*heading.iter("a"), *(each for each in heading.iterancestors("a")))
    )


def _heads_another(seen: Seen, moments: Mapping[datetime, int]) -> bool:
    """Whether a block only tells who began a thread and when, as its first entry tells once more."""
    sign = seen.block.sign
    if sign is None or seen.block.named or seen.parts.attachments or moments[sign.when.moment] < 2:
        return False
    words = re.findall(r"[^\W\d_]+", seen.parts.text.lower()) if len(seen.parts.text) <= LONGEST_SIGN else []
    return bool(words) and all(word in LEADS or word in BEGINNINGS for word in words)


def _leads_elsewhere(seen: Seen, page: SavedPage) -> bool:
    """Whether a block on the page of a thread, whose entries have authors, is a row that leads to another: nobody with a page
    of their own, and nothing but its title and counts. Not on the account's own page, where such rows are what there is."""
    if (
        seen.above is not None
        or seen.parts.profile_url
        or seen.block.named
        or key_of(page.url) == key_of(page.account_url)
    ):
        return False
    link = seen.parts.permalink or next(iter(seen.parts.links), "")
    if not link or page_key(link) == page_key(page.url) or link.startswith(page.url.rstrip("/") + "/"):
        return False
    linked = "".join(flat(each.text_content()) for root in seen.block.roots() for each in root.iter("a"))
    return sum(map(str.isalpha, seen.parts.text)) <= sum(map(str.isalpha, linked))


def _is_pattern(seen: Seen, page: SavedPage) -> bool:
    """Whether a block is one that scripts copy: nobody is named in it, and nothing of it is on the picture of the page.

    Only where something after it is on the picture: what vanished while the page was scrolled stands last, and on a very
    long page the end has no places told (`capture/scripts/save.js`). Neither may be lost.
    """
    if seen.parts.author or not page.boxes:
        return False
    roots = seen.block.roots()
    if any(each.get("data-sa-vanished") is not None for each in (roots[0], *roots[0].iterancestors())):
        return False
    placed = any(part.get("data-sa") for root in roots for part in root.iter() if isinstance(part.tag, str))
    return not placed and bool(_PLACED_AFTER(roots[-1]))


def _only_tells_its_time(seen: Seen) -> bool:
    """Whether a block is nothing but its time, as beside "Senast ändrad"."""
    parts, sign = seen.parts, seen.block.sign
    if parts.author or parts.attachments or parts.permalink or sign is None or seen.block.named:
        return False
    words = re.findall(r"[^\W\d_]+", parts.text.lower()) if len(parts.text) <= LONGEST_SIGN else []
    return (bool(words) and all(word in LEADS for word in words)) or (
        len(parts.text) <= LONGEST_SIGN and flat(parts.text) == flat(sign.element.text_content())
    )
