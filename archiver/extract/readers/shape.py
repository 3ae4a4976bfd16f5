"""What is said of one kind of JSON object: where it keeps what we want of a post or comment.

Paths are dotted; a number is a place in a list; the first path that holds something wins. A shape is recognised by
the keys it needs.
"""

from dataclasses import dataclass

from archiver.model import ItemKind


@dataclass(frozen=True, slots=True)
class Shape:
    """Where one kind of JSON object keeps what we want.

    `needs` are keys that must all be there; `values` are keys whose value must be one of a set (lists: any element).
    `native` names the platform's id with its kind word, `{…}` being paths; `link` builds a permalink the same way where
    the object holds none. `children` are paths to answers. `unsure` marks objects that only may be items.
    """

    name: str
    needs: tuple[str, ...]
    values: tuple[tuple[str, frozenset[str]], ...] = ()
    kind: ItemKind | None = None
    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    html: bool = True
    author: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    id: tuple[str, ...] = ("id",)
    native: str = ""
    link: str = ""
    parent: tuple[str, ...] = ()
    parent_native: str = ""
    children: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    unsure: bool = False


NAME_KEYS = (
    "displayName",
    "display_name",
    "name",
    "full_name",
    "title",
    "login",
    "username",
    "preferredUsername",
    "handle",
    "nickname",
    "screen_name",
    "unique_id",
    "uniqueId",
)
URL_KEYS = ("url", "profile_url", "html_url", "link", "profileUrl", "uri")
