"""`somearkiv deliveries …`: what has left the archive."""

from typing import Annotated

import typer

from archiver.dates import swedish
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import delivery as deliveries

HELP = Text("Leveranserna: vad som har lämnat arkivet.", "What has left the archive.")
LIST = Text("Listar leveranserna, nyast först.", "Lists the deliveries, newest first.")
SHOW = Text(
    "Visar en leverans (början av dess beteckning räcker).", "Shows a delivery (the beginning of its id will do)."
)
FORMAT = Text("Bara ett format.", "Only one format.")
COLUMNS = (
    Text("Leverans", "Delivery"),
    Text("Format", "Format"),
    Text("Gjord", "Made"),
    Text("Av", "By"),
    Text("Mottagare", "Recipient"),
    Text("Handlingar", "Items"),
    Text("Kvitto", "Receipt"),
)
EMPTY = Text("Inget har lämnat arkivet än.", "Nothing has left the archive yet.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="deliveries")

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context, format: Annotated[str | None, typer.Option(help=t(FORMAT))] = None) -> None:
        door: Door = context.obj
        with door.context() as given:
            rows = deliveries.made(given, format)
        for row in rows:
            door.give(row)
        cells = [
            (r.id[:8], r.format, swedish(r.made_at), r.made_by, r.recipient, r.objects, r.receipt or "–") for r in rows
        ]
        door.table(COLUMNS, cells, EMPTY)

    @group.command(help=t(SHOW))
    def show(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            found = deliveries.show(given, id)
        door.give(found)
        if not door.as_json:
            facts = [
                (Text("Format", "Format"), found.format),
                (Text("Gjord", "Made"), f"{swedish(found.made_at)}, {found.made_by}"),
                (Text("Mottagare", "Recipient"), found.recipient or "–"),
                (Text("Urval", "Selection"), ", ".join(f"{k}: {v}" for k, v in found.selection.items()) or "allt"),
                (Text("Handlingar", "Items"), len(found.object_ids)),
                (Text("Kvitto", "Receipt"), found.receipt or "–"),
                (Text("SHA-512", "SHA-512"), found.digest),
            ]
            print("\n".join([found.id, *(f"  {t(word)}: {fact}" for word, fact in facts)]))
