"""Makes drafts of interfaces' objects: the shapes of `extract/readers/shapes.py` read the fields, the interface's own file
says which item it is and what it answers.

The id is the one the platform's own table finds in the permalink, so that an item got by interface is the same item as
the one seen by the browser.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from archiver.extract.drafts import Draft, url_key
from archiver.extract.readers.json_items import read_json
from archiver.extract.readers.ranks import ANSWER
from archiver.model import Attachment, ItemKind
from archiver.platforms.selectors import Selectors, native_id


def drafted(value: Mapping[str, Any], base: str, place: str, *, without: Iterable[str] = ()) -> Draft | None:
    """The draft of one object itself, None where it holds no words and no pictures. `without`: keys of its answers."""
    bare = {key: one for key, one in value.items() if key not in frozenset(without)}
    found = read_json(bare, base=base, place=place, now=None, rank=ANSWER, sure_only=True)
    return next((draft for draft in found if draft.place == f"{place} 0"), None)


def identified(
    draft: Draft,
    table: Selectors,
    own: str,
    *,
    kind: ItemKind,
    answers: str = "",
    permalink: str = "",
    fallback: str = "",
    attachments: tuple[Attachment, ...] | None = None,
) -> Draft:
    """The draft with its ids.

    Args:
        own: the interface's own id, by which other answers name it.
        answers: the own id of what it answers, or its address; empty for nothing.
        permalink: instead of the draft's.
        fallback: the platform's id, `kind:id`, where the permalink holds none.
    """
    link = permalink or draft.permalink
    return replace(
        draft,
        kind=kind,
        native=native_id(link, table.native) or fallback,
        permalink=link,
        parent=answered(answers),
        attachments=draft.attachments if attachments is None else attachments,
        aliases=(own_key(own), *(key for key in draft.aliases if key.startswith("url:"))),
    )


def own_key(own: str) -> str:
    """The key of an interface's own id."""
    return f"own:{own}"


def answered(whose: str) -> str | None:
    """The key of what is answered: an address or an interface's own id."""
    if not whose:
        return None
    return url_key(whose) if whose.startswith(("http://", "https://")) else own_key(whose)
