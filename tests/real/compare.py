"""Compares what was read from a capture with the truth: recall, precision, and every field, with a list of differences."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from archiver.model import Item
from tests.real.truth import Entry, Truth

FIELDS = ("kind", "author", "time", "permalink", "parent", "text")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`right` counts by field over the matched pairs; `leaked` are hidden texts that were found."""

    truth: int
    read: int
    matched: int
    right: dict[str, int]
    leaked: int
    differences: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.matched / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        return self.matched / self.read if self.read else 0.0

    def share(self, field: str) -> float:
        """Share of the matched items with this field right."""
        return self.right[field] / self.matched if self.matched else 0.0

    def table(self, most: int = 40) -> str:
        """A person's view: the figures, then the first differences."""
        shares = "  ".join(f"{field} {self.share(field):.3f}" for field in FIELDS)
        head = f"recall {self.recall:.3f} ({self.matched}/{self.truth})  precision {self.precision:.3f} ({self.matched}/{self.read})"
        rest = len(self.differences) - most
        more = [f"… and {rest} more"] if rest > 0 else []
        return "\n".join([head, shares, f"leaked {self.leaked}", *self.differences[:most], *more])


def same_address(address: str) -> str:
    """An address without scheme and with its letters decoded; query and fragment count."""
    parts = urlsplit(address)
    query = f"?{unquote(parts.query)}" if parts.query else ""
    fragment = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    return unicodedata.normalize("NFC", f"{parts.netloc}{unquote(parts.path).rstrip('/')}{query}{fragment}")


def plain(text: str) -> str:
    """Words alone: NFC, spaces and line breaks as one space, typographers' quotes, dashes and dots made simple."""
    text = unicodedata.normalize("NFC", text).replace("\ufe0f", "")
    text = re.sub(r"[”“„«»]", '"', re.sub(r"[’‘´]", "'", text)).replace("…", "...")
    return re.sub(r"\s+", " ", re.sub(r"[–—]", "-", text)).strip()


def same_text(entry: Entry, item: Item) -> bool:
    """The whole text, with or without the heading before it."""
    shown = plain(item.text)
    return shown in (plain(entry.text), plain(f"{entry.title} {entry.text}"))


def _likeness(entry: Entry, item: Item) -> float:
    """How surely an item is this entry by its words: 1 when they are all there, below when nearly."""
    ours, theirs = plain(entry.text), plain(item.text)
    if ours == theirs or (ours and ours in theirs):
        return 1.0 + (item.kind.value == entry.kind) / 4
    return SequenceMatcher(None, ours[:400], theirs[:400]).ratio() if theirs else 0.0


def _pairs(truth: Truth, items: Sequence[Item]) -> dict[str, Item]:
    """Each entry with the one item most like it: addresses first, then equal words, then nearly equal words."""
    pairs: dict[str, Item] = {}
    free = {item.identity: item for item in items}
    by_address: dict[str, list[Item]] = {}
    for item in items:
        by_address.setdefault(same_address(item.permalink), []).append(item)
    for entry in truth.entries:
        addresses = (entry.permalink, *entry.also)
        for item in (one for address in addresses for one in by_address.get(same_address(address), [])):
            if item.identity in free and item.kind.value == entry.kind:
                pairs[entry.key] = free.pop(item.identity)
                break
    for floor in (1.0, 0.85):
        for entry in truth.entries:
            if entry.key not in pairs and free:
                best = max(free.values(), key=lambda item: _likeness(entry, item))
                if floor <= _likeness(entry, best):
                    pairs[entry.key] = free.pop(best.identity)
    return pairs


def compare(truth: Truth, items: Sequence[Item]) -> Comparison:
    """Everything that is public against everything that was read."""
    pairs = _pairs(truth, items)
    keys = {item.identity: key for key, item in pairs.items()}
    right: Counter[str] = Counter()
    differences: list[str] = []
    for entry in truth.entries:
        item = pairs.get(entry.key)
        if item is None:
            differences.append(f"MISSING {entry.key} {entry.kind} {entry.permalink} {plain(entry.text)[:60]}")
            continue
        for field, wanted, got in _fields(entry, item, keys):
            if wanted == got:
                right[field] += 1
            else:
                differences.append(f"{field.upper()} {entry.key}: wanted {wanted!r}, read {got!r}")
    known = set(keys)
    for item in items:
        if item.identity not in known:
            differences.append(f"TOO MUCH {item.kind.value} {item.identity} {item.permalink} {plain(item.text)[:60]!r}")
    hidden = [plain(text) for text in truth.hidden]
    leaked = sum(any(text in plain(item.text) for text in hidden) for item in items)
    return Comparison(
        len(truth.entries), len(items), len(pairs), dict(right) | _zeros(right), leaked, tuple(differences)
    )


def _zeros(right: Counter[str]) -> dict[str, int]:
    return {field: right[field] for field in FIELDS}


def _fields(entry: Entry, item: Item, keys: dict[str, str]) -> list[tuple[str, str, str]]:
    """(field, wanted, read) for each field; a time that the server shows nowhere is right when none is made up."""
    wanted_time = f"{entry.at:%Y-%m-%d %H:%M}" if entry.time_shown else ""
    read_time = f"{item.posted_at:%Y-%m-%d %H:%M}" if item.posted_at else ""
    read_parent = keys.get(item.parent, f"?{item.parent}") if item.parent else ""
    same = same_text(entry, item)
    link = same_address(item.permalink)
    wanted_link = link if link in {same_address(one) for one in entry.also} else same_address(entry.permalink)
    return [
        ("kind", entry.kind, item.kind.value),
        ("author", plain(entry.author), plain(item.author.name)),
        ("time", wanted_time, read_time),
        ("permalink", wanted_link, link),
        ("parent", entry.parent or "", read_parent),
        ("text", "", "" if same else plain(item.text)[:300]),
    ]
