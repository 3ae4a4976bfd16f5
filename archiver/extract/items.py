"""From a capture's evidence folder to its items: posts and comments as a tree, each with a lasting identity.

Works without network on what `capture/` saved, so that old captures can be read again by a better reader. One bad
element never loses the page: what can't be read becomes a remark.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from archiver.dates import rfc3339
from archiver.extract.addresses import key_of, page_key, without_anchor, without_tracking
from archiver.extract.drafts import Draft, Found, fuse, together, url_key
from archiver.extract.evidence import open_evidence
from archiver.extract.listing import answers, listed
from archiver.extract.paging import next_pages
from archiver.extract.prose import flat
from archiver.extract.readers.claims import added_up
from archiver.extract.readers.structure import NOTHING_FOUND
from archiver.model import Author, AuthorRole, Item, ItemKind
from archiver.platforms.platform import Platform, Reading, SavedPage


def read_items(
    evidence: Path, platform: Platform, *, account_name: str, account_url: str, more: Found | None = None
) -> Reading:
    """Everything a capture shows of an account, each item once, in page order.

    Args:
        evidence: the folder `capture/visit.py` filled.
        platform: whose selectors to read with.
        account_name: as the account calls itself; who writes under it is the municipality.
        account_url: the account's address, for the same reason.
        more: what another way in told of the same account, e.g. the platform's interface.
    """
    opened = open_evidence(evidence, account_name=account_name, account_url=account_url)
    each = [platform.read(page) for page in opened.pages]
    found = together([_once_noticed(each), *([more] if more else [])])
    lists = [page for page, read in zip(opened.pages, each, strict=True) if not read.drafts]
    found = replace(found, drafts=_answering(found.drafts, lists))
    reading = as_reading(found, account_name=account_name, account_url=account_url)
    further = dict.fromkeys(address for page in opened.pages for address in next_pages(page.tree, page.url))
    if each and not each[0].drafts:
        of_list = {opened.pages[0].url}
        for page in lists:
            if page.url in of_list:
                of_list.update(next_pages(page.tree, page.url))
                further |= dict.fromkeys(listed(page.tree, page.url))
    return Reading(reading.items, reading.claimed, (*opened.remarks, *reading.remarks), tuple(further))


def _answering(drafts: tuple[Draft, ...], lists: list[SavedPage]) -> tuple[Draft, ...]:
    """With what each answers, where only the lists of letters beside them tell it."""
    above = {key_of(one): url_key(two) for page in lists for one, two in answers(page.tree, page.url).items()}
    return tuple(
        replace(draft, parent=above[key])
        if draft.parent is None and draft.kind is None and (key := key_of(draft.permalink)) in above
        else draft
        for draft in drafts
    )


def _once_noticed(pages: list[Found]) -> Found:
    """All pages together; that a table found nothing is told only where it found nothing anywhere."""
    found = together(pages)
    useful = any(page.drafts and NOTHING_FOUND not in page.remarks for page in pages)
    return replace(found, remarks=tuple(each for each in found.remarks if not useful or each != NOTHING_FOUND))


def read_page(page: SavedPage, platform: Platform) -> Reading:
    """The items of one page."""
    return as_reading(platform.read(page), account_name=page.account_name, account_url=page.account_url)


def follow(reading: Reading, platform: Platform) -> tuple[str, ...]:
    """The next pages of lists, then addresses of posts whose comments are only on their own page, each once."""
    answered = {item.parent for item in reading.items if item.parent}
    pages: dict[str, str] = {}
    for item in reading.items:
        if item.kind is ItemKind.POST and item.permalink and item.identity not in answered:
            pages.setdefault(page_key(item.permalink), without_anchor(item.permalink))
    return (*reading.further, *(page for page in pages.values() if page not in reading.further))


def as_reading(found: Found, *, account_name: str, account_url: str) -> Reading:
    """Fuses the drafts of all pages into items with identities."""
    fused = fuse(tuple(_writable(draft) for draft in found.drafts))
    identities = _identities(fused)
    items = [_item(draft, identities, account_name, account_url) for draft in fused]
    untimed = sum(item.posted_at is None for item in items)
    remarks = (f"{untimed} av {len(items)} inlägg och kommentarer anger ingen tid",) if untimed else ()
    return Reading(tuple(items), added_up(found.claimed), (*found.remarks, *remarks))


def _writable(draft: Draft) -> Draft:
    """A draft whose texts can be written: platforms cut emoji in half, and half of one (a lone surrogate) is no letter."""
    texts = (draft.text, draft.author, draft.permalink, draft.profile_url, draft.native, draft.parent or "")
    media = [text for one in draft.attachments for text in (one.url, one.description)]
    try:
        "".join((*texts, *media)).encode()
    except UnicodeEncodeError:
        return replace(
            draft,
            text=_whole(draft.text),
            author=_whole(draft.author),
            permalink=_whole(draft.permalink),
            profile_url=_whole(draft.profile_url),
            native=_whole(draft.native),
            parent=draft.parent and _whole(draft.parent),
            attachments=tuple(
                replace(one, url=_whole(one.url), description=_whole(one.description)) for one in draft.attachments
            ),
        )
    return draft


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _identities(drafts: Sequence[Draft]) -> dict[str, str]:
    """The identity of each draft by its first key: the platform's id, the permalink, else author, time and place."""
    identities: dict[str, str] = {}
    taken: dict[str, int] = {}
    waiting = {draft.keys[0]: draft for draft in drafts}

    def identity(draft: Draft, depth: int = 0) -> str:
        key = draft.keys[0]
        if key not in identities:
            above = waiting.get(draft.parent or "")
            place = identity(above, depth + 1) if above is not None and depth < 200 else ""
            own = draft.native or key_of(draft.permalink) or _by_place(draft, place)
            taken[own] = taken.get(own, 0) + 1
            identities[key] = own if taken[own] == 1 else f"{own}/{taken[own]}"
        return identities[key]

    for draft in drafts:
        identity(draft)
    return identities


def _by_place(draft: Draft, place: str) -> str:
    """Author, time and place in the thread, never the text; a time told only relatively moves and is left out."""
    moment = rfc3339(draft.when.moment) if draft.when and not draft.when.relative else ""
    seed = "\n".join((flat(draft.author), moment, place))
    return f"plats:{sha256(seed.encode()).hexdigest()[:24]}"


def _item(draft: Draft, identities: dict[str, str], account_name: str, account_url: str) -> Item:
    parent = identities.get(draft.parent) if draft.parent else None
    kind = draft.kind or (ItemKind.COMMENT if draft.parent else ItemKind.POST)
    name = flat(draft.author)
    return Item(
        identity=identities[draft.keys[0]],
        kind=kind,
        author=Author(
            name, without_tracking(draft.profile_url), _role(name, draft.profile_url, account_name, account_url)
        ),
        text=draft.text,
        posted_at=draft.when.moment if draft.when else None,
        posted_precision=draft.when.precision if draft.when else "",
        permalink=without_tracking(draft.permalink),
        parent=parent,
        attachments=draft.attachments,
        box=draft.box,
    )


def _role(name: str, profile_url: str, account_name: str, account_url: str) -> AuthorRole:
    """The municipality where the author is the account, by name or by profile address."""
    if not name:
        return AuthorRole.UNKNOWN
    same_name = bool(account_name) and flat(name).casefold() == flat(account_name).casefold()
    same_profile = bool(profile_url) and key_of(profile_url) == key_of(account_url)
    return AuthorRole.MUNICIPALITY if same_name or same_profile else AuthorRole.CITIZEN
