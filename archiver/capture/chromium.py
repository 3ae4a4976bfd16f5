"""`python -m archiver.capture.chromium` starts the browser once and says which it is; exit 5 where none can be started."""

import sys

from archiver.capture.browser import Browser, Look
from archiver.errors.outside import BrowserGone

START_SECONDS = 90.0


def tried() -> str:
    """Name and version of the Chromium that starts, e.g. `Chromium 156.0.8078.79`. Raises BrowserGone."""
    with Browser() as browser:
        browser.run(_open(browser), START_SECONDS)
        return browser.name


async def _open(browser: Browser) -> None:
    async with browser.context(Look("socks5://127.0.0.1:9", (320, 320), "sv-SE", "Europe/Stockholm")):
        pass


if __name__ == "__main__":
    try:
        print(tried())
    except BrowserGone as fault:
        print(fault.message("sv"), file=sys.stderr)
        sys.exit(fault.exit_code)
