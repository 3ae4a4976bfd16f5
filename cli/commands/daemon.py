"""`somearkiv daemon` and `somearkiv worker`: the schedule without anybody there."""

import logging
from typing import Annotated

import typer

from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.daemon.run import run, work

DAEMON = Text("Sköter tidsplanen utan tillsyn tills den stoppas.", "Keeps the schedule until it is stopped.")
WORKER = Text("En arbetare till, utan klocka.", "A further worker, without a clock.")
NAME = Text("Arbetarens eget namn.", "The worker's own name.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""

    @app.command(help=t(DAEMON))
    def daemon(context: typer.Context) -> None:
        door: Door = context.obj
        _log()
        run(door.config(), door.progress)

    @app.command(help=t(WORKER))
    def worker(context: typer.Context, name: Annotated[str, typer.Option(help=t(NAME))] = "2") -> None:
        door: Door = context.obj
        _log()
        work(door.config(), door.progress, name=name)


def _log() -> None:
    """What happens goes to standard error, where the system's journal takes it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
