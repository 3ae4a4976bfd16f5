"""What may stand in the public reading copy, and how: stricter than what may be handed out on request.

An item is published there only when it is decided all through, open, still published on the platform by its author's and
the municipality's will, and holds no personal number; private persons' names are left out (they are handed out on
request, not spread by the municipality). A capture's picture is published only when every item seen in it is the
municipality's own and publishable, for a picture can't leave a name out.
"""

from collections.abc import Iterable

from archiver.export.documents import content_is_public
from archiver.export.openness import stays_inside
from archiver.export.personal_number import holds_personal_number
from archiver.lifecycle.item_facts import Axis, awaits_decision
from archiver.model import AuthorRole, CaptureRecord
from archiver.records import ItemRecord, Visibility

PRIVATE_PERSON = "Privatperson"


def publishable(record: ItemRecord) -> bool:
    """Whether the item's latest wording may be published."""
    if stays_inside(record) or awaits_decision(record) & {Axis.REGISTRATION, Axis.SECRECY, Axis.VISIBILITY}:
        return False
    if record.register_entry and not content_is_public(record, record.register_entry):
        return False
    return (
        record.axes.visibility is Visibility.PUBLISHED
        and record.missing_since is None
        and not holds_personal_number(record.latest.text)
    )


def shown_author(record: ItemRecord) -> str:
    """The name shown: the municipality's own, never a private person's."""
    author = record.latest.author
    return author.name if author.role is AuthorRole.MUNICIPALITY else PRIVATE_PERSON


def publishable_captures(captures: Iterable[CaptureRecord], records: Iterable[ItemRecord]) -> tuple[CaptureRecord, ...]:
    """The captures whose pictures may be published, given the item records at hand; an item not at hand closes its
    capture, and so does a capture that knows of no items at all."""
    own = {
        record.id
        for record in records
        if publishable(record) and all(one.author.role is AuthorRole.MUNICIPALITY for one in record.versions)
    }
    return tuple(one for one in captures if one.outcome.fileable and one.items_seen and set(one.items_seen) <= own)
