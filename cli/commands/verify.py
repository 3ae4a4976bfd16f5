"""`somearkiv verify`: the store held against itself, the journal's chain and the database; exit 3 when anything is wrong."""

from typing import Annotated

import typer

from archiver.errors.operation import IntegrityFault
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.context import opened, utc_now
from storage.verify import verify as examine

HELP = Text(
    "Prövar arkivet mot sig självt, journalens kedja och kortregistret.",
    "Checks the store against itself, the journal chain and the database.",
)
DEEP = Text("Räkna om kontrollsumman för varje fil.", "Re-hash every file.")
SAMPLE = Text("Räkna bara om så många objekt, de längst oprövade först.", "Re-hash only so many objects.")
WELL = Text("Allt stämmer.", "All is well.")
COLUMNS = (Text("Kod", "Code"), Text("Var", "Where"), Text("Vad", "What"))
FAULTS = Text("{count} fel, se listan", "{count} faults, see the list")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def verify(
        context: typer.Context,
        deep: Annotated[bool, typer.Option("--deep", help=t(DEEP))] = False,
        sample: Annotated[int | None, typer.Option("--sample", help=t(SAMPLE), min=1)] = None,
    ) -> int:
        door: Door = context.obj
        with opened(door.config(), cards=False) as archive:
            found = examine(archive, deep=deep, sample=sample, now=utc_now(), say=door.progress)
        for fault in found:
            door.give(
                {"code": fault.code, "where": fault.where, "what": door.t(fault.what), "warning": fault.is_warning}
            )
        door.table(COLUMNS, [(fault.code, fault.where, door.t(fault.what)) for fault in found], WELL)
        errors = [fault for fault in found if not fault.is_warning]
        if errors:
            what = Text(FAULTS.sv.format(count=len(errors)), FAULTS.en.format(count=len(errors)))
            raise IntegrityFault(where=errors[0].where, what=what)
        return 0
