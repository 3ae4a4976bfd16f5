"""Scrolls and presses "visa fler" until nothing new comes, counted by the identities of posts and comments.

Height is no measure: feeds load late, repeat themselves or shrink. What counts is whether an identity never seen before
came. Every limit that ends it is said in the completeness statement.
"""

from dataclasses import dataclass, field

from archiver.capture import words
from archiver.capture.browser import BrowserError
from archiver.capture.order import Limits
from archiver.capture.tab import Tab
from archiver.errors import TimedOut
from archiver.platforms.platform import Visiting

_PRESSES = 200
"""At most so many in one round, so that one round ends."""
_WAITS = ((0.1, 2.0), (0.4, 4.0), (0.8, 6.0))
"""Quiet and longest wait, seconds, after the first, second and third round without anything new."""


@dataclass
class Unfolded:
    """What opening the page up gave. `not_reached` in plain Swedish."""

    seen: set[str] = field(default_factory=set)
    scrolls: int = 0
    opened: int = 0
    not_reached: list[str] = field(default_factory=list)


async def unfold(tab: Tab, visiting: Visiting, limits: Limits, reserve_seconds: float) -> Unfolded:
    """Open the page up. Stops `reserve_seconds` before the visit's deadline, so that the evidence can be taken."""
    done = Unfolded()
    idle = 0
    height = 0.0
    await tab.ask("keep", {"selector": visiting.items, "guesses": words.ITEM_GUESSES})
    await _count(tab, visiting, done)
    while idle < len(_WAITS):
        why = _enough(done, limits, height, tab.remaining <= reserve_seconds)
        if why:
            done.not_reached.append(why)
            return done
        before = len(done.seen)
        pressed = await _press(tab, visiting, min(_PRESSES, limits.opened - done.opened))
        done.opened += pressed
        walk = {"from": 0 if idle == 1 else max(0.0, height - 2000), "step": 0.9, "nudge": idle == 2}
        height = float(await tab.ask("scroll", walk, 60.0))
        done.scrolls += 1
        await tab.settle(*_WAITS[idle])
        await _count(tab, visiting, done)
        idle = 0 if len(done.seen) > before else idle + 1
    return done


def _enough(done: Unfolded, limits: Limits, height: float, late: bool) -> str:
    """Why to stop here, in plain Swedish; empty to go on."""
    if late:
        return "Tiden tog slut innan hela flödet var öppnat."
    if done.scrolls >= limits.scrolls:
        return f"Flödet fortsatte efter {limits.scrolls} rullningar."
    if len(done.seen) >= limits.items:
        return f"Flödet fortsatte efter {limits.items} inlägg och kommentarer."
    if height >= limits.height_pixels:
        return f"Sidan fortsatte nedanför {limits.height_pixels} bildpunkter."
    if done.opened >= limits.opened:
        return f"Fler än {limits.opened} ”visa fler” fanns att öppna."
    return ""


async def _press(tab: Tab, visiting: Visiting, most: int) -> int:
    question = {
        "selectors": visiting.more,
        "texts": [*(_whole(text) for text in visiting.more_texts), *words.MORE_PATTERNS],
        "never": words.NEVER_PATTERNS,
        "most": most,
    }
    return sum(int(answer) for answer in await tab.ask_frames("press", question))


async def _count(tab: Tab, visiting: Visiting, done: Unfolded) -> None:
    question = {"selector": visiting.items, "guesses": words.ITEM_GUESSES}
    for frame in [tab.page.main_frame, *tab.frames()]:
        outermost = frame is tab.page.main_frame
        try:
            found = await tab.ask("items", question, 20.0, frame)
            done.seen.update(f"{'' if outermost else frame.url}{name}" for name in found)
        except (BrowserError, TimedOut):
            if outermost or tab.remaining <= 0:
                raise


def _whole(text: str) -> str:
    """A visible button text as a pattern: letter for letter, where JavaScript would read a sign otherwise."""
    return "^" + "".join(f"\\{c}" if c in r"\^$.*+?()[]{}|/" else c for c in text.strip().lower())
