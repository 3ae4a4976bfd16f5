"""How every platform is read: all general readers, helped by the platform's own table of selectors.

The readers' drafts are laid beside each other; `extract/drafts.py` fuses those that tell of the same item. What a person
sees on the rendered page ranks first, then what the page says of itself to machines, then the HTML as first sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from archiver.extract.drafts import Found, together
from archiver.extract.readers.structure import read_structure
from archiver.platforms.platform import Platform, SavedPage, Visiting, Walls
from archiver.platforms.selectors import Selectors, overridden
from archiver.text import Text


def read_with(page: SavedPage, table: Selectors) -> Found:
    """Everything the readers find on a page, in its frames and in the answers saved beside it."""
    main = read_structure(page, table=table)
    frames = [read_structure(frame, inside_frame=bool(main.drafts), table=table) for frame in page.frames]
    return together([main, *frames])


def described(
    key: str,
    name: Text,
    version: str,
    hosts: tuple[str, ...],
    table: Selectors,
    visiting: Visiting | None = None,
    walls: Walls | None = None,
) -> Platform:
    """A platform made from its table; the visit counts the table's items unless `visiting` says otherwise."""
    items = ", ".join(selector for selector in (table.post, table.comment) if selector)
    return Platform(
        key=key,
        name=name,
        version=version,
        hosts=hosts,
        read=partial(read_with, table=table),
        visiting=visiting or Visiting(items=items),
        walls=walls or Walls(),
        table=table,
    )


def with_changes(platform: Platform, changes: Mapping[str, str], *, file: str, place: str) -> Platform:
    """The platform with some selectors replaced by a municipality's own. Raises ConfigFault naming the place."""
    table = overridden(platform.table, changes, file=file, place=place)
    items = ", ".join(selector for selector in (table.post, table.comment) if selector)
    return replace(
        platform,
        table=table,
        version=f"{platform.version}+egna",
        read=partial(read_with, table=table),
        visiting=replace(platform.visiting, items=items),
    )
