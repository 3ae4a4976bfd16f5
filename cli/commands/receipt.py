"""`somearkiv import-receipt FILE`: the case numbers the municipality's own diarium gave, read back."""

from pathlib import Path

import typer

from archiver.errors.refused import Refused
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.receipts import import_receipt

HELP = Text(
    "Läser tillbaka diarienumren ur registratorns ifyllda förteckning (csv eller json).",
    "Reads the case numbers back from the registrar's filled-in list (csv or json).",
)
READ = Text(
    "{numbers} handlingar fick diarienummer, {known} hade det redan.", "{numbers} items got a number, {known} had it."
)
FAULTS = Text("{count} rader kunde inte användas (se ovan)", "{count} lines could not be used (see above)")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command("import-receipt", help=t(HELP))
    def import_(context: typer.Context, file: Path) -> None:
        door: Door = context.obj
        with door.context() as given:
            taken = import_receipt(given, file)
        for fault in taken.faults:
            door.warn(fault)
        door.tell(READ, numbers=len(taken.numbered), known=len(taken.known))
        door.give({"numbered": taken.numbered, "known": taken.known, "faults": [t(one) for one in taken.faults]})
        if taken.faults:
            count = len(taken.faults)
            raise Refused(what=Text(FAULTS.sv.format(count=count), FAULTS.en.format(count=count)))
