"""`somearkiv import ACCOUNT PATH…`: takes in a platform's own export, a WACZ or WARC, or PDF and pictures taken by hand."""

from pathlib import Path
from typing import Annotated

import typer

from archiver.classify.appraisal import rulebook
from archiver.model import CaptureRecord
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.context import rule_settings
from jobs.importing import import_files

HELP = Text(
    "Tar in plattformens egen export (ZIP), WACZ/WARC, eller PDF och bilder tagna för hand.",
    "Takes in a platform's own export (ZIP), WACZ/WARC, or PDF and pictures taken by hand.",
)
ACCOUNT = Text("Kontots beteckning.", "The account's id.")
PATHS = Text("Filerna; alla blir en och samma fångst.", "The files; all become one capture.")
REASON = Text("Varför det tas in, och varifrån det kommer.", "Why it is taken in, and where it comes from.")
DONE = Text(
    "{account}: intaget ({method}). {seen} inlägg och kommentarer, {new} nya, {changed} ändrade.",
    "{account}: taken in ({method}). {seen} posts and comments, {new} new, {changed} changed.",
)
REMARK = Text("  Anmärkning: {what}", "  Remark: {what}")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command("import", help=t(HELP))
    def import_(
        context: typer.Context,
        account: Annotated[str, typer.Argument(help=t(ACCOUNT))],
        paths: Annotated[list[Path], typer.Argument(help=t(PATHS))],
        reason: Annotated[str, typer.Option("--reason", help=t(REASON))],
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            rules = rulebook(rule_settings(given.config))
            report = import_files(given, rules, account, tuple(paths), reason)
            record = report.capture
            files = [
                {
                    "path": str(given.archive.file(CaptureRecord, record.id, one.path)),
                    "media_type": one.media_type,
                    "size_bytes": one.size_bytes,
                    "sha512": one.sha512,
                }
                for one in record.files
            ]
        door.give(
            {
                "account": record.account_id,
                "capture": record.id,
                "outcome": record.outcome.value,
                "items_seen": len(record.items_seen),
                "items_new": record.items_new,
                "items_changed": record.items_changed,
                "items_gone": 0,
                "files": files,
                "seconds": round(report.seconds, 3),
            }
        )
        facts = {"seen": len(record.items_seen), "new": record.items_new, "changed": record.items_changed}
        door.tell(DONE, account=record.account_id, method=record.method, **facts)
        for what in record.reach.not_reached:
            door.tell(REMARK, what=what)
