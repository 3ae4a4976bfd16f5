"""A platform's markup as a table: which elements are posts and comments, and where in them things stand.

The table only *adds* to the general readers: what a selector does not find is looked for by structure, so that a
platform that changes its markup still gives its items, with a remark that the table needs care. Every field can be
overridden from `config.toml` without a new release.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from archiver.errors.usage import ConfigFault
from archiver.model import ItemKind


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors, each may be a comma-separated list; empty means "by structure".

    `post` and `comment` find the items; `author`, `time`, `text`, `permalink` stand inside them; `ignore` is never read.
    `native` finds the platform's own id in a permalink: kind word and regular expression with one or more groups, of
    which the first that matched is the id. With `strict`, nothing is an item that no selector found.
    """

    post: str = ""
    comment: str = ""
    author: str = ""
    time: str = ""
    text: str = ""
    permalink: str = ""
    ignore: str = ""
    native: tuple[tuple[str, str], ...] = ()
    answered: tuple[tuple[str, str], ...] = ()
    """As `native`, but the id of what is answered, where a permalink names that too."""
    strict: bool = True


NO_TABLE = Selectors()
"""A platform without a table: read by structure alone."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The elements of one document that a table found."""

    kinds: dict[HtmlElement, ItemKind] = field(default_factory=dict)
    authors: frozenset[HtmlElement] = frozenset()
    times: frozenset[HtmlElement] = frozenset()
    texts: frozenset[HtmlElement] = frozenset()
    permalinks: frozenset[HtmlElement] = frozenset()
    ignored: frozenset[HtmlElement] = frozenset()
    strict: bool = False


NO_MARKS = Marks()


def marks_of(tree: HtmlElement, table: Selectors) -> Marks:
    """Runs a table over a document."""
    kinds = dict.fromkeys(_found(tree, table.post), ItemKind.POST) | dict.fromkeys(
        _found(tree, table.comment), ItemKind.COMMENT
    )
    return Marks(
        kinds,
        frozenset(_found(tree, table.author)),
        frozenset(_found(tree, table.time)),
        frozenset(_found(tree, table.text)),
        frozenset(_found(tree, table.permalink)),
        frozenset(_found(tree, table.ignore)),
        table.strict and bool(kinds),
    )


def native_id(permalink: str, patterns: tuple[tuple[str, str], ...]) -> str:
    """The platform's own id in a permalink, e.g. `comment:12`; empty where there is none."""
    for kind, pattern in patterns:
        if (match := re.search(pattern, permalink)) and (
            value := next((group for group in match.groups() if group), "")
        ):
            return f"{kind}:{value}"
    return ""


def overridden(table: Selectors, changes: Mapping[str, str], *, file: str, place: str) -> Selectors:
    """The table with some selectors replaced by a municipality's own. Raises ConfigFault for what can't be used."""
    known = {each.name for each in fields(Selectors)} - {"native", "answered", "strict"}
    for name, value in changes.items():
        if name not in known:
            raise ConfigFault(
                file=file, place=f"{place}.{name}", what=f"okänt fält; de som finns är {', '.join(sorted(known))}"
            )
        try:
            CSSSelector(value or "*", translator="html")
        except SelectorError as fault:
            raise ConfigFault(file=file, place=f"{place}.{name}", what="ingen giltig CSS-selektor") from fault
    told = {name: changes.get(name, getattr(table, name)) for name in known}
    return Selectors(**told, native=table.native, answered=table.answered, strict=table.strict)


def _found(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    if not selector:
        return []
    found = CSSSelector(selector, translator="html")(tree)
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []
