"""Reads posts and comments from structure alone, for pages that nobody has described to us.

`blocks.py` divides the page, `parts.py` reads each block; here the blocks become drafts: what kind they are, what they
answer, and which of them are nothing after all.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from archiver.extract.addresses import anchor_of, key_of, page_key, without_anchor
from archiver.extract.drafts import Draft, Found
from archiver.extract.listing import LEAST_ROWS
from archiver.extract.prose import flat
from archiver.extract.readers.alone import article_alone, grow_alone
from archiver.extract.readers.blocks import Block, blocks_of, every
from archiver.extract.readers.claims import claims_of
from archiver.extract.readers.echoes import without_echoes
from archiver.extract.readers.hints import is_reply_area, is_zone, item_kind
from archiver.extract.readers.letters import read_letter
from archiver.extract.readers.listrows import as_rows, without_last_answers
from archiver.extract.readers.pagetree import PageOf, as_tree
from archiver.extract.readers.parts import parts_of
from archiver.extract.readers.ranks import STRUCTURE
from archiver.extract.readers.signs import LONGEST_SIGN, Sign, signs_of
from archiver.extract.readers.threads import (
    ID_ATTRIBUTES,
    Seen,
    absorb_repeats,
    answer_below,
    answer_by_level,
    answer_by_reference,
    first_number,
    one_subject,
    shared_permalinks,
    stand_apart,
    take_head,
    take_page,
)
from archiver.extract.readers.worth import worth_keeping
from archiver.extract.times import When, find_time
from archiver.model import Box, ItemKind
from archiver.platforms.platform import SavedPage
from archiver.platforms.selectors import NO_TABLE, Marks, Selectors, marks_of, native_id

NOTHING_FOUND = "Plattformens egen profil fann inget på sidan; den lästes efter sin struktur. Profilen behöver ses över"


def read_structure(
    page: SavedPage, *, inside_frame: bool = False, table: Selectors = NO_TABLE, document: str = ""
) -> Found:
    """The posts and comments of a page as its structure shows them, with the help of a platform's own table.

    `document` tells the page's documents apart where several have one address, as frames without their own.
    """
    without_echoes(page.tree, page.seen_at)
    marks = marks_of(page.tree, table)
    if not marks.kinds and not inside_frame and (letter := read_letter(page)) is not None:
        return Found((letter,))
    signs = signs_of(page.tree, page.seen_at)
    blocks = blocks_of(page.tree, signs, marks)
    if (
        not _posts(blocks)
        or any(block.sign is None for block, _ in every(blocks))
        or _misses_comments(page, blocks)
        or (
            key_of(page.url) != key_of(page.account_url)
            and (article_alone(page.tree, blocks) or _leaves_out_its_heading(page, blocks))
        )
    ):
        signs = {**_weak_signs(page, blocks), **signs}
        blocks = blocks_of(page.tree, signs, marks)
    blocks = _without_banner(blocks)
    if not _posts(blocks) and not table.post and key_of(page.url) != key_of(page.account_url):
        blocks = [*article_alone(page.tree, blocks), *blocks]
    if key_of(page.url) != key_of(page.account_url):
        blocks = _under_its_line(page, blocks)
    posts = _posts(blocks)
    if len(posts) == 1 and key_of(page.url) != key_of(page.account_url):
        grow_alone(posts[0], [block for block in blocks if block is not posts[0]], titled=not inside_frame)
    seen = worth_keeping(list(_read(blocks, page, marks, frozenset(signs), document)), page, marks)
    seen = take_head(absorb_repeats(seen))
    as_rows(seen, page.url)
    _link_titles(seen)
    seen = without_last_answers(seen, page.url)
    answer_by_level(seen)
    answer_by_reference(seen)
    if key_of(page.url) != key_of(page.account_url):
        take_page(seen, page.url)
        answer_below(seen, page.url)
    shared = shared_permalinks(seen)
    drafts = [_draft(each, page, shared, inside_frame, weak=each.block.is_alone and len(seen) == 1) for each in seen]
    natives = Counter(draft.native for draft in drafts)
    drafts = [replace(draft, native="") if natives[draft.native] > 1 else draft for draft in drafts]
    anchors = {each.place: each.parts.anchor for each in seen}
    alone = key_of(page.url) != key_of(page.account_url) and one_subject(seen, page.tree)
    apart = stand_apart(seen, one_subject=alone)
    bare = not inside_frame and not _has_article(page, blocks)
    shown = PageOf(page, apart, bare=bare, first=first_number(seen, page.url))
    threaded = [_with_ids(draft, table) for draft in as_tree(drafts, anchors, shown)]
    missed = bool(table.post or table.comment) and not marks.kinds
    return Found(tuple(threaded), claims_of(page, seen), remarks=(NOTHING_FOUND,) if missed and drafts else ())


def _with_ids(draft: Draft, table: Selectors) -> Draft:
    """With the platform's own ids of the item and of what it answers, where its permalink names them."""
    native, answered = native_id(draft.permalink, table.native), native_id(draft.permalink, table.answered)
    return replace(draft, native=native, parent=f"id:{answered}" if answered else draft.parent)


def _posts(blocks: list[Block]) -> list[Block]:
    """The outermost blocks that stand in no place for comments."""
    return [
        block
        for block in blocks
        if block.kind is not ItemKind.COMMENT and not any(is_reply_area(each) for each in block.element.iterancestors())
    ]


def _without_banner(blocks: list[Block]) -> list[Block]:
    """What the page's own head tells is no item: of a page with one post it is that post's time.

    A `header` outside `article`, `main`, `section` and `aside` is the page's (HTML Accessibility API Mappings, `banner`).
    """
    heads = [block for block in blocks if not block.answers and _in_banner(block.element)]
    rest = [block for block in blocks if block not in heads]
    posts = _posts(rest)
    if not heads or len(posts) != 1 or len(heads) > 1:
        return blocks
    told, own = heads[0].sign, posts[0].sign
    if told and (own is None or (told.when.coarseness < own.when.coarseness and _same_day(told.when, own.when))):
        posts[0].sign = told
    return rest


def _leaves_out_its_heading(page: SavedPage, blocks: list[Block]) -> bool:
    """Whether a heading of the first order, with running text, stands outside all blocks: an article whose time was not seen."""
    if any(next(root.iter("h1"), None) is not None for block in blocks for root in block.roots()):
        return False
    headings = [each for each in page.tree.iter("h1") if not _in_banner(each)]
    return bool(headings) and _has_article(page, blocks)


def _under_its_line(page: SavedPage, blocks: list[Block]) -> list[Block]:
    """Where a page has a heading of the first order and running text, a line that only tells its time and author, and then a
    list of its own: that line is the article's, and the list answers it.
    """
    heading = next(page.tree.iter("h1"), None)
    if not blocks:
        return blocks
    line, *rest = blocks
    if line.named or line.answers or line.sign is None or len(rest) < 2 or heading is None:
        return blocks
    parent = rest[0].element.getparent()
    listed = all(each.element.getparent() is parent for each in rest) and line.element.getparent() is not parent
    around = {above for each in rest for root in each.roots() for above in (root, *root.iterancestors())}
    if not listed or parent is None or line.element in around or heading in parent.iter("h1"):
        return blocks
    if len(flat(line.element.text_content())) > LONGEST_SIGN or not _has_article(page, blocks):
        return blocks
    line.kind = ItemKind.POST
    line.answers.extend(rest)
    return [line]


def _in_banner(element: HtmlElement) -> bool:
    heads = [each for each in (element, *element.iterancestors()) if each.tag == "header"]
    return bool(heads) and not any(
        each.tag in ("article", "main", "section", "aside") for each in heads[-1].iterancestors()
    )


def _same_day(one: When, other: When) -> bool:
    return other.relative or abs((one.moment - other.moment).total_seconds()) < 86_400


def _has_article(page: SavedPage, blocks: list[Block]) -> bool:
    """Whether running text stands on the page outside every block: an article that the comments are about."""
    inside = {part for block in blocks for root in block.roots() for part in root.iter()}
    return any(
        part not in inside
        and len(part.text_content().strip()) > 40
        and not any(is_zone(each) for each in part.iterancestors())
        for part in page.tree.iter("p")
    )


def _weak_signs(page: SavedPage, blocks: list[Block]) -> dict[HtmlElement, Sign]:
    """Lines that hold a date among other words, outside what was found already."""
    inside = {part for block, _ in every(blocks) if block.sign for root in block.roots() for part in root.iter()}
    weak = signs_of(page.tree, page.seen_at, weak=True)
    untold = _untold_comments(page, signs_of(page.tree, page.seen_at)) if weak.keys() & inside else set()
    return {element: sign for element, sign in weak.items() if element not in inside or element in untold}


def _misses_comments(page: SavedPage, blocks: list[Block]) -> bool:
    """Whether the markup names comments of which none became a block: their times stand among other words."""
    return not any(block.kind is ItemKind.COMMENT for block, _ in every(blocks)) and any(
        isinstance(element.tag, str) and item_kind(element) is ItemKind.COMMENT for element in page.tree.iter()
    )


def _untold_comments(page: SavedPage, signs: Collection[HtmlElement]) -> set[HtmlElement]:
    """What lies in elements named as comments that hold no sure time."""
    named = [
        element
        for element in page.tree.iter()
        if isinstance(element.tag, str) and item_kind(element) is ItemKind.COMMENT and not is_zone(element)
    ]
    return {part for each in named if not any(part in signs for part in each.iter()) for part in each.iter()}


def _read(
    blocks: list[Block], page: SavedPage, marks: Marks, times: Collection[HtmlElement], document: str
) -> Iterator[Seen]:
    known: dict[int, Seen] = {}
    for number, (block, above) in enumerate(every(blocks)):
        inner = frozenset(root for answer, _ in every(block.answers) for root in answer.roots())
        parts = parts_of(block.roots(), inner, block.sign.element if block.sign else None, page, marks, times)
        seen = Seen(block, parts, f"{page.url}{document} {number}", known.get(id(above)) if above else None)
        known[id(block)] = seen
        yield seen


def _link_titles(seen: list[Seen]) -> None:
    """In a list where no post says which link is its own, it is the first that no other post shows.

    Authors and categories come back from row to row; what a row leads to alone is the post.
    """
    posts = [each for each in seen if each.above is None and _kind(each, False) is ItemKind.POST]
    if len(posts) < LEAST_ROWS or any(each.parts.permalink for each in posts):
        return
    shown = Counter(key_of(link) for each in posts for link in each.parts.links)
    for each in posts:
        own = next((link for link in each.parts.links if shown[key_of(link)] == 1), "")
        each.parts = replace(each.parts, permalink=own)


def _draft(seen: Seen, page: SavedPage, shared: frozenset[str], inside_frame: bool, *, weak: bool) -> Draft:
    block, parts = seen.block, seen.parts
    kind = _kind(seen, inside_frame)
    permalink = parts.permalink if key_of(parts.permalink) not in shared or _first_owner(seen) else ""
    permalink = without_anchor(page.url) if block.is_alone else permalink
    if not permalink and kind is ItemKind.COMMENT:
        permalink = parts.anchor
    native = _own_id(block.element)
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
        rank=STRUCTURE if page_key(permalink) == page_key(page.url) else STRUCTURE + 1,
        truncated=parts.truncated,
        weak=weak,
    )


def _own_id(element: HtmlElement) -> str:
    """The platform's id of an item as an attribute tells it. One without a figure names a make of items, not one of them."""
    told = ((name.removeprefix("data-"), element.get(name) or "") for name in ID_ATTRIBUTES)
    return next((f"{name}:{value}" for name, value in told if any(map(str.isdigit, value))), "")


def _first_owner(seen: Seen) -> bool:
    """A post keeps the address that its comments show too."""
    return seen.above is None and _kind(seen, False) is ItemKind.POST and not anchor_of(seen.parts.permalink)


def _kind(seen: Seen, inside_frame: bool) -> ItemKind:
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
