"""`somearkiv items`: the items the caller may see."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from archiver.dates import STOCKHOLM, swedish
from archiver.errors.usage import UsageFault
from archiver.lifecycle.rights import sight_of
from archiver.model import ItemKind
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from storage.database import items as cards
from storage.database.items import ItemFilter, ItemRow

HELP = Text("Listar handlingar du får se.", "Lists the items you may see.")
ACCOUNT = Text("Bara detta konto.", "Only this account.")
LABEL = Text("Bara de som föreslås: diary, confidential eller weeding.", "Only those proposed.")
STATE = Text("Bara de med detta läge på någon axel, t.ex. diarieförd.", "Only those in this state on an axis.")
QUERY = Text(
    "Sök i text, författare och dnr: ord i alla böjningar, ”exakt följd”, början*.",
    "Search in text, author and dnr: words in every form, “exact phrase”, beginning*.",
)
UNTIL = Text("Bara de som kommit in till och med dagen.", "Only those received up to a day.")
KIND = Text("Bara post eller comment.", "Only post or comment.")
AUTHOR = Text("Bara av författare med dessa ord i namnet.", "Only by authors with these words in the name.")
SINCE = Text("Bara de som kommit in från och med dagen (ÅÅÅÅ-MM-DD).", "Only those received from a day on.")
LIMIT = Text("Högst så många.", "At most so many.")
COLUMNS = (
    Text("Handling", "Item"),
    Text("Konto", "Account"),
    Text("Inkom", "Received"),
    Text("Författare", "Author"),
    Text("Läge", "State"),
    Text("Förslag", "Proposed"),
    Text("Text", "Text"),
)
EMPTY = Text(
    "Inga handlingar. Fånga ett konto: somearkiv capture --all", "No items. Capture an account: somearkiv capture --all"
)
BAD_LABEL = Text("--label ska vara diary, confidential eller weeding", "--label must be diary, confidential or weeding")
BAD_DAY = Text("dagen ska skrivas som 2026-01-31", "a day is written as 2026-01-31")
WORDS = {"diary": "diarieföras", "confidential": "sekretess", "weeding": "gallras"}


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def items(
        context: typer.Context,
        account: Annotated[str | None, typer.Option(help=t(ACCOUNT))] = None,
        label: Annotated[str | None, typer.Option(help=t(LABEL))] = None,
        state: Annotated[str | None, typer.Option(help=t(STATE))] = None,
        query: Annotated[str | None, typer.Option(help=t(QUERY))] = None,
        since: Annotated[str | None, typer.Option(help=t(SINCE))] = None,
        until: Annotated[str | None, typer.Option(help=t(UNTIL))] = None,
        kind: Annotated[ItemKind | None, typer.Option(help=t(KIND))] = None,
        author: Annotated[str | None, typer.Option(help=t(AUTHOR))] = None,
        limit: Annotated[int | None, typer.Option(help=t(LIMIT), min=1)] = None,
    ) -> None:
        door: Door = context.obj
        if label not in (None, "diary", "confidential", "weeding"):
            raise UsageFault(what=BAD_LABEL)
        last = day(until)
        chosen = ItemFilter(
            account,
            label,
            state,
            query,
            day(since),
            limit,
            until=last + timedelta(days=1) if last else None,
            kind=kind.value if kind else None,
            author=author,
        )
        with door.context() as given, given.archive.session() as session:
            found = cards.listed(session, chosen, sight_of(given.who))
        show(door, found)


def show(door: Door, found: list[ItemRow]) -> None:
    """Rows of items, for a person or as JSON Lines."""
    for row in found:
        door.give(row)
    door.table(COLUMNS, [_cells(row) for row in found], EMPTY)


def day(text: str | None) -> datetime | None:
    """Midnight, Swedish time, when a day given by a person begins. Raises UsageFault."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=STOCKHOLM)
    except ValueError as fault:
        raise UsageFault(what=BAD_DAY) from fault


def _cells(row: ItemRow) -> tuple[str, ...]:
    proposed = ", ".join(word for name, word in WORDS.items() if getattr(row, name))
    state = ", ".join(
        value
        for value in (row.designation or row.registration, row.secrecy, row.visibility, row.retention)
        if value not in ("hålls_ordnad", "ingen", "publicerad", "bevaras")
    )
    text = " ".join(row.text.split())
    short = text if len(text) <= 60 else text[:59] + "…"
    return (row.id, row.account_id, swedish(row.received_at), row.author, state, proposed, short)
