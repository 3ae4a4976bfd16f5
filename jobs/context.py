"""What every job is given: the settings, the archive, who acts, the clock and somebody to tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from archiver.classify.appraisal import RuleSettings
from archiver.errors import Unknown
from archiver.model import Person, Role
from archiver.text import Text
from jobs.config import Config
from storage.archive import Archive, StoreSettings

SYSTEM = Person("somearkiv", "Somearkiv", roles=frozenset({Role.OPERATOR}))
"""Who acts when nobody is there: the daemon."""


def utc_now() -> datetime:
    """The time now, aware, UTC, to the microsecond."""
    return datetime.now(UTC)


def tell_nobody(_said: Text) -> None:
    """A listener for jobs that nobody watches."""


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to every job as its first argument. `say` gets short progress texts, never item content."""

    config: Config
    archive: Archive
    who: Person = SYSTEM
    now: Callable[[], datetime] = utc_now
    say: Callable[[Text], None] = tell_nobody


def store_settings(config: Config) -> StoreSettings:
    """Where shelf, copy and cards lie, as absolute paths."""
    return StoreSettings(
        root=config.path(config.storage.root),
        database_url=config.database_url,
        work=config.path(config.storage.work) if config.storage.work else None,
        copy_root=config.path(config.storage.copy.root) if config.storage.copy.root else None,
        tsa_url=config.storage.tsa_url,
        tsa_roots=config.path(config.storage.tsa_roots) if config.storage.tsa_roots else None,
    )


@contextmanager
def opened(config: Config, *, cards: bool = True) -> Iterator[Archive]:
    """The archive of a config, closed afterwards; without `cards` also one whose cards contradict the shelf."""
    archive = Archive.open(store_settings(config), cards=cards)
    try:
        yield archive
    finally:
        archive.close()


def person(archive: Archive, username: str) -> Person:
    """An active person by user name; Unknown otherwise."""
    found = archive.find(Person, username)
    if found is None or not found.active:
        raise Unknown(kind=Text("användare", "user"), name=username)
    return found


def rule_settings(config: Config) -> RuleSettings:
    """Which rules propose: the built-in ones and the municipality's own file."""
    return RuleSettings(own_file=config.path(config.classification.rules) if config.classification.rules else None)
