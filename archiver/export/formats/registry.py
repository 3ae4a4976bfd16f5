"""Every export format by its key. A new member is one file and one line."""

from archiver.errors import Unknown
from archiver.export.formats import registrar
from archiver.export.formats.format import Format

FORMATS: dict[str, Format] = {each.key: each for each in (registrar.FORMAT,)}


def format_by_key(key: str) -> Format:
    """The format people call `key`. Raises: Unknown."""
    try:
        return FORMATS[key]
    except KeyError:
        raise Unknown(kind="exportform", name=key) from None
