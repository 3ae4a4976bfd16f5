"""Links that lead to what an item answers: "in reply to 3", "som svar på Anna", microformats2's `in-reply-to`."""

import re

from lxml.html import HtmlElement

ANSWERING = re.compile(r"(?i)\b(?:in (?:reply|response|answer) to|replying to|(?:som |i )?svar (?:på|till)|svarar)\b")
_LAST = re.compile(ANSWERING.pattern + r"\s*[:>»↑↩#(]*\s*$")
_NAMED = re.compile(r"(?i)(^|[-_\s])in-?reply-?to([-_\s]|$)")
_A_LINE = 60


def leads_up(link: HtmlElement) -> bool:
    """Whether the words right before a link, or its class or `rel`, say that it leads to what is answered."""
    return bool(_LAST.search(_before(link)) or _NAMED.search(f"{link.get('class') or ''} {link.get('rel') or ''}"))


def _before(link: HtmlElement) -> str:
    """The words before a link on its line."""
    previous, parent = link.getprevious(), link.getparent()
    if previous is None:
        return ((parent.text if parent is not None else "") or "")[-_A_LINE:]
    tail = previous.tail or ""
    inside = "" if len(tail) > _A_LINE or not isinstance(previous.tag, str) else previous.text_content()[-_A_LINE:]
    return f"{inside} {tail}"[-_A_LINE:]
