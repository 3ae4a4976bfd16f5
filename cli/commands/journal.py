"""`somearkiv journal`: who did what, when, why."""

from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.lifecycle.rights import Right, require
from archiver.text import Text
from cli.command import Translate
from cli.commands.items import SINCE, day
from cli.door import Door
from storage.database import journal as cards

HELP = Text("Journalen: vem gjorde vad, när, varför.", "The journal: who did what, when, why.")
ABOUT = Text("Bara om detta objekt, t.ex. somearkiv:account:ID.", "Only about this object.")
COLUMNS = (
    Text("Nr", "No"),
    Text("När", "When"),
    Text("Vem", "Who"),
    Text("Vad", "What"),
    Text("Om", "About"),
    Text("Varför, grund", "Why, ground"),
    Text("Uppgifter", "Facts"),
)
EMPTY = Text("Journalen har inga sådana rader.", "The journal has no such lines.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def journal(
        context: typer.Context,
        since: Annotated[str | None, typer.Option(help=t(SINCE))] = None,
        about: Annotated[str | None, typer.Option(help=t(ABOUT))] = None,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            require(given.who, Right.SEE_JOURNAL)
            with given.archive.session() as session:
                lines = cards.lines(session, day(since), about)
        for line in lines:
            door.give(line)
        rows = [
            (
                line.number,
                swedish(line.at),
                line.who,
                line.did,
                line.about.removeprefix("somearkiv:"),
                "; ".join(part for part in (line.why, line.ground) if part),
                ", ".join(f"{key} {value}" for key, value in line.facts.items()),
            )
            for line in lines
        ]
        door.table(COLUMNS, rows, EMPTY)
