"""`somearkiv capture`: captures now, one account or many."""

from typing import Annotated

import typer

from archiver.errors.error import SomearkivError
from archiver.errors.usage import UsageFault
from archiver.model import CaptureRecord, Outcome
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs.capturing import Captured, capture_accounts, chosen_accounts
from jobs.context import Context

HELP = Text("Fångar konton nu.", "Captures accounts now.")
ACCOUNTS = Text("Kontonas beteckningar.", "The accounts' ids.")
DUE = Text("Alla konton vars tid är inne.", "All accounts that are due.")
ALL = Text("Alla öppna konton.", "All open accounts.")
REASON = Text("Varför fångsten tas.", "Why the capture is taken.")
CHOOSE = Text("ange konton, --due eller --all", "name accounts, or use --due or --all")
NONE = Text("Inget konto att fånga just nu.", "No account to capture right now.")
DONE = Text(
    "{account}: {outcome}. {seen} inlägg och kommentarer, {new} nya, {changed} ändrade, {gone} borta. ({seconds:.0f} s)",
    "{account}: {outcome}. {seen} posts and comments, {new} new, {changed} changed, {gone} gone. ({seconds:.0f} s)",
)
PICTURE = Text("  Bild: {path}", "  Picture: {path}")
MISSED = Text("  Nåddes inte: {what}", "  Not reached: {what}")
FAILED = Text("{account}: {what}", "{account}: {what}")
MANUAL = "för hand"
REFUSED = "vägrad"


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def capture(
        context: typer.Context,
        accounts: Annotated[list[str] | None, typer.Argument(help=t(ACCOUNTS))] = None,
        due: Annotated[bool, typer.Option("--due", help=t(DUE))] = False,
        every: Annotated[bool, typer.Option("--all", help=t(ALL))] = False,
        reason: Annotated[str, typer.Option("--reason", help=t(REASON))] = MANUAL,
    ) -> int:
        door: Door = context.obj
        if sum((bool(accounts), due, every)) != 1:
            raise UsageFault(what=CHOOSE)
        worst: SomearkivError | None = None
        with door.context() as given:
            chosen = chosen_accounts(given, tuple(accounts or ()), due=due)
            if not chosen:
                door.tell(NONE)
            for one in capture_accounts(given, chosen, reason):
                worst = worst or one.fault
                _give(door, given, one)
        return worst.exit_code if worst else 0


def _give(door: Door, context: Context, one: Captured) -> None:
    if one.report is not None:
        _give_report(door, context, one.report.capture, one.seconds)
    elif one.fault is not None:
        said = one.fault.message(door.language)
        outcome = getattr(one.fault, "outcome", REFUSED)
        counts = dict.fromkeys(("items_seen", "items_new", "items_changed", "items_gone"), 0)
        seconds = round(one.seconds, 3)
        door.give(
            {"account": one.account_id, "capture": None, "outcome": outcome}
            | counts
            | {"files": [], "seconds": seconds, "error": said}
        )
        door.warn(FAILED, account=one.account_id, what=said)


def _give_report(door: Door, context: Context, record: CaptureRecord, seconds: float) -> None:
    def on_shelf(path: str) -> str:
        return str(context.archive.file(CaptureRecord, record.id, path))

    counts = {
        "items_seen": len(record.items_seen),
        "items_new": record.items_new,
        "items_changed": record.items_changed,
        "items_gone": len(record.items_gone),
    }
    files = [
        {"path": on_shelf(f.path), "media_type": f.media_type, "size_bytes": f.size_bytes, "sha512": f.sha512}
        for f in record.files
    ]
    door.give(
        {
            "account": record.account_id,
            "capture": record.id,
            "outcome": record.outcome.value,
            **counts,
            "files": files,
            "seconds": round(seconds, 3),
        }
    )
    door.tell(
        DONE,
        account=record.account_id,
        outcome=record.outcome.value,
        seen=counts["items_seen"],
        new=counts["items_new"],
        changed=counts["items_changed"],
        gone=counts["items_gone"],
        seconds=seconds,
    )
    if any(fact.path == "page.png" for fact in record.files):
        door.tell(PICTURE, path=on_shelf("page.png"))
    for what in record.reach.remarks if record.outcome is Outcome.PARTIAL else record.reach.remarks[:5]:
        door.tell(MISSED, what=what)
