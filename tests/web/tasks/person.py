"""Somebody at a browser: does what a person does, by the words that stand on the page, never by what the page is built of."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.accessibility import too_wide, violations

OPTIONAL = r"( \(frivilligt\))?"


class Visitor:
    """One person's window. Every step waits until the page shows what it needs, and fails with its words otherwise."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    # ------------------------------------------------------------------------------------------------- going about

    def comes_in(self) -> "Visitor":
        """To the overview, as every day begins."""
        self.page.goto(self.address)
        return self

    def opens(self, place: str) -> None:
        """A line of the menu."""
        self._menu().get_by_role("link", name=place, exact=True).click()

    def offered(self) -> list[str]:
        """What the menu offers."""
        return self._menu().get_by_role("link").all_inner_texts()

    def follows(self, words: str, within: str = "") -> None:
        """A link."""
        self.part(within).get_by_role("link", name=words, exact=True).first.click()

    def unfolds(self, words: str) -> None:
        """What lies folded under these words."""
        self.page.locator("summary").filter(has_text=words).first.click()

    def pastes_address(self, path: str) -> None:
        """An address of ours that somebody sent."""
        self.page.goto(self.address + path)

    # ------------------------------------------------------------------------------------------------- doing

    def presses(self, words: str, within: str = "") -> None:
        """A button, by the whole of its words."""
        self._seen(self.part(within).get_by_role("button", name=_whole(words))).click()

    def writes(self, label: str, words: str, within: str = "") -> None:
        """In the field of that label."""
        self._seen(self.part(within).get_by_label(_whole(label))).fill(words)

    def picks(self, label: str, option: str) -> None:
        """In a list to choose from."""
        self._seen(self.page.get_by_label(_whole(label))).select_option(label=option)

    def ticks(self, label: str, within: str = "") -> None:
        """A box or a round button, whose label begins so."""
        self._seen(self.part(within).get_by_label(re.compile(rf"^\s*{re.escape(label)}"))).check()

    def tabs_to(self, words: str, most: int = 60) -> None:
        """With the tabulator alone, to the link, button or field of that name, which must then show that it is there."""
        wanted = self.page.get_by_label(_whole(words)).or_(self.page.get_by_role("link", name=_whole(words)))
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if wanted.and_(self.page.locator(":focus-visible")).count():
                return
        raise AssertionError(f"the tabulator never comes to {words}")

    def gives_file(self, label: str, name: str, content: bytes) -> None:
        self.page.get_by_label(_whole(label)).set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})

    def downloads(self, words: str) -> bytes:
        """What comes when a link or button of these words is pressed."""
        either = self.page.get_by_role("link", name=_whole(words)).or_(
            self.page.get_by_role("button", name=_whole(words))
        )
        with self.page.expect_download() as waited:
            either.first.click()
        return Path(waited.value.path()).read_bytes()

    # ------------------------------------------------------------------------------------------------- seeing

    def sees(self, *words: str) -> None:
        """All of these stand on the page, to be seen."""
        for one in words:
            expect(self.page.get_by_text(one).locator("visible=true").first).to_be_visible()

    def is_told(self, words: str) -> None:
        """The page says so after a step, in a way a screen reader says too."""
        expect(self.page.get_by_role("status").filter(has_text=words).first).to_be_visible()

    def is_warned(self, *words: str) -> None:
        """The page says what went wrong, at once, also to a screen reader."""
        for one in words:
            expect(self.page.get_by_role("alert").filter(has_text=one).first).to_be_visible()

    def does_not_see(self, *words: str) -> None:
        text = self.page.locator("body").inner_text()
        assert [one for one in words if one.lower() in text.lower()] == []

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def looks_right(self) -> None:
        """The state the page is in now stands in nobody's way, wide or narrow."""
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 800})
        assert violations(self.page) == [], self.page.url
        assert too_wide(self.page) == [], self.page.url
        if before:
            self.page.set_viewport_size(before)

    # ------------------------------------------------------------------------------------------------- inside

    def part(self, heading: str) -> Page | Locator:
        """The part of the page under a heading; all of it without one."""
        if not heading:
            return self.page
        boxes: Sequence[str] = ("section", "article", "li", "fieldset")
        title = self.page.get_by_role("heading", name=heading).or_(self.page.locator("legend", has_text=heading))
        return self.page.locator(", ".join(boxes)).filter(has=title).last

    def _seen(self, found: Locator) -> Locator:
        """The first of them that is not folded away: nobody fills in what they don't see."""
        return found.locator("visible=true").first

    def _menu(self) -> Locator:
        return self.page.get_by_role("navigation", name="Huvudmeny")


def _whole(words: str) -> re.Pattern[str]:
    """The whole of a name, besides the word that a field may be left empty and the letter of a key."""
    return re.compile(rf"^\s*{re.escape(words).replace('/', chr(92) + '/')}{OPTIONAL}(\s\w)?\s*$")
