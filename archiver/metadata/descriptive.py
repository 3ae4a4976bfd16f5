"""Descriptive metadata: a description as Dublin Core (DCMI Metadata Terms), in the container DCMI's guidelines show."""

from lxml import etree

from archiver.dates import rfc3339
from archiver.export.xml import printable
from archiver.metadata.describe import Description

DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
CONTAINER = "urn:somearkiv:metadata:1"


def dublin_core(said: Description) -> bytes:
    """The description as UTF-8 XML; a term without a value is left out."""
    names: dict[str | None, str] = {None: CONTAINER, "dc": DC, "dcterms": TERMS}
    top = etree.Element(etree.QName(CONTAINER, "metadata"), nsmap=names)  # type: ignore[arg-type]
    pairs = [
        (DC, "identifier", said.id),
        (DC, "identifier", said.designation),
        (DC, "type", said.object_type),
        (DC, "title", said.title),
        (TERMS, "alternative", said.public_title if said.public_title != said.title else ""),
        (DC, "creator", said.creator),
        (TERMS, "audience", said.audience),
        (DC, "publisher", said.publisher),
        *((TERMS, term, rfc3339(moment)) for term, moment in said.dates),
        (DC, "source", said.source),
        *((TERMS, "isPartOf", whole) for whole in said.part_of),
        (TERMS, "isVersionOf", said.replaces),
        *((DC, "format", one) for one in said.formats),
        (DC, "subject", said.activity),
        (DC, "language", said.language),
        (TERMS, "accessRights", said.access),
        (TERMS, "accessRights", said.provision),
        (TERMS, "provenance", said.retention),
    ]
    for space, name, value in pairs:
        if value:
            etree.SubElement(top, etree.QName(space, name)).text = printable(value)
    etree.indent(top)
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8") + b"\n"
