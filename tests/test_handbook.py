"""What the handbook names is there: every command, every page, every picture; and no menu word or button is made up."""

import re
from pathlib import Path

import click
import pytest
import typer

from cli.main import build
from web.pages.registry import SECTIONS

ROOT = Path(__file__).parents[1]
HANDBOOK = sorted((ROOT / "docs" / "handbok").glob("*.md"))
BOOKS = {one.name: one.read_text("utf-8") for one in HANDBOOK}
TEMPLATES = "\n".join(
    one.read_text("utf-8") for folder in ("web", "archiver", "jobs") for one in (ROOT / folder).rglob("*") if one.suffix in (".html", ".py")
)  # fmt: skip
YEAR = BOOKS["aret.md"]
COMMAND = re.compile(r"somearkiv((?: [a-z][a-z-]*){1,3})")
PAGE = re.compile(r"`(/[a-z0-9/_{}-]*)`")
BUTTON = re.compile(r"(?<!\*)\*([A-ZÅÄÖ][^*\n]+)\*(?!\*)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
OUTSIDE = ("/healthz", "/metrics", "/api/v1", "/api/openapi.json")
"""Addresses that are no pages of the registry; the API and the operator's own have tests of their own."""


def _group(command: click.Command, words: list[str]) -> bool:
    """Whether the words lead to a command; what follows one that holds no others is its arguments."""
    for word in words:
        if not hasattr(command, "commands"):
            return True
        if word not in command.commands:
            return False
        command = command.commands[word]
    return True


def _commands() -> list[str]:
    inside = re.compile(r"`([^`]+)`|^\s+(.+)$", re.MULTILINE)
    return sorted(
        {
            found[1].strip()
            for text in BOOKS.values()
            for piece in inside.findall(text)
            for found in COMMAND.finditer("".join(piece))
        }
    )


@pytest.mark.parametrize("words", _commands())
def test_every_command_it_names_is_there(words: str) -> None:
    assert _group(typer.main.get_command(build("sv")), words.split()), f"somearkiv {words}"


@pytest.mark.parametrize("path", sorted({one for text in BOOKS.values() for one in PAGE.findall(text)}))
def test_every_page_it_names_is_there(path: str) -> None:
    pages = {route.path for section in SECTIONS for route in section.routes}
    assert path in pages or path.startswith(OUTSIDE), path


@pytest.mark.parametrize("words", sorted(set(BUTTON.findall(YEAR))))
def test_every_button_the_year_names_is_there(words: str) -> None:
    assert (
        re.search(rf'["“]{re.escape(words)}', TEMPLATES)
        or f"*{words}*" in BOOKS["handbok.md"]
        or words in BOOKS["handbok.md"]
    )


@pytest.mark.parametrize("book", BOOKS)
def test_every_picture_is_there_and_said_in_words(book: str) -> None:
    for said, file in PICTURE.findall(BOOKS[book]):
        assert said, file
        assert (ROOT / "docs" / "handbok" / file).is_file(), file


def test_the_year_walks_every_role_through_it() -> None:
    roles = (
        "Kontoansvarig",
        "Registrator",
        "Arkivarie",
        "Informatör",
        "Webbansvarig",
        "Chef",
        "Administratör",
        "Driften",
        "Läsaren",
    )
    headings = re.findall(r"^## (.+)$", YEAR, re.MULTILINE)
    assert [one for one in roles if not any(heading.startswith(one) for heading in headings)] == []


def test_no_book_grows_past_what_one_reads() -> None:
    assert [name for name, text in BOOKS.items() if text.count("\n") > 400] == []


def test_the_pictures_are_small_together() -> None:
    assert sum(one.stat().st_size for one in (ROOT / "docs" / "handbok" / "bilder").glob("*.png")) < 4_000_000
