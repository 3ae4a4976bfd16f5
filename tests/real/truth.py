"""What was put into a foreign server: the truth a capture of it is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Entry:
    """One post or comment. `key` is ours; `parent` the key of what it answers, None for a post; `at` is UTC.

    `title` is a post's heading where the server has one; `also` are other lasting addresses of it, as right as `permalink`. `time_shown` is false where the server shows no time anywhere.
    """

    key: str
    kind: str
    author: str
    at: datetime
    permalink: str
    text: str
    parent: str | None = None
    title: str = ""
    also: tuple[str, ...] = ()
    time_shown: bool = True


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything public on the server. `hidden` are texts on it that nobody outside may see (held, spam, draft)."""

    entries: tuple[Entry, ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What `change()` did: keys of the entries edited and removed, texts of those added."""

    edited: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass
class Running:
    """A foreign server that runs on loopback, filled. `pages` are further addresses the account consists of."""

    name: str
    url: str
    truth: Truth
    change: Callable[[], Done]
    stop: Callable[[], None]
    account_name: str = ""
    platform: str = ""
    pages: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    """Further `host:port` a capture of it must be let through to."""

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def save(truth: Truth, file: Path) -> None:
    file.write_bytes(TypeAdapter(Truth).dump_json(truth, indent=1))


def load(file: Path) -> Truth:
    return TypeAdapter(Truth).validate_json(file.read_bytes())
