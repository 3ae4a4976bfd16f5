"""`somearkiv mend`: what verification finds damaged, mended from the copy, and the copy from the store; exit 3 when
anything is wrong afterwards."""

import typer

from archiver.errors.operation import IntegrityFault
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.context import Context, opened, utc_now
from jobs.mending import mend as mend_all

HELP = Text(
    "Lagar det som verify --deep hittar: hyllan ur informatörens kopia, och kopian ur hyllan.",
    "Mends what verify --deep finds: the store from the copy, and the copy from the store.",
)
DONE = Text(
    "{store} objekt återställda ur kopian, {copy} objekt i kopian lagade.",
    "{store} objects restored from the copy, {copy} objects of the copy mended.",
)
LEFT = Text("{count} fel gick inte att laga", "{count} faults could not be mended")
COLUMNS = (Text("Kod", "Code"), Text("Var", "Where"), Text("Vad", "What"))
WELL = Text("Allt stämmer.", "All is well.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def mend(context: typer.Context) -> int:
        door: Door = context.obj
        config = door.config()
        # The newest segment of the journal may be what is damaged: the cards are not asked to follow it first.
        with opened(config, cards=False) as archive:
            done = mend_all(Context(config, archive, door.person(archive), utc_now, door.progress))
        door.tell(DONE, store=len(done.store), copy=len(done.copy))
        left = [{"code": one.code, "where": one.where, "what": door.t(one.what)} for one in done.left]
        door.give({"store": done.store, "copy": done.copy, "left": left})
        door.table(COLUMNS, [(one.code, one.where, door.t(one.what)) for one in done.left], WELL)
        if done.left:
            count = len(done.left)
            what = Text(LEFT.sv.format(count=count), LEFT.en.format(count=count))
            raise IntegrityFault(where=done.left[0].where, what=what)
        return 0
