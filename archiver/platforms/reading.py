"""How every platform is read: all general readers, helped by the platform's own table of selectors.

The readers' drafts are laid beside each other; `extract/drafts.py` fuses those that tell of the same item. What a person
sees on the rendered page ranks first, then what the page says of itself to machines, then the HTML as first sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from archiver.extract.drafts import Found, together, without_lonely
from archiver.extract.prose import document_of
from archiver.extract.readers.answers import read_answers
from archiver.extract.readers.feeds import is_feed, read_feed
from archiver.extract.readers.opengraph import read_open_graph
from archiver.extract.readers.ranks import FIRST_SENT
from archiver.extract.readers.scripts import read_scripts
from archiver.extract.readers.structure import read_structure
from archiver.extract.readers.told import told_by_data
from archiver.platforms.platform import Platform, SavedPage, Visiting, Walls
from archiver.platforms.selectors import Selectors, overridden
from archiver.text import Text


def read_with(page: SavedPage, table: Selectors) -> Found:
    """Everything the readers find on a page, in its frames and in the answers saved beside it."""
    raw = page.raw.encode("utf-8", "replace")
    if is_feed(raw):
        return together([read_feed(raw, base=page.url, place=f"{page.url} feed"), read_answers(page)])
    main = read_structure(page, table=table)
    frames = [
        read_structure(frame, inside_frame=bool(main.drafts), table=table, document=f" ram {number}")
        for number, frame in enumerate(page.frames, 1)
    ]
    scripts = read_scripts(page)
    if weak := [draft for draft in scripts.drafts if draft.weak]:
        main, *frames = [replace(each, drafts=tuple(told_by_data(each.drafts, weak))) for each in (main, *frames)]
    first = _first_sent(page, table, len(main.drafts))
    found = together([main, *frames, read_answers(page), scripts, first, read_open_graph(page)])
    return replace(found, drafts=tuple(without_lonely(found.drafts)))


def _first_sent(page: SavedPage, table: Selectors, shown: int) -> Found:
    """What the HTML held before scripts changed it; what has no address of its own or names nobody only confirms.

    Where the page shows more items (`shown`) than that HTML is divided into, one of its blocks may hold several: then its
    words complete none.
    """
    tree = document_of(page.raw, page.url) if page.raw else None
    if tree is None:
        return Found()
    found = read_structure(replace(page, tree=tree, boxes={}), table=table)
    drafts = (
        replace(
            draft,
            place=f"{draft.place} raw",
            parent=f"{draft.parent} raw" if draft.parent and draft.parent.startswith("at:") else draft.parent,
            rank=FIRST_SENT,
            weak=not (draft.permalink and draft.author),
            truncated=draft.truncated or len(found.drafts) < shown,
        )
        for draft in found.drafts
    )
    return Found(tuple(drafts))


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
