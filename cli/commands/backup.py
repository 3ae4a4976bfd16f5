"""`somearkiv backup PATH`: a whole copy of the archive, taken while it is used; exit 3 when something in it is damaged."""

from pathlib import Path

import typer

from archiver.errors.operation import IntegrityFault
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.backup import back_up

HELP = Text(
    "Säkerhetskopierar hela arkivet till en mapp; nästa gång kopieras bara det nya.",
    "Backs the whole archive up to a folder; the next time only what is new.",
)
DONE = Text(
    "{path}: {objects} objekt kopierade, {purged} gallrade borttagna. Allt till och med journalsegment {segment} finns där.",
    "{path}: {objects} objects copied, {purged} weeded ones removed. All up to journal segment {segment} is there.",
)
DAMAGED = Text(
    "{count} objekt är skadade i arkivet och kopierades inte",
    "{count} objects are damaged in the archive and not copied",
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def backup(context: typer.Context, path: Path) -> None:
        door: Door = context.obj
        with door.context() as given:
            copied = back_up(given, path)
        door.tell(DONE, path=path, objects=copied.objects, purged=copied.purged, segment=copied.segment)
        door.give({"path": str(path), **{name: getattr(copied, name) for name in copied.__slots__}})
        if copied.damaged:
            count = len(copied.damaged)
            what = Text(DAMAGED.sv.format(count=count), DAMAGED.en.format(count=count))
            raise IntegrityFault(where=copied.damaged[0], what=what)
