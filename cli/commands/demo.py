"""`somearkiv demo`: the main job from beginning to end on the built-in demo municipality, told step by step."""

import contextlib
import io
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Annotated

import typer

from archiver.text import Text
from cli.command import Translate
from cli.commands.demo_cast import FOUNDER
from cli.commands.demo_place import clear_place, write_config
from cli.commands.demo_play import Play
from cli.commands.demo_story import STORY
from cli.commands.demo_town.town import DemoTown
from cli.commands.demo_town.truth import moved_for
from cli.commands.init import SHIPPED
from cli.door import Door
from jobs.config import read_config
from jobs.context import opened, utc_now
from jobs.found import found

HELP = Text(
    "Visar hela arbetet på en inbyggd, påhittad kommun.", "Shows the whole job on a built-in, invented municipality."
)
OUT = Text(
    "Mappen arkivet läggs i; en tidigare demonstration där tas bort.",
    "Where the archive goes; an earlier demonstration there is removed.",
)
PORT = Text("Porten kommunens sidor får på 127.0.0.1.", "The port the municipality's pages get on 127.0.0.1.")
SERVE = Text(
    "Visa bara kommunens sidor, som de är när demonstrationen slutar, tills du avbryter med Ctrl-C.",
    "Only serve the municipality's pages, as they are when the demonstration ends, until Ctrl-C.",
)
FIXED_PORT = 8417

START = Text(
    "Somearkiv visar hela arbetet på Lillåns kommun, en påhittad kommun med fyra konton på {url}",
    "Somearkiv shows the whole job on Lillåns kommun, an invented municipality with four accounts at {url}",
)
EARLIER = Text(
    "(Den tidigare demonstrationen i {folder} är borttagen.)", "(The earlier demonstration in {folder} was removed.)"
)
TAKEN = Text("(Port {port} är upptagen; en ledig används.)", "(Port {port} is taken; a free one is used.)")
WORKED = Text("Allt fungerade, på {seconds:.0f} sekunder.", "All of it worked, in {seconds:.0f} seconds.")
FAILED = Text("{count} saker gick inte som de skulle:", "{count} things did not go as they should:")
ONWARD = Text(
    "Gå vidare själv: {review}\nKommunens sidor i din egen webbläsare: somearkiv demo --serve",
    "Go on yourself: {review}\nThe municipality's pages in your own browser: somearkiv demo --serve",
)
SERVING = Text("Lillåns kommun finns på {url} tills du avbryter.", "Lillåns kommun is at {url} until you stop it.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def demo(
        context: typer.Context,
        out: Annotated[Path, typer.Option("--out", help=t(OUT))] = Path("demo-archive"),
        port: Annotated[int, typer.Option("--port", help=t(PORT), min=0, max=65535)] = FIXED_PORT,
        serve: Annotated[bool, typer.Option("--serve", help=t(SERVE))] = False,
    ) -> int:
        door: Door = context.obj
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)
        if serve:
            return _serve(door, port)
        began = time.monotonic()
        folder = out.resolve()
        earlier = clear_place(folder)
        with _town(door, port) as town:
            door.tell(START, url=town.url)
            if earlier:
                door.tell(EARLIER, folder=folder)
            config = read_config(write_config(folder, SHIPPED, town.url.removeprefix("http://")))
            found(config, username=FOUNDER.username, name=FOUNDER.name, email=FOUNDER.email, now=utc_now()).close()
            with opened(config) as archive:
                play = Play(door, folder, town, config, archive, moved_for(utc_now()))
                for number, step in enumerate(STORY, 1):
                    door.tell(Text(f"\n{number}. {step.heading.sv}", f"\n{number}. {step.heading.en}"))
                    play.tell(step.means)
                    step.do(play)
        _end(play, time.monotonic() - began)
        return 1 if play.faults else 0


def _town(door: Door, port: int) -> DemoTown:
    """The town, serving; on a free port where the wanted one is taken."""
    town = DemoTown(port, moved_for(utc_now()))
    try:
        town.start()
    except OSError:
        door.tell(TAKEN, port=port)
        town = DemoTown(0, moved_for(utc_now()))
        town.start()
    return town


def _serve(door: Door, port: int) -> int:
    """The town alone, its clock turned, until the person stops it."""
    with _town(door, port) as town:
        town.turn_clock()
        door.tell(SERVING, url=town.url)
        for told in (
            signal.SIGINT,
            signal.SIGTERM,
        ):  # also where a shell started us in the background with Ctrl-C shut off
            signal.signal(told, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


def _near(path: Path | None) -> str:
    """A path as short as one can type it: relative where it lies under the working folder."""
    if path is None:
        return ""
    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)


def _end(play: Play, seconds: float) -> None:
    door = play.door
    both = (*play.first.values(), *play.second.values())
    rows = [
        (Text("Konton", "Accounts"), len(play.first)),
        (Text("Fångster", "Captures"), len(both)),
        (Text("Inlägg och kommentarer", "Posts and comments"), len(play.rows())),
        (Text("Diarieförda", "Registered"), ", ".join(play.designations)),
    ]
    door.tell(Text("", ""))
    door.table(
        (Text("Sammanfattning", "Summary"), Text("", "")), [(door.t(word), value) for word, value in rows], Text("", "")
    )
    for word, path in (
        (Text("Skärmbild:", "Screenshot:"), play.screenshot),
        (Text("Registratorspaket:", "Registrar's bundle:"), play.package),
        (Text("Arkivet:", "The archive:"), play.folder),
    ):
        door.tell(Text(f"{word.sv} {_near(path)}", f"{word.en} {_near(path)}"))
    door.give(
        {
            "ok": not play.faults,
            "seconds": round(seconds, 1),
            "archive": play.folder,
            "config": play.config.file,
            "screenshot": play.screenshot,
            "bundle": play.package,
            "registered": play.designations,
            "faults": [door.t(fault) for fault in play.faults],
        }
    )
    door.tell(Text("", ""))
    if play.faults:
        door.tell(FAILED, count=len(play.faults))
        for fault in play.faults:
            door.tell(Text("  {what}", "  {what}"), what=door.t(fault))
    else:
        door.tell(WORKED, seconds=seconds)
    door.tell(ONWARD, review=f"somearkiv --config {_near(play.config.file)} --user rut review list")
