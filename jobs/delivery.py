"""Export: choose, write the package, file the delivery. Every delivery is itself a record and can be made once more."""

import shutil
from pathlib import Path
from uuid import uuid4

from archiver.errors import IntegrityFault, Unknown
from archiver.export import recipe as recipes
from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.formats.format import Format
from archiver.export.formats.registry import format_by_key
from archiver.export.package import Written
from archiver.lifecycle.rights import Right, require
from archiver.records import Delivery
from archiver.text import Text
from jobs.context import Context
from jobs.material import Selection as Selection
from jobs.material import gather, gather_again
from storage.database import deliveries
from storage.database.deliveries import DeliveryRow


def export(
    context: Context,
    key: str,
    target: Path,
    selection: Selection,
    recipient: str = "",
    profile: DeliveryProfile | None = None,
) -> tuple[Delivery, Written]:
    """Write a package and file its delivery.

    Raises Refused by name where the selection is empty or may not be delivered, AlreadyThere where the target exists.
    """
    chosen = _required(context, key)
    now = context.now()
    material, recipe = gather(context, key, selection, now, recipient, profile)
    written = chosen.write(material, target, lambda line: context.say(Text(line, line)))
    delivery = Delivery(
        id=str(uuid4()),
        format=key,
        made_at=now,
        made_by=context.who.username,
        recipient=recipient,
        selection=selection.facts(),
        object_ids=written.object_ids,
        digest=written.digest,
        path=str(target.name),
    )
    with context.archive.change(who=context.who.username, at=context.now(), why=f"export {key}") as change:
        change.put(delivery, files={recipes.FILE: recipes.to_bytes(recipe)})
        facts = {"format": key, "objects": str(len(written.object_ids)), "digest": written.digest}
        change.note("delivery.made", about=delivery, facts=facts)
    return delivery, written


def repeat(context: Context, delivery_id: str, target: Path) -> tuple[Delivery, Written]:
    """Write an earlier delivery once more, from the archive as it was then; journaled.

    Raises Unknown, Weeded where something in it was weeded since, IntegrityFault where it isn't the same any more,
    and whatever writing raises.
    """
    delivery = context.archive.get(Delivery, delivery_id)
    chosen = _required(context, delivery.format)
    place = context.archive.file(Delivery, delivery_id, recipes.FILE)
    recipe = recipes.from_bytes(place.read_bytes(), delivery_id)
    material = gather_again(context.archive, recipe)
    written = chosen.write(material, target, lambda line: context.say(Text(line, line)))
    with context.archive.change(who=context.who.username, at=context.now(), why="export repeat") as change:
        change.note("delivery.repeated", about=delivery, facts={"digest": written.digest})
    if written.digest != delivery.digest:
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        what = Text(
            "paketet blev inte likt det som lämnades (annan version av Somearkiv eller andra typsnitt?)",
            "the package isn't like the one delivered (another version of Somearkiv or other fonts?)",
        )
        raise IntegrityFault(where=delivery_id, what=what)
    return delivery, written


def made(context: Context, key: str | None = None) -> list[DeliveryRow]:
    """The deliveries (of a format), newest first. Raises RightRefused."""
    require(context.who, Right.EXPORT)
    with context.archive.session() as session:
        return deliveries.rows(session, key)


def show(context: Context, delivery_id: str) -> Delivery:
    """One delivery by its id or the beginning of it. Raises Unknown, RightRefused."""
    found = [row.id for row in made(context) if row.id.startswith(delivery_id)]
    if len(found) != 1:
        raise Unknown(kind=Text("leverans", "delivery"), name=delivery_id)
    return context.archive.get(Delivery, found[0])


def _required(context: Context, key: str) -> Format:
    """The format, once the acting person may export it."""
    require(context.who, Right.EXPORT)
    chosen = format_by_key(key)
    if chosen.secret:  # captures and internal parts show everything that stood there
        require(context.who, Right.SEE_SECRETS)
    if key == "disclosure":
        require(context.who, Right.DISCLOSE)
    return chosen
