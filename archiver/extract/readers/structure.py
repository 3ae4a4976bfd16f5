"""Reads posts and comments from structure alone, for pages that nobody has described to us.

`blocks.py` divides the page, `parts.py` reads each block; here the blocks become drafts: what kind they are, what they
answer, and which of them are nothing after all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from archiver.extract.addresses import anchor_of, key_of, page_key
from archiver.extract.drafts import Draft, Found, url_key
from archiver.extract.readers.blocks import Block, blocks_of, every
from archiver.extract.readers.hints import is_reply_area, tokens
from archiver.extract.readers.parts import Parts, parts_of
from archiver.extract.readers.signs import signs_of
from archiver.extract.times import find_time
from archiver.model import Box, ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.selectors import NO_TABLE, Marks, Selectors, marks_of, native_id

RANK = 3
NOTHING_FOUND = "Plattformens egen profil fann inget på sidan; den lästes efter sin struktur. Profilen behöver ses över"
LEVEL_ATTRIBUTES = (
    "data-depth",
    "data-level",
    "aria-level",
    "data-indent",
    "data-nesting-level",
    "data-reply-level",
    "depth",
    "indent",
)
LEVEL_CLASS = re.compile(r"(?i)^(?:depth|level|indent|nivå|niva|lvl|comment-depth|reply-level)[-_]?(\d{1,2})$")
LEVEL_STYLE = re.compile(r"(?i)(?:margin-left|padding-left|--depth|--level)\s*:\s*(\d+(?:\.\d+)?)")
PARENT_ATTRIBUTES = (
    "data-parent-id",
    "data-parent",
    "data-reply-to",
    "data-in-reply-to",
    "data-replyto",
    "data-parent-comment-id",
    "parentid",
    "data-in-reply-to-id",
    "data-comment-parent",
)
ID_ATTRIBUTES = (
    "data-comment-id",
    "data-post-id",
    "data-id",
    "data-item-id",
    "data-status-id",
    "data-entry-id",
    "data-message-id",
    "data-tweet-id",
    "data-key",
    "thingid",
    "data-commentid",
    "data-postid",
)
ANSWER_WORDS = re.compile(r"(?i)^\W*(svar till|i svar till|in reply to|replying to|svarar|@|↩|↑|⤴|»|re:)")


@dataclass(slots=True)
class _Seen:
    """A block with what was read from it, on the way to a draft."""

    block: Block
    parts: Parts
    place: str
    above: "_Seen | None" = None


def read_structure(page: SavedPage, *, inside_frame: bool = False, table: Selectors = NO_TABLE) -> Found:
    """The posts and comments of a page as its structure shows them, with the help of a platform's own table."""
    marks = marks_of(page.tree, table)
    signs = signs_of(page.tree, page.seen_at)
    blocks = blocks_of(page.tree, signs, marks)
    if not any(block.sign for block, _ in every(blocks)):
        weak = signs_of(page.tree, page.seen_at, weak=True)
        blocks = blocks_of(page.tree, weak, marks) if weak else blocks
    seen = _worth_keeping(list(_read(blocks, page, marks)), page, marks)
    _answer_by_level(seen)
    _answer_by_reference(seen)
    shared = _shared_permalinks(seen)
    drafts = [_draft(each, page, shared, inside_frame) for each in seen]
    drafts = [replace(draft, native=native_id(draft.permalink, table)) for draft in drafts]
    threaded = _as_thread(drafts, {each.place: each.parts.anchor for each in seen}, page)
    missed = bool(table.post or table.comment) and not marks.kinds
    return Found(tuple(threaded), remarks=(NOTHING_FOUND,) if missed and drafts else ())


def _read(blocks: list[Block], page: SavedPage, marks: Marks) -> Iterator[_Seen]:
    known: dict[int, _Seen] = {}
    for number, (block, above) in enumerate(every(blocks)):
        inner = frozenset(root for answer in block.answers for root in answer.roots())
        parts = parts_of(block.roots(), inner, block.sign.element if block.sign else None, page.url, marks)
        seen = _Seen(block, parts, f"{page.url} {number}", known.get(id(above)) if above else None)
        known[id(block)] = seen
        yield seen


def _worth_keeping(seen: list[_Seen], page: SavedPage, marks: Marks) -> list[_Seen]:
    """Leaves out what is no item; its answers move up to what it stood under."""
    kept: list[_Seen] = []
    dropped: set[int] = set()
    for each in seen:
        while each.above is not None and id(each.above) in dropped:
            each.above = each.above.above
        if _is_item(each, page) and (not marks.strict or each.block.element in marks.kinds):
            kept.append(each)
        else:
            dropped.add(id(each))
    return kept


def _is_item(seen: _Seen, page: SavedPage) -> bool:
    parts = seen.parts
    if not parts.text and not parts.attachments:
        return False
    if seen.block.sign is not None:
        return bool(parts.author) or len(parts.text) > 1 or seen.block.named
    linked = bool(parts.permalink) and key_of(parts.permalink) != key_of(page.url)
    return (bool(parts.author) and bool(parts.text)) or (
        linked and seen.block.kind is ItemKind.POST and len(parts.text) > 20
    )


def _level(block: Block) -> float | None:
    """How deep in its thread a block says it lies."""
    for element in (block.element, *block.element.iterdescendants()):
        if not isinstance(element.tag, str):
            continue
        for name in LEVEL_ATTRIBUTES:
            if (value := element.get(name) or "").isdigit():
                return float(value)
        for name in (element.get("class") or "").split():
            if match := LEVEL_CLASS.match(name):
                return float(match[1])
        if element is block.element and (match := LEVEL_STYLE.search(element.get("style") or "")):
            return float(match[1])
        if element is not block.element and element.getparent() is not block.element:
            break
    return None


def _answer_by_level(seen: list[_Seen]) -> None:
    """In a flat list, a block answers the nearest one before it that lies less deep."""
    levels = {id(each): _level(each.block) for each in seen}
    if len({level for level in levels.values() if level is not None}) < 2:
        return
    for place, each in enumerate(seen):
        level = levels[id(each)]
        if level is None:
            continue
        for before in reversed(seen[:place]):
            other = levels[id(before)]
            if before.above is each.above and other is not None:
                if other < level:
                    each.above = before
                    break
                if other > level:
                    continue
            if before is each.above:
                break


def _answer_by_reference(seen: list[_Seen]) -> None:
    """An attribute or an "in answer to" link that names another block wins over position."""
    by_id = {value: each for each in seen for name in ID_ATTRIBUTES if (value := each.block.element.get(name))}
    by_id |= {value: each for each in seen if (value := each.block.element.get("id"))}
    by_anchor = {anchor: each for each in seen if (anchor := anchor_of(each.parts.permalink))}
    for each in seen:
        told = next((value for name in PARENT_ATTRIBUTES if (value := each.block.element.get(name))), "").removeprefix(
            "#"
        )
        target = by_id.get(told) or by_anchor.get(told) if told not in ("", "0") else _linked_answer(each, by_anchor)
        if target is not None and target is not each and not _below(target, each):
            each.above = target


def _linked_answer(each: _Seen, by_anchor: dict[str, _Seen]) -> _Seen | None:
    inner = {id(root) for answer in each.block.answers for root in answer.roots()}
    for link in each.block.element.iter("a"):
        if any(id(above) in inner or above.tag == "blockquote" or "quote" in tokens(above) for above in link.iterancestors()):
            continue
        target = by_anchor.get(anchor_of(link.get("href") or ""))
        words = f"{link.text_content()} {link.get('title') or ''} {' '.join((link.get('class') or '').split())}"
        if (
            target is not None
            and target is not each
            and (ANSWER_WORDS.search(words) or re.search(r"in-?reply-?to|parent|reply-to", words))
        ):
            return target
    return None


def _below(one: _Seen, other: _Seen) -> bool:
    """Whether `one` answers `other`, directly or through others."""
    above: _Seen | None = one
    steps = 0
    while above is not None and steps < 1000:
        if above is other:
            return True
        above, steps = above.above, steps + 1
    return False


def _shared_permalinks(seen: list[_Seen]) -> frozenset[str]:
    """Addresses that several blocks show, which therefore are no item's own."""
    count: dict[str, int] = {}
    for each in seen:
        if each.parts.permalink:
            key = key_of(each.parts.permalink)
            count[key] = count.get(key, 0) + 1
    return frozenset(key for key, times in count.items() if times > 1)


def _draft(seen: _Seen, page: SavedPage, shared: frozenset[str], inside_frame: bool) -> Draft:
    block, parts = seen.block, seen.parts
    kind = _kind(seen, inside_frame)
    permalink = parts.permalink if key_of(parts.permalink) not in shared or _first_owner(seen) else ""
    if not permalink and kind is ItemKind.COMMENT:
        permalink = parts.anchor
    native = next(
        (f"{name.removeprefix('data-')}:{value}" for name in ID_ATTRIBUTES if (value := block.element.get(name))), ""
    )
    when = block.sign.when if block.sign else find_time(block.element.get("aria-label") or "", page.seen_at)
    return Draft(
        place=seen.place,
        kind=kind,
        permalink=permalink,
        author=parts.author,
        profile_url=parts.profile_url,
        text=parts.text,
        when=when,
        parent=f"at:{seen.above.place}" if seen.above else None,
        attachments=parts.attachments,
        box=box_of(block.roots(), page),
        aliases=(f"id:{native}",) if native else (),
        rank=RANK if page_key(permalink) == page_key(page.url) else RANK + 1,
        truncated=parts.truncated,
    )


def _first_owner(seen: _Seen) -> bool:
    """A post keeps the address that its comments show too."""
    return seen.above is None and _kind(seen, False) is ItemKind.POST and not anchor_of(seen.parts.permalink)


def _kind(seen: _Seen, inside_frame: bool) -> ItemKind:
    if seen.above is not None or inside_frame or seen.block.kind is ItemKind.COMMENT:
        return ItemKind.COMMENT
    if any(is_reply_area(above) for above in seen.block.element.iterancestors()):
        return ItemKind.COMMENT
    return ItemKind.POST


def box_of(roots: list[HtmlElement], page: SavedPage) -> Box | None:
    """The place of a block on the picture: the box around its elements."""
    boxes = [box for root in roots if (box := _nearest_box(root, page))]
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top, boxes[0].picture)


def _nearest_box(root: HtmlElement, page: SavedPage) -> Box | None:
    for element in (root, *list(root.iterdescendants())[:3]):
        number = element.get("data-sa") if isinstance(element.tag, str) else None
        if number and (box := page.boxes.get(number)) and box.width > 0 and box.height > 0:
            return box
    return None


def _as_thread(drafts: list[Draft], anchors: dict[str, str], page: SavedPage) -> list[Draft]:
    """Gives comments that stand alone the post of their page, and tells a forum's thread from a list of posts."""
    top = [draft for draft in drafts if draft.parent is None and draft.kind is ItemKind.POST]
    if len(top) > 1:
        drafts = [
            replace(draft, permalink=anchors[draft.place]) if not draft.permalink and draft in top else draft
            for draft in drafts
        ]
        top = [draft for draft in drafts if draft.parent is None and draft.kind is ItemKind.POST]
    pages = {page_key(draft.permalink) for draft in top if anchor_of(draft.permalink)}
    if len(top) > 1 and len(pages) == 1 and all(anchor_of(draft.permalink) for draft in top):
        thread = f"url:{page_key(page.url)}"
        first = top[0] if not _is_later_page(page.url) else None
        members = {id(draft) for draft in top if draft is not first}
        drafts = [
            replace(draft, kind=ItemKind.COMMENT, parent=thread)
            if id(draft) in members
            else replace(draft, aliases=(*draft.aliases, thread))
            if draft is first
            else draft
            for draft in drafts
        ]
        top = [drafts[0]] if first is not None else []
    if len(top) == 1 and not top[0].permalink and key_of(page.url) != key_of(page.account_url):
        alone = top[0]
        drafts = [replace(draft, permalink=page.url) if draft is alone else draft for draft in drafts]
    return [
        replace(draft, parent=_page_parent(draft, drafts, page))
        if draft.kind is ItemKind.COMMENT and draft.parent is None
        else draft
        for draft in drafts
    ]


def _page_parent(comment: Draft, drafts: list[Draft], page: SavedPage) -> str:
    """The post a comment outside every block belongs to: by its permalink, else the page's only post, else the page."""
    of_link = f"url:{page_key(comment.permalink)}" if anchor_of(comment.permalink) else ""
    posts = [draft for draft in drafts if draft.kind is ItemKind.POST and draft.parent is None]
    if of_link and any(of_link in draft.keys for draft in posts):
        return of_link
    return posts[0].keys[0] if len(posts) == 1 else of_link or url_key(page.url.partition("#")[0])


def _is_later_page(url: str) -> bool:
    match = re.search(r"(?i)(?:[?&](?:page|paged|sida|cpage)=|/(?:page|sida|comment-page)[/-])(\d+)", url)
    start = re.search(r"(?i)[?&](?:start|offset)=(\d+)", url)
    return bool((match and int(match[1]) > 1) or (start and int(start[1]) > 0))
