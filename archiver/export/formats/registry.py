"""Every export format, in the order people read them. A new member is one file and one line."""

from archiver.errors.usage import Unknown
from archiver.export.formats import bagit, disclosure, lists, register, registrar, sip, site, wacz
from archiver.export.formats.format import Format
from archiver.text import Text

FORMATS: tuple[Format, ...] = (
    registrar.FORMAT,
    disclosure.FORMAT,
    sip.FORMAT,
    register.FORMAT,
    site.FORMAT,
    bagit.FORMAT,
    wacz.FORMAT,
    lists.CSV,
    lists.JSON,
)


def format_by_key(key: str) -> Format:
    """The format people call `key`. Raises: Unknown."""
    for each in FORMATS:
        if each.key == key:
            return each
    raise Unknown(kind=Text("exportform", "export format"), name=key)
