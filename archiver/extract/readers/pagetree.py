"""Puts the drafts of one page into one tree: a list of posts, a thread, or the comments on the page's post."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from archiver.extract.addresses import anchor_of, key_of, page_key, without_anchor
from archiver.extract.drafts import Draft, url_key
from archiver.extract.readers.ranks import STRUCTURE
from archiver.model import ItemKind
from archiver.platforms.platform import SavedPage

LATER_PAGE = re.compile(r"(?i)(?:[?&](?:page|paged|sida|cpage)=|/(?:page|sida|comment-page)[/-])(\d+)")
ENTRY = re.compile(r"/(post|posts|comment|kommentar|inlägg|inlagg|svar|reply|message|meddelande|entry|p|c)[/-]\d+$")
"""How an address below a thread's own names one of its entries: `/tema/53/post/144`."""
_NUMBER_AT_END = re.compile(r"/\d{1,4}$")
LATER_START = re.compile(r"(?i)[?&](?:start|offset)=(\d+)")


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page with what its blocks tell of it: `apart`, its outermost blocks are posts of their own; `bare`, no article
    stands beside them; `first`, the running number of the first where they are numbered as one thread, else 0."""

    page: SavedPage
    apart: bool
    bare: bool
    first: int = 0

    @property
    def is_later(self) -> bool:
        """Whether the page is the second or later of a list."""
        if self.first:
            return self.first > 1
        number, start = LATER_PAGE.search(self.page.url), LATER_START.search(self.page.url)
        return bool((number and int(number[1]) > 1) or (start and int(start[1]) > 0))

    @property
    def thread(self) -> str:
        """The key that the pages of one thread share."""
        return f"url:{page_key(self.page.url)}"


def as_tree(drafts: list[Draft], anchors: Mapping[str, str], shown: PageOf) -> list[Draft]:
    """Gives every comment its post. `anchors` are the blocks' own places on the page, by the drafts' places."""
    if len(_posts(drafts)) > 1:
        drafts = [
            replace(each, permalink=anchors[each.place]) if _is_post(each) and not each.permalink else each
            for each in drafts
        ]
    drafts = _as_thread(drafts, anchors, shown)
    posts = _posts(drafts)
    if posts and _is_pages_own(posts, shown) and key_of(shown.page.url) != key_of(shown.page.account_url):
        own = replace(posts[0], permalink=shown.page.url, rank=STRUCTURE)
        drafts = [own if each is posts[0] else each for each in drafts]
    elif len(posts) == 1 and _is_unanswered_thread(posts[0], anchors, shown):
        own = replace(posts[0], aliases=(*posts[0].aliases, shown.thread), rank=STRUCTURE)
        drafts = [own if each is posts[0] else each for each in drafts]
    elif len(posts) == 1 and _is_of_page(posts[0], drafts, shown):
        own = replace(posts[0], aliases=(*posts[0].aliases, url_key(shown.page.url)), rank=STRUCTURE)
        drafts = [own if each is posts[0] else each for each in drafts]
    posts = _posts(drafts)
    return [replace(each, parent=_post_of(each, posts, shown)) if _is_orphan(each) else each for each in drafts]


def _is_pages_own(posts: list[Draft], shown: PageOf) -> bool:
    """Whether the first post has no address but the page's: it is the only one, or all others lead away to pages of their own."""
    return _leads_back(posts[0].permalink, shown.page.url) and all(
        each.permalink and page_key(each.permalink) != page_key(shown.page.url) for each in posts[1:]
    )


def _leads_back(permalink: str, url: str) -> bool:
    """Whether a post's address is none, or the page's with parameters that only tell how to show it."""
    return not permalink or (
        "?" not in url and "#" not in permalink and key_of(permalink.partition("?")[0]) == key_of(url)
    )


def _is_unanswered_thread(post: Draft, anchors: Mapping[str, str], shown: PageOf) -> bool:
    """Whether a page's only post is a place on it: the first of a thread that nobody has answered."""
    anchor = anchor_of(post.permalink)
    if shown.is_later or key_of(shown.page.url) == key_of(shown.page.account_url):
        return False
    return shown.first == 1 or (
        shown.bare
        and bool(anchor)
        and anchor == anchor_of(anchors[post.place])
        and page_key(post.permalink) == page_key(shown.page.url)
    )


def _is_of_page(post: Draft, drafts: list[Draft], shown: PageOf) -> bool:
    """Whether a page is its only post's, though that post shows an address beside it: the first message of a case."""
    here = key_of(shown.page.url)
    elsewhere = page_key(post.permalink) != page_key(shown.page.url)
    return (
        elsewhere
        and not shown.is_later
        and here != key_of(shown.page.account_url)
        and all(key_of(draft.permalink) != here for draft in drafts)
        and (
            any(draft.parent is not None for draft in drafts)
            or (len(drafts) == 1 and shown.bare)
            or _entries_below([post], shown) is not None
        )
    )


def _is_post(draft: Draft) -> bool:
    return draft.parent is None and draft.kind is ItemKind.POST


def _is_orphan(draft: Draft) -> bool:
    return draft.parent is None and draft.kind is ItemKind.COMMENT


def _posts(drafts: list[Draft]) -> list[Draft]:
    return [draft for draft in drafts if _is_post(draft)]


def _as_thread(drafts: list[Draft], anchors: Mapping[str, str], shown: PageOf) -> list[Draft]:
    """On a page that is one thread, the first draft is its post and all others answer it.

    A thread is told by outermost blocks that are numbered through, or that all are places on the same page, with no title
    or answers of their own and no article beside them. On its later pages there is no first.
    """
    posts = _posts(drafts)
    below = _entries_below(posts, shown)
    top = (
        posts
        if len(posts) > 1 or (posts and (shown.first > 1 or (below and below.is_later)))
        else [draft for draft in drafts if _is_orphan(draft)]
        if not posts and shown.bare
        else []
    )
    here = {page_key(draft.permalink) for draft in top if anchor_of(draft.permalink)}
    alone = len(top) == 1 and top[0].kind is ItemKind.POST
    places = len(here) == 1 and not shown.apart and all(anchor_of(draft.permalink) for draft in top)
    later = below.is_later if below else shown.is_later
    if not top or (alone and not (shown.first > 1 or (below and later))) or not (places or shown.first or below):
        return drafts
    thread = below.key if below else shown.thread
    first = None if later else top[-1] if not shown.first and _newest_first(top) else top[0]
    members = {draft.place for draft in top if draft is not first}
    return [
        _first_of(draft, anchors, shown)
        if draft is first
        else replace(draft, kind=ItemKind.COMMENT, parent=thread)
        if draft.place in members
        else draft
        for draft in drafts
    ]


@dataclass(frozen=True, slots=True)
class _Below:
    """A thread whose entries are named below its own address, `key`; `is_later`, this is not its first page."""

    key: str
    is_later: bool


def _entries_below(posts: list[Draft], shown: PageOf) -> _Below | None:
    """The thread that a page's outermost blocks are entries of by their addresses: `/tema/53/post/144` on `/tema/53` or
    `/tema/53/2`. Nothing on the account's own page, and nothing where blocks have titles of their own."""
    here = page_key(shown.page.url)
    heads = {ENTRY.sub("", key) if ENTRY.search(key) else "" for key in (page_key(each.permalink) for each in posts)}
    head = heads.pop() if len(heads) == 1 else ""
    if not head or shown.apart or here == page_key(shown.page.account_url):
        return None
    if head == here:
        return _Below(f"url:{head}", is_later=False)
    number = _NUMBER_AT_END.search(here)
    if number and here[: number.start()] == head:
        return _Below(f"url:{head}", is_later=int(number[0][1:]) > 1)
    return None


def _newest_first(drafts: list[Draft]) -> bool:
    """Whether a thread is shown from its last entry to its first, as its times tell."""
    times = [draft.when.moment for draft in drafts if draft.when is not None and not draft.when.relative]
    return len(times) == len(drafts) > 1 and all(one > two for one, two in pairwise(times))


def _first_of(draft: Draft, anchors: Mapping[str, str], shown: PageOf) -> Draft:
    """The post of a thread. Where it has no link to itself but its place on the page, the thread's address is its own."""
    address = without_anchor(shown.page.url) if draft.permalink == anchors.get(draft.place) else draft.permalink
    aliases = (*draft.aliases, url_key(draft.permalink), shown.thread)
    return replace(draft, kind=ItemKind.POST, permalink=address, aliases=aliases, rank=STRUCTURE)


def _post_of(comment: Draft, posts: list[Draft], shown: PageOf) -> str:
    """The post a comment outside every block belongs to: by its permalink, else the page's only post, else the page."""
    of_link = f"url:{page_key(comment.permalink)}" if anchor_of(comment.permalink) else ""
    if of_link and any(of_link in draft.keys for draft in posts):
        return of_link
    return posts[0].keys[0] if len(posts) == 1 else of_link or url_key(without_anchor(shown.page.url))
