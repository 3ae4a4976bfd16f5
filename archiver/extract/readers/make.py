"""Whether elements are of the same make: built by the same part of a program, as tag, role and class names tell."""

import re

from lxml.html import HtmlElement

from archiver.extract.readers.hints import tokens

_COUNTING = re.compile(r"(^|[-_])\d+$")


def alike(one: HtmlElement, other: HtmlElement) -> bool:
    """Whether two elements are of the same make: same tag, and a class or the lack of any in common."""
    if one.tag != other.tag or (one.get("role") or "") != (other.get("role") or ""):
        return False
    ours, theirs = _make(one), _make(other)
    return (not ours and not theirs) or bool(ours & theirs)


def same_make(one: HtmlElement, other: HtmlElement) -> bool:
    """Whether two elements share most of their class names, of which they have some; the tag of a custom element is a name
    too (HTML, 4.13.3)."""
    if one.tag != other.tag:
        return False
    ours, theirs = _names(one), _names(other)
    if not ours and not theirs:
        return "-" in one.tag
    return bool(ours & theirs) and 2 * len(ours & theirs) >= max(len(ours), len(theirs))


def _make(element: HtmlElement) -> frozenset[str]:
    """Class names without those that only count or mark (`post-12`, `odd`, `first`)."""
    return frozenset(
        name
        for name in tokens(element)
        if not re.search(r"\d", name) and name not in ("odd", "even", "alt", "first", "last", "active")
    )


def _names(element: HtmlElement) -> frozenset[str]:
    """Class names without those that count, as `post-12`; those that a build made up (`x1lliihq`) are names too."""
    return frozenset(name for name in tokens(element) if not _COUNTING.search(name))
