from pathlib import Path

from archiver.capture.browser import Browser, Look

LOOK = Look("socks5://127.0.0.1:9", (320, 320), "sv-SE", "Europe/Stockholm")
FEATURES, PROFILE = "--disable-features=", "--user-data-dir="


async def _commands(browser: Browser) -> tuple[str, list[str]]:
    """The command line of Chromium with a page open, and those of all processes with the same profile."""
    async with browser.context(LOOK) as context:
        await context.new_page()
        own = _command(Path(f"/proc/{browser.process}"))
        profile = next(one for one in own.split() if one.startswith(PROFILE))
        return own, [line for line in map(_command, Path("/proc").glob("[0-9]*")) if profile in line]


def _command(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_bytes().decode("utf-8", "replace").replace("\0", " ")
    except OSError:
        return ""


def test_what_playwright_turns_off_stays_off(browser: Browser) -> None:
    own, _ = browser.run(_commands(browser), 60)
    first, last = (set(one.removeprefix(FEATURES).split(",")) for one in own.split() if one.startswith(FEATURES))
    assert first < last


def test_nothing_is_drawn_of_the_browsers_own_window(browser: Browser) -> None:
    _, processes = browser.run(_commands(browser), 60)
    assert sum("--type=renderer" in one for one in processes) == 1
    assert not any("--top-chrome-webui" in one for one in processes)
