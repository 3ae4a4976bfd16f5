"""Packages made for somebody at a browser: written beside the store, one file each, and thrown away after a day.

A package that is gone is made again from its delivery (`delivery.repeat`), so nothing is lost with it.
"""

import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from archiver.export.building import storage_fault
from archiver.export.package import Written
from archiver.records import Delivery
from jobs import delivery
from jobs.context import Context

KEPT = timedelta(days=1)
_TIME = (1980, 1, 1, 0, 0, 0)
Made = TypeVar("Made")

_SUFFIXES = {"csv": ".csv", "json": ".json", "wacz": ".wacz"}
"""Formats that are one file; the others are folders and are put in a ZIP, uncompressed."""


def made_for_download(
    context: Context, make: Callable[[Path], tuple[Made, Delivery, Written]]
) -> tuple[Made, Delivery]:
    """What `make` makes at the path it is given, kept for download."""
    folder = _folder(context)
    target = folder / f"ny-{uuid4()}"
    made, record, _ = make(target)
    _pack(target, _place(folder, record))
    return made, record


def download(context: Context, delivery_id: str) -> tuple[Path, str]:
    """The package of a delivery as one file, and its name; made again where it is gone. Raises as `delivery.repeat`."""
    record = delivery.show(context, delivery_id)
    delivery.require_sight(context, record)
    folder = _folder(context)
    place = _place(folder, record)
    if not place.is_file():
        target = folder / f"ny-{uuid4()}"
        delivery.repeat(context, record.id, target)
        _pack(target, place)
    return place, f"{record.format}-{record.made_at:%Y%m%d}-{record.id[:8]}{place.suffix}"


def _folder(context: Context) -> Path:
    """Where packages lie, with those older than a day taken away."""
    folder = context.archive.scratch / "leveranser"
    oldest = (context.now() - KEPT).timestamp()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for one in folder.iterdir():
            if one.stat().st_mtime < oldest:
                shutil.rmtree(one) if one.is_dir() else one.unlink()
    except OSError as fault:
        raise storage_fault(folder, fault) from fault
    return folder


def _place(folder: Path, record: Delivery) -> Path:
    return folder / f"{record.id}{_SUFFIXES.get(record.format, '.zip')}"


def _pack(target: Path, place: Path) -> None:
    """The package as one file: what is a folder in an uncompressed ZIP."""
    try:
        if target.is_file():
            target.rename(place)
            return
        draft = place.with_suffix(".del")
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED, allowZip64=True) as packed:
            for one in sorted(target.rglob("*")):
                if one.is_file():
                    info = zipfile.ZipInfo(one.relative_to(target).as_posix(), _TIME)
                    info.external_attr = 0o644 << 16
                    with one.open("rb") as source, packed.open(info, "w", force_zip64=True) as member:
                        shutil.copyfileobj(source, member, 1 << 20)
        draft.rename(place)
        shutil.rmtree(target)
    except OSError as fault:
        raise storage_fault(place, fault) from fault
