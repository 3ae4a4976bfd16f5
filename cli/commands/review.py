"""`somearkiv review …`: the queue of proposals and the decisions on them."""

from typing import Annotated

import typer
from pydantic_core import to_jsonable_python

from archiver.dates import swedish
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.queue import LABELS
from archiver.records import ItemRecord, Registration, Secrecy
from archiver.text import Text
from cli.command import Translate
from cli.commands import review_cases, review_many
from cli.commands.items import show as show_rows
from cli.commands.review_many import places
from cli.door import Door
from jobs.opinions import asked_of
from jobs.review import EntryWords, Waiting, visible, waiting_clocked
from jobs.review import decide as decide_item
from jobs.review import unread as unread_rows

HELP = Text("Granskning: kön av förslag och besluten.", "Review: the queue of proposals and the decisions.")
LIST = Text(
    "Det som väntar på beslut, det mest brådskande först, med sista tid.",
    "What waits for a decision, the most urgent first.",
)
SHOW = Text("Visar en handling med förslagens skäl och lagrum.", "Shows an item with reasons and law.")
DECIDE = Text("Beslutar på en axel, för en eller flera handlingar.", "Decides on one axis, for one or more items.")
ONLY = Text(
    "Bara: secrecy, unsuitable, diary, audit eller weeding; kan anges flera gånger.",
    "Only: secrecy, unsuitable, diary, audit or weeding; may be given several times.",
)
UNREAD = Text("Det ingen har läst, troligast sekretess först.", "What nobody has read, the likeliest secrets first.")
ASKED = Text("Det du är tillfrågad om.", "What your opinion is asked on.")
QUEUE_COLUMNS = (
    Text("Handling", "Item"),
    Text("Fråga", "Question"),
    Text("Senast", "By"),
    Text("", ""),
    Text("Konto", "Account"),
    Text("Författare", "Author"),
    Text("Text", "Text"),
)
EMPTY_QUEUE = Text("Inget väntar på beslut.", "Nothing waits for a decision.")
LIMIT = Text("Högst så många.", "At most so many.")
AXIS = Text("registration, secrecy, visibility eller retention.", "registration, secrecy, visibility or retention.")
VALUE = Text("Vad beslutet blir, t.ex. diarieförd, hålls_ordnad, markerad, ingen.", "What is decided.")
GROUND = Text("Grund: lagrum eller slag av olämpligt material.", "Ground: law, or kind of unsuitable material.")
NOTE = Text("Anteckning.", "Note.")
ABOUT = Text("Diarieföring: i korthet vad handlingen rör.", "Registering: briefly what it concerns.")
PUBLIC_ABOUT = Text("Samma, i den offentliga versionen.", "The same, public version.")
SENDER = Text("Avsändare (annars författaren).", "Sender (else the author).")
RECIPIENT = Text("Mottagare (annars nämnden).", "Recipient (else the committee).")
PUBLIC_SENDER = Text("Avsändare i den offentliga versionen.", "Sender, public version.")
DNR = Text("Ärendets diarienummer i kommunens diarium.", "The case's number in the municipality's diarium.")
PROVISION = Text("Sekretessmarkering: bestämmelsen, t.ex. ”OSL 23:2”.", "Secrecy mark: the provision, e.g. “OSL 23:2”.")
DECIDED = Text("{id}: {axis} är nu {value}.", "{id}: {axis} is now {value}.")
AS_ENTRY = Text("  Diarieförd som {designation}.", "  Registered as {designation}.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="review")

    review_many.register(group, t)
    review_cases.register(group, t)

    @group.command("list", help=t(LIST))
    def list_(
        context: typer.Context,
        limit: Annotated[int | None, typer.Option(help=t(LIMIT), min=1)] = None,
        only: Annotated[list[str] | None, typer.Option(help=t(ONLY))] = None,
        unread: Annotated[bool, typer.Option("--unread", help=t(UNREAD))] = False,
        asked: Annotated[bool, typer.Option("--asked", help=t(ASKED))] = False,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            if unread:
                show_rows(door, unread_rows(given, limit))
                return
            if asked:
                for record in asked_of(given)[:limit]:
                    door.give(record)
                    if not door.as_json:
                        print("\n".join(_lines(door, record)))
                return
            found = waiting_clocked(given, limit, places=places(only))
        for one in found:
            door.give(
                {**to_jsonable_python(one.row), "place": one.place.name.lower(), "due_at": one.due_at, "late": one.late}
            )
        door.table(QUEUE_COLUMNS, [_clocked(door, one) for one in found], EMPTY_QUEUE)

    @group.command(help=t(SHOW))
    def show(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            record = visible(given, id)
        door.give(record)
        if not door.as_json:
            print("\n".join(_lines(door, record)))

    @group.command(help=t(DECIDE))
    def decide(
        context: typer.Context,
        ids: list[str],
        axis: Annotated[Axis, typer.Option(help=t(AXIS))],
        value: Annotated[str, typer.Option(help=t(VALUE))],
        ground: Annotated[str, typer.Option(help=t(GROUND))] = "",
        note: Annotated[str, typer.Option(help=t(NOTE))] = "",
        about: Annotated[str, typer.Option(help=t(ABOUT))] = "",
        public_about: Annotated[str, typer.Option(help=t(PUBLIC_ABOUT))] = "",
        sender: Annotated[str, typer.Option(help=t(SENDER))] = "",
        recipient: Annotated[str, typer.Option(help=t(RECIPIENT))] = "",
        public_sender: Annotated[str, typer.Option(help=t(PUBLIC_SENDER))] = "",
        dnr: Annotated[str, typer.Option(help=t(DNR))] = "",
        provision: Annotated[str, typer.Option(help=t(PROVISION))] = "",
    ) -> None:
        door: Door = context.obj
        words = EntryWords(about, public_about, sender, recipient, public_sender, dnr)
        with door.context() as given:
            for id in ids:
                after = decide_item(given, id, axis, value, ground=ground, note=note, words=words, provision=provision)
                _tell(door, after, axis)


def _clocked(door: Door, one: Waiting) -> tuple[str, ...]:
    text = " ".join(one.row.text.split())
    short = text if len(text) <= 60 else text[:59] + "…"
    late = door.t(Text("försenad", "late")) if one.late else ""
    due = swedish(one.due_at) if one.due_at else ""
    return (one.row.id, door.t(LABELS[one.place]), due, late, one.row.account_id, one.row.author, short)


def _tell(door: Door, record: ItemRecord, axis: Axis) -> None:
    door.tell(DECIDED, id=record.id, axis=axis.value, value=getattr(record.axes, axis.value).value)
    entry = record.register_entry
    if axis is Axis.REGISTRATION and record.axes.registration is Registration.REGISTERED and entry:
        door.tell(AS_ENTRY, designation=entry.designation)
    door.give({"id": record.id, "axes": record.axes, "register_entry": entry, "decisions": record.decisions})


def _lines(door: Door, record: ItemRecord) -> list[str]:
    latest, proposal = record.latest, record.proposal
    lines = [
        f"{latest.author.name}, {swedish(record.received_at)}",
        *(f"  {line}" for line in latest.text.splitlines()),
        f"  {record.permalink}",
        door.t(Text("Läge: ", "State: "))
        + ", ".join(
            getattr(record.axes, name).value for name in ("registration", "secrecy", "visibility", "retention")
        ),
    ]
    if len(record.versions) > 1:
        lines.append(door.t(Text("Lydelser: {count}", "Wordings: {count}"), count=len(record.versions)))
    if proposal:
        lines.append(door.t(Text("Förslag ({rulebook}):", "Proposal ({rulebook}):"), rulebook=proposal.rulebook))
        for finding in proposal.findings:
            words = latest.text[finding.start : finding.end]
            lines.append(f"  {finding.reason} [{finding.ground}] ”{words}” ({finding.confidence:.0%})")
    if record.axes.secrecy is Secrecy.MARKED and record.secrecy_mark:
        lines.append(
            f"  {record.secrecy_mark.provision}, {swedish(record.secrecy_mark.noted_at)}, {record.secrecy_mark.authority}"
        )
    for asked in record.opinions:
        word = asked.value or door.t(Text("fråga", "question"))
        lines.append(f"  {swedish(asked.at)}  {asked.axis}: {word}  {asked.by} → {asked.to}  {asked.text}")
    for one in record.decisions:
        lines.append(f"  {swedish(one.at)}  {one.axis}: {one.value}  {one.by}  {one.ground}  {one.note}".rstrip())
    return lines
