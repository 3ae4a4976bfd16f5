"""The public list of accounts, kept published in a folder: on every change of an account, every day, and when asked to.

The folder is the web server's; each file is replaced whole. What stands there is held against what should stand there, and
a difference nobody ordered is told: by the duty list, and by the daily care of the archive.
"""

import logging
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from archiver.errors.error import SomearkivError
from archiver.errors.refused import RightRefused
from archiver.errors.usage import UsageFault
from archiver.export.building import storage_fault
from archiver.export.formats import register
from archiver.export.public_register import PublicRow
from archiver.lifecycle.rights import Right, require
from archiver.model import Role
from archiver.text import Text
from jobs.context import Context
from jobs.public_list import ATTESTED, drifted, folder_of, listed

ABOUT = "somearkiv:archive"
"""What journal lines about the whole archive are about."""
ATTEST = Text("intyga kontoförteckningen", "attest the register of accounts")
NOT_SET = Text(
    "ingen mapp är angiven (register under [publishing] i config.toml)",
    "no folder is set (register under [publishing] in config.toml)",
)

log = logging.getLogger(__name__)


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
            change.note("register.unpublished", about=ABOUT, facts={"fault": type(fault).__name__})


def keep(context: Context) -> None:
    """The daily look: what somebody else altered in the published list is an alarm in the journal, and is written over."""
    differences = drifted(context)
    if differences:
        log.warning("the published list of accounts differs in %s places", len(differences))
        with context.archive.change(who=context.who.username, at=context.now(), why="register.drift") as change:
            change.note("register.drifted", about=ABOUT, facts={"differences": str(len(differences))})
    follow(context)


def attest_register(context: Context, note: str = "") -> None:
    """The webbansvarig's word that the list is current (guideline page 3); the day of it stands in the published list."""
    if Role.WEB_MANAGER not in context.who.roles or not context.who.active:
        raise RightRefused(person=context.who.username, step=ATTEST, needs=Role.WEB_MANAGER.value)
    with context.archive.change(who=context.who.username, at=context.now(), why=note or ATTESTED) as change:
        change.note(ATTESTED, about=ABOUT, why=note, ground="Riktlinjer för sociala medier, s. 3")
    follow(context)


def _publish(context: Context) -> tuple[PublicRow, ...]:
    folder = folder_of(context)
    if folder is None:
        raise UsageFault(what=NOT_SET)
    before = drifted(context)
    material, rows = listed(context)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in register.files_of(material, rows).items():
            _replace(folder / name, data)
    except OSError as fault:
        raise storage_fault(folder, fault) from fault
    if before:
        with context.archive.change(who=context.who.username, at=context.now(), why="register.publish") as change:
            facts = {"accounts": str(len(rows)), "differed": str(len(before))}
            change.note("register.published", about=ABOUT, facts=facts)
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
