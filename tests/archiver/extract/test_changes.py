"""What is new, changed, gone and back."""

from dataclasses import replace
from datetime import UTC, datetime

from archiver.extract.changes import Known, changes, content_digest
from archiver.model import Attachment, Author, Box, Item, ItemKind

MOMENT = datetime(2026, 11, 2, 13, 2, tzinfo=UTC)
ITEM = Item(
    identity="lillan.example/inlagg/1",
    kind=ItemKind.POST,
    author=Author("Lillåns kommun"),
    text="Bron är klar.",
    posted_at=MOMENT,
    attachments=(Attachment("image", "https://cdn1.example/bro.jpg?sig=abc&w=320"),),
)


def test_the_same_item_seen_again_is_unchanged() -> None:
    again = replace(
        ITEM,
        text="Bron  är\nklar.",
        box=Box(0, 10, 20, 30),
        posted_precision="minute",
        attachments=(Attachment("image", "https://cdn7.example/bro.jpg?sig=xyz&w=640"),),
    )
    assert content_digest(again) == content_digest(ITEM)
    result = changes({ITEM.identity: Known("a", content_digest(ITEM))}, [again], reached_end=True)
    assert result.unchanged == (again,)
    assert not result.changed
    assert not result.new
    assert not result.gone


def test_an_edited_text_is_a_change_and_not_a_new_item() -> None:
    edited = replace(ITEM, text="Bron är nästan klar.")
    result = changes({ITEM.identity: Known("a", content_digest(ITEM))}, [edited], reached_end=True)
    assert result.changed == (edited,)
    assert not result.new


def test_an_item_is_gone_only_when_the_capture_reached_the_end() -> None:
    known = {ITEM.identity: Known("a", content_digest(ITEM))}
    assert changes(known, [], reached_end=False).gone == ()
    assert changes(known, [], reached_end=True).gone == (ITEM.identity,)


def test_what_was_gone_already_is_not_told_again_but_its_return_is() -> None:
    known = {ITEM.identity: Known("a", content_digest(ITEM), missing_since=MOMENT)}
    assert changes(known, [], reached_end=True).gone == ()
    assert changes(known, [ITEM], reached_end=True).returned == (ITEM,)


def test_an_attachment_added_is_a_change() -> None:
    more = replace(ITEM, attachments=(*ITEM.attachments, Attachment("image", "https://cdn1.example/ny.jpg")))
    assert content_digest(more) != content_digest(ITEM)
