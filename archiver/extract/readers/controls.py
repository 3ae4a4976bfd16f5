"""What software puts around the words of an item: buttons, counts, tools, and what nobody is shown."""

import re

from lxml.html import HtmlElement

from archiver.extract.prose import flat
from archiver.extract.readers.hints import (
    CONTROL_WORDS,
    META_TOKENS,
    UNSEEN_TOKENS,
    holds_answers,
    is_content,
    is_zone,
    tokens,
)

ARROW = re.compile(r"[↑↩⤴⇧#¶»]+")
SHARING = re.compile(r"(?i)/(share|sharer|sharing|intent)([/.?-]|$)")
"""Addresses that pass a page on to another platform, as platforms themselves name them."""
CUT_LINK = re.compile(
    r"(?i)\W*(läs mer|visa mer|se mer|läs hela|read more|see more|show more|continue reading|fortsätt läsa)\b.{0,80}"
)
COUNT = re.compile(r"(?i)\d[\d\s.,\u00a0]*(tn|mn|k|m)?")
LOGIN_WORDS = re.compile(r"(?i)(logga in|log in|sign in|registrera dig|skapa konto)\b")
HIDDEN = re.compile(r"(?i)(^|;)\s*display\s*:\s*none")
FIELDS = ("textbox", "searchbox", "combobox")
"""What one writes in, by its role (WAI-ARIA 1.2, 5.3): its words ask for some."""
HEADINGS = ("h1", "h2", "h3", "h4")
CONTROL_TAGS = ("a", "span", "li", "div", "small", "label", "summary", "p")


def is_unseen(element: HtmlElement) -> bool:
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


def is_button(element: HtmlElement) -> bool:
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


def is_control(element: HtmlElement) -> bool:
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


def is_cut_link(element: HtmlElement) -> bool:
    """Whether an element is the "läs mer" that ends an excerpt."""
    if element.tag not in ("a", "button", "span", "div") or len(element) > 3:
        return False
    return "more-link" in tokens(element) or (
        (element.tag in ("a", "button") or element.get("role") in ("button", "link"))
        and bool(CUT_LINK.fullmatch(flat(element.text_content())[:120]))
    )
