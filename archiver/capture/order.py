"""What a visit is asked to do, within what limits, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from archiver.model import FileFact, Outcome, Reach
from archiver.platforms.platform import Platform


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how far and how much. Whatever is reached ends the visit or its part, and the completeness statement says so."""

    seconds: float = 240
    """The whole visit, all its pages."""
    page_seconds: float = 45
    """Until the server has given one page."""
    scrolls: int = 400
    pages: int = 500
    """Further pages of one visit."""
    items: int = 5000
    opened: int = 3000
    """How many "visa fler" are pressed."""
    height_pixels: int = 200_000
    """CSS pixels; a longer page is pictured that far."""
    page_bytes: int = 60_000_000
    """The HTML of one document."""
    transfer_bytes: int = 1_000_000_000
    """All that comes from outside in one visit."""
    elements: int = 400_000
    """Elements of one document whose place is kept."""
    memory_bytes: int = 3_000_000_000
    """What all of the browser's processes may take together."""


@dataclass(frozen=True, slots=True)
class VisitOrder:
    """One visit to one account.

    `pages` are further addresses to capture into `pages/<n>/`; `more_pages` is asked, when these lie in
    the folder and again after each round, which more there are (next pages, permalinks of posts), until none is new. `allowed_networks` is what on the own network may be reached, see
    `guard.Allowed`. `state` is a logged-in session's storage state, read and never written.
    """

    account_id: str
    url: str
    platform: Platform
    pages: tuple[str, ...] = ()
    more_pages: Callable[[Path], tuple[str, ...]] | None = None
    limits: Limits = Limits()
    allowed_networks: tuple[str, ...] = ()
    viewport: tuple[int, int] = (1280, 900)
    language: str = "sv-SE"
    timezone: str = "Europe/Stockholm"
    state: Mapping[str, Any] | None = None
    permission: str = ""
    """What the way in rests on; empty takes the usual sentence for the method."""


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What was got. `files` are relative to the folder, in path order; times are UTC."""

    started_at: datetime
    finished_at: datetime
    outcome: Outcome
    requested_url: str
    final_url: str
    http_status: int | None
    browser: str
    user_agent: str
    viewport: tuple[int, int]
    language: str
    method: str
    permission: str
    reach: Reach
    files: tuple[FileFact, ...] = field(default=())
