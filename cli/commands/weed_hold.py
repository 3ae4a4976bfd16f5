"""`somearkiv weed hold …`: holds against weeding, set and lifted by named persons."""

from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.retention.holds import Hold, HoldKind, HoldScope
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import holds

HELP = Text("Spärrar mot gallring.", "Holds against weeding.")
LIST = Text("Spärrarna som gäller.", "The holds in force.")
SET = Text("Spärrar mot gallring.", "Holds something against weeding.")
LIFT = Text("Häver en spärr.", "Lifts a hold.")
KIND = Text("Slag: öppet_ärende, utlämnande, polisanmälan, kris eller annat.", "Kind of hold.")
REASON = Text("Skäl, t.ex. ärendets diarienummer.", "Reason, e.g. the case's dnr.")
ITEM = Text("Spärra en handling.", "Hold an item.")
THREAD = Text("Spärra en tråd.", "Hold a thread.")
ACCOUNT = Text("Spärra ett konto.", "Hold an account.")
COMMITTEE = Text("Spärra en nämnds handlingar.", "Hold a committee's records.")
GROUND = Text("Varför den hävs.", "Why it is lifted.")
ALL = Text("Även de hävda.", "The lifted ones too.")
IN_FORCE = Text("Spärr {id} gäller: {what}.", "Hold {id} is in force: {what}.")
LIFTED = Text("Spärr {id} är hävd.", "Hold {id} is lifted.")
EMPTY = Text("Inga spärrar.", "No holds.")
COLUMNS = (
    Text("Spärr", "Hold"),
    Text("Läge", "State"),
    Text("Slag", "Kind"),
    Text("Gäller", "Of"),
    Text("Skäl", "Reason"),
    Text("Satt av", "Set by"),
    Text("När", "When"),
)


def register(parent: typer.Typer, t: Translate) -> None:
    """Add the commands below `weed`."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    parent.add_typer(group, name="hold")

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context, all: Annotated[bool, typer.Option(help=t(ALL))] = False) -> None:
        door: Door = context.obj
        with door.context() as given:
            found = holds.every(given, lifted=all)
        for one in found:
            door.give(one)
        door.table(COLUMNS, [_cells(one) for one in found], EMPTY)

    @group.command("set", help=t(SET))
    def set_(
        context: typer.Context,
        kind: Annotated[HoldKind, typer.Option(help=t(KIND))],
        reason: Annotated[str, typer.Option(help=t(REASON))],
        item: Annotated[str | None, typer.Option(help=t(ITEM))] = None,
        thread: Annotated[str | None, typer.Option(help=t(THREAD))] = None,
        account: Annotated[str | None, typer.Option(help=t(ACCOUNT))] = None,
        committee: Annotated[str | None, typer.Option(help=t(COMMITTEE))] = None,
    ) -> None:
        door: Door = context.obj
        named = {
            HoldScope.ITEM: item,
            HoldScope.THREAD: thread,
            HoldScope.ACCOUNT: account,
            HoldScope.COMMITTEE: committee,
        }
        scope, target = next(((scope, id_) for scope, id_ in named.items() if id_), (HoldScope.ARCHIVE, ""))
        with door.context() as given:
            made = holds.set_(given, kind, scope, target, reason)
        door.tell(IN_FORCE, id=made.id, what=made.cite())
        door.give(made)

    @group.command(help=t(LIFT))
    def lift(context: typer.Context, id: str, ground: Annotated[str, typer.Option(help=t(GROUND))]) -> None:
        door: Door = context.obj
        with door.context() as given:
            made = holds.lift(given, id, ground)
        door.tell(LIFTED, id=made.id)
        door.give(made)


def _cells(one: Hold) -> tuple[str, ...]:
    of = f"{one.scope.value} {one.target}".strip()
    return (one.id, one.state.value, one.kind.value, of, one.reason, one.set_by, swedish(one.set_at))
