"""Clean text from HTML: line breaks kept, spaces collapsed, emoji kept also when they are pictures with an alt text."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from archiver.extract.shadow import MARK, flattened


def word_set(words: str) -> frozenset[str]:
    """The words of a text, for tables of words."""
    return frozenset(words.split())


SILENT = word_set(
    "script style noscript template svg head iframe object button input select textarea option canvas audio video datalist"
)
BLOCKS = word_set("""address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul""")
SPACED = word_set("p blockquote h1 h2 h3 h4 h5 h6 pre ul ol table figure")
"""Blocks set apart by an empty line."""
ANSWER_TITLE = re.compile(r"(?i)^(sv|re|svar|vs|aw|ang)\s*:")
"""A heading that only repeats the subject of what it answers (RFC 5322, section 3.6.5)."""
EDGE = "\ue002"
"""The edge of a block without margins: two edges that meet are one line break."""
QUOTE, END_OF_QUOTE = "\ue000", "\ue001"
"""Marks around quotes while a text is put together; private code points, dropped from what pages hold."""
_PRE = re.compile(r"white-space:\s*(pre|break-spaces)")
_EMOJI_CLASS = re.compile(r"(?i)emoji|emoticon|smil(ey|ie)")
_EDGES = re.compile("[ \t\r\n\f\u00a0]*\ue002[ \t\r\n\f\u00a0\ue002]*")
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u2009\u202f]+")


def text_of(element: HtmlElement, skip: Container[HtmlElement] = ()) -> str:
    """The visible text of an element, without the elements of `skip` and what is inside them.

    What a `blockquote` inside it says is marked as quoted; asked for by itself, its words are as any.
    """
    text = "".join(_pieces(element, skip, preformatted=False))
    if element.tag == "blockquote":
        text = "".join(text.replace(QUOTE, "", 1).rpartition(END_OF_QUOTE)[::2])
    return _quoted(tidy(text))


def text_of_html(fragment: str) -> str:
    """The visible text of a piece of HTML, such as a feed or an interface gives."""
    if "<" not in fragment and "&" not in fragment:
        return tidy(fragment)
    tree = fragment_of(fragment)
    return text_of(tree) if tree is not None else tidy(fragment)


def fragment_of(fragment: str) -> HtmlElement | None:
    """A piece of HTML as an element, None where nothing can be made of it."""
    try:
        return html.fragment_fromstring(_without_controls(fragment), create_parent="div")
    except (etree.ParserError, ValueError):
        return None


def document_of(source: str | bytes, url: str = "") -> HtmlElement | None:
    """A whole HTML document, shadow roots in their places, None where it is empty or no document can be made of it."""
    if isinstance(source, bytes):
        source = _utf8(source)
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8" if isinstance(source, str) else None)
    data = _without_controls(source).encode("utf-8", "replace") if isinstance(source, str) else source
    try:
        tree = html.document_fromstring(data, parser=parser, base_url=url or None)
    except (etree.ParserError, ValueError):
        return None
    return flattened(tree) if MARK.encode() in data else tree


def _utf8(data: bytes) -> str | bytes:
    """UTF-8 as text, which most pages are also where they don't say so; anything else as it is."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data


def tidy(text: str) -> str:
    """NFC, spaces collapsed in lines, at most one empty line between paragraphs, invisible joiners' noise removed."""
    text = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "").replace("\u00ad", "")
    text = _EDGES.sub(lambda run: "\n\n" if run[0].count("\n") > 1 else "\n", text)
    lines = [_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def flat(text: str) -> str:
    """The text on one line, for comparing."""
    return " ".join(text.split())


def emoji_of(image: HtmlElement) -> str:
    """The emoji a picture stands for, empty for other pictures."""
    alt = (image.get("alt") or "").strip()
    if not alt or len(alt) > 40:
        return ""
    if not any(character.isalnum() for character in alt) or not any(ord(c) < 0x2190 for c in alt):
        return alt if len(alt) <= 16 else ""
    marks = f"{image.get('class') or ''} {image.get('src') or ''} {image.get('data-emoji') or ''}"
    return alt if _EMOJI_CLASS.search(marks) else ""


def _pieces(element: HtmlElement, skip: Container[HtmlElement], *, preformatted: bool) -> Iterator[str]:
    """Walks without recursion, since captured pages nest deeply."""
    stack: list[Iterable[str | tuple[HtmlElement, bool]]] = [iter(_inside(element, preformatted))]
    while stack:
        for piece in stack[-1]:
            if isinstance(piece, str):
                yield piece
            elif piece[0] not in skip:
                stack.append(iter(_inside(*piece)))
                break
        else:
            stack.pop()


def _inside(element: HtmlElement, preformatted: bool) -> Iterator[str | tuple[HtmlElement, bool]]:
    tag = element.tag
    if not isinstance(tag, str) or tag in SILENT or element.get("hidden") == "until-found":
        return
    if tag == "br":
        yield "\n"
    elif tag == "img":
        yield emoji_of(element)
    else:
        preformatted = preformatted or tag == "pre" or bool(_PRE.search(element.get("style") or ""))
        edge = "\n\n" if tag in SPACED else EDGE if tag in BLOCKS else ""
        yield edge
        if tag == "blockquote":
            yield QUOTE
        yield _raw(element.text, preformatted)
        for child in element:
            yield (child, preformatted)
            yield _raw(child.tail, preformatted)
        if tag == "blockquote":
            yield END_OF_QUOTE
        yield edge if edge else (" " if tag in ("td", "th") else "")


def _quoted(text: str) -> str:
    """Lines inside a `blockquote` begin with "> ", as in letters, so that nobody takes another's words for the author's."""
    if QUOTE not in text:
        return text
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        deepest = depth
        for mark in line:
            depth += (mark == QUOTE) - (mark == END_OF_QUOTE)
            deepest = max(deepest, depth)
        words = line.replace(QUOTE, "").replace(END_OF_QUOTE, "").strip()
        if words or line == words:
            lines.append("> " * deepest + words if words else words)
    return tidy("\n".join(lines))


def _raw(text: str | None, preformatted: bool) -> str:
    if not text:
        return ""
    return text if preformatted else _SPACES.sub(" ", text)


def _without_controls(text: str) -> str:
    """libxml2 refuses null bytes and lone surrogates."""
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ue000-\ue002]", "", text)
