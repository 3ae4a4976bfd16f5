"""`somearkiv reindex`: rebuilds the database from the store alone."""

import typer

from archiver.errors.operation import IntegrityFault
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.context import opened

HELP = Text("Bygger om kortregistret ur hyllan.", "Rebuilds the database from the store alone.")
DONE = Text("Kortregistret är ombyggt ur {count} ting på hyllan.", "The database is rebuilt from {count} things.")
LEFT_OUT = Text(
    "{count} ting kom inte med, det första: {first}; allt annat är med",
    "{count} things were left out, the first: {first}; the rest is there",
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def reindex(context: typer.Context) -> None:
        door: Door = context.obj
        with opened(door.config(), cards=False) as archive:
            rebuilt = archive.reindex(door.progress)
        door.tell(DONE, count=rebuilt.objects)
        door.give({"objects": rebuilt.objects, "faults": [{"code": f.code, "where": f.where} for f in rebuilt.faults]})
        if rebuilt.faults:
            count, first = len(rebuilt.faults), rebuilt.faults[0]
            what = Text(
                LEFT_OUT.sv.format(count=count, first=first.what.sv),
                LEFT_OUT.en.format(count=count, first=first.what.en),
            )
            raise IntegrityFault(where=first.where, what=what)
