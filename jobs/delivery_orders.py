"""Deliveries ordered from the daemon: what is wanted lies in the order; the package is kept for download as in the web."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from archiver.export.formats.registry import format_by_key
from archiver.export.package import Written
from archiver.lifecycle.rights import Right, require
from archiver.model import KeyHolder, Person
from archiver.records import Delivery
from jobs import delivery
from jobs.context import Context
from jobs.daemon.worker import DELIVERY
from jobs.downloads import made_for_download
from jobs.material import Selection
from storage.database import orders


def order(context: Context, key: str, selection: Selection, recipient: str) -> int:
    """Order a package; the order's number. What may be in it is judged again, for the person's rights then.

    Raises RightRefused, Unknown for the format.
    """
    require(context.who, Right.EXPORT)
    if format_by_key(key).secret:
        require(context.who, Right.SEE_SECRETS)
    if key == "disclosure":
        require(context.who, Right.DISCLOSE)
    wish = {"format": key, "till": recipient, "nyckel": _held(context), "urval": _chosen(selection)}
    asked = json.dumps(wish, ensure_ascii=False, sort_keys=True)
    with context.archive.session(write=True) as session:
        return orders.add(session, DELIVERY, asked, context.who.username, context.now())


def make(context: Context, asked: str) -> str:
    """Make what was ordered; the delivery's id. Raises as `delivery.export`."""
    wish = json.loads(asked)
    chosen = wish["urval"]
    since = datetime.fromisoformat(chosen["since"]) if chosen["since"] else None
    selection = Selection(**{**chosen, "item_ids": tuple(chosen["item_ids"]), "since": since})
    context = replace(context, who=_within(context.who, wish["nyckel"]))

    def write(target: Path) -> tuple[None, Delivery, Written]:
        return (None, *delivery.export(context, wish["format"], target, selection, wish["till"]))

    _, made = made_for_download(context, write)
    return made.id


def _chosen(selection: Selection) -> dict[str, object]:
    return {**asdict(selection), "since": selection.since.isoformat() if selection.since else None}


def _held(context: Context) -> dict[str, list[str]] | None:
    """What a key that orders may do: the daemon must not do more for it."""
    who = context.who
    if not isinstance(who, KeyHolder):
        return None
    return {"rights": sorted(who.rights), "committees": sorted(who.committees)}


def _within(who: Person, held: dict[str, list[str]] | None) -> Person:
    if held is None:
        return who
    return KeyHolder(
        who.username,
        who.name,
        who.email,
        who.roles,
        frozenset(held["committees"]),
        who.active,
        frozenset(held["rights"]),
    )
