"""`somearkiv weed …`: proposal, second person, weeding and its report. The plan is `weed plan`, holds are `weed hold`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.retention.protocol import FILES
from archiver.retention.weeding import WeedingList
from archiver.text import Text
from cli.command import Translate
from cli.commands import weed_hold, weed_plan
from cli.commands.items import day
from cli.door import Door
from jobs import weeding_lists
from jobs.plan import today_of
from jobs.weeding import carry_out
from jobs.weeding_reading import report_file

HELP = Text("Gallring enligt nämndens beslut.", "Weeding under the committee's decision.")
PROPOSE = Text(
    "Föreslår det vars frist har gått ut. Namngivna handlingar kräver --row.",
    "Proposes what has run out of its period. Named items need --row.",
)
LIST = Text("Gallringslistorna.", "The weeding lists.")
SHOW = Text("Visar en lista, handling för handling.", "Shows a list, item by item.")
APPROVE = Text("Godkänner en lista som andra person.", "Approves a list as the second person.")
REJECT = Text("Avvisar en lista.", "Rejects a list.")
STRIKE = Text("Stryker handlingar från en lista.", "Strikes items from a list.")
RUN = Text("Verkställer en godkänd lista och lägger gallringsprotokollet på hyllan.", "Carries an approved list out.")
REPORT = Text("Skriver ut gallringsprotokollet (PDF/A och JSON).", "Writes the weeding report (PDF/A and JSON).")
OUTDATED = Text("Noterar att handlingar inte längre är aktuella.", "Notes that items are no longer current.")
WHY = Text("Skäl.", "Reason.")
ROW = Text("Raden i informationshanteringsplanen.", "The row of the retention schedule.")
ACCOUNT = Text("Bara detta konto.", "Only this account.")
ON = Text("Dagen (ÅÅÅÅ-MM-DD), annars i dag.", "The day (YYYY-MM-DD), else today.")
OUT = Text("Mappen att skriva i.", "The folder to write to.")
MADE = Text(
    "Lista {id}: {count} handlingar. En andra person godkänner: somearkiv weed approve {id}",
    "List {id}: {count} items. A second person approves: somearkiv weed approve {id}",
)
NOTHING = Text("Inget kan gallras nu.", "Nothing may be weeded now.")
STARTED = Text(
    "Gallringsfrist startad eller ändrad för {count} handlingar.", "Period started or changed for {count} items."
)
KEPT = Text("  behålls: {count} st., {why}", "  kept: {count}, {why}")
STEPPED = Text("Lista {id} är {state}: {count} handlingar.", "List {id} is {state}: {count} items.")
DONE = Text(
    "Lista {id} verkställd: {weeded} gallrade, {spared} undantagna. Protokollet: somearkiv weed report {id} --out MAPP",
    "List {id} carried out: {weeded} weeded, {spared} spared. The report: somearkiv weed report {id} --out FOLDER",
)
SPARED = Text("  undantagen {id}: {why}", "  spared {id}: {why}")
NOTED = Text("{id}: inaktuell, fristen löper till {until}", "{id}: outdated, the period runs to {until}")
WRITTEN = Text("Skrivet: {path}", "Written: {path}")
EMPTY = Text("Ingen lista. Föreslå: somearkiv weed propose", "No list. Propose: somearkiv weed propose")
COLUMNS = (
    Text("Lista", "List"),
    Text("Läge", "State"),
    Text("Gjord", "Made"),
    Text("Av", "By"),
    Text("Godkänd av", "Approved by"),
    Text("Handlingar", "Items"),
    Text("Gallrade", "Weeded"),
)
LINE_COLUMNS = (
    Text("Handling", "Item"),
    Text("Konto", "Account"),
    Text("Inkom", "Received"),
    Text("Frist till", "Period until"),
    Text("Rad", "Row"),
    Text("Beslut", "Decision"),
)


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="weed")
    weed_plan.register(group, t)
    weed_hold.register(group, t)
    _register_lists(group, t)

    @group.command(help=t(PROPOSE))
    def propose(
        context: typer.Context,
        ids: Annotated[list[str] | None, typer.Argument()] = None,
        row: Annotated[str | None, typer.Option(help=t(ROW))] = None,
        account: Annotated[str | None, typer.Option(help=t(ACCOUNT))] = None,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            got = weeding_lists.propose(given, account_id=account, row_id=row, item_ids=ids or ())
        if got.started:
            door.tell(STARTED, count=got.started)
        if got.list:
            door.tell(MADE, id=got.list.id, count=len(got.list.lines))
        else:
            door.tell(NOTHING)
        for why, count in got.kept:
            door.tell(KEPT, count=count, why=door.t(why))
        door.give({"list": got.list, "started": got.started, "kept": {why.sv: count for why, count in got.kept}})

    @group.command(help=t(OUTDATED))
    def outdated(
        context: typer.Context, ids: list[str], on: Annotated[str | None, typer.Option(help=t(ON))] = None
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            noted = weeding_lists.note_outdated(given, ids, _date(on) or today_of(given))
        for one in noted:
            until = one.period.expires_on if one.period else None
            door.tell(NOTED, id=one.id, until=until.isoformat() if until else "–")
            door.give({"id": one.id, "period": one.period})

    @group.command(help=t(RUN))
    def run(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            done = carry_out(given, id)
        door.tell(DONE, id=done.id, weeded=len(done.weeded), spared=len(done.spared))
        for one in done.spared:
            door.tell(SPARED, id=one.item_id, why=one.why)
        door.give(done)

    @group.command(help=t(REPORT))
    def report(context: typer.Context, id: str, out: Annotated[Path, typer.Option(help=t(OUT))]) -> None:
        door: Door = context.obj
        with door.context() as given:
            files = {name: report_file(given, id, name).read_bytes() for name in FILES}
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (out / name).write_bytes(data)
            door.tell(WRITTEN, path=out / name)
            door.give({"path": str(out / name)})


def _register_lists(group: typer.Typer, t: Translate) -> None:
    @group.command("list", help=t(LIST))
    def list_(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            found = weeding_lists.seen(given)
        for one in found:
            door.give(one)
        door.table(COLUMNS, [_cells(one) for one in found], EMPTY)

    @group.command(help=t(SHOW))
    def show(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            found = weeding_lists.seen_one(given, id)
        door.give(found)
        rows = [
            (one.item_id, one.account_id, swedish(one.received_at), one.expires_on, one.row, one.decision)
            for one in found.standing
        ]
        door.table(LINE_COLUMNS, rows, EMPTY)

    @group.command(help=t(APPROVE))
    def approve(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, weeding_lists.approve(given, id))

    @group.command(help=t(REJECT))
    def reject(context: typer.Context, id: str, why: Annotated[str, typer.Option(help=t(WHY))]) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, weeding_lists.reject(given, id, why))

    @group.command(help=t(STRIKE))
    def strike(context: typer.Context, id: str, ids: list[str], why: Annotated[str, typer.Option(help=t(WHY))]) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, weeding_lists.strike(given, id, ids, why))


def _tell(door: Door, made: WeedingList) -> None:
    door.tell(STEPPED, id=made.id, state=made.state.value, count=len(made.standing))
    door.give(made)


def _cells(one: WeedingList) -> tuple[object, ...]:
    return (
        one.id,
        one.state.value,
        swedish(one.made_at),
        one.made_by,
        one.approved_by,
        len(one.standing),
        len(one.weeded),
    )


def _date(text: str | None) -> date | None:
    moment = day(text)
    return moment.date() if moment else None
