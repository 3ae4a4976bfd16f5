"""Found an archive: store, cards and the first administrator. Refuses to overwrite."""

from datetime import datetime

from archiver.model import Person, Role
from jobs.config import Config
from jobs.context import store_settings
from storage.archive import Archive

FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.ARCHIVIST})


def found(config: Config, *, username: str, name: str, email: str = "", now: datetime) -> Archive:
    """A new, empty archive with its first person, who may add others. Raises AlreadyThere where one lies already."""
    archive = Archive.create(store_settings(config))
    person = Person(username, name, email, roles=FIRST_ROLES)
    with archive.change(who=username, at=now, why="init") as change:
        change.put(person)
        change.note("archive.founded", about=person, facts={"municipality": config.municipality.name})
    return archive
