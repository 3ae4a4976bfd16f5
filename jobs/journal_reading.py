"""The journal as somebody may read it: nothing of items they may not see, and no reasons where they see no secrets (law 5)."""

from dataclasses import replace
from datetime import datetime

from archiver.lifecycle.rights import Right, require, sight_of
from archiver.records import JournalLine
from jobs.context import Context
from storage.database import items, journal
from storage.kinds import PREFIX

ITEM = f"{PREFIX}item:"
ABOUT_ITEMS = tuple(f"{PREFIX}{word}:" for word in ("item", "hold", "removal", "disclosure", "delivery", "case"))
"""Kinds whose lines may tell of single items."""


def lines(
    context: Context, since: datetime | None, about: str | None, after: int, limit: int
) -> tuple[list[JournalLine], int]:
    """Lines in their order from a time, after a number, and the number to go on from (0 at the end). Raises RightRefused."""
    require(context.who, Right.SEE_JOURNAL)
    sight = sight_of(context.who)
    with context.archive.session() as session:
        found = journal.following(session, since, about, after, limit)
        ids = {one.about.removeprefix(ITEM) for one in found if one.about.startswith(ITEM)}
        seen = {row.id for row in items.among(session, ids, sight)} if ids else set()
    going_on = found[-1].number if len(found) == limit else 0
    wide = sight.secrets and sight.committees is None
    if wide:
        return found, going_on
    kept = [one for one in found if one.about.removeprefix(ITEM) in seen or not one.about.startswith(ABOUT_ITEMS)]
    return [replace(one, why="") for one in kept], going_on
