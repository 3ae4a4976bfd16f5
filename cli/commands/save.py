"""`somearkiv save URL --account ID --ground CATEGORY`: saves an item before it is removed."""

from typing import Annotated

import typer

from archiver.errors.error import SomearkivError
from archiver.records import Unsuitable
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.capturing import tools
from jobs.save import save as save_item

HELP = Text("Sparar ett inlägg med författare och tråd innan det tas bort.", "Saves an item before it is removed.")
URL = Text("Inläggets adress (permalänk).", "The item's address (permalink).")
ACCOUNT = Text("Kontots beteckning.", "The account's id.")
GROUND = Text("Varför det ska bort: slag av olämpligt material.", "Why it is to be removed.")
NO_PICTURES = Text(
    "Spara bara text, författare och tid: för bilder som aldrig får kopieras (BrB 16:10 a). Polisanmäl.",
    "Keep text, author and time only: for pictures that must never be copied. Report to the police.",
)
DONE = Text(
    "Sparat: {author}, {thread} inlägg i tråden. Handling {id}. Nu kan det tas bort.",
    "Saved: {author}, {thread} items in the thread. Item {id}. It may be removed now.",
)
MUST_WAIT = Text(
    "Inget är sparat. Ta inte bort inlägget än; borttagningen måste vänta.",
    "Nothing was saved. Don't remove the item yet; the removal must wait.",
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def save(
        context: typer.Context,
        url: Annotated[str, typer.Argument(help=t(URL))],
        account: Annotated[str, typer.Option("--account", help=t(ACCOUNT))],
        ground: Annotated[Unsuitable, typer.Option("--ground", help=t(GROUND))],
        no_pictures: Annotated[bool, typer.Option("--no-pictures", help=t(NO_PICTURES))] = False,
    ) -> None:
        door: Door = context.obj
        with door.context() as given, tools(given.config) as wanted:
            try:
                saved = save_item(given, wanted, url, account, ground, pictures=not no_pictures)
            except SomearkivError:
                door.warn(MUST_WAIT)
                raise
        door.tell(DONE, author=saved.record.latest.author.name, thread=saved.thread, id=saved.record.id)
        door.give({"item": saved.record.id, "capture": saved.capture.id, "thread": saved.thread})
