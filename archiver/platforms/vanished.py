"""What an address that no longer shows an item says of how it went: the platforms' own words, as data.

Only words that name the doer or the cause count. Everything else that is gone is "oåtkomlig": it can't be seen, and we
don't know by whose hand.
"""

import re
from dataclasses import dataclass

from archiver.records import Visibility

_EVERYWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing a platform says. `platforms` empty: any; `words` is a regular expression, case-blind."""

    platforms: frozenset[str]
    words: str
    means: Visibility


SIGNS = (
    Sign(
        frozenset({"x"}),
        r"(this (post|tweet) was deleted by (the|its) (post|tweet)?\s?author|(inlägget|tweeten) togs bort av (dess )?författaren)",
        Visibility.REMOVED_BY_SENDER,
    ),
    Sign(
        frozenset({"youtube"}),
        r"(video removed by the uploader|videon har tagits bort av den som laddade upp)",
        Visibility.REMOVED_BY_SENDER,
    ),
    Sign(
        frozenset({"wordpress", "forum", "feed"}),
        r"((comment|post) (was )?(deleted|removed) by (its |the )?author|användaren har tagit bort (sin|sitt))",
        Visibility.REMOVED_BY_SENDER,
    ),
    Sign(
        _EVERYWHERE,
        r"(borttag(et|en)|raderat|raderad) av (avsändaren|författaren|användaren|den som skrev)|(deleted|removed) by (its |the )?(author|user|poster|sender)\b",
        Visibility.REMOVED_BY_SENDER,
    ),
)


def how_it_went(platform: str, text: str) -> Visibility:
    """What the words at an item's address say of its going; `text` is what the page shows, any length.

    Returns:
        REMOVED_BY_SENDER where the platform says so, else UNREACHABLE.
    """
    for sign in SIGNS:
        if (not sign.platforms or platform in sign.platforms) and re.search(sign.words, text, re.IGNORECASE):
            return sign.means
    return Visibility.UNREACHABLE
