"""axe-core in a real Chromium: what on a page stands in the way of people (WCAG 2.1 A and AA). For every suite that shows pages.

`assert violations(page) == []` and `assert too_wide(page) == []` at each of `WIDTHS`; `page` is a Playwright page.
"""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
WIDTHS = (320, 1280)
"""The two widths every page is looked at, CSS pixels."""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds on the page as it is now: rule, where, and how to mend it; by these rules alone where named.

    Run past the page's own policy.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(LEVELS)}
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(one => one.violations)", only
    )
    return [
        f"{one['id']}: {node['target']} {' '.join(node['failureSummary'].split())}"
        for one in found
        for node in one["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """What makes a page scroll sideways, as selectors; empty when the page keeps within its width (WCAG 1.4.10)."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const all = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > width + 1);
            return ['page', ...all.map(one => one.tagName.toLowerCase() + '.' + one.className)].slice(0, 8);
        }"""
    )
    return found
