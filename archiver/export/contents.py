"""Puts kept things into a package as they lie in the archive: the record as JSON, and the files beside it."""

from archiver.export.building import Tree
from archiver.export.package import Material
from archiver.export.xml import as_json, plain
from archiver.model import Account, CaptureRecord
from archiver.records import ItemRecord, TimeStamp


def put_accounts(tree: Tree, material: Material, folder: str) -> None:
    """The register rows of the accounts concerned."""
    concerned = {one.account_id for one in material.items} | {one.account_id for one in material.captures}
    for account_id in sorted(concerned):
        tree.write(f"{folder}/{account_id}.json", as_json(plain(Account, material.account(account_id))))


def put_stamps(tree: Tree, material: Material, folder: str) -> None:
    """The time-stamps with the authority's answer (RFC 3161) and the certificate it is trusted by."""
    for stamp in material.stamps:
        tree.write(f"{folder}/{stamp.id}/stamp.json", as_json(plain(TimeStamp, stamp)))
        for name in ("answer.tsr", "root.pem"):
            tree.copy(f"{folder}/{stamp.id}/{name}", material.file(TimeStamp, stamp.id, name))


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
