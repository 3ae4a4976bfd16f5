"""The fixity walk of an E-ARK or FGS package: every file of every METS is there, unchanged, and nothing else is.

Reads what the METS documents themselves say, so it judges packages from other tools too.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from archiver.digest import digest_of_file
from archiver.export.mets import METS, XLINK

_MENTIONS = ("file", "mdRef")


@dataclass(frozen=True, slots=True)
class PackageFault:
    """One fault: `kind` is `ändrad`, `saknas`, `utanför`, `okänd`, `oläslig` or `utan summa`; `path` from the package root."""

    kind: str
    path: str


def package_faults(root: Path) -> tuple[PackageFault, ...]:
    """Every fault found in the package folder, by path; empty when all agrees.

    Files in the root `METS.xml` (`sip.xml` in FGS 1.2), in each representation's METS.xml and in those alone count as known. Links count as
    strangers: a package holds its files itself.
    """
    faults: list[PackageFault] = []
    known: set[str] = set()
    top = root / ("sip.xml" if (root / "sip.xml").exists() else "METS.xml")
    for document in (top, *sorted(root.glob("representations/*/METS.xml"))):
        faults += _walk(root, document, known)
    for here, folders, names in os.walk(root):
        for name in (*names, *(one for one in folders if Path(here, one).is_symlink())):
            path = Path(here, name).relative_to(root).as_posix()
            if path not in known and path != top.name:
                faults.append(PackageFault("okänd", path))
    return tuple(sorted(set(faults), key=lambda one: (one.path, one.kind)))


def _walk(root: Path, document: Path, known: set[str]) -> list[PackageFault]:
    place = document.relative_to(root).as_posix()
    try:
        tree = etree.parse(str(document), etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, etree.XMLSyntaxError):
        return [PackageFault("oläslig", place)]
    faults = []
    for element in tree.iter(*(str(etree.QName(METS, name)) for name in _MENTIONS)):
        located = element if element.get(etree.QName(XLINK, "href")) else element.find(str(etree.QName(METS, "FLocat")))
        href = "" if located is None else (located.get(str(etree.QName(XLINK, "href"))) or "")
        file = Path(os.path.normpath(document.parent / unquote(href.removeprefix("file:///"))))
        if not href or not file.is_relative_to(root):
            faults.append(PackageFault("utanför", f"{place}: {href}"))
            continue
        path = file.relative_to(root).as_posix()
        known.add(path)
        kind = _fault(element, file)
        if kind:
            faults.append(PackageFault(kind, path))
    return faults


def _fault(element: "etree._Element", file: Path) -> str:
    if file.is_symlink() or not file.is_file():
        return "saknas"
    if element.get("CHECKSUMTYPE") != "SHA-512" or not element.get("CHECKSUM"):
        return "utan summa"
    if element.get("SIZE") != str(file.stat().st_size) or element.get("CHECKSUM") != digest_of_file(file):
        return "ändrad"
    return ""
