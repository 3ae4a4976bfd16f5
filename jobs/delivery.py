"""Export: choose, write the package, file the delivery. Every delivery is itself a record and can be made once more."""

import shutil
from pathlib import Path
from uuid import uuid4

from archiver.errors.operation import IntegrityFault
from archiver.errors.usage import Unknown
from archiver.export import recipe as recipes
from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.formats.format import Format
from archiver.export.formats.registry import format_by_key
from archiver.export.package import Written
from archiver.export.recipe import Recipe
from archiver.lifecycle.rights import Right, may, require, sight_of
from archiver.model import Account, CaptureRecord
from archiver.records import Delivery
from archiver.text import Text
from jobs.context import Context
from jobs.material import Selection as Selection
from jobs.material import gather, gather_again
from jobs.review import visible
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
    delivery = show(context, delivery_id)
    chosen = _required(context, delivery.format)
    recipe = require_sight(context, delivery)
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


def require_sight(context: Context, delivery: Delivery) -> Recipe:
    """The recipe of a delivery whose every item and account the acting person may see. Raises RightRefused, Unknown."""
    _required(context, delivery.format)
    place = context.archive.file(Delivery, delivery.id, recipes.FILE)
    recipe = recipes.from_bytes(place.read_bytes(), delivery.id)
    if context.who.committees or not may(context.who, Right.SEE_SECRETS):
        for one in recipe.items:
            visible(context, one.id)
        for account in {context.archive.get(CaptureRecord, one.id).account_id for one in recipe.captures}:
            if sight_of(context.who).committees is not None:
                require(context.who, Right.EXPORT, context.archive.get(Account, account).committee)
    return recipe


def made(context: Context, key: str | None = None) -> list[DeliveryRow]:
    """The deliveries (of a format), newest first; only one's own for who may not see secrets. Raises RightRefused."""
    require(context.who, Right.EXPORT)
    with context.archive.session() as session:
        rows = deliveries.rows(session, key)
    return rows if may(context.who, Right.SEE_SECRETS) else [row for row in rows if row.made_by == context.who.username]


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
