"""`disclosure`: what is handed to somebody who asks for public records, and the decision on what is not.

    foljebrev.html .pdf        what was asked for and what is handed over
    beslut.html .pdf           what is refused or masked, on what ground, and how to appeal (only when something is)
    handling-<n>/              handling.html .pdf, innehall.json, bild-lydelse-<n>.png .pdf

Masking is made in new files: the words are taken out before any file is written, pictures are burnt anew. A last
look through everything written stops the package if a masked word got through. No name of the one who asks is known.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from archiver.dates import rfc3339
from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import Refused
from archiver.export.building import Tree, built_folder
from archiver.export.cover_sheet import KINDS
from archiver.export.disclosure import DisclosureRequest, ItemTest, Release, masked, masked_words, plainly
from archiver.export.documents import Content, content, only_pictures
from archiver.export.formats.format import Format
from archiver.export.openness import is_secret
from archiver.export.package import Material, Say, Written, manifest_digest
from archiver.export.pages import page
from archiver.export.pdf import PICTURES, Press
from archiver.export.picture_pdf import picture_pdf
from archiver.export.registered import EMPTY, names
from archiver.export.released_pictures import put_pictures
from archiver.export.xml import as_json, plain
from archiver.records import ItemRecord
from archiver.text import Text


@dataclass(frozen=True, slots=True)
class _Tested:
    """An item with its test, its content as released, and its number in the package."""

    record: ItemRecord
    test: ItemTest
    said: Content
    number: int

    @property
    def folder(self) -> str:
        return f"handling-{self.number}"


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes the folder `target`. Raises as `Format.write` says; Refused by name for an item that isn't tested."""
    request = material.request
    if request is None:
        raise Refused(what=Text("utlämnandet saknar begäran och prövning", "the disclosure lacks request and tests"))
    tested = _tested(material, request)
    press = Press()
    with built_folder(target) as tree:
        for one in tested:
            if one.test.release is not Release.REFUSED:
                _write_item(tree, material, request, one, press)
                _look_through(tree, material, one)
            say(f"{one.number} av {len(tested)} handlingar klara")
        _write_letters(tree, material, request, tested, press)
        for one in tested:
            _look_through(tree, material, one, everywhere=one.test.release is not Release.WHOLE)
        size, count, digest = (
            sum(each.size_bytes for each in tree.files.values()),
            len(tree.files),
            manifest_digest(tree.files),
        )
    return Written(target, FORMAT.key, tuple(one.record.id for one in tested), count, size, digest)


def _tested(material: Material, request: DisclosureRequest) -> tuple[_Tested, ...]:
    """Every item of the selection with its test. Refused, naming each that lacks one or whose test isn't whole."""
    if not material.items:
        raise Refused(what=EMPTY)
    tests = {one.item_id: one for one in request.tests}
    faults = [f"{record.id} ({why})" for record in material.items if (why := _lacks(record, tests.get(record.id)))]
    if faults:
        raise Refused(what=Text(f"prövningen är inte klar: {names(faults)}", f"not tested: {names(faults)}"))
    found: list[_Tested] = []
    for number, record in enumerate(material.items, start=1):
        said = content(record, material.account(record.account_id))
        found.append(_Tested(record, tests[record.id], masked(said, tests[record.id]), number))
    return tuple(found)


def _lacks(record: ItemRecord, test: ItemTest | None) -> str:
    if test is None:
        return "inte prövad"
    if not test.tested_by.strip():
        return "prövarens namn saknas"
    if not test.ground.strip() and (test.release is not Release.WHOLE or is_secret(record)):
        return "grund saknas"
    if test.release is Release.PART and not test.words and not test.mask_author:
        return "inget är angivet att maska"
    return ""


def _write_item(tree: Tree, material: Material, request: DisclosureRequest, one: _Tested, press: Press) -> None:
    pictures = _write_pictures(tree, material, one, press)
    said = only_pictures(one.said, {name for _, name in pictures})
    one = replace(one, said=said)
    tree.write(f"{one.folder}/innehall.json", as_json(plain(Content, said)))
    shown = {
        "municipality": material.municipality.name,
        "request": request,
        "created": rfc3339(material.made_at),
        "made_at": material.made_at,
        "number": one.number,
        "kind": KINDS[one.record.kind],
        "direction": one.record.direction,
        "received_at": one.record.received_at,
        "said": said,
        "test": one.test,
        "pictures": pictures,
    }
    tree.write(f"{one.folder}/handling.html", page("release.html", pictures_at="", **shown).encode())
    paper = page("release.html", pictures_at=PICTURES, **shown)
    files = {name: tree.root / one.folder / name for _, name in pictures}
    tree.write(f"{one.folder}/handling.pdf", press.pdf_a(paper, files))


def _write_pictures(tree: Tree, material: Material, one: _Tested, press: Press) -> tuple[tuple[int, str], ...]:
    """The pictures that may go along, each with a PDF: (wording, name)."""
    found = put_pictures(tree, material, one.record, one.test, one.said, one.folder)
    for _, name in found:
        printed = picture_pdf(
            press,
            tree.root / one.folder / name,
            title=f"Bild till handling {one.number}",
            alt="Skärmbild av handlingen. Den text som lämnas ut står i handling.html.",
            author=material.municipality.name,
            made_at=material.made_at,
        )
        tree.write(f"{one.folder}/{name.removesuffix('.png')}.pdf", printed)
    return found


def _write_letters(
    tree: Tree, material: Material, request: DisclosureRequest, tested: tuple[_Tested, ...], press: Press
) -> None:
    shown = {
        "municipality": material.municipality,
        "request": request,
        "created": rfc3339(material.made_at),
        "made_at": material.made_at,
        "tested": tested,
        "kinds": {one.number: KINDS[one.record.kind] for one in tested},
        "kept": [one for one in tested if one.test.release is not Release.WHOLE],
    }
    for name in ("foljebrev", "beslut") if shown["kept"] else ("foljebrev",):
        html = page(f"{name}.html", **shown)
        tree.write(f"{name}.html", html.encode())
        tree.write(f"{name}.pdf", press.pdf_a(html))


def _look_through(tree: Tree, material: Material, one: _Tested, *, everywhere: bool = False) -> None:
    """Stops the package when a masked word stands in a text file: PDFs are printed from those, pictures burnt."""
    said = content(one.record, material.account(one.record.account_id))
    words = [plainly(word) for word in masked_words(said, one.test) if len(word) > 2]
    if one.test.release is Release.REFUSED:
        words += [plainly(version.text) for version in said.versions if len(version.text) > 20]
    for path in tree.files:
        if path.endswith((".html", ".json")) and (
            path.startswith(f"{one.folder}/") or (everywhere and "/" not in path)
        ):
            text = plainly((tree.root / path).read_text("utf-8"))
            if any(word in text for word in words):
                raise IntegrityFault(
                    where=one.record.id, what=Text("ett maskat ord finns kvar", "a masked word is still there")
                )


FORMAT = Format(
    "disclosure",
    Text("Utlämnande av allmän handling", "Disclosure of public records"),
    write,
    secret=True,
    captures=False,
)
