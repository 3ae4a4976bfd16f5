"""Answers consent overlays with no, in all frames, and takes away what else lies over the page."""

from archiver.capture import words
from archiver.capture.browser import BrowserError
from archiver.capture.tab import Tab
from archiver.errors.outside import TimedOut
from archiver.platforms.platform import Visiting

NO, ABSENT, HIDDEN = "nej", "fanns inte", "dold"
"""The words of `Reach.consent`."""

_LAYERS = 4


async def refuse(tab: Tab, visiting: Visiting) -> str:
    """Answer no wherever asked. Gives `nej` or `fanns inte`; an overlay without a no is left for `clear`."""
    question = {
        "selectors": [*visiting.consent_no, *words.CONSENT_NO_SELECTORS],
        "subjects": words.CONSENT_SUBJECTS,
        "plain": words.CONSENT_PLAIN,
        "yes": words.CONSENT_YES_PATTERNS,
        "no": words.CONSENT_NO_PATTERNS,
        "settings": words.CONSENT_SETTINGS_PATTERNS,
        "save": words.CONSENT_SAVE_PATTERNS,
        "guesses": words.ITEM_GUESSES,
    }
    answered = ABSENT
    asked_again = 0
    while asked_again < _LAYERS:
        asked_again += 1
        answers = await tab.ask_frames("consent", question)
        if "no" in answers:
            answered = NO
        if not {"no", "settings"} & set(answers):
            break
        await tab.settle(0.12, 2.0, looks=False)
    return answered


async def clear(tab: Tab) -> frozenset[str]:
    """Hide what still lies over the page: `consent`, `login`, `backdrop`, `frame` (a consent overlay in a frame)."""
    took: set[str] = set()
    asks = {"subjects": words.CONSENT_SUBJECTS, "plain": words.CONSENT_PLAIN}
    for frame in tab.frames():
        try:
            if await tab.ask("overlay", asks, 4.0, frame):
                element = await tab.within(4.0, frame.frame_element())
                await tab.within(4.0, element.evaluate("(e) => e.style.setProperty('display', 'none', 'important')"))
                took.add("frame")
        except (BrowserError, TimedOut):
            if tab.remaining <= 0:
                raise
    question = {
        **asks,
        "yes": words.CONSENT_YES_PATTERNS,
        "login": words.LOGIN_WORDS,
        "close": words.CLOSE_WORDS,
        "guesses": words.ITEM_GUESSES,
        "consent": True,
        "bared": bool(took),
    }
    return frozenset(took | {str(one) for one in await tab.ask("clear", question)})
