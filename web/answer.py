"""What a page handler gives back: a page, a redirect, a file or bytes. `web/dispatch.py` makes the response."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archiver.text import Text


@dataclass(frozen=True, slots=True)
class Shown:
    """A page made from a template of `web/templates/`. `title` is the page's `<title>` and first heading."""

    template: str
    title: Text
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """On to another page of ours (303), which shows the message `told` (a key of the section's `told`)."""

    path: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class SentAway:
    """On to an address outside (303): only the municipality's own sign-in service."""

    url: str


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of the archive. `name` is what it is saved as; `inline` shows it in the browser (pictures only)."""

    file: Path
    media_type: str
    name: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class SentBytes:
    """Bytes made for the occasion, as a download or inline."""

    content: bytes
    media_type: str
    name: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class WithCookie:
    """Another answer that also sets cookies: name → value; an empty value removes it. Seconds None: until the browser
    closes."""

    answer: "Shown | Sent | SentAway"
    cookies: Mapping[str, str]
    seconds: int | None = None


Answer = Shown | Sent | SentAway | SentFile | SentBytes | WithCookie
