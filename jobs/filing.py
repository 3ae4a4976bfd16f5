"""What a capture showed, as the item records to file with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archiver.classify.appraisal import Context as Circumstances
from archiver.classify.appraisal import Rulebook, appraise
from archiver.extract.changes import Changes, content_digest
from archiver.extract.window import could_have_shown
from archiver.extract.word_map import cutter, read_words, to_bytes, words_path
from archiver.images import crop_all, pixels, size_of
from archiver.lifecycle.item import observed, with_proposal
from archiver.lifecycle.record import born, gone, returned, reworded, thread_roots
from archiver.model import Account, Box, Item
from archiver.records import ItemRecord, Visibility, item_id


@dataclass(frozen=True, slots=True)
class Showing:
    """One capture's showing: which account, which capture, when, where its evidence lies, the items in page order."""

    account: Account
    capture_id: str
    at: datetime
    evidence: Path
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """The item records a capture makes or alters, and their new pictures: {record id: {path in the object: file}}."""

    new: tuple[ItemRecord, ...]
    changed: tuple[ItemRecord, ...]
    gone: tuple[ItemRecord, ...]
    returned: tuple[ItemRecord, ...]
    pictures: dict[str, dict[str, Path]]

    @property
    def records(self) -> tuple[ItemRecord, ...]:
        """All of them, each once."""
        return self.new + self.changed + self.gone + self.returned


def records_to_file(showing: Showing, found: Changes, rules: Rulebook, record: Callable[[str], ItemRecord]) -> Filed:
    """The records to put on the shelf for a capture; `record` gives the record a known item id has now.

    Writes nothing but the items' own pictures, into the evidence folder.
    """
    account, at, capture = showing.account, showing.at, showing.capture_id
    roots = thread_roots(showing.items)
    texts = {item.identity: item.text for item in showing.items}
    pictures: dict[str, dict[str, Path]] = {}

    cut = _pictures(showing, (*found.new, *found.changed))

    def picture(item: Item, number: int) -> str:
        if item.identity not in cut:
            return ""
        path = f"versions/{number}/picture.png"
        files = {path: cut[item.identity]}
        words = cut[item.identity].with_suffix(".words.json")
        if words.is_file():
            files[words_path(path)] = words
        pictures[item_id(account.id, item.identity)] = files
        return path

    def appraised(one: ItemRecord, item: Item) -> ItemRecord:
        circumstances = Circumstances(
            kind=item.kind.value,
            platform=account.platform,
            author_role=item.author.role.value,
            author_name=item.author.name,
            in_reply_to_text=texts.get(item.parent or "", ""),
            posted_at=item.posted_at,
            activity=account.activity,
        )
        return with_proposal(one, appraise(item.text, circumstances, rules, at, version=one.latest.number), at)

    def first(item: Item) -> ItemRecord:
        one = born(item, account, roots[item.identity], capture, at, content_digest(item), picture(item, 1))
        return appraised(one, item)

    def again(item: Item) -> ItemRecord:
        before = record(item_id(account.id, item.identity))
        one = reworded(before, item, capture, at, content_digest(item), picture(item, before.latest.number + 1))
        one = seen_again(one, at)
        return appraised(one, item)

    reworded_identities = {item.identity for item in found.changed}
    absent = (record(item_id(account.id, identity)) for identity in found.gone)
    return Filed(
        new=tuple(first(item) for item in found.new),
        changed=tuple(again(item) for item in found.changed),
        gone=tuple(gone(one, at) for one in could_have_shown(absent, showing.items)),
        returned=tuple(
            seen_again(returned(record(item_id(account.id, item.identity)), capture), at)
            for item in found.returned
            if item.identity not in reworded_identities
        ),
        pictures=pictures,
    )


def seen_again(record: ItemRecord, at: datetime) -> ItemRecord:
    """The record of what a capture shows: what was said to have disappeared stands there after all."""
    lost = (Visibility.UNREACHABLE, Visibility.REMOVED_BY_SENDER)
    return observed(record, Visibility.PUBLISHED, at) if record.axes.visibility in lost else record


def _pictures(showing: Showing, items: Iterable[Item]) -> dict[str, Path]:
    """Each item's own picture, cut out of the page's; by identity, absent where the page gave no place for it."""
    files: dict[str, Path] = {}
    places: dict[str, dict[Path, Box]] = {}
    for item in items:
        if item.box is not None:
            file = showing.evidence / "items" / f"{item_id(showing.account.id, item.identity)}.png"
            files[item.identity] = file
            places.setdefault(item.box.picture, {})[file] = item.box
    written: set[Path] = set()
    for master, wanted in places.items():
        if (showing.evidence / master).is_file():
            written |= crop_all(showing.evidence / master, wanted)
            _cut_words(showing.evidence / master, wanted)
    return {identity: file for identity, file in files.items() if file in written}


def _cut_words(master: Path, cuts: dict[Path, Box]) -> None:
    """Beside each item's picture, where its words stand on it; nothing where the page doesn't tell."""
    file = master.with_name("words.json")
    page = read_words(file.read_bytes()) if file.is_file() else None
    if page is None:
        return
    size, cut = size_of(master), cutter(page)
    for target, box in cuts.items():
        edges = pixels(box, size)
        if edges is not None:
            target.with_suffix(".words.json").write_bytes(to_bytes(cut(edges)))
