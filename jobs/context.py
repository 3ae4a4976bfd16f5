"""What every job is given: the settings, the archive, who acts, the clock and somebody to tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archiver.classify.appraisal import RuleSettings
from archiver.classify.ledger import LEDGER, ModelLedger
from archiver.errors.usage import Unknown
from archiver.model import Person, Role
from archiver.text import Text
from jobs.config import Config
from storage.archive import Archive, StoreSettings
from storage.kinds import kind_of, object_id_of
from storage.shelf import Shelf

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
    """Which rules propose: the built-in ones, the municipality's own file, and the model a person has adopted."""
    return RuleSettings(own_file=rules_file(config), model_file=_adopted_model(config.path(config.storage.root)))


def rules_file(config: Config) -> Path | None:
    """The municipality's own words and rules; None where it has none."""
    return config.path(config.classification.rules) if config.classification.rules else None


def _adopted_model(root: Path) -> Path | None:
    """The model in use as a file on the shelf; None for the delivered one, or where there is no archive yet."""
    try:
        shelf = Shelf(root)
    except Unknown:
        return None
    object_id = object_id_of(ModelLedger, LEDGER)
    inventory = shelf.inventory(object_id)
    if inventory is None:
        return None
    ledger: ModelLedger = shelf.thing(kind_of(ModelLedger), inventory)
    candidate = ledger.candidate(ledger.current)
    return shelf.path_of(inventory, candidate.file) if candidate else None
