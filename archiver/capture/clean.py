"""Makes a rendered document safe to keep and to open: nothing runs, nothing is fetched, no secrets are left in it.

Scripts, event attributes, refreshes, plug-ins and forms' targets go; a content security policy forbids what is left
(W3C CSP Level 3); addresses become absolute and lose session tokens; hidden and password fields lose their values. The
page's own words and markup stay as they are.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

from archiver.capture import masking

Pictures = Callable[[str], str | None]

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; frame-src 'self'"

_DROPPED = ("script", "base", "object", "embed", "applet", "noscript", "portal", "fencedframe")
_LINKS_KEPT = frozenset({"canonical", "alternate", "author", "license", "me", "bookmark", "next", "prev"})
_ADDRESSES = ("href", "xlink:href", "src", "poster", "cite", "data", "longdesc", "background", "data-src", "data-href")
_CARRIERS = (*_ADDRESSES, "values", "to", "from", "by", "srcset")
_REMOVED = ("nonce", "integrity", "ping", "srcdoc", "formaction", "action")
_FORBIDDEN = re.compile(r"(?:^|;)(?:javascript:|vbscript:|data:text|data:application)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")  # what a browser takes out of an address before reading it (WHATWG URL §4.4)
_SHORT = 12
"""Letters. An attribute that holds a secret by its name is longer."""
_SECRET_DATA = re.compile(r"csrf|xsrf|token|nonce|session|secret|api-?key|authenticity", re.IGNORECASE)


def clean(
    html: str,
    url: str,
    *,
    sheets: Mapping[str, str] | None = None,
    styles: tuple[str, ...] = (),
    pictures: Pictures | None = None,
    frames: Mapping[str, str] | None = None,
) -> str:
    """The document as it may be kept.

    Args:
        html: the document as the browser serialised it.
        url: its address, for making others absolute.
        sheets: style sheets by absolute address, written into the document.
        styles: further style sheets that no element holds.
        pictures: gives the data: address for the absolute address of a picture, or None.
        frames: cleaned documents of iframes by the `data-sa` of their element.
    """
    tree = lxml.html.document_fromstring(_plain(html), parser=lxml.html.HTMLParser(encoding=None, huge_tree=True))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            if element.getparent() is not None:
                element.drop_tree()
            continue
        _element(element, url, sheets or {}, pictures or (lambda url: None), frames or {})
    _head(tree, url, styles)
    return f"<!DOCTYPE html>\n{lxml.html.tostring(tree, encoding='unicode')}"


def _element(
    element: HtmlElement, url: str, sheets: Mapping[str, str], pictures: Pictures, frames: Mapping[str, str]
) -> None:
    tag = str(element.tag).lower()
    if tag in _DROPPED:
        if not _json_ld(element):
            _drop(element)
            return
        element.text = masking.masked(element.text or "")
    if tag == "meta" and (element.get("http-equiv") or masking.secret(element.get("name", ""))):
        _drop(element)
        return
    _attributes(element, url)
    if tag == "link":
        _link(element, sheets)
    elif tag in ("input", "textarea"):
        _field(element)
    elif tag in ("img", "source"):
        _picture(element, tag, pictures)
    elif tag in ("iframe", "frame"):
        element.set("sandbox", "")
        inner = frames.get(element.get("data-sa", ""))
        if inner is not None:
            element.set("srcdoc", _plain(inner))
    elif tag == "style" and element.text:
        element.text = _quiet(element.text)


def _json_ld(element: HtmlElement) -> bool:
    """Whether a script holds data (schema.org) and no code; such are kept, for the readers."""
    return str(element.tag) == "script" and element.get("type", "").lower() == "application/ld+json"


def _attributes(element: HtmlElement, url: str) -> None:
    for name, value in list(element.attrib.items()):
        lower = str(name).lower()
        runs = lower in _CARRIERS and _FORBIDDEN.search(_UNSEEN.sub("", value))
        if runs or lower.startswith("on") or lower in _REMOVED:
            del element.attrib[name]
        elif lower in _ADDRESSES:
            if not value.startswith(("#", "data:", "mailto:", "tel:")) and value.strip():
                element.set(name, _plain(masking.address(_absolute(url, value))))
        elif lower.startswith("data-") and _SECRET_DATA.search(lower):
            element.set(name, "")
        elif lower == "style":
            element.set(name, _quiet(masking.masked_address(value)))
        elif len(value) > _SHORT and not value.startswith("data:"):
            element.set(name, masking.masked(value))


def _link(element: HtmlElement, sheets: Mapping[str, str]) -> None:
    kinds = set(element.get("rel", "").lower().split())
    css = sheets.get(element.get("href", "")) if "stylesheet" in kinds else None
    if css is not None:
        style = element.makeelement("style", {"data-sa-href": _plain(element.get("href", ""))})
        if element.get("media"):
            style.set("media", _plain(element.get("media", "")))
        style.text = _quiet(css)
        style.tail = element.tail
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, style)
    elif not kinds & _LINKS_KEPT:
        _drop(element)


def _field(element: HtmlElement) -> None:
    if element.get("type", "").lower() in ("hidden", "password") or masking.secret(element.get("name", "")):
        element.attrib.pop("value", None)
        if element.tag == "textarea":
            element.text = None


def _picture(element: HtmlElement, tag: str, pictures: Pictures) -> None:
    if element.get("srcset"):
        element.set("data-sa-srcset", _plain(element.attrib.pop("srcset")))
    data = pictures(element.get("data-sa-shown") or element.get("src", "")) if tag == "img" else None
    if data is not None:
        element.set("srcset", data)
    element.attrib.pop("data-sa-shown", None)
    element.attrib.pop("loading", None)


def _head(tree: HtmlElement, url: str, styles: tuple[str, ...]) -> None:
    head = tree.find("head")
    if head is None:
        head = tree.makeelement("head")
        tree.insert(0, head)
    for number, css in enumerate(styles):
        style = tree.makeelement("style", {"data-sa-adopted": str(number)})
        style.text = _quiet(css)
        head.append(style)
    for attributes in (
        {"name": "somearkiv-source", "content": _plain(masking.address(url))},
        {"http-equiv": "Content-Security-Policy", "content": POLICY},
        {"charset": "utf-8"},
    ):
        head.insert(0, tree.makeelement("meta", attributes))


def _quiet(css: str) -> str:
    """CSS that can't end its element. What it fetches is stopped by the policy."""
    return _plain(re.sub(r"</(?=style)", r"<\\/", css, flags=re.IGNORECASE))


def _plain(text: str) -> str:
    """Text without the control characters that no XML tree takes (XML 1.0 §2.2)."""
    return _CONTROLS.sub("\ufffd", text)


def _absolute(url: str, address: str) -> str:
    try:
        return urljoin(url, address.strip())
    except ValueError:
        return address


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
