"""The web application of a planted archive, and browsers of people who are signed in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from archiver.model import Person
from jobs import signing_in
from jobs.config import Config, read_config
from storage.archive import Archive
from tests.web import planted
from web.app import build
from web.desk import Desk

BASE = "http://127.0.0.1:8000"


@dataclass
class Clock:
    """A clock the test turns; every look at it takes a millisecond."""

    time: datetime = planted.NOW

    def __call__(self) -> datetime:
        self.time += timedelta(milliseconds=1)
        return self.time


@dataclass
class House:
    """A desk with its application, and clients for whoever is signed in."""

    desk: Desk
    clock: Clock
    clients: list[TestClient] = field(default_factory=list)

    @cached_property
    def application(self) -> FastAPI:
        """Built once: browsers share it, as they share a server."""
        return build(self.desk)

    @property
    def archive(self) -> Archive:
        return self.desk.archive

    def client(self) -> TestClient:
        """A browser nobody is signed in with. It follows no redirects."""
        client = TestClient(
            self.application,
            base_url=self.desk.config.web.base_url,
            follow_redirects=False,
            raise_server_exceptions=True,
        )
        self.clients.append(client)
        return client

    def as_(self, person: Person | str) -> TestClient:
        """A browser in which a person is signed in."""
        username = person if isinstance(person, str) else person.username
        client = self.client()
        token = signing_in.begin(self.archive, username, signing_in.PASSWORD, self.clock())
        client.cookies.set("__Host-somearkiv" if self.desk.is_https else "somearkiv", token)
        return client


def form_token(client: TestClient, path: str = "/") -> str:
    """The token of the forms on a page."""
    found = re.search(r'name="formular" value="(\w+)"', client.get(path).text)
    assert found, f"no form on {path}"
    return found[1]


def config_in(folder: Path, extra: str = "") -> Config:
    """Settings in a folder, with extra TOML."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "config.toml"
    file.write_text(f'[municipality]\nname = "Lillåns kommun"\n{extra}', encoding="utf-8")
    return read_config(file)


@pytest.fixture(scope="module")
def house_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., House]]:
    """A house built with extra TOML; without secrets where asked."""
    houses: list[House] = []

    def make(extra: str = "", *, secrets: bool = True) -> House:
        config = config_in(tmp_path_factory.mktemp("hus"), extra)
        clock = Clock()
        houses.append(House(Desk(config, planted.plant(config, secrets=secrets), clock), clock))
        return houses[-1]

    yield make
    for house in houses:
        for client in house.clients:
            client.close()
        house.archive.close()


@pytest.fixture(scope="module")
def house(house_with: Callable[..., House]) -> House:
    """A planted archive and its pages."""
    return house_with()
