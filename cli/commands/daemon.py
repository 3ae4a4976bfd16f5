"""`somearkiv daemon` and `somearkiv worker`: the schedule without anybody there."""

import os
import sys
from typing import Annotated, NoReturn

import typer

from archiver.text import Text
from cli.command import Translate
from cli.door import Door

DAEMON = Text("Sköter tidsplanen utan tillsyn tills den stoppas.", "Keeps the schedule until it is stopped.")
WORKER = Text("En arbetare till, utan klocka.", "A further worker, without a clock.")
NAME = Text("Arbetarens eget namn.", "The worker's own name.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""

    @app.command(help=t(DAEMON))
    def daemon(context: typer.Context) -> None:
        _become(context.obj)

    @app.command(help=t(WORKER))
    def worker(context: typer.Context, name: Annotated[str, typer.Option(help=t(NAME))] = "2") -> None:
        _become(context.obj, name)


def _become(door: Door, *name: str) -> NoReturn:
    """Become the daemon's own small process, with the same process id; what this one has loaded is let go."""
    config = door.config()
    file = config.file.resolve()
    module = "web.daemon" if config.web.with_daemon and not name else "jobs.daemon.main"
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-P", "-m", module, str(file), door.language, *name])
