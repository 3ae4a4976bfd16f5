"""Saved searches: a person's own, with word of new hits. What they find is held against what the person may see then."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.rights import Right, require, sight_of
from archiver.model import Person
from archiver.text import Text
from jobs.context import Context
from storage.database import people, saved_searches
from storage.database.saved_searches import SavedSearch
from storage.database.search_filter import ItemFilter
from storage.database.session import Session

LONGEST_NAME = 100
MOST = 100
"""Searches a person may have."""
OVERLAP = timedelta(days=1)
"""How far back it is looked again: an item is first seen some time before it is filed."""


@dataclass(frozen=True, slots=True)
class NewHits:
    """A search with hits not told of before."""

    search: SavedSearch
    count: int


def save(context: Context, name: str, chosen: ItemFilter, *, alerts: bool) -> SavedSearch:
    """Save a search under a name. Raises UsageFault for a name that is empty, long or taken; RightRefused."""
    require(context.who, Right.SEE_ITEMS)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        what = Text(f"namnet ska ha 1–{LONGEST_NAME} tecken", f"the name takes 1–{LONGEST_NAME} characters")
        raise UsageFault(what=what)
    now = context.now()
    made = SavedSearch(str(uuid4()), context.who.username, name, chosen, alerts, now, now)
    with context.archive.session(write=True) as session:
        own = saved_searches.of_person(session, context.who.username)
        if any(one.name.casefold() == name.casefold() for one in own):
            raise UsageFault(what=Text("namnet används redan", "the name is taken"))
        if len(own) >= MOST:
            raise UsageFault(what=Text(f"du har redan {MOST} sparade sökningar", f"you have {MOST} searches already"))
        saved_searches.put(session, made)
    return made


def own(context: Context) -> list[SavedSearch]:
    """The acting person's searches, by name."""
    with context.archive.session() as session:
        return saved_searches.of_person(session, context.who.username)


def set_alerts(context: Context, id_: str, *, alerts: bool) -> SavedSearch:
    """Tell of new hits, from now on, or stop. Raises Unknown for another's search."""
    with context.archive.session(write=True) as session:
        changed = replace(_own(session, context, id_), alerts=alerts, looked_at=context.now(), told=frozenset())
        saved_searches.put(session, changed)
    return changed


def remove(context: Context, id_: str) -> None:
    """Throw a search away. Raises Unknown for another's."""
    with context.archive.session(write=True) as session:
        saved_searches.remove(session, _own(session, context, id_).id)


def look_for_new(session: Session, now: datetime) -> list[NewHits]:
    """Every search that tells, looked through once more; gives those with new hits. Takes a writing session.

    A search of somebody who has left, or may see no items any more, is left alone.
    """
    active = {one.username: one for one in people.rows(session) if one.active and one.email}
    new: list[NewHits] = []
    for search in saved_searches.with_alerts(session):
        if (person := active.get(search.username)) and (hits := _look(session, search, person, now)):
            new.append(NewHits(search, hits))
    return new


def _look(session: Session, search: SavedSearch, person: Person, now: datetime) -> int:
    since = max(search.looked_at - OVERLAP, search.made_at)
    fresh = set(saved_searches.fresh(session, search.chosen, sight_of(person), since))
    saved_searches.told(session, search.id, now, fresh)
    return len(fresh - search.told)


def _own(session: Session, context: Context, id_: str) -> SavedSearch:
    for one in saved_searches.of_person(session, context.who.username):
        if one.id == id_:
            return one
    raise Unknown(kind=Text("sparad sökning", "saved search"), name=id_)
