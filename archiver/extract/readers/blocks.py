"""Divides a page into blocks, one per post or comment, from structure alone.

Theory. Each place that tells a time is the seed of a block. Walking from the leaves up, an element that holds one seed
passes it on; where an element holds several, its parts are compared: parts that resemble each other are *peers* (a list
of posts or comments), and each peer's whole part is a block; a part of another make that follows a single block is that
block's *answers*; a first part that is alone of its make is the *head* of the element itself. Elements whose markup says
what they are (`article`, `role="comment"`, `class="comment"`, schema.org types) are blocks also without a time, and
settle doubtful cases. Flat lists tell their depth by class, indentation or a reference to the answered block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from archiver.extract.paging import PAGER, names_of
from archiver.extract.prose import word_set
from archiver.extract.readers.bounds import (
    HEADINGS,
    answered_by_its_like,
    around_words,
    below_heading,
    is_head,
    like_in,
    names_somebody,
    same_cells,
    stands_by_words,
    within,
)
from archiver.extract.readers.hints import is_declared, is_reply_area, is_zone, item_kind, tokens
from archiver.extract.readers.make import alike, same_make
from archiver.extract.readers.signs import Sign
from archiver.model import ItemKind
from archiver.platforms.selectors import NO_MARKS, Marks

WHOLE_PAGE = word_set("html body main")
LISTS = ("ul", "ol", "dl")
PEER, LIST, ANSWERS, NOISE = "peer", "list", "answers", "noise"


@dataclass(slots=True)
class Block:
    """One post or comment on the page: its element, what else belongs to it, its time, and its answers."""

    element: HtmlElement
    sign: Sign | None
    kind: ItemKind | None = None
    named: bool = False
    """The markup says what it is; it does not grow any more."""
    settled: bool = False
    """It is one entry of a list, so its bounds are known; it does not grow either."""
    is_alone: bool = False
    """It is the one article of its page, and tells no time."""
    more: list[HtmlElement] = field(default_factory=list)
    answers: list["Block"] = field(default_factory=list)

    @property
    def inmost(self) -> HtmlElement:
        """What tells its time, else its element."""
        return self.sign.element if self.sign is not None else self.element

    def roots(self) -> list[HtmlElement]:
        return [self.element, *self.more]


def blocks_of(root: HtmlElement, signs: dict[HtmlElement, Sign], marks: Marks = NO_MARKS) -> list[Block]:
    """The blocks of a document, outermost first, answers inside what they answer; `marks` are a platform's own finds."""
    exposed: dict[HtmlElement, list[Block]] = {}
    for element in _leaves_first(root):
        outside = element in marks.ignored or (
            not marks.strict and is_zone(element) and not _is_answer_form(element, exposed)
        )
        if element is not root and outside:
            for child in element:
                exposed.pop(child, None)
            continue
        parts = [(child, blocks) for child in element if (blocks := exposed.pop(child, []))]
        blocks = _combine(element, parts, signs.get(element))
        kind = marks.kinds.get(element) if marks.strict else marks.kinds.get(element) or item_kind(element)
        if kind is not None and element is not root:
            blocks = _named(element, kind, blocks, signs, marks)
        if blocks:
            exposed[element] = blocks
    return exposed.get(root, [])


def every(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """All blocks in page order, each with the block it answers."""
    stack: list[tuple[Block, Block | None]] = [(block, None) for block in reversed(blocks)]
    while stack:
        block, above = stack.pop()
        yield block, above
        stack.extend((answer, block) for answer in reversed(block.answers))


def _leaves_first(root: HtmlElement) -> Iterator[HtmlElement]:
    """Post-order without recursion."""
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            yield element
        elif isinstance(element.tag, str):
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))


def _is_answer_form(element: HtmlElement, exposed: dict[HtmlElement, list[Block]]) -> bool:
    """Some forums wrap the whole thread in a form, for moderation."""
    return element.tag == "form" and sum(len(exposed.get(child, ())) for child in element) > 1


def _combine(element: HtmlElement, parts: list[tuple[HtmlElement, list[Block]]], sign: Sign | None) -> list[Block]:
    if not parts:
        return [Block(element, sign)] if sign else []
    if len(parts) == 1:
        return parts[0][1]
    items: list[Block] = []
    peer: HtmlElement | None = None
    alone = True
    for child, blocks in parts:
        place = _place_of(child, blocks, peer, items, parts) if peer is not None else PEER if len(blocks) == 1 else LIST
        if (
            len(blocks) == 1
            and not blocks[0].named
            and not blocks[0].settled
            and (place == PEER or (place == ANSWERS and not blocks[0].answers))
        ):
            blocks[0].element = around_words(blocks[0].inmost, child) if place == ANSWERS else child
        if place == ANSWERS:
            items[-1].answers.extend(blocks)
        elif place == LIST:
            items.extend(blocks)
            alone, peer = False, None
        elif place == PEER:
            items.append(blocks[0])
            alone, peer = alone and len(items) == 1, child
    if alone and len(items) == 1:
        head = items[0]
        inmost = [answer.inmost for answer in head.answers[:2]]
        if peer is not None and not head.named and answered_by_its_like(inmost, peer, element):
            head.settled = True
        if head.element.tag == "dt":
            _take_between(element, items)
        head.settled = head.settled or element.tag in LISTS
        if not head.named and not head.settled and element.tag not in WHOLE_PAGE:
            head.element = element
    elif not any(block.named for block in items) or all(block.element.tag in ("dt", "tr") for block in items):
        _take_between(element, items)
    if len(items) > 1:
        for block in items:
            block.settled = True
    return items


def _place_of(
    child: HtmlElement,
    blocks: list[Block],
    peer: HtmlElement,
    items: list[Block],
    parts: list[tuple[HtmlElement, list[Block]]],
) -> str:
    """What a part is to the single block before it: one more of its kind, a list, its answers, or nothing new."""
    single, previous = len(blocks) == 1, items[-1]
    if single and alike(child, peer):
        if not tokens(child) and (below := below_heading(child, blocks[0].element, peer)) is not None:
            blocks[0].element, blocks[0].settled = below, True
            return ANSWERS
        heads = (
            not previous.named and stands_by_words(peer, parts) and is_head(peer, parts) and not is_head(child, parts)
        )
        return ANSWERS if heads and not same_cells(child, peer) else PEER
    around = child.getparent()
    if previous.named and around is not None and same_make(child, around):
        return ANSWERS  # the part that holds an item holds another of its make with the answers
    if all(block.named and block.kind is ItemKind.POST for block in blocks):
        return PEER if single else LIST
    if is_reply_area(child) or (
        previous.kind is ItemKind.POST and all(block.kind is ItemKind.COMMENT for block in blocks)
    ):
        return ANSWERS
    if single and not blocks[0].named and like_in(blocks[0].inmost, peer, child) is not None:
        return ANSWERS
    if not single:
        listlike = child.tag in LISTS and child.tag != peer.tag
        return ANSWERS if listlike or len(items) == 1 else LIST
    if blocks[0].named:
        return ANSWERS if blocks[0].kind is ItemKind.COMMENT and previous.kind is not ItemKind.COMMENT else PEER
    if child.tag in LISTS and peer.tag not in LISTS:
        return ANSWERS
    if is_head(peer, parts) and names_somebody(child):
        return ANSWERS
    if previous.named and previous.kind is ItemKind.POST and next(peer.iter("h1"), None) is not None:
        return ANSWERS
    if blocks[0].answers:
        return PEER if previous.named or names_somebody(peer) else ANSWERS
    return PEER if previous.named or names_somebody(child) else NOISE


def _take_between(element: HtmlElement, items: list[Block]) -> None:
    """Gives what stands between unnamed peers to the peer before (`dt`/`dd`, a row for the head and one for the text)."""
    if _take_under_headings(items):
        return
    peers = {within(block.element, element) for block in items}
    between: list[tuple[Block, list[HtmlElement]]] = []
    for block in items:
        found: list[HtmlElement] = []
        following = block.element.getnext() if block.element in peers else None
        while following is not None and following not in peers:
            if isinstance(following.tag, str) and following.text_content().strip():
                found.append(following)
            following = following.getnext()
        between.append((block, found))
    if sum(bool(found) for _, found in between[:-1]) >= 0.6 * (len(items) - 1):
        for block, found in between:
            if len(found) <= 3 or block is not items[-1]:
                block.more = found


def _take_under_headings(items: list[Block]) -> bool:
    """Where every peer follows a heading of its own, each takes all from its heading to the next.

    A heading introduces what follows it (HTML, 4.3.11 Headings and outlines), so that items need no element of their own.
    The last one ends where it grows longer than the others or where something begins that is no item's.
    """
    parent = items[0].element.getparent()
    if len(items) < 2 or parent is None or any(block.element.getparent() is not parent for block in items):
        return False
    beside = [each for each in parent if isinstance(each.tag, str)]
    peers = {block.element: block for block in items}
    first = beside.index(items[0].element)
    rank = next((each.tag for each in reversed(beside[:first]) if each.tag in HEADINGS), None)
    starts = [place for place, each in enumerate(beside) if each.tag == rank and each not in peers]
    sections = [beside[start:end] for start, end in zip(starts, [*starts[1:], len(beside)], strict=False)]
    sections = [section for section in sections if any(each in peers for each in section)]
    if len(sections) != len(items) or any(sum(each in peers for each in section) != 1 for section in sections):
        return False
    longest = max(len(section) for section in sections[:-1])
    foreign = (place for place, each in enumerate(sections[-1]) if is_zone(each) or PAGER.search(names_of(each)))
    sections[-1] = sections[-1][: min(longest, next(foreign, longest))]
    for block, section in zip(items, sections, strict=True):
        if block.element in section:
            block.element, *block.more = section
    return True


def _named(
    element: HtmlElement, kind: ItemKind, blocks: list[Block], signs: dict[HtmlElement, Sign], marks: Marks
) -> list[Block]:
    """The blocks of an element whose markup says that it is a post or comment."""
    if not blocks:
        sure = (
            element in marks.kinds or is_declared(element) or (names_somebody(element) and element not in marks.texts)
        )
        return [Block(element, signs.get(element), kind, named=True)] if sure and _says_something(element) else []
    first, *rest = blocks
    if (
        not first.named
        and rest
        and not rest[0].named
        and alike(first.element, rest[0].element)
        and element not in marks.kinds
    ):
        return _told_last(element, kind, blocks)
    if not first.named:
        first.element, first.kind, first.named = element, kind, True
        first.answers.extend(rest)
        return [first]
    if element in marks.kinds and first.element not in marks.kinds:
        first.element, first.kind = element, kind
        first.answers.extend(rest)
        return [first]
    if element in marks.kinds:
        return [Block(element, None, kind, named=True, answers=blocks)]
    speaks = is_declared(element) or _own_text(element, blocks) > 40
    if speaks and first.kind is ItemKind.COMMENT and kind is ItemKind.POST:
        return [Block(element, None, kind, named=True, answers=blocks)]
    if not rest:
        first.element = element if _tighter(first.element, element) else first.element
        if kind is ItemKind.COMMENT:
            first.kind = kind
    return blocks


def _told_last(element: HtmlElement, kind: ItemKind, blocks: list[Block]) -> list[Block]:
    """The blocks of an `article` that tells its own time below its peers, which so answer it; else the peers alone."""
    *peers, last = blocks
    sign = last.sign
    if (
        element.tag != "article"
        or sign is None
        or last.named
        or any(alike(last.element, each.element) for each in peers)
    ):
        return blocks
    only = " ".join(last.element.text_content().split()) == " ".join(sign.element.text_content().split())
    if not only or not all(alike(peers[0].element, each.element) for each in peers) or _own_text(element, blocks) <= 20:
        return blocks
    return [Block(element, sign, kind, named=True, answers=peers)]


def _tighter(inner: HtmlElement, outer: HtmlElement) -> bool:
    """Whether the outer of two named elements around the same block may stand for it."""
    return outer.tag not in WHOLE_PAGE and not (
        inner.tag == "article" and outer.tag in ("section", "div") and not outer.get("id")
    )


def _says_something(element: HtmlElement) -> bool:
    text = element.text_content().strip()
    return 2 <= len(text) <= 20_000


def _own_text(element: HtmlElement, blocks: list[Block]) -> int:
    """How many characters an element holds outside its blocks."""
    inside = sum(len(" ".join(root.text_content().split())) for block in blocks for root in block.roots())
    return len(" ".join(element.text_content().split())) - inside
