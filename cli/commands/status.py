"""`somearkiv status`: what is done, due and late; the last captures; health."""

import typer

from archiver.dates import swedish
from archiver.duties.duty import Light
from archiver.duties.registry import DutyState
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.status import AccountStatus, look

HELP = Text("Läget: vad som är gjort, på väg och försenat.", "What is done, due and late.")
COLUMNS = (
    Text("", ""),
    Text("Konto", "Account"),
    Text("Läge", "State"),
    Text("Senast fångat", "Last capture"),
    Text("Nästa", "Next"),
)
EMPTY = Text(
    "Inga konton än. Lägg till ett: somearkiv account add FIL.toml", "No accounts yet: somearkiv account add FILE.toml"
)
WAITING = Text(
    "{items} handlingar; {waiting} väntar på beslut (somearkiv review list).",
    "{items} items; {waiting} wait for a decision (somearkiv review list).",
)
DUTY = Text("{mark} {whose}: {what}. {todo} [{rule}]", "{mark} {whose}: {what}. {todo} [{rule}]")
MUNICIPALITY = Text("Kommunen", "The municipality")
MARKS = {Light.GREEN: "✓", Light.YELLOW: "!", Light.RED: "✗"}


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def status(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            now = look(given)
        door.give(now)
        door.table(COLUMNS, [_cells(one) for one in now.accounts], EMPTY)
        door.tell(Text("", ""))
        for one in now.accounts:
            _tell(door, one.id, one.duties)
        _tell(door, door.t(MUNICIPALITY), now.municipality)
        door.tell(WAITING, items=now.items, waiting=now.waiting)


COMMANDS: dict[str, str] = {
    "approvals": "account approve {account}",
    "portrait": "capture {account}",
    "public_register": "publish --check",
    "registration_prompt": "review list",
    "removal_prompt": "remove list",
    "suspected_secrets": "review list",
    "session_works": "account login {account}",
}
"""Duty → the command that leads on from it; pages and letters say it in words alone."""


def _tell(door: Door, whose: str, duties: tuple[DutyState, ...]) -> None:
    """What is not green, with what to do and the rule it rests on."""
    for duty in duties:
        if duty.light is not Light.GREEN:
            todo = door.t(duty.todo) + "." if duty.todo else ""
            if duty.todo and duty.key in COMMANDS:
                todo += f" `somearkiv {COMMANDS[duty.key].format(account=whose)}`"
            facts = {"mark": MARKS[duty.light], "whose": whose, "what": door.t(duty.what)}
            door.tell(DUTY, **facts, todo=todo, rule=door.t(duty.rule))


def _cells(one: AccountStatus) -> tuple[str, ...]:
    last = swedish(one.last_capture) if one.last_capture else "–"
    return (MARKS[one.light], one.id, one.state, last, swedish(one.due_at) if one.due_at else "–")
