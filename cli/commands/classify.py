"""`somearkiv classify [FILE]`: proposals for JSON Lines from a file or standard input; nothing is stored.

`somearkiv classify train`, `adopt` and `models` are in `classify_models.py`.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, TextIO

import click
import typer
from typer.core import TyperGroup

from archiver.classify.appraisal import RuleSettings, rulebook
from archiver.classify.lines import classify_line
from archiver.errors.usage import UsageFault
from archiver.text import Text
from cli.command import Translate
from cli.commands import classify_models
from cli.door import Door
from jobs.context import rule_settings

HELP = Text(
    "Klassificerar JSON Lines (fil eller standard in). Inget sparas.", "Classifies JSON Lines. Nothing is stored."
)
FILE = Text("Fil med JSON Lines; utelämnad = standard in.", "File of JSON Lines; omitted = standard input.")
LINES = "lines"
BAD = Text("rad {number} är inte ett JSON-objekt", "line {number} is not a JSON object")
FAULTS = Text(
    "{count} rader gick inte att klassificera; se ”error” i svaret",
    "{count} lines could not be classified; see “error”",
)
UNREADABLE = Text("{file} går inte att läsa ({what})", "{file} can't be read ({what})")


class LinesElse(TyperGroup):
    """A group whose first word may also be a file: `classify FILE` and `classify < FILE` mean `classify lines`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = [LINES, *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(cls=LinesElse, help=t(HELP))
    app.add_typer(group, name="classify")
    classify_models.add(group, t)

    @group.command(LINES, help=t(HELP))
    def lines(context: typer.Context, file: Annotated[Path | None, typer.Argument(help=t(FILE))] = None) -> int:
        door: Door = context.obj
        settings = rule_settings(door.config()) if door.config_file.exists() else RuleSettings()
        rules = rulebook(settings)
        faults = 0
        with ExitStack() as stack:
            for number, line in _numbered(_source(stack, file)):
                answer = classify_line(line, rules, number=number) if isinstance(line, dict) else None
                if answer is None:
                    answer = {"error": door.t(BAD, number=number), "line": number}
                faults += "error" in answer
                print(json.dumps(answer, ensure_ascii=False))
        if faults:
            raise UsageFault(what=Text(FAULTS.sv.format(count=faults), FAULTS.en.format(count=faults)))
        return 0


def _source(stack: ExitStack, file: Path | None) -> TextIO:
    if file is None:
        return sys.stdin
    try:
        return stack.enter_context(file.open(encoding="utf-8"))
    except OSError as fault:
        what = {"file": file, "what": type(fault).__name__}
        raise UsageFault(what=Text(UNREADABLE.sv.format(**what), UNREADABLE.en.format(**what))) from fault


def _numbered(stream: TextIO) -> Iterator[tuple[int, object]]:
    """Each non-empty line's number and what it holds; None where it is not JSON."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None
