"""How an item record comes to be and grows: one pure function for each thing a capture can show.

born → reworded … → gone → returned. None of these is a decision; they record what was seen, and keep every earlier wording
(TF 2 kap.: an edit makes a new version; both are kept). What the rules propose of it is `item.with_proposal`'s.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from archiver.model import Account, AuthorRole, Item
from archiver.records import ItemRecord, ItemVersion, item_id

INCOMING = "inkommen"
DRAWN_UP = "upprättad"


def thread_roots(items: Sequence[Item]) -> dict[str, str]:
    """For each identity the identity its thread begins with; a parent that was not captured counts as the beginning."""
    parents = {item.identity: item.parent for item in items}
    roots: dict[str, str] = {}
    for identity in parents:
        walked = [identity]
        while (parent := parents.get(walked[-1])) and parent not in walked:
            walked.append(parent)
        roots[identity] = walked[-1]
    return roots


def born(
    item: Item, account: Account, root: str, capture_id: str, at: datetime, digest: str, picture: str
) -> ItemRecord:
    """The record of an item seen for the first time.

    Received is when its author published it on the account, drawn up when the municipality did (TF 2:9–10); `at`, the
    capture's time, only stands in where the page tells no time. Owner and responsible user are never empty.
    """
    return ItemRecord(
        id=item_id(account.id, item.identity),
        account_id=account.id,
        identity=item.identity,
        kind=item.kind,
        parent_id=item_id(account.id, item.parent) if item.parent else None,
        thread_id=item_id(account.id, root),
        permalink=item.permalink,
        direction=DRAWN_UP if item.author.role is AuthorRole.MUNICIPALITY else INCOMING,
        received_at=item.posted_at or at,
        received_is_estimated=item.posted_at is None,
        owner=account.committee,
        responsible=account.owner.name,
        versions=(_version(item, 1, capture_id, at, digest, picture),),
        first_capture=capture_id,
        last_capture=capture_id,
    )


def reworded(record: ItemRecord, item: Item, capture_id: str, at: datetime, digest: str, picture: str) -> ItemRecord:
    """The record with one more version; it has returned if it was missing."""
    version = _version(item, record.latest.number + 1, capture_id, at, digest, picture)
    return replace(record, versions=(*record.versions, version), last_capture=capture_id, missing_since=None)


def gone(record: ItemRecord, at: datetime) -> ItemRecord:
    """The record of an item that a capture which reached the end did not show. Its visibility waits for a look at the
    permalink."""
    return record if record.missing_since else replace(record, missing_since=at)


def returned(record: ItemRecord, capture_id: str) -> ItemRecord:
    """The record of an item that is there again."""
    return replace(record, missing_since=None, last_capture=capture_id)


def _version(item: Item, number: int, capture_id: str, at: datetime, digest: str, picture: str) -> ItemVersion:
    return ItemVersion(
        number=number,
        author=item.author,
        text=item.text,
        posted_at=item.posted_at,
        posted_precision=item.posted_precision,
        attachments=item.attachments,
        seen_at=at,
        capture_id=capture_id,
        digest=digest,
        picture=picture,
    )
