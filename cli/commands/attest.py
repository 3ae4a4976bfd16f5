"""`somearkiv attest register|guideline`: the yearly words of the people who answer for them."""

from typing import Annotated

import typer

from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.duties import attest_guideline
from jobs.publishing import attest_register

HELP = Text("Intyga förteckningen eller riktlinjen.", "Attest the list of accounts or the guideline.")
REGISTER = Text(
    "Webbansvarig intygar att den offentliga kontoförteckningen är aktuell (riktlinjerna s. 3).",
    "The web manager attests that the public list of accounts is current (guideline p. 3).",
)
GUIDELINE = Text(
    "Informatören intygar att riktlinjerna är genomgångna i år (s. 2).",
    "The information officer attests that the guideline is reviewed this year (p. 2).",
)
NOTE = Text("En anteckning.", "A note.")
ATTESTED = Text("Förteckningen är intygad.", "The list is attested.")
REVIEWED = Text("Riktlinjerna är genomgångna.", "The guideline is reviewed.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="attest")

    @group.command("register", help=t(REGISTER))
    def register_(context: typer.Context, note: Annotated[str, typer.Option(help=t(NOTE))] = "") -> None:
        door: Door = context.obj
        with door.context() as given:
            attest_register(given, note)
        door.tell(ATTESTED)
        door.give({"attested": "register"})

    @group.command(help=t(GUIDELINE))
    def guideline(context: typer.Context, note: Annotated[str, typer.Option(help=t(NOTE))] = "") -> None:
        door: Door = context.obj
        with door.context() as given:
            attest_guideline(given, note)
        door.tell(REVIEWED)
        door.give({"attested": "guideline"})
