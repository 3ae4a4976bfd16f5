"""`bagit`: captures and items as they lie in the archive, each with its record, in a BagIt 1.0 bag.

    data/konton/<id>.json   data/fangster/<id>/capture.json …evidence…   data/handlingar/<id>/item.json versions/<n>/picture.png

The bag is the whole truth, secrets included: it goes to the informatör's copy or another archive, never to the public.
"""

from pathlib import Path

from archiver.errors import Refused
from archiver.export.bag import close_bag
from archiver.export.building import Tree, built_folder
from archiver.export.formats.format import Format
from archiver.export.package import Material, Say, Written, material_key
from archiver.export.registered import EMPTY
from archiver.export.xml import as_json, plain
from archiver.model import Account, CaptureRecord, ItemRecord
from archiver.text import Text


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes the bag as the folder `target`; interrupted, it is taken up again. Raises as `Format.write` says."""
    if not material.items and not material.captures:
        raise Refused(what=EMPTY)
    with built_folder(target, resume=material_key(material, FORMAT.key)) as tree:
        put_accounts(tree, material, "data/konton")
        for number, capture in enumerate(material.captures, start=1):
            put_capture(tree, material, capture, f"data/fangster/{capture.id}")
            say(f"{number} av {len(material.captures)} fångster kopierade")
        for record in material.items:
            put_item(tree, material, record, f"data/handlingar/{record.id}")
        total = close_bag(
            tree,
            material,
            identifier=f"bag-{material.made_at:%Y%m%dT%H%M%SZ}",
            description=f"{len(material.captures)} fångster och {len(material.items)} handlingar från sociala medier",
        )
    ids = (*(one.id for one in material.captures), *(one.id for one in material.items))
    return Written(target, FORMAT.key, ids, total.files, total.size_bytes, total.digest)


def put_accounts(tree: Tree, material: Material, folder: str) -> None:
    """The register rows of the accounts concerned."""
    concerned = {one.account_id for one in material.items} | {one.account_id for one in material.captures}
    for account_id in sorted(concerned):
        tree.write(f"{folder}/{account_id}.json", as_json(plain(Account, material.account(account_id))))


def put_capture(tree: Tree, material: Material, capture: CaptureRecord, folder: str) -> None:
    """A capture's record and evidence, each file compared with the digest in the record."""
    tree.write(f"{folder}/capture.json", as_json(plain(CaptureRecord, capture)))
    for file in capture.files:
        tree.copy(f"{folder}/{file.path}", material.file(CaptureRecord, capture.id, file.path), file.sha512)


def put_item(tree: Tree, material: Material, record: ItemRecord, folder: str) -> None:
    """An item's record and its own pictures."""
    tree.write(f"{folder}/item.json", as_json(plain(ItemRecord, record)))
    for version in record.versions:
        if version.picture:
            tree.copy(f"{folder}/{version.picture}", material.file(ItemRecord, record.id, version.picture))


FORMAT = Format("bagit", Text("Fångster och handlingar som BagIt", "Captures and items as BagIt"), write, secret=True)
