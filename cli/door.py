"""The command line's door: global options, how a person is told, how the archive is opened."""

import getpass
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import to_jsonable_python
from rich.console import Console
from rich.table import Table

from archiver.model import Person
from archiver.text import Language, Text
from jobs.config import Config, read_config
from jobs.context import Context, opened, utc_now
from storage.archive import Archive

DEFAULT_CONFIG = "config.toml"


@dataclass(frozen=True, slots=True)
class Door:
    """The global options of one call."""

    config_file: Path
    as_json: bool
    language: Language
    username: str

    def t(self, text: Text, **facts: object) -> str:
        """A text in the caller's language."""
        return text.fill(self.language, **facts)

    def config(self) -> Config:
        """The settings."""
        return read_config(self.config_file)

    @contextmanager
    def context(self) -> Iterator[Context]:
        """The archive opened for the acting person; a caller the archive doesn't know has no roles."""
        config = self.config()
        with opened(config) as archive:
            yield Context(config, archive, self.person(archive), utc_now, self.progress)

    def person(self, archive: Archive) -> Person:
        """The acting person; one without roles where the archive does not know the name."""
        found = archive.find(Person, self.username)
        return found if found and found.active else Person(self.username, self.username)

    def progress(self, said: Text) -> None:
        """Tell how long work goes on: standard error, so that standard output stays the result."""
        print(f"  {self.t(said)} …", file=sys.stderr, flush=True)

    def tell(self, text: Text, **facts: object) -> None:
        """Tell a person; standard error where the caller asked for JSON."""
        print(self.t(text, **facts), file=sys.stderr if self.as_json else sys.stdout)

    def warn(self, text: Text, **facts: object) -> None:
        """Tell a person what did not go well: standard error."""
        print(self.t(text, **facts), file=sys.stderr, flush=True)

    def give(self, value: object) -> None:
        """Give one JSON document or one line of JSON Lines; nothing where JSON was not asked for."""
        if self.as_json:
            print(json.dumps(to_jsonable_python(value), ensure_ascii=False), flush=True)

    def table(self, headings: Sequence[Text], rows: Sequence[Sequence[object]], empty: Text) -> None:
        """Show rows to a person; `empty` says what to do when there are none."""
        if self.as_json:
            return
        if not rows:
            print(self.t(empty))
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for number, heading in enumerate(headings):
            table.add_column(self.t(heading), overflow="fold", no_wrap=number == 0)
        for row in rows:
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        console = Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False)
        console.print(table)


def config_file(given: Path | None) -> Path:
    """`--config`, else config.toml in the working folder, else $SOMEARKIV_CONFIG."""
    if given is not None:
        return given
    here = Path(DEFAULT_CONFIG)
    named = os.environ.get("SOMEARKIV_CONFIG")
    return here if here.exists() or not named else Path(named)


def caller(given: str | None) -> str:
    """`--user`, else $SOMEARKIV_USER, else the name logged in to the machine."""
    return given or os.environ.get("SOMEARKIV_USER") or _machine_login()


def _machine_login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "okänd"
