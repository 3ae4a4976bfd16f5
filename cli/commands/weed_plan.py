"""`somearkiv weed plan …`: the rows of the informationshanteringsplan and the nämnders' decisions on them."""

from pathlib import Path
from typing import Annotated

import typer

from archiver.errors.usage import UsageFault
from archiver.lifecycle.item_facts import WeedingDecision
from archiver.lifecycle.rights import Right, require
from archiver.retention.plan import CountedFrom, PlanRow, in_force
from archiver.retention.protocol import period_of
from archiver.text import Text
from cli.command import Translate
from cli.commands.items import day
from cli.door import Door
from jobs import plan
from jobs.planfile import read_plan_file

HELP = Text("Informationshanteringsplanen.", "The retention schedule.")
LIST = Text("Raderna, och för vilka nämnder de gäller.", "The rows, and for which committees they are in force.")
ADD = Text("Lägger till rader ur en fil (TOML, [[rad]]).", "Adds rows from a file (TOML, [[rad]]).")
DECIDE = Text("Antecknar nämndens gallringsbeslut på en rad.", "Records the committee's decision on a row.")
REPEAL = Text("Antecknar att nämnden har upphävt en rad.", "Records that the committee has repealed a row.")
BODY = Text("Beslutande organ, t.ex. Kommunstyrelsen.", "The deciding body.")
DATE = Text("Beslutets dag (ÅÅÅÅ-MM-DD).", "The day of the decision (YYYY-MM-DD).")
PARAGRAPH = Text("Paragraf i protokollet.", "Paragraph of the minutes.")
DNR = Text("Beslutets diarienummer.", "The decision's dnr.")
SCOPE = Text("Vad beslutet omfattar.", "What the decision covers.")
FOR = Text("Nämnd vars handlingar det gäller; annars organet självt.", "Committee it covers; else the body itself.")
MONTHS = Text("Fristen i månader, som beslutet säger.", "The period in months, as decided.")
QUIET = Text("Inaktuell så många månader efter det sista i tråden.", "Outdated so many months after the thread's last.")
COUNTED = Text("Fristen räknas från: inkom, årets_slut eller inaktualitet.", "The period is counted from.")
DONE = Text("{id}: gäller nu för {committees}.", "{id}: now in force for {committees}.")
ADDED = Text(
    "{id}: tillagd; gallrar inget förrän nämndens beslut är antecknat.", "{id}: added; weeds nothing before a decision."
)
EMPTY = Text("Planen är tom.", "The plan is empty.")
COLUMNS = (
    Text("Rad", "Row"),
    Text("Avser", "About"),
    Text("Vad som sker", "Disposal"),
    Text("Frist", "Period"),
    Text("Gäller för", "In force for"),
)

Body = Annotated[str, typer.Option()]


def register(parent: typer.Typer, t: Translate) -> None:
    """Add the commands below `weed`."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    parent.add_typer(group, name="plan")

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            require(given.who, Right.SEE_STATUS)
            rows, today = plan.rows(given.archive), plan.today_of(given)
        for row in rows:
            door.give({"row": row, "in_force": in_force(row, today)})
        cells = [
            (row.id, row.title, row.disposal.value.replace("_", " "), period_of(row) if row.weeds else "", ", ".join(in_force(row, today)))
            for row in rows
        ]  # fmt: skip
        door.table(COLUMNS, cells, EMPTY)

    @group.command(help=t(ADD))
    def add(context: typer.Context, file: Path) -> None:
        door: Door = context.obj
        with door.context() as given:
            for row in read_plan_file(file):
                added = plan.add(given, row)
                door.tell(ADDED, id=added.id)
                door.give(added)

    @group.command(help=t(DECIDE))
    def decide(
        context: typer.Context,
        row: str,
        body: Annotated[str, typer.Option(help=t(BODY))],
        on: Annotated[str, typer.Option("--date", help=t(DATE))],
        paragraph: Annotated[str, typer.Option(help=t(PARAGRAPH))],
        dnr: Annotated[str, typer.Option(help=t(DNR))],
        scope: Annotated[str, typer.Option(help=t(SCOPE))],
        committee: Annotated[list[str] | None, typer.Option("--for", help=t(FOR))] = None,
        months: Annotated[int | None, typer.Option(help=t(MONTHS), min=0)] = None,
        quiet_months: Annotated[int | None, typer.Option(help=t(QUIET), min=0)] = None,
        counted_from: Annotated[CountedFrom | None, typer.Option(help=t(COUNTED))] = None,
    ) -> None:
        door: Door = context.obj
        made = _decision(body, on, paragraph, dnr, scope)
        with door.context() as given:
            after = plan.decide(
                given, row, made, tuple(committee or ()), counted_from=counted_from, months=months, quiet_months=quiet_months
            )  # fmt: skip
            _tell(door, after, in_force(after, plan.today_of(given)))

    @group.command(help=t(REPEAL))
    def repeal(
        context: typer.Context,
        row: str,
        body: Annotated[str, typer.Option(help=t(BODY))],
        on: Annotated[str, typer.Option("--date", help=t(DATE))],
        paragraph: Annotated[str, typer.Option(help=t(PARAGRAPH))],
        dnr: Annotated[str, typer.Option(help=t(DNR))],
        scope: Annotated[str, typer.Option(help=t(SCOPE))],
        committee: Annotated[list[str] | None, typer.Option("--for", help=t(FOR))] = None,
    ) -> None:
        door: Door = context.obj
        made = _decision(body, on, paragraph, dnr, scope)
        with door.context() as given:
            after = plan.repeal(given, row, made, tuple(committee or ()))
            _tell(door, after, in_force(after, plan.today_of(given)))


def _decision(body: str, on: str, paragraph: str, dnr: str, scope: str) -> WeedingDecision:
    moment = day(on)
    if moment is None:
        raise UsageFault(what=DATE)
    return WeedingDecision(body, moment.date(), paragraph.removeprefix("§").strip(), dnr, scope)


def _tell(door: Door, after: PlanRow, committees: tuple[str, ...]) -> None:
    door.tell(DONE, id=after.id, committees=", ".join(committees) or "–")
    door.give(after)
