"""What a visit is asked to do, from the settings and the account."""

from collections.abc import Callable
from pathlib import Path

from archiver.capture.visit import Limits, VisitOrder
from archiver.model import Account
from archiver.platforms.platform import Platform
from jobs.config import CaptureSettings


def whole_account(
    settings: CaptureSettings, account: Account, reader: Platform, more_pages: Callable[[Path], tuple[str, ...]]
) -> VisitOrder:
    """A visit to the account with its further pages and those `more_pages` finds in the evidence so far."""
    limits = _limits(settings, settings.follow_pages)
    return VisitOrder(
        account.id,
        account.url,
        reader,
        account.pages,
        more_pages,
        limits,
        settings.allowed_networks,
        (settings.viewport_width, settings.viewport_height),
    )


def one_page(settings: CaptureSettings, account: Account, reader: Platform, url: str) -> VisitOrder:
    """A visit to one address of the account and nothing else, done within a minute."""
    return VisitOrder(
        account.id,
        url,
        reader,
        (),
        None,
        _limits(settings, 0, WITHIN_SECONDS, _ONE_PAGE_PIXELS),
        settings.allowed_networks,
        (settings.viewport_width, settings.viewport_height),
    )


WITHIN_SECONDS = 55
"""How long saving before removal may take."""


_ONE_PAGE_PIXELS = 80_000
"""How far one address is opened up: some platforms go on below the thread with posts of others, without end."""


def _limits(
    settings: CaptureSettings, pages: int, seconds: int | None = None, pixels: int = Limits().height_pixels
) -> Limits:
    return Limits(
        height_pixels=pixels,
        seconds=min(seconds or settings.account_seconds, settings.account_seconds),
        page_seconds=settings.page_seconds,
        scrolls=settings.scrolls,
        items=settings.items,
        pages=pages,
        page_bytes=settings.page_megabytes * 1_000_000,
    )
