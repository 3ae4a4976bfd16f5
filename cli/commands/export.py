"""`somearkiv export FORMAT --out PATH`: writes a package and says what it holds."""

from pathlib import Path
from typing import Annotated

import typer

from archiver.errors import UsageFault
from archiver.export.formats.registry import FORMATS
from archiver.text import Text
from cli.command import Translate
from cli.commands.items import ACCOUNT, BAD_LABEL, LABEL, QUERY, SINCE, STATE, day
from cli.door import Door
from jobs.delivery import Selection
from jobs.delivery import export as deliver

HELP = Text("Exporterar ett paket: {formats}.", "Exports a package: {formats}.")
OUT = Text("Var paketet ska ligga; får inte finnas.", "Where to put the package; must not exist.")
ITEM = Text("En handling; kan anges flera gånger.", "One item; may be given several times.")
TO = Text("Mottagare.", "Recipient.")
DONE = Text(
    "{path}: {files} filer, {size:.1f} MB, {objects} handlingar.\nSHA-512 {digest}",
    "{path}: {files} files, {size:.1f} MB, {objects} items.\nSHA-512 {digest}",
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""
    formats = ", ".join(one.key for one in FORMATS)

    @app.command(help=t(Text(HELP.sv.format(formats=formats), HELP.en.format(formats=formats))))
    def export(
        context: typer.Context,
        format: str,
        out: Annotated[Path, typer.Option("--out", help=t(OUT))],
        item: Annotated[list[str] | None, typer.Option("--item", help=t(ITEM))] = None,
        account: Annotated[str | None, typer.Option(help=t(ACCOUNT))] = None,
        label: Annotated[str | None, typer.Option(help=t(LABEL))] = None,
        state: Annotated[str | None, typer.Option(help=t(STATE))] = None,
        query: Annotated[str | None, typer.Option(help=t(QUERY))] = None,
        since: Annotated[str | None, typer.Option(help=t(SINCE))] = None,
        to: Annotated[str, typer.Option("--to", help=t(TO))] = "",
    ) -> None:
        door: Door = context.obj
        if label not in (None, "diary", "confidential", "weeding"):
            raise UsageFault(what=BAD_LABEL)
        selection = Selection(tuple(item or ()), account, label, state, query, day(since))
        with door.context() as given:
            delivery, written = deliver(given, format, out, selection, to)
        door.tell(
            DONE,
            path=written.path,
            files=written.files,
            size=written.size_bytes / 1e6,
            objects=len(written.object_ids),
            digest=written.digest,
        )
        door.give({"delivery": delivery.id, **{name: getattr(written, name) for name in written.__slots__}})
