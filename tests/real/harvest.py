"""What the harvest does up to the items: visit with our browser, follow what goes on, read the evidence."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from archiver.capture.browser import Browser
from archiver.capture.visit import Limits, VisitOrder, VisitResult, visit
from archiver.extract.items import follow, read_items
from archiver.platforms.platform import Platform, Reading
from archiver.platforms.registry import PLATFORMS, owner_of
from tests.real.truth import Running


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one capture of a running server gave."""

    result: VisitResult
    reading: Reading
    folder: Path


def reader_of(running: Running) -> Platform:
    """The platform an archivist would choose for it in the register; the general reader where there is none."""
    return next((one for one in PLATFORMS if one.key == running.platform), owner_of(running.url))


def harvest(
    browser: Browser,
    running: Running,
    folder: Path,
    reader: Platform | None = None,
) -> Harvest:
    """Captures the account with everything it goes on to and reads it, by `reader` or the one the register names."""
    chosen = reader or reader_of(running)

    def more_pages(evidence: Path) -> tuple[str, ...]:
        found = read_items(evidence, chosen, account_name=running.account_name, account_url=running.url)
        return follow(found, chosen)

    order = VisitOrder(
        account_id=running.name,
        url=running.url,
        platform=chosen,
        pages=running.pages,
        more_pages=more_pages,
        limits=Limits(seconds=1500),
        allowed_networks=(urlsplit(running.url).netloc, *running.networks),
    )
    result = visit(browser, order, folder, now=lambda: datetime.now(UTC))
    reading = read_items(folder, chosen, account_name=running.account_name, account_url=running.url)
    return Harvest(result, reading, folder)
