"""`somearkiv review bulk / undo / ask / answer`: many at once, back again, and a colleague's opinion."""

from collections.abc import Sequence
from typing import Annotated

import typer

from archiver.errors.usage import UsageFault
from archiver.lifecycle.item_facts import Axis
from archiver.lifecycle.queue import Place
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import opinions, review

BULK = Text(
    "Samma beslut på flera: namngivna handlingar, eller de första av en fråga i kön.",
    "The same decision on many: named items, or the first of a question in the queue.",
)
UNDO = Text("Ångrar det senaste beslutet på en axel med ett nytt beslut.", "Undoes the last decision on an axis.")
ASK = Text("Frågar en kollega om en andra åsikt.", "Asks a colleague for a second opinion.")
ANSWER = Text("Svarar på en fråga om andra åsikt.", "Answers a question for a second opinion.")
AXIS = Text("registration, secrecy, visibility eller retention.", "registration, secrecy, visibility or retention.")
VALUE = Text("Vad beslutet blir.", "What is decided.")
GROUND = Text("Grund.", "Ground.")
NOTE = Text("Anteckning.", "Note.")
ONLY = Text("Fråga i kön: secrecy, unsuitable, diary, audit eller weeding.", "Question of the queue.")
ACCOUNT = Text("Bara detta konto.", "Only this account.")
LIMIT = Text("Högst så många.", "At most so many.")
DRY = Text("Visa bara vilka det blir.", "Only show which.")
OF = Text("Kollegans användarnamn.", "The colleague's user name.")
QUESTION = Text("Frågan.", "The question.")
WHY = Text("Skäl.", "Reason.")
DONE = Text("{id}: {axis} är nu {value}.", "{id}: {axis} is now {value}.")
REFUSED = Text("{id}: {why}", "{id}: {why}")
WOULD = Text("{id}: skulle bli {value}.", "{id}: would be {value}.")
COUNTED = Text("{done} beslutade, {refused} nekade.", "{done} decided, {refused} refused.")
ASKED = Text("{id}: {of} är tillfrågad.", "{id}: {of} is asked.")
ANSWERED = Text("{id}: åsikten är antecknad.", "{id}: the opinion is noted.")
NO_CHOICE = Text("namnge handlingarna, eller ange --only och --limit", "name the items, or give --only and --limit")


def places(words: Sequence[str] | None) -> tuple[Place, ...]:
    """Questions of the queue by their words. Raises UsageFault."""
    known = {place.name.lower(): place for place in Place if place}
    for word in words or ():
        if word not in known:
            raise UsageFault(
                what=Text(f"--only: välj bland {', '.join(known)}", f"--only: choose among {', '.join(known)}")
            )
    return tuple(known[word] for word in words or ())


def register(group: typer.Typer, t: Translate) -> None:
    """Add the commands below `review`."""

    @group.command(help=t(BULK))
    def bulk(
        context: typer.Context,
        axis: Annotated[Axis, typer.Option(help=t(AXIS))],
        value: Annotated[str, typer.Option(help=t(VALUE))],
        ids: Annotated[list[str] | None, typer.Argument()] = None,
        only: Annotated[str | None, typer.Option(help=t(ONLY))] = None,
        account: Annotated[str | None, typer.Option(help=t(ACCOUNT))] = None,
        limit: Annotated[int | None, typer.Option(help=t(LIMIT), min=1)] = None,
        ground: Annotated[str, typer.Option(help=t(GROUND))] = "",
        note: Annotated[str, typer.Option(help=t(NOTE))] = "",
        dry_run: Annotated[bool, typer.Option("--dry-run", help=t(DRY))] = False,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            chosen = list(ids or ())
            if not chosen:
                if not only or not limit:
                    raise UsageFault(what=NO_CHOICE)
                rows = [one.row for one in review.waiting_clocked(given, places=places([only]))]
                chosen = [row.id for row in rows if account in (None, row.account_id)][:limit]
            if dry_run:
                for id_ in chosen:
                    refusal = review.refusal_of(given, id_, axis, value, ground=ground)
                    if refusal:
                        door.tell(REFUSED, id=id_, why=refusal.message(door.language))
                    else:
                        door.tell(WOULD, id=id_, value=value)
                return
            rulings = review.decide_many(given, chosen, axis, value, ground=ground, note=note)
        for one in rulings:
            why = one.refusal.message(door.language) if one.refusal else ""
            door.tell(REFUSED, id=one.item_id, why=why) if why else door.tell(
                DONE, id=one.item_id, axis=axis.value, value=value
            )
            door.give({"id": one.item_id, "refused": why, "axes": one.record.axes if one.record else None})
        refused = sum(one.refusal is not None for one in rulings)
        door.tell(COUNTED, done=len(rulings) - refused, refused=refused)

    @group.command(help=t(UNDO))
    def undo(
        context: typer.Context,
        id: str,
        axis: Annotated[Axis, typer.Option(help=t(AXIS))],
        ground: Annotated[str, typer.Option(help=t(WHY))],
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            after = review.undo(given, id, axis, ground=ground)
        door.tell(DONE, id=after.id, axis=axis.value, value=getattr(after.axes, axis.value).value)
        door.give({"id": after.id, "axes": after.axes, "decisions": after.decisions})

    @group.command(help=t(ASK))
    def ask(
        context: typer.Context,
        id: str,
        axis: Annotated[Axis, typer.Option(help=t(AXIS))],
        of: Annotated[str, typer.Option(help=t(OF))],
        question: Annotated[str, typer.Option(help=t(QUESTION))],
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            after = opinions.ask(given, id, axis, of, question)
        door.tell(ASKED, id=id, of=of)
        door.give({"id": after.id, "opinions": after.opinions})

    @group.command(help=t(ANSWER))
    def answer(
        context: typer.Context,
        id: str,
        axis: Annotated[Axis, typer.Option(help=t(AXIS))],
        value: Annotated[str, typer.Option(help=t(VALUE))],
        why: Annotated[str, typer.Option(help=t(WHY))],
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            after = opinions.answer(given, id, axis, value, why)
        door.tell(ANSWERED, id=id)
        door.give({"id": after.id, "opinions": after.opinions})
