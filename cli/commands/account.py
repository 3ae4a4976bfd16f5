"""`somearkiv account …`: the register of accounts, its activity plan and approvals."""

from pathlib import Path
from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.lifecycle.completeness import PLAN_POINTS
from archiver.model import Account, ApprovalRole
from archiver.text import Text
from cli.command import Translate
from cli.commands import account_ways
from cli.door import Door
from jobs import enrol
from storage.database import accounts

HELP = Text("Kontoregistret: lägg till, godkänn, öppna, stäng.", "The register of accounts.")
ADD = Text("Föreslår ett konto ur en fil (se docs/handbok).", "Proposes an account from a file.")
LIST = Text("Listar kontona.", "Lists the accounts.")
SHOW = Text("Visar ett konto med plan, godkännanden och historik.", "Shows an account.")
APPROVE = Text("Godkänner aktivitetsplanen, som chef eller informatör.", "Approves the plan.")
DEPOSIT = Text("Intygar att inloggningsuppgifterna är deponerade.", "States that credentials are deposited.")
OPEN = Text("Öppnar ett godkänt konto; sedan fångas det enligt tidsplan.", "Opens an approved account.")
CLOSE = Text("Avslutar ett konto efter en sista fångst.", "Closes an account after a last capture.")
AS = Text("Din roll: chef eller informatör.", "Your role: chef or informatör.")
WHY = Text("Varför kontot avslutas.", "Why the account is closed.")
NO_CAPTURE = Text("Varför ingen sista fångst kan tas.", "Why no last capture can be had.")
STATE = Text("{name} ({id}) är nu {state}.", "{name} ({id}) is now {state}.")
NEXT = {
    "föreslaget": Text(
        "Nästa steg: två godkännanden, somearkiv --user NAMN account approve {id} --as chef|informatör",
        "Next: two approvals, somearkiv --user NAME account approve {id} --as chef|informatör",
    ),
    "godkänt": Text(
        "Nästa steg: informatören öppnar det, somearkiv --user NAMN account open {id}",
        "Next: the informatör opens it, somearkiv --user NAME account open {id}",
    ),
    "öppet": Text("Nästa steg: somearkiv capture {id}", "Next: somearkiv capture {id}"),
    "avslutat": Text("Allt som fångats finns kvar.", "All that was captured remains."),
}
EMPTY = Text(
    "Inga konton än. Lägg till ett: somearkiv account add FIL.toml",
    "No accounts yet. Add one: somearkiv account add FILE.toml",
)
COLUMNS = (
    Text("Beteckning", "Id"),
    Text("Plattform", "Platform"),
    Text("Namn", "Name"),
    Text("Nämnd", "Committee"),
    Text("Läge", "State"),
    Text("Adress", "Address"),
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="account")
    account_ways.register(group, t)

    @group.command(help=t(ADD))
    def add(context: typer.Context, file: Path) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, enrol.propose(given, file))

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given, given.archive.session() as session:
            rows = accounts.rows(session)
        for row in rows:
            door.give(row)
        door.table(COLUMNS, [(r.id, r.platform, r.name, r.committee, r.state, r.url) for r in rows], EMPTY)

    @group.command(help=t(SHOW))
    def show(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            account = given.archive.get(Account, id)
        door.give(account)
        if not door.as_json:
            print("\n".join(_lines(door, account)))

    @group.command(help=t(APPROVE))
    def approve(
        context: typer.Context, id: str, role: Annotated[ApprovalRole, typer.Option("--as", help=t(AS))]
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, enrol.approve(given, id, role))

    @group.command(help=t(DEPOSIT))
    def deposit(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, enrol.deposit(given, id))

    @group.command("open", help=t(OPEN))
    def open_(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, enrol.open_(given, id))

    @group.command(help=t(CLOSE))
    def close(
        context: typer.Context,
        id: str,
        why: Annotated[str, typer.Option("--why", help=t(WHY))],
        no_capture: Annotated[str, typer.Option("--no-capture-because", help=t(NO_CAPTURE))] = "",
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, enrol.close(given, id, why, no_capture))


def _tell(door: Door, account: Account) -> None:
    door.tell(STATE, name=account.name, id=account.id, state=account.state.value)
    door.tell(NEXT[account.state.value], id=account.id)
    door.give(account)


def _lines(door: Door, account: Account) -> list[str]:
    facts = [
        (Text("Beteckning", "Id"), account.id),
        (Text("Plattform", "Platform"), account.platform),
        (Text("Adress", "Address"), account.url),
        (Text("Läge", "State"), account.state.value),
        (Text("Nämnd, verksamhet", "Committee, activity"), f"{account.committee}, {account.activity}"),
        (Text("Syfte", "Purpose"), account.purpose),
        (Text("Målgrupp", "Target group"), account.target_group),
        (Text("Bevakning", "Monitoring"), account.monitoring),
        (Text("Kontoansvarig", "Owner"), account.owner.name),
        (Text("Ersättare", "Deputy"), account.deputy.name),
        (Text("Administratörer", "Administrators"), ", ".join(one.name for one in account.administrators)),
        (Text("Fångster om året", "Captures a year"), account.captures_per_year),
        (Text("Väg in", "Way in"), f"{account.way_in.value} {account.interface}".strip()),
        (Text("Vilar på", "Rests on"), account.permission or "–"),
    ]
    lines = [
        account.name,
        *(f"  {door.t(word)}: {fact}" for word, fact in facts),
        door.t(Text("Aktivitetsplan", "Activity plan")),
    ]
    lines += [f"  {door.t(word)}: {getattr(account.plan, key)}" for key, word in PLAN_POINTS]
    lines.append(door.t(Text("Historik", "History")))
    lines += [f"  {swedish(event.at)}  {event.step}  {event.by}  {event.note}".rstrip() for event in account.history]
    return lines
