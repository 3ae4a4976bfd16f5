"""`somearkiv init`: from an empty folder to an empty archive."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.context import utc_now
from jobs.found import found

HELP = Text("Skapar arkivet och den första administratören.", "Creates the archive and the first administrator.")
ADMIN = Text("Den första administratörens användarnamn.", "The first administrator's user name.")
NAME = Text("Administratörens namn.", "The administrator's name.")
WROTE = Text(
    "Skrev {file}. Öppna den och fyll i kommunens uppgifter.", "Wrote {file}. Open it and fill in who you are."
)
DONE = Text(
    "Arkivet finns i {root}. {admin} är administratör. Nästa steg: somearkiv account add FIL.toml",
    "The archive lies in {root}. {admin} is its administrator. Next: somearkiv account add FILE.toml",
)
SHIPPED = Path(__file__).resolve().parents[2] / "config.toml"


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def init(
        context: typer.Context,
        admin: Annotated[str | None, typer.Option(help=t(ADMIN))] = None,
        name: Annotated[str | None, typer.Option(help=t(NAME))] = None,
    ) -> None:
        door: Door = context.obj
        if not door.config_file.exists() and SHIPPED.exists():
            shutil.copyfile(SHIPPED, door.config_file)
            door.tell(WROTE, file=door.config_file)
        config = door.config()
        username = admin or door.username
        found(config, username=username, name=name or username, now=utc_now()).close()
        root = config.path(config.storage.root)
        door.tell(DONE, root=root, admin=username)
        door.give({"root": str(root), "database": config.database.url, "administrator": username})
