"""The public list of accounts, kept published in a folder: on every change of an account, every day, and when asked to.

The folder is the web server's; each file is replaced whole. What stands there is held against what should stand there, and
a difference nobody ordered is told: by the duty list, and by the daily care of the archive.
"""

import logging
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from archiver.errors import SomearkivError, UsageFault
from archiver.export.building import storage_fault
from archiver.export.formats import register
from archiver.export.package import Material
from archiver.export.public_register import PublicRow, drift, public_rows
from archiver.lifecycle.rights import Right, require
from archiver.text import Text
from jobs import duties
from jobs.context import Context
from jobs.material import municipality_of
from storage.database import accounts, captures

LIST = "konton.json"
NOT_SET = Text(
    "ingen mapp är angiven (register under [publishing] i config.toml)",
    "no folder is set (register under [publishing] in config.toml)",
)

log = logging.getLogger(__name__)


def folder_of(context: Context) -> Path | None:
    """Where the list is published, None where it isn't."""
    place = context.config.publishing.register
    return context.config.path(place) if place else None


def publish(context: Context) -> tuple[PublicRow, ...]:
    """Write the list to its folder and say so in the journal. Raises RightRefused, UsageFault without a folder, StorageFault."""
    require(context.who, Right.EXPORT)
    return _publish(context)


def follow(context: Context) -> None:
    """The list follows a change of an account. A folder out of reach stops no work: the journal says so, and the duty list."""
    if folder_of(context) is None:
        return
    try:
        _publish(context)
    except SomearkivError as fault:
        log.warning("the public list of accounts is not published: %s", fault)
        with context.archive.change(who=context.who.username, at=context.now(), why="register.publish") as change:
            change.note("register.unpublished", about=duties.ARCHIVE, facts={"fault": type(fault).__name__})


def attest_register(context: Context, note: str = "") -> None:
    """The webbansvarig's word that the list is current; the day of it stands in the published list."""
    duties.attest_register(context, note)
    follow(context)


def drifted(context: Context) -> tuple[Text, ...]:
    """How the published list differs from what it should say; empty when it agrees or none is published."""
    folder = folder_of(context)
    if folder is None:
        return ()
    try:
        published = (folder / LIST).read_bytes()
    except OSError:
        return (Text("den publicerade förteckningen saknas", "the published list is missing"),)
    return drift(published, _listed(context)[1])


def _publish(context: Context) -> tuple[PublicRow, ...]:
    folder = folder_of(context)
    if folder is None:
        raise UsageFault(what=NOT_SET)
    before = drifted(context)
    material, rows = _listed(context)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in register.files_of(material, rows).items():
            _replace(folder / name, data)
    except OSError as fault:
        raise storage_fault(folder, fault) from fault
    if before:
        with context.archive.change(who=context.who.username, at=context.now(), why="register.publish") as change:
            facts = {"accounts": str(len(rows)), "differed": str(len(before))}
            change.note("register.published", about=duties.ARCHIVE, facts=facts)
    return rows


def _replace(place: Path, data: bytes) -> None:
    """The file anew, whole or not at all, readable by the web server."""
    with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as stream:
        try:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            os.fchmod(stream.fileno(), 0o644)
            Path(stream.name).replace(place)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise


def _listed(context: Context) -> tuple[Material, tuple[PublicRow, ...]]:
    """What should be published now."""
    with context.archive.session() as session:
        rows = accounts.rows(session)
        seen = captures.last_ok(session)
    town = municipality_of(context.config)
    material = Material(
        items=(),
        captures=(),
        accounts={row.id: row for row in rows},
        file=context.archive.file,
        municipality=town,
        made_at=context.now(),
        made_by=context.who.name,
        attested_at=duties.attested_at(context),
    )
    return material, public_rows(rows, seen, register.contact_of(town))
