"""BagIt 1.0 (RFC 8493) around a tree whose digests are already known.

The Library of Congress' own library makes bags by moving the files and hashing them once more, with a process-wide
change of folder; here everything was hashed while it was copied, so only the four tag files are left to write. Its
validator judges the result in the tests.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from archiver.export.building import Tree
from archiver.export.package import FileDigest, Material, manifest, manifest_digest

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a package: number of files, their size, and the digest over the payload manifest."""

    files: int
    size_bytes: int
    digest: str


def close_bag(
    tree: Tree, material: Material, *, identifier: str, description: str, extra: Iterable[tuple[str, str]] = ()
) -> Sum:
    """Writes the tag files for what lies under `data/`. The bag's information carries no item text and no person."""
    payload = tree.below("data")
    tree.write("bagit.txt", DECLARATION)
    tree.write("manifest-sha512.txt", manifest(payload))
    tree.write("bag-info.txt", _information(material, payload, identifier, description, extra))
    tags = tuple(one for path, one in tree.files.items() if not path.startswith("data/"))
    tree.write("tagmanifest-sha512.txt", manifest(tags))
    return Sum(len(tree.files), sum(one.size_bytes for one in tree.files.values()), manifest_digest(payload))


def _information(
    material: Material,
    payload: tuple[FileDigest, ...],
    identifier: str,
    description: str,
    extra: Iterable[tuple[str, str]],
) -> bytes:
    town = material.municipality
    fields = [
        ("Source-Organization", town.name),
        ("Organization-Address", town.address),
        ("Contact-Name", town.contact),
        ("Contact-Phone", town.phone),
        ("Contact-Email", town.email),
        ("External-Description", description),
        ("External-Identifier", identifier),
        ("Bagging-Date", material.made_at.date().isoformat()),
        ("Bag-Software-Agent", material.software),
        ("Payload-Oxum", f"{sum(one.size_bytes for one in payload)}.{len(payload)}"),
        *extra,
    ]
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in fields if value.strip()).encode()
