"""Frames in the page: what they hold is scrolled to as the page itself is, and shown whole on the picture."""

from archiver.capture.browser import BrowserError
from archiver.capture.tab import Tab
from archiver.errors.outside import TimedOut

_SECONDS = 4.0
_WALK_SECONDS = 8.0
_TALLEST = 20_000
"""CSS pixels. A frame is made no taller."""


async def scroll(tab: Tab, walk: dict[str, object]) -> None:
    """Walk down each frame. One that does not answer is said to be unheard elsewhere (`Tab.unheard`)."""
    for frame in tab.frames():
        try:
            await tab.ask("scroll", walk, _WALK_SECONDS, frame)
        except (BrowserError, TimedOut):
            if tab.remaining <= 0:
                raise


async def grow(tab: Tab) -> None:
    """Make each frame in the text as tall as what it holds, the innermost first, so that the picture shows all of it."""
    for frame in reversed(tab.frames()):
        try:
            held = await tab.within(_SECONDS, frame.evaluate(_HELD))
            if held <= 0:
                continue
            element = await tab.within(_SECONDS, frame.frame_element())
            await tab.within(_SECONDS, element.evaluate(_GROW, min(held, _TALLEST)))
        except (BrowserError, TimedOut):
            if tab.remaining <= 0:
                raise


_HELD = """() => {
  const page = document.scrollingElement || document.documentElement;
  return page && innerHeight >= 80 && innerWidth >= 150 && page.scrollHeight > innerHeight + 8
    && !/hidden|clip/.test(getComputedStyle(document.documentElement).overflowY) ? page.scrollHeight : 0;
}"""
_GROW = """(element, height) => {
  for (let one = element; one && one !== document.body; one = one.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(one).position)) return;
  }
  element.style.setProperty("height", height + element.offsetHeight - element.clientHeight + "px", "important");
  element.style.setProperty("max-height", "none", "important");
}"""
