"""`somearkiv remove …`: removal from the platform, ordered with a clock and confirmed by a look at the permalink."""

from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.records import Unsuitable, Visibility
from archiver.removal.order import Look, RemovalOrder
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import removal
from jobs.capturing import tools
from jobs.removal import Wish

HELP = Text("Borttagning från plattformen: beställ, följ upp, bekräfta.", "Removal from the platform.")
ORDER = Text(
    "Sparar inlägget som det står nu och beställer borttagningen, med sista dag.",
    "Saves the item as it stands and orders its removal, with a deadline.",
)
LIST = Text("Beställningarna, den mest brådskande först.", "The orders, the most urgent first.")
DONE = Text("Noterar att borttagningen är gjord på plattformen.", "Notes that it is done on the platform.")
CONFIRM = Text("Ser efter på permalänken om det är borta.", "Looks at the permalink whether it is gone.")
POLICE = Text("Noterar polisanmälan.", "Notes the report to the police.")
WITHDRAW = Text("Återkallar en beställning.", "Withdraws an order.")
GROUND = Text("Slag av olämpligt material.", "Kind of unsuitable material.")
DELETE = Text("Radera i stället för att avpublicera.", "Delete instead of unpublishing.")
NOTE = Text("Anteckning.", "Note.")
WHY = Text("Skäl.", "Reason.")
ILLEGAL = Text(
    "Bilder som aldrig får kopieras (BrB 16:10 a): spara bara text, författare och tid; polisanmälan krävs.",
    "Pictures that must never be copied: keep text, author and time only; a police report is demanded.",
)
ALREADY = Text("Handlingen är redan sparad; spara inte en gång till.", "The item is saved already.")
ALL = Text("Även de avslutade.", "The closed ones too.")
SEEN = Text("Vad du själv såg: borta, syns eller oklart (annars ser arkivet efter).", "What you saw yourself.")
TOLD = Text("Borttagning {id}: {state}, senast {due}.", "Removal {id}: {state}, by {due}.")
EMPTY = Text("Inga beställda borttagningar.", "No removals ordered.")
COLUMNS = (
    Text("Beställning", "Order"),
    Text("Läge", "State"),
    Text("Senast", "By"),
    Text("", ""),
    Text("Grund", "Ground"),
    Text("Konto", "Account"),
    Text("Handling", "Item"),
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="remove")
    _register_looks(group, t)

    @group.command(help=t(ORDER))
    def order(
        context: typer.Context,
        item: str,
        ground: Annotated[Unsuitable, typer.Option(help=t(GROUND))],
        delete: Annotated[bool, typer.Option("--delete", help=t(DELETE))] = False,
        note: Annotated[str, typer.Option(help=t(NOTE))] = "",
        illegal_pictures: Annotated[bool, typer.Option("--illegal-pictures", help=t(ILLEGAL))] = False,
        already_saved: Annotated[bool, typer.Option("--already-saved", help=t(ALREADY))] = False,
    ) -> None:
        door: Door = context.obj
        want = Visibility.DELETED if delete else Visibility.UNPUBLISHED
        wish = Wish(ground, want, note, illegal_pictures)
        with door.context() as given:
            if already_saved:
                made = removal.order_saved(given, item, wish)
            else:
                with tools(given.config) as wanted:
                    made = removal.order(given, wanted, item, wish)
        _tell(door, made)

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context, all: Annotated[bool, typer.Option(help=t(ALL))] = False) -> None:
        door: Door = context.obj
        with door.context() as given:
            found, now = removal.listed(given, closed=all), given.now()
        for one in found:
            door.give(one)
        late = door.t(Text("försenad", "late"))
        rows = [
            (one.id, one.state.value, swedish(one.due_at), late if now > one.due_at else "", one.ground.value, one.account_id, one.item_id)
            for one in found
        ]  # fmt: skip
        door.table(COLUMNS, rows, EMPTY)

    @group.command(help=t(DONE))
    def done(context: typer.Context, id: str, note: Annotated[str, typer.Option(help=t(NOTE))] = "") -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, removal.done(given, id, note))

    @group.command(help=t(WITHDRAW))
    def withdraw(context: typer.Context, id: str, why: Annotated[str, typer.Option(help=t(WHY))]) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, removal.withdraw(given, id, why))


def _register_looks(group: typer.Typer, t: Translate) -> None:
    @group.command(help=t(CONFIRM))
    def confirm(
        context: typer.Context, id: str, seen: Annotated[Look | None, typer.Option(help=t(SEEN))] = None
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            if seen:
                made = removal.state_look(given, id, seen, "för hand")
            else:
                with tools(given.config) as wanted:
                    made = removal.look(given, wanted, id)
        _tell(door, made)

    @group.command(help=t(POLICE))
    def police(context: typer.Context, id: str, note: Annotated[str, typer.Option(help=t(NOTE))]) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, removal.police_reported(given, id, note))


def _tell(door: Door, made: RemovalOrder) -> None:
    door.tell(TOLD, id=made.id, state=made.state.value.replace("_", " "), due=swedish(made.due_at))
    door.give(made)
