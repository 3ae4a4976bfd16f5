"""What the harvest does up to the items: visit with our browser, follow what goes on, read the evidence."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from archiver.capture.browser import Browser
from archiver.capture.visit import Limits, VisitOrder, VisitResult, visit
from archiver.extract.changes import Changes, Known, changes, content_digest
from archiver.extract.items import follow, read_items
from archiver.platforms.platform import Platform, Reading
from archiver.platforms.registry import PLATFORMS, owner_of, platform
from tests.real.truth import Done, Running


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


@dataclass(frozen=True, slots=True)
class Twice:
    """A server captured, changed by its own means, and captured again."""

    running: Running
    first: Harvest
    second: Harvest
    done: Done
    seen: Changes

    def again(self, key: str) -> Reading:
        """The first capture's evidence read by another platform's reader, without network."""
        name, url = self.running.account_name, self.running.url
        return read_items(self.first.folder, platform(key), account_name=name, account_url=url)


def twice(browser: Browser, running: Running, folder: Path) -> Twice:
    """Two captures with a change between them, and what the archive makes of it."""
    first = harvest(browser, running, folder / "1")
    done = running.change()
    second = harvest(browser, running, folder / "2")
    known = {item.identity: Known(item.identity, content_digest(item)) for item in first.reading.items}
    return Twice(running, first, second, done, changes(known, second.reading.items, reached_end=True))
