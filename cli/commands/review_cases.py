"""`somearkiv review dnr` and `review case …`: which case a record belongs to, and the yearly case for captures."""

from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.lifecycle.collective_case import CollectiveCase
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import collective_cases
from jobs.registering import set_dnr

DNR = Text("Knyter diarieförda handlingar till ett ärende i kommunens diarium.", "Puts registered items into a case.")
CASE = Text("Samlingsärenden för årets fångster.", "Yearly collective cases for captures.")
OPEN = Text("Öppnar en nämnds samlingsärende.", "Opens a committee's collective case.")
LIST = Text("Samlingsärendena.", "The collective cases.")
SHOW = Text("Fångsterna i ett samlingsärende.", "The captures of a collective case.")
CASE_DNR = Text("Antecknar samlingsärendets diarienummer.", "Notes the collective case's dnr.")
CLOSE = Text("Avslutar samlingsärendet när året är slut.", "Closes the collective case after its year.")
YEAR = Text("Året, annars i år.", "The year, else this one.")
PUT = Text("{id}: {designation} hör till {dnr}.", "{id}: {designation} belongs to {dnr}.")
TOLD = Text("{id}: {designation}, {state}, {count} fångster.", "{id}: {designation}, {state}, {count} captures.")
EMPTY = Text("Inget samlingsärende. Öppna: somearkiv review case open NÄMND", "No collective case yet.")
NO_CAPTURES = Text("Inga fångster än.", "No captures yet.")
COLUMNS = (
    Text("Ärende", "Case"),
    Text("Beteckning", "Designation"),
    Text("Dnr", "Dnr"),
    Text("Nämnd", "Committee"),
    Text("Läge", "State"),
)
CAPTURE_COLUMNS = (Text("Fångst", "Capture"), Text("Konto", "Account"), Text("Tagen", "Taken"))


def register(parent: typer.Typer, t: Translate) -> None:
    """Add the commands below `review`."""
    group = typer.Typer(help=t(CASE), no_args_is_help=True)
    parent.add_typer(group, name="case")

    @parent.command(help=t(DNR))
    def dnr(context: typer.Context, number: str, ids: list[str]) -> None:
        door: Door = context.obj
        with door.context() as given:
            done = set_dnr(given, ids, number)
        for one in done:
            designation = one.register_entry.designation if one.register_entry else ""
            door.tell(PUT, id=one.id, designation=designation, dnr=number)
            door.give({"id": one.id, "register_entry": one.register_entry})

    @group.command("open", help=t(OPEN))
    def open_(
        context: typer.Context, committee: str, year: Annotated[int | None, typer.Option(help=t(YEAR))] = None
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            made = collective_cases.open_(given, committee, year)
            _tell(door, made, len(collective_cases.captures_of(given, made)))

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            found = collective_cases.listed(given)
        for one in found:
            door.give(one)
        door.table(
            COLUMNS, [(one.id, one.designation, one.dnr, one.committee, one.state.value) for one in found], EMPTY
        )

    @group.command(help=t(SHOW))
    def show(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            held = collective_cases.captures_of(given, given.archive.get(CollectiveCase, id))
        for one in held:
            door.give({"capture": one.id, "account": one.account_id, "taken": one.started_at})
        door.table(CAPTURE_COLUMNS, [(one.id, one.account_id, swedish(one.started_at)) for one in held], NO_CAPTURES)

    @group.command("dnr", help=t(CASE_DNR))
    def case_dnr(context: typer.Context, id: str, number: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            made = collective_cases.set_dnr(given, id, number)
            _tell(door, made, len(collective_cases.captures_of(given, made)))

    @group.command(help=t(CLOSE))
    def close(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            made = collective_cases.close(given, id)
        _tell(door, made, len(made.captures))


def _tell(door: Door, made: CollectiveCase, count: int) -> None:
    door.tell(TOLD, id=made.id, designation=made.designation, state=made.state.value, count=count)
    door.give(made)
