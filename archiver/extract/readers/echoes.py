"""Words that a page says twice: once for the eye and once for screen readers.

What is `aria-hidden` is not told by screen readers (WAI-ARIA 1.2, 6.6); where a sister beside it says the same to them, one
of the two is enough, for names ("Anna", "Anna") and for times ("6 v •", "6 v sedan").
"""

from datetime import datetime

from lxml.html import HtmlElement

from archiver.extract.prose import flat
from archiver.extract.times import read_time

LONGEST = 80


def without_echoes(tree: HtmlElement, now: datetime | None) -> HtmlElement:
    """The document without what only repeats a sister, changed where it stands."""
    for each in list(tree.iterfind('.//*[@aria-hidden="true"]')):
        said = flat(each.text_content())
        if not said or len(said) > LONGEST or each.getparent() is None:
            continue
        for sister in (each.getnext(), each.getprevious()):
            if sister is not None and isinstance(sister.tag, str) and _echo(said, flat(sister.text_content()), now):
                each.drop_tree()
                break
    return tree


def _echo(said: str, other: str, now: datetime | None) -> bool:
    if said == other:
        return True
    when = read_time(other, now) if 0 < len(other) <= LONGEST else None
    return when is not None and (shown := read_time(said, now)) is not None and shown.moment == when.moment
