"""Takes the words of a block: all that its author wrote, and nothing that the platform put around it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import unquote

from lxml.html import HtmlElement

from archiver.extract.addresses import anchor_of
from archiver.extract.prose import ANSWER_TITLE, flat, text_of, word_set
from archiver.extract.readers.author import Named, as_name
from archiver.extract.readers.hints import (
    CONTROL_WORDS,
    META_TOKENS,
    UNSEEN_TOKENS,
    holds_answers,
    is_content,
    is_zone,
    tokens,
)
from archiver.extract.readers.signs import LONGEST_SIGN
from archiver.extract.times import EDIT_WORDS, FILLERS, MONTHS, UNIT_OF, WEEKDAYS, ends_in_distance, find_time
from archiver.platforms.selectors import Marks

ARROW = re.compile(r"[↑↩⤴⇧#¶»]+")
SHARING = re.compile(r"(?i)/(share|sharer|sharing|intent)([/.?-]|$)")
"""Addresses that pass a page on to another platform, as platforms themselves name them."""
CUT_END = re.compile(
    r"(?i)(…|\.\.\.|\[…\]|\[\.\.\.\]|läs mer|visa mer|se mer|read more|see more|continue reading|fortsätt läsa)\s*[→»]?\s*$"
)
CUT_LINK = re.compile(
    r"(?i)\W*(läs mer|visa mer|se mer|läs hela|read more|see more|show more|continue reading|fortsätt läsa)\b.{0,80}"
)
TO_WHOM = re.compile(r"(?i)(svarar( till)?|svar till|replying to|in reply to)(\s+@[\w.-]+,?(\s+(och|and))?)+")
"""The line in which a platform says whom an item answers."""
COUNT = re.compile(r"(?i)\d[\d\s.,\u00a0]*(tn|mn|k|m)?")
LOGIN_WORDS = re.compile(r"(?i)(logga in|log in|sign in|registrera dig|skapa konto)\b")
LEADS = FILLERS | word_set(
    "tillagd tillagt added inskickat inskickad submitted av by from från inlägg kommentar comment post svar reply"
)
WHO_AND_WHEN = frozenset(
    LEADS
    | word_set(
        "senast senaste ändrad ändrat uppdaterad uppdaterat redigerad redigerat last updated modified edited changed"
    )
    | set(MONTHS)
    | set(WEEKDAYS)
    | set(UNIT_OF)
)
"""Words that only tell who wrote and when."""
_WORD = re.compile(r"[^\W\d_]+")
MOST_IN_SOURCE, LONGEST_BYLINE = 1000, 160
"""Characters a line may have in the source, with its indentation, and as it is shown."""
HIDDEN = re.compile(r"(?i)(^|;)\s*display\s*:\s*none")
LETTER = re.compile(r"[^\W\d_]")
ITEM_NUMBER = re.compile(r"(?i)(?:msg|message|post|comment|pid|p|c|inlagg|inlägg|reply|entry)[-_]?(\d+)")
"""The `id` of an item or of its words, with its number."""
MOST_BESIDE = 12
"""Letters of running text that may stand beside the paragraphs, as the names of figures."""
FIELDS = ("textbox", "searchbox", "combobox")
"""What one writes in, by its role (WAI-ARIA 1.2, 5.3): its words ask for some."""
CONTROL_TAGS = ("a", "span", "li", "div", "small", "label", "summary", "p")
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Words:
    """The text, whether it was cut by the page, and the elements it was taken from where the markup names them."""

    text: str
    truncated: bool
    contents: tuple[HtmlElement, ...] = ()


def words_of(
    own: list[HtmlElement],
    roots: list[HtmlElement],
    inner: frozenset[HtmlElement],
    sign: HtmlElement | None,
    author: Named,
    marks: Marks,
    times: Collection[HtmlElement] = (),
) -> Words:
    """The words of an item, its title first; from named content where there is some, else all that is left over."""
    contents = _contents(own, roots, sign, author, marks) or _paragraphs(own, roots, inner, sign, author, times)
    cut = [element for element in own if _is_cut_link(element)]
    pressed = _pressed_whole(sign, author)
    if contents:
        inside = {part for element in contents for part in element.iter()}
        skip = {*inner, *cut, *(element for element in own if _is_unseen(element) or _is_button(element))}
        skip = (skip - pressed) | _foot(own, roots) | _references(own)
        body = "\n\n".join(text for element in contents if (text := text_of(element, skip)))
        if not any(is_content(element) or element in marks.texts for element in contents):
            body = _without_edges(body, author.name, _handle(author))
        title = _title(own, inside, author)
        whole = body if not title or flat(body).startswith(title) else f"{title}\n\n{body}".strip()
        if whole:
            return Words(whole, bool(cut) or bool(CUT_END.search(body[-60:])), tuple(contents))
    skip = {
        *inner,
        *cut,
        *(element for element in own if _is_unseen(element) or _is_button(element) or _is_control(element)),
    }
    skip -= pressed
    skip |= _headings_of_others(own, inner)
    skip |= {element for element in (*times, author.element) if element is not None} | _foot(own, roots)
    skip |= _line_of_time(own, sign) | _references(own) | set(author.titles)
    line = _byline(roots, sign, author)
    body = _left(roots, sign, author, skip | line) or (_left(roots, sign, author, skip) if line else "")
    return Words(body, bool(cut) or bool(CUT_END.search(body[-60:])))


def _left(roots: list[HtmlElement], sign: HtmlElement | None, author: Named, skip: set[HtmlElement]) -> str:
    """All that is left of a block without what is to be skipped."""
    without = skip - set(roots)
    said = "\n".join(text for root in _spoken(roots, sign) if (text := text_of(root, without)))
    return _without_edges(said, author.name, _handle(author))


def _pressed_whole(sign: HtmlElement | None, author: Named) -> set[HtmlElement]:
    """What holds both author and time is the item: some are one large button, which answers them."""
    if sign is None or author.element is None:
        return set()
    return set(sign.iterancestors()).intersection(author.element.iterancestors())


def _spoken(roots: list[HtmlElement], sign: HtmlElement | None) -> list[HtmlElement]:
    """The roots without one that only heads the others."""
    return [root for root in roots if root is not sign] if len(roots) > 1 else roots


def _contents(
    own: list[HtmlElement], roots: list[HtmlElement], sign: HtmlElement | None, author: Named, marks: Marks
) -> list[HtmlElement]:
    """The outermost elements that the table or the markup names as content, none that holds the time or the author."""
    around = {
        above
        for element in (sign, author.element)
        if element is not None
        for above in (element, *element.iterancestors())
    }
    if marks.texts:
        found = [element for element in own if element in marks.texts and element not in around]
    else:
        found = [element for element in own if element.tag != "meta" and is_content(element) and element not in around]
    found = [element for element in found if element in marks.texts or any(map(str.strip, element.itertext()))]
    named = set(found)
    outermost = [element for element in found if not any(above in named for above in element.iterancestors())]
    outermost = [inner for element in outermost for inner in _closest(element, named)]
    return [_unwrapped(element) for element in outermost or _numbered(own, roots, around)]


def _closest(element: HtmlElement, named: set[HtmlElement]) -> list[HtmlElement]:
    """The content named inside what is named as content, where nothing but headings and controls stands beside it."""
    inner = [each for each in element.iterdescendants() if each in named]
    inner = [each for each in inner if not any(above in inner for above in each.iterancestors())]
    if not inner:
        return [element]
    tools = {each for each in element.iterdescendants() if isinstance(each.tag, str) and _stands_beside(each)}
    if len(inner) > 1 or LETTER.search(text_of(element, {*inner, *tools})):
        return [element]
    return _closest(inner[0], named)


def _stands_beside(element: HtmlElement) -> bool:
    return element.tag in HEADINGS or _is_unseen(element) or _is_button(element) or _is_control(element)


def _unwrapped(element: HtmlElement) -> HtmlElement:
    """Without a `blockquote` that is all there is in the content: it quotes nobody, the software sets all words so."""
    inner = element
    while inner.tag != "blockquote":
        rest = [each for each in inner if each.tag not in HEADINGS]
        if len(rest) != 1 or flat(inner.text or "") or any(flat(each.tail or "") for each in inner):
            return element
        inner = rest[0]
    return inner


def _numbered(own: list[HtmlElement], roots: list[HtmlElement], around: set[HtmlElement]) -> list[HtmlElement]:
    """What repeats the number of the item in its own `id` (`msg_901` in `msg901`): the words, where no class tells them."""
    whole = ITEM_NUMBER.fullmatch(roots[0].get("id") or "")
    if whole is None:
        return []
    ids = ((element, ITEM_NUMBER.fullmatch(element.get("id") or "")) for element in own if element not in around)
    found = [element for element, told in ids if told and told[1] == whole[1] and element not in roots]
    return found if len(found) == 1 and flat(found[0].text_content()) else []


def _paragraphs(
    own: list[HtmlElement],
    roots: list[HtmlElement],
    inner: frozenset[HtmlElement],
    sign: HtmlElement | None,
    author: Named,
    times: Collection[HtmlElement],
) -> list[HtmlElement]:
    """What holds all paragraphs, where nothing but links, buttons, headings and figures stands beside it: the words of an
    item whose markup names nothing, with the tools of the platform around."""
    about: list[HtmlElement] = []
    paragraphs = [each for each in own if each.tag == "p"]
    holders = {each.getparent() for each in paragraphs}
    if len(holders) > 1:
        about = [each for each in paragraphs if _is_control(each) or _is_linked(each) or _tells_time(each, times)]
        paragraphs = [each for each in paragraphs if each not in about]
        holders = {each.getparent() for each in paragraphs}
    if len(holders) != 1:
        return []
    holder = holders.pop()
    named = {each for each in (sign, author.element) if each is not None}
    if holder is None or holder in roots or not named.isdisjoint(holder.iter()):
        return []
    tools = [each for each in own if each.tag in ("a", "button", *HEADINGS)]
    if not any(flat(each.text_content()) for each in tools if each.tag in ("a", "button")):
        return []
    beside = {
        *inner,
        *tools,
        *named,
        holder,
        *about,
        *_labelled(own),
        *(each for each in own if _is_unseen(each) or _is_control(each)),
    }
    beside |= _after_answers(roots, inner) | _byline(roots, sign, author)
    left = flat(" ".join(text_of(root, beside) for root in roots))
    return [holder] if len(LETTER.findall(left)) <= MOST_BESIDE else []


def _after_answers(roots: list[HtmlElement], inner: frozenset[HtmlElement]) -> set[HtmlElement]:
    """What stands behind the last answer: ways to answer, help, what the page ends with; nobody's words."""
    answers = [each for root in roots for each in root.iterdescendants() if each in inner]
    after: set[HtmlElement] = set()
    for each in (answers[-1], *answers[-1].iterancestors()) if answers else ():
        if each in roots:
            break
        after.update(each.itersiblings())
    return after


def _tells_time(element: HtmlElement, times: Collection[HtmlElement]) -> bool:
    """Whether a short paragraph does nothing but tell a time of the item: "Skapad i går", "Senast ändrad i dag"."""
    said = flat(element.text_content())
    return len(said) < LONGEST_SIGN and (
        any(each in times for each in element.iter())
        or bool(EDIT_WORDS.search(said) and (find_time(said) or ends_in_distance(said)))
    )


def _labelled(own: list[HtmlElement]) -> list[HtmlElement]:
    """Tables and lists of labels with a value each, as beside an article or a case: "Rapporterad av: Anna", "Prioritet: 2".

    Told by `th` before `td` in a row (HTML, 4.9.10: a header cell of what stands beside it), or by `dl`, of short cells.
    """
    found: list[HtmlElement] = []
    for each in own:
        if each.tag in ("table", "dl"):
            heads = list(each.iter("th", "dt"))
            cells = [*heads, *each.iter("td", "dd")]
            beside = each.tag == "dl" or all(
                (after := head.getnext()) is not None and after.tag == "td" for head in heads
            )
            short = all(len(flat(cell.text_content())) <= LONGEST_SIGN for cell in cells)
            found += [each] if heads and beside and short else []
    return found


def _is_linked(element: HtmlElement) -> bool:
    """Whether all words of an element are one link's."""
    link = next(element.iter("a"), None)
    return link is not None and flat(link.text_content()) == flat(element.text_content())


def _title(own: list[HtmlElement], inside: set[HtmlElement], author: Named) -> str:
    """The heading of a post that stands outside its content: the first of the highest rank (HTML, 4.3.11)."""
    among = set(own)
    headings = [
        each
        for each in own
        if each.tag in HEADINGS and not any(above in among and holds_answers(above) for above in each.iterancestors())
    ]
    for element in sorted(headings, key=lambda each: (each.get("itemprop") != "headline", str(each.tag))):
        if element not in inside and author.element not in set(element.iter()):
            text = flat(text_of(element, {link for link in element.iter("a") if _is_button(link)}))
            if text and not CONTROL_WORDS.match(text) and not ANSWER_TITLE.match(text) and as_name(text) != author.name:
                return text
    return ""


def _headings_of_others(own: list[HtmlElement], inner: frozenset[HtmlElement]) -> set[HtmlElement]:
    """Headings under which stand only answers or what one fills in: "Kommentarer", "Lämna en uppdatering"."""
    found: set[HtmlElement] = set()
    for heading in own:
        if heading.tag not in HEADINGS:
            continue
        under = list(takewhile(lambda each: each.tag not in HEADINGS, heading.itersiblings()))
        others = [part for each in under for part in each.iter() if part in inner]
        if (
            others
            and not flat(heading.tail or "")
            and not any(flat(text_of(each, inner)) for each in under if each not in inner)
        ):
            found.add(heading)
    return found


def _line_of_time(own: list[HtmlElement], sign: HtmlElement | None) -> set[HtmlElement]:
    """The list or line around the time of a post that has a heading and paragraphs of its own: category, reading time."""
    if sign is None or not any(each.tag in HEADINGS for each in own):
        return set()
    among = set(own)
    line = [
        above
        for above in sign.iterancestors("ul", "ol", "dl", "p")
        if above in among and len(flat(above.text_content())) < 120
    ]
    speaks = any(each.tag == "p" and each not in line and len(each.text_content().strip()) > 20 for each in own)
    return set(line[-1:]) if speaks else set()


def _byline(roots: list[HtmlElement], sign: HtmlElement | None, author: Named) -> set[HtmlElement]:
    """The outermost element around the time that says nothing but who and when: "av Anna — publicerad …, senast ändrad …"."""
    named = set(_WORD.findall(author.name.lower()))
    line: set[HtmlElement] = set()
    for above in sign.iterancestors() if sign is not None else ():
        said = above.text_content() if above not in roots else ""
        if not said or len(said) > MOST_IN_SOURCE or len(flat(said)) > LONGEST_BYLINE:
            break
        if any(word not in WHO_AND_WHEN and word not in named for word in _WORD.findall(said.lower())):
            break
        line = {above}
    return line


def _foot(own: list[HtmlElement], roots: list[HtmlElement]) -> set[HtmlElement]:
    """What HTML says is about an item and not of it: its `footer` and its author's `address` (4.3.8 and 4.3.10)."""
    feet = [element for element in own if element.tag in ("footer", "address") and element not in roots]
    return {each for each in feet if not any(above.tag in ("blockquote", "figure") for above in each.iterancestors())}


def _references(own: list[HtmlElement]) -> set[HtmlElement]:
    """Links such as "@Anna" to a place on the page, with the line they stand alone in: the platform says so what is answered.

    People write no links to places on the page, whose names they don't know.
    """
    found: set[HtmlElement] = set()
    for link in own:
        if link.tag == "a" and anchor_of(link.get("href") or "") and flat(link.text_content()).startswith("@"):
            line, above = link, link.getparent()
            name = flat(link.text_content())
            while above is not None and not LETTER.search(flat(above.text_content()).replace(name, "", 1)):
                line, above = above, above.getparent()
            found.add(line)
    return found


def _is_unseen(element: HtmlElement) -> bool:
    named = holds_answers(element) or bool(tokens(element) & UNSEEN_TOKENS) or element.get("role") in FIELDS
    return named or is_zone(element) or _is_folded_form(element) or _is_for_machines(element)


def _is_for_machines(element: HtmlElement) -> bool:
    """Whether an element that is not shown only holds values of microdata (HTML, 5.2): address, picture, name of the site."""
    style = element.get("style")
    return bool(style and HIDDEN.search(style)) and (
        element.get("itemscope") is not None or any(each.get("itemprop") for each in element)
    )


def _is_folded_form(element: HtmlElement) -> bool:
    """Whether an element that is not shown holds what one fills in: the editor of the item, waiting to be opened."""
    hidden = HIDDEN.search(element.get("style") or "")
    return bool(hidden) and next(element.iter("textarea", "input", "select", "button"), None) is not None


def _is_button(element: HtmlElement) -> bool:
    if element.tag == "a" and (
        ARROW.fullmatch(flat(element.text_content())) or SHARING.search(element.get("href") or "")
    ):
        return True
    if (
        element.get("role") not in ("button", "toolbar", "menu")
        or next(element.iter(*HEADINGS, "li", "time"), None) is not None
    ):
        return False
    return not (element.tag == "div" and len(element.text_content()) > 80)


def _is_control(element: HtmlElement) -> bool:
    """Whether an element says something about the item rather than being part of it."""
    if _counts_presses(element):
        return True
    text = flat(element.text_content())
    if len(text) < 300 and any(META_TOKENS.match(name) for name in tokens(element)):
        return not any(is_content(part) for part in element.iter() if isinstance(part.tag, str))
    if (
        element.tag in ("p", "div", "span")
        and len(text) < 120
        and LOGIN_WORDS.match(text)
        and next(element.iter("a", "button"), None) is not None
    ):
        return True
    return element.tag in CONTROL_TAGS and len(element) <= 3 and bool(CONTROL_WORDS.match(text[:60]))


def _counts_presses(element: HtmlElement) -> bool:
    """Whether an element is a number beside the buttons whose presses it counts."""
    if element.tag not in ("span", "div") or len(element) or not COUNT.fullmatch(flat(element.text or "")):
        return False
    parent = element.getparent()
    return parent is not None and any(each.tag == "button" or each.get("role") == "button" for each in parent)


def _is_cut_link(element: HtmlElement) -> bool:
    """Whether an element is the "läs mer" that ends an excerpt."""
    if element.tag not in ("a", "button", "span", "div") or len(element) > 3:
        return False
    return "more-link" in tokens(element) or (
        (element.tag in ("a", "button") or element.get("role") in ("button", "link"))
        and bool(CUT_LINK.fullmatch(flat(element.text_content())[:120]))
    )


def _without_edges(text: str, author: str, handle: str) -> str:
    """Takes away first lines that only repeat the author or tell whom they answer, and lone marks of layout at either end."""
    lines = text.split("\n")
    while lines and (
        _is_mark(lines[0])
        or (len(lines) > 1 and _is_initials(lines[0], author))
        or _is_leftover(lines)
        or (author and as_name(lines[0]) == author)
        or (len(lines) > 1 and (lines[0].lower().rstrip(" ·") == handle or TO_WHOM.fullmatch(lines[0])))
    ):
        lines.pop(0)
    while lines and (_is_mark(lines[-1]) or _is_leftover(lines[::-1]) or CONTROL_WORDS.match(lines[-1])):
        lines.pop()
    return "\n".join(lines).strip()


def _handle(author: Named) -> str:
    """`@anna` of somebody whose page is `/anna` or `/@anna`."""
    path = author.profile_url.partition("?")[0].rstrip("/")
    return f"@{unquote(path.rpartition('/')[2]).lstrip('@')}".lower()


def _is_initials(line: str, author: str) -> bool:
    """Whether a line is only the initials of a name, which stand where somebody has no picture; half an emoji may be one."""
    words = [word for word in re.split(r"[\s-]+", author.upper()) if word]
    marks = line.upper().replace("\ufffd", "")
    firsts = "".join(word[0] for word in words)
    return (
        0 < len(line) <= 3
        and bool(marks)
        and marks in (firsts[:1], firsts[:2], firsts[:3], f"{firsts[:1]}{firsts[-1:]}")
    )


def _is_leftover(lines: list[str]) -> bool:
    """Whether the first of several lines only led to the time or the name taken out of it ("Publicerad den … av …")."""
    words = re.findall(r"[^\W\d_]+", lines[0].lower())
    return len(lines) > 1 and bool(words) and len(words) <= 4 and all(word in LEADS for word in words)


def _is_mark(line: str) -> bool:
    """Whether a line is only marks of layout (`·`, `|`, `#`), no words and no emoji."""
    return (
        len(line) < 4
        and not any(c.isalnum() or ord(c) >= 0x2600 for c in line)
        and line not in ("!", "?", "!!", "??", "?!", ":)", ":(", ";)", ":D")
    )
