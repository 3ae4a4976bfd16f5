"""Reads a page that shows one letter, as archives of mailing lists do, by the names RFC 5322 (section 3.6) gives its parts.

Theory. However an archive draws a letter, it shows its header fields by name, each on a line of its own: From, Date, Subject
(Från, Datum, Ämne). Where one element holds those lines and nothing before it on the page tells a time, the page is that
letter: its words stand below the header, down to the next rule or list of links; what it answers is the link that is
called "In reply to", or the last under "References" (section 3.6.4). Some archives leave the fields' names out: the
writer's name in bold, a `mailto:` link (RFC 6068) and the time stand after each other.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from archiver.extract.addresses import absolute
from archiver.extract.drafts import Draft, url_key
from archiver.extract.paging import same_host
from archiver.extract.prose import ANSWER_TITLE, flat, text_of
from archiver.extract.readers.hints import is_content, is_zone
from archiver.extract.readers.ranks import STRUCTURE
from archiver.extract.readers.signs import signs_of
from archiver.extract.times import MINUTE, SECOND, When, find_time
from archiver.platforms.platform import SavedPage

FIELDS = {
    "from": "from", "från": "from", "author": "from", "avsändare": "from",
    "date": "date", "datum": "date", "sent": "date", "skickat": "date",
    "subject": "subject", "ämne": "subject",
    "to": "other", "till": "other", "cc": "other", "message-id": "other", "in-reply-to": "other",
}  # fmt: skip
"""Header fields by the names archives show, English and Swedish."""
_FIELD = re.compile(rf"(?i)^({'|'.join(FIELDS)})\s*:\s*(.*)$")
_FROM = re.compile(r"(?i)^\s*(from|från|author|avsändare)\s*:?")
_SAYS_FROM = re.compile(r"(?i)(from|från|author|avsändare)\s*:")
_NAME = re.compile(r"^\s*\"?(?P<name>[^\"<(]*?)\"?\s*(?:<[^>]*>?|\((?P<said>[^)]+)\))?\s*$")
_ANSWERS = re.compile(r"(?i)(in[- ]reply[- ]to|svar på)\s*:?\s*<?\s*$")
_REFERENCES = re.compile(r"(?i)^\s*(references|referenser)\s*:?\s*$")
_NO_WORDS = re.compile(r"(?i)^(received|mottaget)\b")
_NAMED_FROM = etree.XPath(
    " | ".join(
        f"//*[starts-with(normalize-space(text()), '{word}')]" for word in ("From", "Från", "Author", "Avsändare")
    )
)
_TO_WRITE = etree.XPath("//a[starts-with(@href, 'mailto:')]")
LONGEST_HEADER = 30
"""Lines that a header may have."""


def read_letter(page: SavedPage) -> Draft | None:
    """The letter a page shows, None where it shows none or more than one."""
    headers = _headers(page.tree)
    if not headers:
        return _unnamed(page)
    if len(headers) != 1 or any(is_content(each) or each.tag == "blockquote" for each in _around(headers[0])):
        return None
    header = headers[0]
    fields, rest = _read_header(header)
    when = find_time(fields["date"], page.seen_at)
    if when is None or when.precision not in (MINUTE, SECOND) or _told_before(header, page, when):
        return None
    return _letter(page, header, _name(fields["from"]), fields.get("subject") or _heading(page.tree), when, rest)


def _letter(page: SavedPage, header: HtmlElement, name: str, subject: str, when: When, rest: str = "") -> Draft:
    """The draft of a letter; `rest` are its words where they stand in the header's element."""
    body = rest or "\n\n".join(text for part in _below(header) if (text := text_of(part)))
    title = "" if ANSWER_TITLE.match(subject) or flat(body).startswith(subject) else subject
    return Draft(
        place=f"{page.url} letter",
        permalink=page.url.partition("#")[0],
        author=name,
        text=f"{title}\n\n{body}".strip(),
        when=when,
        parent=url_key(_answered(page)) or None,
        rank=STRUCTURE,
    )


def _unnamed(page: SavedPage) -> Draft | None:
    """A letter whose header names no fields."""
    for link in _elements(_TO_WRITE, page.tree):
        bold = next((each for each in link.itersiblings(preceding=True) if each.tag in ("b", "strong")), None)
        if bold is None:
            continue
        for beside in list(link.itersiblings())[:3]:
            signs = signs_of(beside, page.seen_at) if isinstance(beside.tag, str) else {}
            when = next((sign.when for sign in signs.values()), None)
            if when is not None and when.precision in (MINUTE, SECOND) and not _told_before(beside, page, when):
                return _letter(page, beside, flat(bold.text_content()), _heading(page.tree), when)
    return None


def _headers(tree: HtmlElement) -> list[HtmlElement]:
    """The smallest elements that hold a letter's header."""
    found: list[HtmlElement] = []
    if not _SAYS_FROM.search(etree.tostring(tree, method="text", encoding="unicode")):
        return found
    for element in _elements(_NAMED_FROM, tree):
        if not _FROM.match(element.text or ""):
            continue
        for above in [element, *element.iterancestors()][:5]:
            if above.tag in ("body", "html"):
                break
            fields, _ = _read_header(above)
            if {"from", "date"} <= fields.keys():
                sure = fields.keys() & {"subject", "other"} or re.search(r"@| at ", fields["from"])
                found += [above] if sure and above not in found else []
                break
    return found


def _elements(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    found = path(tree)
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def _read_header(element: HtmlElement) -> tuple[dict[str, str], str]:
    """Its fields by what they mean, and the lines after the empty line that ends the header where it holds them too."""
    lines = re.sub(r":\n+", ": ", text_of(element)).split("\n")
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[:LONGEST_HEADER]):
        if match := _FIELD.match(line):
            fields.setdefault(FIELDS[match[1].lower()], flat(match[2]))
        elif not line and "from" in fields and "date" in fields:
            return fields, "\n".join(lines[number:]).strip()
    return fields, ""


def _told_before(header: HtmlElement, page: SavedPage, when: When) -> bool:
    """Whether the page tells another time before the header, so that the letter is only part of what it shows."""
    inside = set(header.iter())
    for element in page.tree.iter():
        if element in inside:
            return False
        told = signs_of(element, page.seen_at) if isinstance(element.tag, str) and len(element) == 0 else {}
        if any(abs((each.when.moment - when.moment).total_seconds()) > 60 for each in told.values()):
            return True
    return False


def _below(header: HtmlElement) -> list[HtmlElement]:
    """The elements with the letter's words: what follows the header, to the next rule or list of links."""
    for node in _around(header):
        parts: list[HtmlElement] = []
        for beside in node.itersiblings():
            if not isinstance(beside.tag, str):
                continue
            if (beside.tag == "hr" or _is_index(beside)) and parts:
                break
            words = flat(beside.text_content())
            if words and not is_zone(beside) and not _is_index(beside) and not _NO_WORDS.match(words):
                parts.append(beside)
        if parts:
            return parts
    return []


def _is_index(element: HtmlElement) -> bool:
    """Whether an element holds a list of links to other letters."""
    rows = [row for row in element.iter("li") if next(row.iter("a"), None) is not None]
    return element.tag != "pre" and len(rows) > 1 and len(rows) * 2 > len(list(element.iter("li", "p")))


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    for each in (element, *element.iterancestors()):
        if each.tag in ("body", "html"):
            return
        yield each


def _answered(page: SavedPage) -> str:
    """The address of what the letter answers, empty where the page names none."""
    last = ""
    for link in page.tree.iter("a"):
        address = absolute(link.get("href") or "", page.url)
        if not address or not same_host(address, page.url):
            continue
        if _ANSWERS.search(_before(link)):
            return address
        for row in list(link.iterancestors("li"))[1:4]:
            label = next((each for each in row if isinstance(each.tag, str)), row)
            if _REFERENCES.match(label.text_content() if label.tag not in ("ul", "ol") else row.text or ""):
                last = address
    return last


def _before(link: HtmlElement) -> str:
    """The words right before a link, on its line."""
    previous, parent = link.getprevious(), link.getparent()
    if previous is not None:
        return f"{previous.text_content()[-40:]}{previous.tail or ''}"[-60:]
    return ((parent.text if parent is not None else "") or "")[-60:]


def _heading(tree: HtmlElement) -> str:
    return next((flat(each.text_content()) for each in tree.iter("h1")), "")


def _name(text: str) -> str:
    """The name in a From field, else its address."""
    match = _NAME.match(text)
    name = (match["name"] or match["said"] or "").strip() if match else ""
    return (match["said"] if match and match["said"] and re.search(r"@| at ", name) else name) or text.strip("<> ")
