"""Scrolls and presses "visa fler" until nothing new comes, and waits for what each press started however long it takes.

Height is no measure: feeds load late, repeat themselves or shrink. What counts is whether an identity or a piece of text
never seen before came, and whether each press brought something. Every limit that ends it, every answer that did not
come and every "visa fler" that stays shut is said in the completeness statement.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from archiver.capture import frames, words
from archiver.capture.browser import BrowserError
from archiver.capture.order import Limits
from archiver.capture.tab import Tab
from archiver.errors.outside import TimedOut
from archiver.platforms.platform import Visiting

_PRESSES = 200
"""At most so many in one round, so that one round ends."""
_WAITS = ((0.1, 2.0), (0.4, 4.0), (0.8, 6.0))
"""Quiet and longest wait, seconds, after the first, second and third round without anything new."""
_PATIENT = (1.2, 8.0)
"""The same after each later round, for presses that have brought nothing yet."""
_PATIENT_ROUNDS = 3
_WALK_SECONDS = 20.0
"""For one walk down the page; what an endless feed does not reach in that time, the next walk goes on from."""
_FRAME_MILLISECONDS = 5000
_END = 1e9
"""Pixels; a walk that begins there begins at the end."""
_ANSWER_SECONDS = 30.0
"""How long an answer to what a press started is waited for."""


@dataclass
class Unfolded:
    """What opening the page up gave. `not_reached` in plain Swedish; `again` says whether a fresh try may give more."""

    seen: set[str] = field(default_factory=set)
    scrolls: int = 0
    opened: int = 0
    not_reached: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    again: bool = False


@dataclass
class _Look:
    """What one look at all frames told."""

    novel: int = 0
    waiting: int = 0
    lost: int = 0


async def unfold(tab: Tab, visiting: Visiting, limits: Limits, reserve_seconds: float) -> Unfolded:
    """Open the page up. Stops `reserve_seconds` before the visit's deadline, so that the evidence can be taken."""
    done = Unfolded()
    began = tab.network.moves
    unanswered, idle, height = 0, 0, 0.0
    await tab.ask("keep", {"selector": visiting.items, "guesses": words.ITEM_GUESSES})
    look = await _look(tab, visiting, done)
    while idle < len(_WAITS) or (look.waiting and idle < len(_WAITS) + _PATIENT_ROUNDS):
        why = _enough(done, limits, height, tab.remaining <= reserve_seconds)
        if why:
            done.not_reached.append(why)
            break
        before, mark = len(done.seen), tab.network.moves
        pressed, *_ = await _press(tab, visiting, min(_PRESSES, limits.opened - done.opened))
        done.opened += pressed
        if pressed:
            patience = min(_ANSWER_SECONDS, max(1.0, tab.remaining - reserve_seconds))
            if not await tab.settle(*_WAITS[0], since=mark, answer_seconds=patience, looks=False):
                unanswered += tab.network.give_up(mark)
        walk: dict[str, object] = {"step": 0.9, "nudge": idle == 2, "tallest": limits.height_pixels}
        walk["most"] = 1000 * max(1.0, min(_WALK_SECONDS, tab.remaining - reserve_seconds))
        height = float(await tab.ask("scroll", {**walk, "from": 0 if idle == 1 else max(0.0, height - 2000)}, 60.0))
        await frames.scroll(
            tab, {**walk, "most": _FRAME_MILLISECONDS, "from": 0 if idle == 1 or not done.scrolls else _END}
        )
        done.scrolls += 1
        # The last rounds wait for pictures too: a script may have waited for them.
        await tab.settle(*(_WAITS[idle] if idle < len(_WAITS) else _PATIENT), looks=idle > 0)
        look = await _look(tab, visiting, done)
        idle = 0 if len(done.seen) > before or look.novel else idle + 1
    await _account(tab, visiting, done, look, unanswered, began)
    return done


async def _account(tab: Tab, visiting: Visiting, done: Unfolded, look: _Look, unanswered: int, began: int) -> None:
    """Say what stays shut and what was never answered."""
    _, left, counts = await _press(tab, visiting, 0)
    shut = left + look.lost
    failed = tab.network.failed(began, urlsplit(tab.page.url).hostname or "")
    if shut:
        done.not_reached.append(f"{shut} ”visa fler” på sidan gick inte att öppna.")
    if counts:
        done.lacking.append(
            f"{counts} räknare (som ”7 svar”) öppnade inget, fast färre syns; det som räknas kan saknas."
        )
    if unanswered:
        done.not_reached.append(f"{unanswered} frågor som sidan ställde när den öppnades fick inget svar i tid.")
    if failed:
        done.not_reached.append(f"{failed} frågor som sidan ställde till sin server misslyckades.")
    done.again = bool(look.lost or unanswered or failed)


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


async def _press(tab: Tab, visiting: Visiting, most: int) -> tuple[int, int, int]:
    """How many were pressed in all frames, how many are seen that nothing has opened, and how many counts opened nothing;
    `most` 0 only counts."""
    question = {
        "selectors": visiting.more,
        "texts": [*(_whole(text) for text in visiting.more_texts), *words.MORE_PATTERNS],
        "never": words.NEVER_PATTERNS,
        "most": most,
        "guesses": words.ITEM_GUESSES,
    }
    answers = await tab.ask_frames("press", question)
    pressed, left, counts = (sum(int(one[name]) for one in answers) for name in ("pressed", "left", "counts"))
    return pressed, left, counts


async def _look(tab: Tab, visiting: Visiting, done: Unfolded) -> _Look:
    question = {"selector": visiting.items, "guesses": words.ITEM_GUESSES}
    look = _Look()
    for frame in [tab.page.main_frame, *tab.frames()]:
        outermost = frame is tab.page.main_frame
        try:
            found = await tab.ask("look", question, 20.0, frame)
        except (BrowserError, TimedOut):
            if outermost or tab.remaining <= 0:
                raise
            continue
        done.seen.update(f"{'' if outermost else frame.url}{name}" for name in found["names"])
        look.novel += int(found["novel"])
        look.waiting += int(found["waiting"])
        look.lost += int(found["lost"])
    return look


def _whole(text: str) -> str:
    """A visible button text as a pattern: letter for letter, where JavaScript would read a sign otherwise."""
    return "^" + "".join(f"\\{c}" if c in r"\^$.*+?()[]{}|/" else c for c in text.strip().lower())
