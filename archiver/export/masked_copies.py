"""Masked copies for an e-archive: each item as it may be handed out, as its own representation (RECORDS §4).

An open item is whole. A secret one is masked as it was at its last disclosure, if it has been disclosed in that wording;
else only its place is kept, with no content at all. An archive that receives the package tests again at each request.
"""

from dataclasses import replace

from archiver.export.building import Tree
from archiver.export.disclosure import ItemTest, Release, masked
from archiver.export.documents import Content, content, only_pictures
from archiver.export.openness import stays_inside
from archiver.export.package import Material
from archiver.export.released_pictures import put_pictures
from archiver.export.xml import as_json, plain
from archiver.records import ItemRecord


def put_masked_copies(tree: Tree, material: Material, folder: str) -> None:
    """`<folder>/<id>/innehall.json` and the pictures that may go along, for every item."""
    for record in material.items:
        test = release_of(material, record)
        said = masked(content(record, material.account(record.account_id)), test)
        home = f"{folder}/{record.id}"
        names = put_pictures(tree, material, record, test, said, home)
        tree.write(f"{home}/innehall.json", as_json(plain(Content, only_pictures(said, {name for _, name in names}))))


def release_of(material: Material, record: ItemRecord) -> ItemTest:
    """How the item is released here: its own test, whole where it is open, else not at all."""
    if record.id in material.masks:
        test = material.masks[record.id]
        return (
            replace(test, release=Release.REFUSED) if test.release is Release.WHOLE and stays_inside(record) else test
        )
    release = Release.REFUSED if stays_inside(record) else Release.WHOLE
    return ItemTest(record.id, release, material.made_by, material.made_at)
