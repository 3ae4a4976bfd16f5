"""Every platform's export there is: a new one is a file of its own and one line here."""

from collections.abc import Iterable

from archiver.takeout import facebook, instagram, linkedin, x, youtube
from archiver.takeout.takeout import Takeout

TAKEOUTS: tuple[Takeout, ...] = (
    facebook.TAKEOUT,
    instagram.TAKEOUT,
    x.TAKEOUT,
    youtube.TAKEOUT,
    linkedin.TAKEOUT,
)


def takeout_of(names: Iterable[str], platform: str) -> Takeout | None:
    """Whose export a ZIP with these names is, the account's own platform's first; None where it is nobody's."""
    there = tuple(names)
    recognised = [one for one in TAKEOUTS if one.recognised(there)]
    return next((one for one in recognised if one.platform == platform), recognised[0] if recognised else None)
