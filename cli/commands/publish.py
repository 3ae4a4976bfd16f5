"""`somearkiv publish`: the public list of accounts written to its folder; `--check` tells how the published one differs."""

from typing import Annotated

import typer

from archiver.errors.operation import IntegrityFault
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.public_list import drifted
from jobs.publishing import publish

HELP = Text(
    "Publicerar den offentliga kontoförteckningen i mappen under [publishing] i config.toml.",
    "Publishes the public list of accounts in the folder set under [publishing] in config.toml.",
)
CHECK = Text("Skriv inget; säg om det publicerade avviker.", "Write nothing; say how the published list differs.")
DONE = Text("{count} konton är publicerade.", "{count} accounts are published.")
WELL = Text("Den publicerade förteckningen stämmer.", "The published list is right.")
DIFFERS = Text(
    "{count} avvikelser. Publicera på nytt: somearkiv publish", "{count} differences. Publish again: somearkiv publish"
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command("publish", help=t(HELP))
    def publish_(context: typer.Context, check: Annotated[bool, typer.Option("--check", help=t(CHECK))] = False) -> int:
        door: Door = context.obj
        with door.context() as given:
            if not check:
                rows = publish(given)
                door.tell(DONE, count=len(rows))
                door.give({"accounts": len(rows)})
                return 0
            faults = drifted(given)
        for fault in faults:
            door.warn(fault)
        door.give({"differences": [t(one) for one in faults]})
        if faults:
            door.warn(DIFFERS, count=len(faults))
            return IntegrityFault.exit_code
        door.tell(WELL)
        return 0
