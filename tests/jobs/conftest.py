"""An archive of a small municipality in a folder of its own, and contexts for the people in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.model import ApprovalRole, Person, Role
from archiver.text import Text
from jobs import enrol, people
from jobs.config import Config, read_config
from jobs.context import Context
from jobs.found import found
from storage.archive import Archive

TEMPLATE = Path(__file__).resolve().parents[2] / "docs" / "handbok" / "konto.toml"
STAFF = (
    Person("bo", "Bo Chef", roles=frozenset({Role.MANAGER})),
    Person("carin", "Carin Informatör", roles=frozenset({Role.INFORMATION_OFFICER})),
    Person("rut", "Rut Registrator", roles=frozenset({Role.REGISTRAR})),
    Person("olle", "Olle Kontoansvarig", roles=frozenset({Role.ACCOUNT_OWNER})),
    Person("lars", "Lars Läsare", roles=frozenset({Role.READER})),
)


@dataclass
class Clock:
    """A clock the test turns; every look at it takes a millisecond."""

    time: datetime = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(milliseconds=1)
        return self.time


@dataclass
class Town:
    """The archive, its people and its clock. `as_` gives the context of a person; `said` is what jobs told."""

    config: Config
    archive: Archive
    folder: Path
    clock: Clock = field(default_factory=Clock)
    said: list[Text] = field(default_factory=list)

    def as_(self, username: str) -> Context:
        person = self.archive.get(Person, username)
        return Context(self.config, self.archive, person, self.clock, self.said.append)

    def account_file(self, **changes: str) -> Path:
        """The handbook's template with other values for top-level keys."""
        text = TEMPLATE.read_text(encoding="utf-8")
        for key, value in changes.items():
            lines = [f'{key} = "{value}"' if line.startswith(f"{key} = ") else line for line in text.splitlines()]
            text = "\n".join(lines)
        file = self.folder / "konto.toml"
        file.write_text(text, encoding="utf-8")
        return file

    def open_account(self, **changes: str) -> str:
        """An account taken through every lawful step; its id."""
        account = enrol.propose(self.as_("olle"), self.account_file(**changes))
        enrol.approve(self.as_("bo"), account.id, ApprovalRole.MANAGER)
        enrol.approve(self.as_("carin"), account.id, ApprovalRole.INFORMATION_OFFICER)
        enrol.open_(self.as_("carin"), account.id)
        return account.id


@pytest.fixture
def config_for(tmp_path: Path) -> Callable[..., Config]:
    """Settings in `tmp_path`, with extra TOML."""

    def write(extra: str = "") -> Config:
        file = tmp_path / "config.toml"
        file.write_text(f'[municipality]\nname = "Lillåns kommun"\n{extra}', encoding="utf-8")
        return read_config(file)

    return write


@pytest.fixture
def town_with(tmp_path: Path, config_for: Callable[..., Config]) -> Iterator[Callable[..., Town]]:
    """A founded archive, its settings with extra TOML."""
    opened: list[Archive] = []

    def build(extra: str = "") -> Town:
        config = config_for(extra)
        clock = Clock()
        archive = found(config, username="anna", name="Anna Arkivarie", now=clock())
        opened.append(archive)
        town = Town(config, archive, tmp_path, clock)
        for person in STAFF:
            people.add(town.as_("anna"), person)
        return town

    yield build
    for archive in opened:
        archive.close()


@pytest.fixture
def town(town_with: Callable[..., Town]) -> Town:
    """A founded archive with its people."""
    return town_with()
