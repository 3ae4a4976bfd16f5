"""Who answers whom where nesting does not tell: by depth, by reference, and what is the same item twice."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from archiver.extract.addresses import anchor_of, key_of, page_key
from archiver.extract.prose import ANSWER_TITLE, flat
from archiver.extract.readers.answering import leads_up
from archiver.extract.readers.blocks import Block
from archiver.extract.readers.bounds import within
from archiver.extract.readers.hints import ANSWER_WORDS, tokens
from archiver.extract.readers.make import alike
from archiver.extract.readers.parts import Parts
from archiver.extract.readers.permalink import RUNNING
from archiver.extract.times import MINUTE, SECOND

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
NUMBER_ATTRIBUTES = ("data-post-number", "data-number")
MOST_IN_HEAD = 12
"""Letters that a thread's head may hold beside its heading, as the names of figures."""


@dataclass(slots=True)
class Seen:
    """A block with what was read from it, on the way to a draft."""

    block: Block
    parts: Parts
    place: str
    above: "Seen | None" = None


def _level(block: Block, wrappers: Sequence[HtmlElement]) -> float | None:
    """How deep in its thread a block says it lies, or what is around it alone."""
    inner = {root for answer in block.answers for root in answer.roots()}
    shell = _shell(block.element)
    for number, element in enumerate((block.element, *block.element.iterdescendants())):
        if not isinstance(element.tag, str):
            continue
        if number > 12 or element in inner:
            break
        for name in LEVEL_ATTRIBUTES:
            if (value := element.get(name) or "").isdigit():
                return float(value)
        for name in (element.get("class") or "").split():
            if match := LEVEL_CLASS.match(name):
                return float(match[1])
        if element in shell and (match := LEVEL_STYLE.search(element.get("style") or "")):
            return float(match[1])
    names = (name for wrapper in wrappers for name in (wrapper.get("class") or "").split())
    return next((float(match[1]) for name in names if (match := LEVEL_CLASS.match(name))), None)


def _shell(element: HtmlElement) -> list[HtmlElement]:
    """The element with what it holds as its only child, and so on: the wrappers of a row, of which one is indented."""
    shell = [element]
    while len(element) == 1 and len(shell) < 4 and not (element.text or "").strip():
        element = element[0]
        shell.append(element)
    return shell


def answer_by_level(seen: list[Seen]) -> None:
    """In a flat list, a block answers the nearest one before it that lies less deep. What tells no depth where others do,
    all of them below the first, lies outermost."""
    shared = Counter(above for each in seen for above in (each.block.element, *each.block.element.iterancestors()))
    levels = {id(each): _level(each.block, _wrappers(each, shared)[1:]) for each in seen}
    told = [level for level in levels.values() if level is not None]
    if told and min(told) >= 1:
        levels = {name: 0.0 if level is None else level for name, level in levels.items()}
    if len({level for level in levels.values() if level is not None}) < 2:
        return
    placed = {id(each): each.above for each in seen}
    for place, each in enumerate(seen):
        level = levels[id(each)]
        for before in reversed(seen[:place]) if level is not None else ():
            if before is placed[id(each)]:
                break
            other = levels[id(before)]
            if placed[id(before)] is placed[id(each)] and other is not None and level is not None and other < level:
                each.above = before
                break


def answer_by_reference(seen: list[Seen]) -> None:
    """An attribute or an "in answer to" link that names another block wins over position."""
    shared = Counter(above for each in seen for above in (each.block.element, *each.block.element.iterancestors()))
    around = {id(each): _wrappers(each, shared) for each in seen}
    by_id = {value: each for each in seen if (value := attribute(around[id(each)], ID_ATTRIBUTES)[1])}
    by_id |= {value: each for each in seen if (value := each.block.element.get("id"))}
    by_anchor = {anchor: each for each in seen if (anchor := anchor_of(each.parts.permalink or each.parts.anchor))}
    for each in seen:
        told = attribute(around[id(each)], PARENT_ATTRIBUTES)[1].removeprefix("#")
        target = by_id.get(told) or by_anchor.get(told) if told not in ("", "0") else _linked_answer(each, by_anchor)
        if target is not None and target is not each and not _below(target, each):
            each.above = target


def attribute(elements: Sequence[HtmlElement], names: Sequence[str]) -> tuple[str, str]:
    """The first of some attributes that the elements have: its name and value, both empty where there is none."""
    return next(((name, value) for each in elements for name in names if (value := each.get(name))), ("", ""))


def _wrappers(each: Seen, shared: Mapping[HtmlElement, int]) -> list[HtmlElement]:
    """A block's element, and the elements around it that hold no other block; `shared` counts blocks by element."""
    wrappers = [each.block.element]
    for above in each.block.element.iterancestors():
        if shared[above] > 1 or len(wrappers) > 3:
            break
        wrappers.append(above)
    return wrappers


def _linked_answer(each: Seen, by_anchor: dict[str, Seen]) -> Seen | None:
    inner = {id(root) for answer in each.block.answers for root in answer.roots()}
    for link in each.block.element.iter("a"):
        if any(
            id(above) in inner or above.tag == "blockquote" or "quote" in tokens(above)
            for above in link.iterancestors()
        ):
            continue
        target = by_anchor.get(anchor_of(link.get("href") or ""))
        words = f"{link.text_content()} {link.get('title') or ''} {' '.join((link.get('class') or '').split())}"
        if (
            target is not None
            and target is not each
            and (ANSWER_WORDS.search(words) or re.search(r"in-?reply-?to|parent|reply-to", words) or leads_up(link))
        ):
            return target
    return None


def _below(one: Seen, other: Seen) -> bool:
    """Whether `one` answers `other`, directly or through others."""
    above: Seen | None = one
    steps = 0
    while above is not None and steps < 1000:
        if above is other:
            return True
        above, steps = above.above, steps + 1
    return False


def answer_below(seen: list[Seen], address: str) -> None:
    """On a post's own page, what stands below it in the same row of entries answers it, at an address of its own or none.

    Each entry has a place of its own in that row: what else the site leads to stands together in another part.
    """
    top = [each for each in seen if each.above is None]
    main = next((each for each in top if key_of(each.parts.permalink) == key_of(address)), None)
    below = top[top.index(main) + 1 :] if main is not None else []
    if main is None or not below or not all(each.parts.author for each in below):
        return
    around = list(main.block.element.iterancestors())
    branches = [(each, row) for each in below if (row := _row(each.block.element, around)) is not None]
    rows = {row.getparent() for _, row in branches}
    own = {row for _, row in branches}
    if len(branches) != len(below) or len(rows) != 1 or len(own) != len(below):
        return
    if len(own) > 1 or alike(branches[0][1], within(main.block.element, rows.pop())):
        for each in below:
            each.above = main


def _row(element: HtmlElement, around: Sequence[HtmlElement]) -> HtmlElement | None:
    """What holds an element among the children of the nearest of `around` that it lies in."""
    return next((each for each in (element, *element.iterancestors()) if each.getparent() in around), None)


def shared_permalinks(seen: list[Seen]) -> frozenset[str]:
    """Addresses that several blocks show, which therefore are no item's own."""
    count: dict[str, int] = {}
    for each in seen:
        if each.parts.permalink:
            key = key_of(each.parts.permalink)
            count[key] = count.get(key, 0) + 1
    return frozenset(key for key, times in count.items() if times > 1)


def take_page(seen: list[Seen], address: str) -> None:
    """Where every block of a page but one shows an address, each a page beside this one, that one is where one is already.

    A page shows no link to itself, so what is missing among the siblings of the page's address is the page's own.
    """
    without = [each for each in seen if not each.parts.permalink]
    beside = [each.parts.permalink for each in seen if each.parts.permalink]
    if len(without) != 1 or not beside or any(anchor_of(link) for link in beside):
        return
    place, _, own = page_key(address).rpartition("/")
    keys = [page_key(link).rpartition("/") for link in beside]
    if own and all(above == place and last not in ("", own) for above, _, last in keys):
        without[0].parts = replace(without[0].parts, permalink=address.partition("#")[0])


def take_head(seen: list[Seen]) -> list[Seen]:
    """Gives the page's head to the first post: heading, author and time of a thread, told again by the post below it.

    Only where the head holds the page's heading (`h1`) and says nothing else, and both are of one person and moment.
    """
    top = [each for each in seen if each.above is None]
    if len(top) < 2 or top[0].block.answers or not _same_moment(*top[:2]) or not top[0].parts.author:
        return seen
    head, post = top[:2]
    title = next((flat(each.text_content()) for root in head.block.roots() for each in root.iter("h1")), "")
    said = len(re.findall(r"[^\W\d_]", head.parts.text)) - len(re.findall(r"[^\W\d_]", title))
    if not title or said > MOST_IN_HEAD or head.parts.author != post.parts.author or head.parts.attachments:
        return seen
    post.parts = replace(post.parts, text=f"{title}\n\n{post.parts.text}")
    return [each for each in seen if each is not head]


def absorb_repeats(seen: list[Seen]) -> list[Seen]:
    """Takes the parts of a post that look like answers back into it.

    A picture's caption stands first among its comments, by the same author at the same time; the same time stands once
    more under the likes. An answer at the very moment of the post, by the same author or nobody, is the post.
    """
    kept: list[Seen] = []
    repeats: dict[int, Seen] = {}
    for each in seen:
        above = each.above
        if above is not None and not each.block.named and _same_moment(each, above) and _same_author(each, above):
            if _tells_a_day(each) and flat(each.parts.text) not in ("", flat(above.parts.text)):
                kept.append(each)
                continue
            if id(above) not in repeats and each.parts.text and each.parts.author:
                above.parts = replace(
                    each.parts,
                    permalink=above.parts.permalink or each.parts.permalink,
                    attachments=(*above.parts.attachments, *each.parts.attachments),
                )
            repeats[id(above)] = each
            repeats[id(each)] = above
            continue
        kept.append(each)
    remaining = {id(each) for each in kept}
    for each in kept:
        while each.above is not None and id(each.above) not in remaining:
            each.above = repeats.get(id(each.above))
    return kept


def _same_moment(one: Seen, other: Seen) -> bool:
    ours, theirs = one.block.sign, other.block.sign
    if ours is None or theirs is None or ours.when.relative or theirs.when.relative:
        return False
    return abs((ours.when.moment - theirs.when.moment).total_seconds()) < 60


def _tells_a_day(each: Seen) -> bool:
    return each.block.sign is not None and each.block.sign.when.precision not in (MINUTE, SECOND)


def _same_author(one: Seen, other: Seen) -> bool:
    """By profile address where both have one, else by name; a missing author is no other's."""
    if not one.parts.author or not other.parts.author or not other.parts.profile_url:
        return True
    if one.parts.profile_url:
        return key_of(one.parts.profile_url) == key_of(other.parts.profile_url)
    return one.parts.author == other.parts.author


def first_number(seen: list[Seen], address: str) -> int:
    """The running number of the first outermost block where all show one, each the one after (`#1`, `#2` …); else 0.

    Forums number the entries of a thread so through all its pages; entries of a list of posts have none. Some number the
    answers alone. The number of the page itself (`#4` alone on `/arende/4`) is no place in a thread.
    """
    numbers = [_number(each.block) for each in seen if each.above is None]
    if len(numbers) > 2 and numbers[0] is None and numbers[1] == 1:
        numbers = [0, *numbers[1:]]
    first = numbers[0] if numbers else None
    if first is None or (len(numbers) == 1 and first > 1 and re.search(rf"\D{first}$", page_key(address))):
        return 0
    return max(1, first) if all(number == first + place for place, number in enumerate(numbers)) else 0


def _number(block: Block) -> int | None:
    inner = {root for answer in block.answers for root in answer.roots()}
    told = attribute([block.element, *list(block.element.iterancestors())[:2]], NUMBER_ATTRIBUTES)[1]
    if told.isdigit():
        return int(told)
    for root in block.roots():
        for element in root.iter():
            if element in inner:
                break
            if (
                isinstance(element.tag, str)
                and len(element) == 0
                and (match := RUNNING.fullmatch(flat(element.text or "")))
            ):
                return int(match[1])
    return None


def stand_apart(seen: list[Seen], *, one_subject: bool = False) -> bool:
    """Whether the outermost blocks are posts of their own rather than one thread: two have titles, or answers, of their own.

    Where the page has one subject, as that of a question, its answers have comments of their own without being posts.
    """
    top = [each for each in seen if each.above is None]
    answered = {id(each.above) for each in seen if each.above is not None}
    titles = {
        title
        for each in top
        for heading in each.block.element.iter("h1", "h2", "h3", "h4")
        if next(heading.iter("a"), None) is not None
        and (title := flat(heading.text_content()))
        and not ANSWER_TITLE.match(title)
    }
    return (not one_subject and sum(id(each) in answered for each in top) > 1) or len(titles) > 1


def one_subject(seen: list[Seen], root: HtmlElement) -> bool:
    """Whether the page has one heading of the first order, in the first block or before all."""
    headings = list(root.iter("h1"))
    inside = {part for each in seen[1:] for above in each.block.roots() for part in above.iter("h1")}
    first = {part for above in seen[0].block.roots() for part in above.iter("h1")} if seen else set()
    return len(headings) == 1 and (headings[0] in first or headings[0] not in inside)
