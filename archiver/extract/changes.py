"""What is new, changed, gone and back since the archive last looked at an account."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archiver.digest import digest_of
from archiver.extract.addresses import key_of, without_query
from archiver.extract.prose import flat
from archiver.model import Item


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows of an item: its latest version's digest, and since when a full capture lacks it."""

    item_id: str
    digest: str
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Items by what happened to them; `gone` are identities. One that is back and also changed is in both."""

    new: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    unchanged: tuple[Item, ...] = ()
    gone: tuple[str, ...] = ()
    returned: tuple[Item, ...] = ()


def content_digest(item: Item) -> str:
    """SHA-512 over what the author wrote: author, text and attachments.

    Times, counters, places on the picture and the ever-changing parameters of content networks are never in it, nor is
    a permalink; spaces are flattened, so that the same item gives the same digest in every capture.
    """
    attachments = sorted({f"{each.kind} {_lasting(each.kind, each.url)}" for each in item.attachments})
    content = {"author": flat(item.author.name), "text": flat(item.text), "attachments": attachments}
    return digest_of(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())


def changes(known: Mapping[str, Known], seen: Sequence[Item], *, reached_end: bool) -> Changes:
    """Compares what is known (by identity) with what a capture showed.

    Nothing is gone unless the capture reached the end; what was gone already is not told again.
    """
    new: list[Item] = []
    changed: list[Item] = []
    unchanged: list[Item] = []
    returned: list[Item] = []
    for item in seen:
        before = known.get(item.identity)
        if before is None:
            new.append(item)
            continue
        (unchanged if before.digest == content_digest(item) else changed).append(item)
        if before.missing_since is not None:
            returned.append(item)
    identities = {item.identity for item in seen}
    gone = (
        [key for key, before in known.items() if key not in identities and before.missing_since is None]
        if reached_end
        else []
    )
    return Changes(tuple(new), tuple(changed), tuple(unchanged), tuple(gone), tuple(returned))


def _lasting(kind: str, url: str) -> str:
    """The part of an attachment's address that stays: a content network's host and signature change between visits."""
    if kind == "link":
        return key_of(url)
    return without_query(url).rpartition("/")[2] or without_query(url)
