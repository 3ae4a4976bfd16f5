"""`somearkiv export FORMAT --out PATH`: writes a package and says what it holds; `export repeat ID` makes one once more."""

from pathlib import Path
from typing import Annotated

import typer

from archiver.errors.usage import UsageFault
from archiver.export.delivery_profile import load_profile
from archiver.export.formats.registry import FORMATS
from archiver.export.package import Written
from archiver.records import Delivery
from archiver.text import Text
from cli.command import Translate
from cli.commands.items import ACCOUNT, BAD_LABEL, LABEL, QUERY, SINCE, STATE, day
from cli.door import Door
from jobs import delivery as deliveries
from jobs.material import Selection

REPEAT = "repeat"
HELP = Text(
    "Exporterar ett paket: {formats}. ”export repeat LEVERANS” gör en leverans en gång till.",
    "Exports a package: {formats}. “export repeat DELIVERY” makes a delivery once more.",
)
WHICH = Text("Leveransen, efter repeat.", "The delivery, after repeat.")
OUT = Text("Var paketet ska ligga; får inte finnas.", "Where to put the package; must not exist.")
ITEM = Text("En handling; kan anges flera gånger.", "One item; may be given several times.")
TO = Text("Mottagare.", "Recipient.")
PROFILE = Text("Leveransprofil (TOML), för sip.", "Delivery profile (TOML), for sip.")
SINCE_LAST = Text(
    "Bara det som är nytt eller ändrat sedan formatets förra leverans.", "Only what is new since the last delivery."
)
REQUEST = Text("En begäran om utlämnande, för disclosure.", "A request for records, for disclosure.")
NOT_FOR = Text("{option} gäller bara formatet {format}", "{option} is for the format {format} only")
NO_REQUEST = Text(
    "disclosure kräver --request; se somearkiv disclosure open",
    "disclosure needs --request; see somearkiv disclosure open",
)
NO_DELIVERY = Text("ange vilken leverans: export repeat LEVERANS", "say which delivery: export repeat DELIVERY")
DONE = Text(
    "{path}: {files} filer, {size:.1f} MB, {objects} handlingar.\nSHA-512 {digest}\nLeverans {delivery}",
    "{path}: {files} files, {size:.1f} MB, {objects} items.\nSHA-512 {digest}\nDelivery {delivery}",
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""
    formats = ", ".join(one.key for one in FORMATS)

    @app.command(help=t(Text(HELP.sv.format(formats=formats), HELP.en.format(formats=formats))))
    def export(
        context: typer.Context,
        format: str,
        which: Annotated[str | None, typer.Argument(help=t(WHICH))] = None,
        out: Annotated[Path, typer.Option("--out", help=t(OUT))] = ...,
        item: Annotated[list[str] | None, typer.Option("--item", help=t(ITEM))] = None,
        account: Annotated[str | None, typer.Option(help=t(ACCOUNT))] = None,
        label: Annotated[str | None, typer.Option(help=t(LABEL))] = None,
        state: Annotated[str | None, typer.Option(help=t(STATE))] = None,
        query: Annotated[str | None, typer.Option(help=t(QUERY))] = None,
        since: Annotated[str | None, typer.Option(help=t(SINCE))] = None,
        since_last: Annotated[bool, typer.Option("--since-last", help=t(SINCE_LAST))] = False,
        to: Annotated[str, typer.Option("--to", help=t(TO))] = "",
        profile: Annotated[Path | None, typer.Option("--profile", help=t(PROFILE))] = None,
        request: Annotated[str | None, typer.Option("--request", help=t(REQUEST))] = None,
    ) -> None:
        door: Door = context.obj
        if label not in (None, "diary", "confidential", "weeding"):
            raise UsageFault(what=BAD_LABEL)
        _refuse(format, which, profile, request)
        if format == REPEAT:
            with door.context() as given:
                _tell(door, *deliveries.repeat(given, deliveries.show(given, which or "").id, out))
            return
        wishes = load_profile(profile) if profile else None
        selection = Selection(
            tuple(item or ()), account, label, state, query, day(since), since_last=since_last, request=request
        )
        with door.context() as given:
            _tell(door, *deliveries.export(given, format, out, selection, to, wishes))


def _refuse(format: str, which: str | None, profile: Path | None, request: str | None) -> None:
    """What can't be meant, said before anything is opened."""
    if format == REPEAT and not which:
        raise UsageFault(what=NO_DELIVERY)
    if format == "disclosure" and not request:
        raise UsageFault(what=NO_REQUEST)
    for option, given, wanted in (("--profile", profile, "sip"), ("--request", request, "disclosure")):
        if given and format != wanted:
            facts = {"option": option, "format": wanted}
            raise UsageFault(what=Text(NOT_FOR.sv.format(**facts), NOT_FOR.en.format(**facts)))
    if which and format != REPEAT:
        raise UsageFault(what=Text(f"”{which}” hör inte dit", f"“{which}” doesn't belong there"))


def _tell(door: Door, delivery: Delivery, written: Written) -> None:
    facts = {"files": written.files, "size": written.size_bytes / 1e6, "objects": len(written.object_ids)}
    door.tell(DONE, path=written.path, digest=written.digest, delivery=delivery.id, **facts)
    door.give({"delivery": delivery.id, **{name: getattr(written, name) for name in written.__slots__}})
