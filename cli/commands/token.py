"""`somearkiv token …`: keys of other systems to the API."""

from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.lifecycle.rights import Right
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import tokens
from storage.database.tokens import TokenRow

HELP = Text("Nycklar till gränssnittet (API) för andra system.", "Keys of other systems to the API.")
ADD = Text("Gör en nyckel; den visas bara den här gången.", "Makes a key; it is shown this once.")
LIST = Text("Dina nycklar; administratören ser allas.", "Your keys; an administrator sees everybody's.")
REVOKE = Text("Återtar en nyckel.", "Revokes a key.")
RIGHTS = Text("Rättighet; kan anges flera gånger.", "Right; may be given several times.")
COMMITTEES = Text("Bara denna nämnd; kan anges flera gånger.", "Only this committee; may be given several times.")
DAYS = Text("Giltig i så många dagar.", "Valid for so many days.")
SHOWN_ONCE = Text(
    "Nyckel {id} gäller till {until}. Kopiera den nu, den visas inte igen:",
    "Key {id} is valid until {until}. Copy it now, it is not shown again:",
)
REVOKED = Text("Nyckel {id} gäller inte längre.", "Key {id} is no longer valid.")
EMPTY = Text("Inga nycklar.", "No keys.")
COLUMNS = (
    Text("Nyckel", "Key"),
    Text("Till", "For"),
    Text("Person", "Person"),
    Text("Rättigheter", "Rights"),
    Text("Nämnder", "Committees"),
    Text("Gäller till", "Valid until"),
    Text("Använd", "Used"),
    Text("Återtagen", "Revoked"),
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="token")

    @group.command(help=t(ADD))
    def add(
        context: typer.Context,
        name: str,
        right: Annotated[list[Right], typer.Option("--right", help=t(RIGHTS))],
        committee: Annotated[list[str] | None, typer.Option("--committee", help=t(COMMITTEES))] = None,
        days: Annotated[int, typer.Option(help=t(DAYS))] = 180,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            made = tokens.add(given, name, right, committee or (), days)
        door.warn(SHOWN_ONCE, id=made.row.id, until=swedish(made.row.expires_at))
        if door.as_json:
            door.give({"key": made.secret, **_told(made.row)})
        else:
            print(made.secret)

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            rows = tokens.listed(given)
        for row in rows:
            door.give(_told(row))
        door.table(COLUMNS, [_cells(row) for row in rows], EMPTY)

    @group.command(help=t(REVOKE))
    def revoke(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            tokens.revoke(given, id)
        door.tell(REVOKED, id=id)


def _told(row: TokenRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in TokenRow.__slots__ if name != "digest"}


def _cells(row: TokenRow) -> tuple[str, ...]:
    return (
        row.id,
        row.name,
        row.username,
        ", ".join(row.rights),
        ", ".join(row.committees),
        swedish(row.expires_at),
        swedish(row.used_at) if row.used_at else "",
        swedish(row.revoked_at) if row.revoked_at else "",
    )
