"""What one source on one page says about one item, and how several such drafts become one item.

A page tells of the same comment in several places: the rendered block, the JSON-LD in the raw HTML, an interface's
answer. Each becomes a `Draft` with the keys it can be known by; drafts that share a key, or plainly say the same, are
fused field by field. A key is `id:…` (the platform's own), `url:…` (a permalink) or `at:…` (a place on one page).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from archiver.extract.addresses import key_of
from archiver.extract.prose import flat
from archiver.extract.times import When
from archiver.model import Attachment, Box, ItemKind


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as one source tells it; empty fields are what the source does not know.

    `native` is the platform's own id with its kind, e.g. `comment:12`; `place` is unique on all pages of a capture;
    `parent` is any key of the item it answers; `aliases` are further keys. `rank` says how far the source is trusted:
    lower first.
    """

    place: str
    kind: ItemKind | None = None
    native: str = ""
    permalink: str = ""
    author: str = ""
    profile_url: str = ""
    text: str = ""
    when: When | None = None
    parent: str | None = None
    attachments: tuple[Attachment, ...] = ()
    box: Box | None = None
    aliases: tuple[str, ...] = ()
    rank: int = 5
    truncated: bool = False
    weak: bool = False
    """May enrich an item that another source found, but is none by itself where others found any."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything it can be known by, the most lasting first."""
        own = (f"id:{self.native}" if self.native else "", url_key(self.permalink), *self.aliases, f"at:{self.place}")
        return tuple(dict.fromkeys(key for key in own if key))


@dataclass(frozen=True, slots=True)
class Found:
    """What the readers found on one page: drafts in page order, what the page says it has, remarks in Swedish."""

    drafts: tuple[Draft, ...] = ()
    claimed: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def url_key(url: str) -> str:
    """The key of a permalink, empty for none."""
    key = key_of(url) if url else ""
    return f"url:{key}" if key else ""


def together(parts: Iterable[Found]) -> Found:
    """Several findings after each other; claims take the largest."""
    drafts: list[Draft] = []
    claimed: dict[str, int] = {}
    remarks: list[str] = []
    for part in parts:
        drafts += part.drafts
        for kind, count in part.claimed.items():
            claimed[kind] = max(count, claimed.get(kind, 0))
        remarks += [remark for remark in part.remarks if remark not in remarks]
    return Found(tuple(drafts), claimed, tuple(remarks))


def without_lonely(drafts: Sequence[Draft]) -> list[Draft]:
    """Leaves out weak drafts that no other source confirms, where there are surer ones at all; the others get a key of what
    confirmed them, which elsewhere may be told by still others."""
    if not any(draft.weak for draft in drafts) or all(draft.weak for draft in drafts):
        return list(drafts)
    confirmed: dict[str, str] = {}
    for group in _same_text(_by_key(drafts)):
        sure = next((draft.keys[0] for draft in group if not draft.weak), None)
        confirmed |= {draft.place: sure for draft in group if sure}
    return [
        replace(draft, aliases=(*draft.aliases, confirmed[draft.place])) if draft.weak else draft
        for draft in drafts
        if draft.place in confirmed
    ]


def fuse(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft per item, in the order the items first appear; parents name the first key of the item answered."""
    groups = _same_text(_by_key(drafts))
    fused = [_one(group) for group in groups]
    owner = {
        key: draft.keys[0] for group, draft in zip(groups, fused, strict=True) for part in group for key in part.keys
    }
    return [_with_parent(draft, group, owner) for draft, group in zip(fused, groups, strict=True)]


def _by_key(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Groups drafts that share a key, transitively (union–find over keys)."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for draft in drafts:
        first, *rest = draft.keys
        for key in rest:
            leader[find(key)] = find(first)
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(find(draft.keys[0]), []).append(draft)
    return list(groups.values())


def _same_text(groups: list[list[Draft]]) -> list[list[Draft]]:
    """Joins groups of different sources that say the same words, by the same author, at the same time."""
    kept: list[list[Draft]] = []
    by_text: dict[str, list[list[Draft]]] = {}
    for group in groups:
        words = max((flat(draft.text) for draft in group), key=len)[:120]
        twin = (
            next((other for other in by_text.get(words, ()) if _twins(group, other)), None) if len(words) >= 2 else None
        )
        if twin is not None:
            twin.extend(group)
            continue
        kept.append(group)
        by_text.setdefault(words, []).append(group)
    return kept


def _twins(group: list[Draft], other: list[Draft]) -> bool:
    """Whether two groups of different sources, none with a contradicting key, are the same item.

    What is weak may come from the same source of another page: it is no item by itself.
    """
    if {_source(draft) for draft in group} & {_source(draft) for draft in other}:
        return False
    for mark in ("native", "permalink"):
        ours = {getattr(draft, mark) for draft in group} - {""}
        theirs = {getattr(draft, mark) for draft in other} - {""}
        if ours and theirs:
            return False
    authors = (
        {flat(d.author).casefold() for d in group if d.author},
        {flat(d.author).casefold() for d in other if d.author},
    )
    if authors[0] and authors[1] and not authors[0] & authors[1]:
        return False
    return all(_compatible(a.when, b.when) for a in group for b in other)


def _source(draft: Draft) -> tuple[int, str]:
    return draft.rank, draft.place.partition(" ")[0] if draft.weak else ""


def _compatible(one: When | None, two: When | None) -> bool:
    if one is None or two is None or one.relative or two.relative:
        return True
    return abs((one.moment - two.moment).total_seconds()) < (90 if max(one.coarseness, two.coarseness) <= 1 else 86_400)


def _one(group: list[Draft]) -> Draft:
    """The best of each field: the most trusted source that knows it, the finest time, the whole text."""
    ranked = sorted(group, key=lambda draft: draft.rank)
    native = _first(draft.native for draft in ranked)
    permalink = _first(draft.permalink for draft in ranked)
    named = next((draft for draft in ranked if draft.author and draft.profile_url), None)
    author = _first(draft.author for draft in ranked)
    return replace(
        ranked[0],
        place=group[0].place,
        kind=next((draft.kind for draft in ranked if draft.kind), None),
        native=native,
        permalink=permalink,
        author=author,
        profile_url=named.profile_url if named and named.author == author else _first(d.profile_url for d in ranked),
        text=_text(ranked),
        when=_when([draft.when for draft in ranked if draft.when]),
        parent=next((draft.parent for draft in ranked if draft.parent), None),
        attachments=max((draft.attachments for draft in ranked), key=len),
        box=next((draft.box for draft in group if draft.box), None),
        aliases=tuple(dict.fromkeys(key for draft in ranked for key in draft.keys)),
    )


def _when(times: list[When]) -> When | None:
    """The most trusted absolute time, refined by a finer telling of the same; a relative one only where there is no other."""
    best: When | None = None
    for when in sorted(times, key=lambda when: when.relative):
        if best is None or (when.coarseness < best.coarseness and _compatible(best, when)):
            best = when
    return best


def _text(ranked: list[Draft]) -> str:
    """The most trusted text, unless it was cut and another source has the whole of it."""
    texts = [draft for draft in ranked if draft.text]
    if not texts:
        return ""
    best = texts[0]
    for other in texts[1:]:
        if (
            len(other.text) > len(best.text)
            and (best.truncated or _is_cut(best.text, other.text))
            and not other.truncated
        ):
            best = other
    return best.text


def _is_cut(short: str, long: str) -> bool:
    start = flat(short).rstrip(" .…[]»>")
    return bool(start) and (flat(long).startswith(start) or (start in flat(long) and len(start) > 40))


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _with_parent(draft: Draft, group: list[Draft], owner: dict[str, str]) -> Draft:
    """The parent as the first key of a known item; an unknown one stays as it was told."""
    told = [part.parent for part in sorted(group, key=lambda part: part.rank) if part.parent]
    own = draft.keys[0]
    known = next((owner[key] for key in told if key in owner and owner[key] != own), None)
    return replace(draft, parent=known)
