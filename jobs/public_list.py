"""The public list of accounts as it should be published, and how far the published one is from it."""

from datetime import datetime
from pathlib import Path

from archiver.export.formats import register
from archiver.export.municipality import Municipality
from archiver.export.package import Material
from archiver.export.public_register import PublicRow, drift, public_rows
from archiver.text import Text
from jobs.config import Config
from jobs.context import Context
from storage.database import accounts, captures, journal

LIST = "konton.json"
ATTESTED = "register.attested"
"""What the journal says when the webbansvarig has attested the list."""


def municipality_of(config: Config) -> Municipality:
    """The municipality as the settings name it."""
    town = config.municipality
    return Municipality(
        town.name,
        town.organisation_number,
        town.archive_creator,
        town.contact,
        town.email,
        town.phone,
        town.address,
        town.web,
    )


def attested_at(context: Context) -> datetime | None:
    """When the webbansvarig last attested the list."""
    with context.archive.session() as session:
        found = journal.lines(session, did=ATTESTED, limit=1)
    return found[0].at if found else None


def folder_of(context: Context) -> Path | None:
    """Where the list is published, None where it isn't."""
    place = context.config.publishing.register
    return context.config.path(place) if place else None


def listed(context: Context) -> tuple[Material, tuple[PublicRow, ...]]:
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
        attested_at=attested_at(context),
    )
    return material, public_rows(rows, seen, register.contact_of(town))


def drifted(context: Context) -> tuple[Text, ...]:
    """How the published list differs from what it should say; empty when it agrees or none is published."""
    folder = folder_of(context)
    if folder is None:
        return ()
    try:
        published = (folder / LIST).read_bytes()
    except OSError:
        return (Text("den publicerade förteckningen saknas", "the published list is missing"),)
    return drift(published, listed(context)[1])
