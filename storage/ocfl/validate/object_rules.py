"""One object held against OCFL 1.1 §3: what lies in its folder, its inventories against each other, and its bytes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.ocfl import disk
from storage.ocfl.validate.content_rules import content_faults, digest_of_bytes
from storage.ocfl.validate.fault import Fault, fault
from storage.ocfl.validate.found import Found, look
from storage.ocfl.validate.inventory_rules import (
    HEX_DIGITS,
    TYPE,
    content_folder,
    inventory_faults,
    number_of,
)

DECLARATIONS = ("ocfl_object_1.0", "ocfl_object_1.1")
REGISTERED_EXTENSIONS = frozenset(
    {
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout",
        "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "initial",
    }
)
"""https://ocfl.github.io/extensions/"""


@dataclass(slots=True)
class Read:
    """One inventory read: its bytes and its JSON, which is None where it can't be read; `code` says why."""

    data: bytes
    document: dict[str, Any] | None
    code: str = ""
    digests: dict[str, str] = field(default_factory=dict)
    sidecars: list[bytes] = field(default_factory=list)
    """The bytes of the sidecars that were held against it."""

    def digest(self, algorithm: str) -> str:
        """The digest of its bytes, made once."""
        if algorithm not in self.digests:
            self.digests[algorithm] = digest_of_bytes(self.data, algorithm)
        return self.digests[algorithm]


def object_faults(
    folder: Path | str, *, digests: bool, where: str = "", found: Found | None = None, root: Read | None = None
) -> list[Fault]:
    """Everything wrong with one object; `digests` re-hashes its content. `where` names it, else its folder does.

    `found` is what its folder holds and `root` its inventory, where they are known already. Raises OSError where the disk
    can't be read.
    """
    return list(_object(str(folder), where or Path(folder).name, digests, found or look(folder), root))


def _object(folder: str, where: str, digests: bool, found: Found, known: Read | None) -> Iterator[Fault]:
    yield from (fault("E090", f"{where} {path}") for path in found.odd)
    yield from _declaration(folder, found, where)
    if "inventory.json" not in found.files:
        yield fault("E063", where)
        return
    root = known or read_of(disk.read(f"{folder}/inventory.json"))
    faults = _read_faults(root, folder, "", found, where)
    yield from faults
    if root.document is None:
        return
    versions = root.document.get("versions")
    names = list(versions) if isinstance(versions, dict) else []
    yield from _root_entries(found, names, root.document, where)
    yield from _extensions(found, where)
    inventories, faults = _version_folders(folder, found, names, root, where)
    yield from faults
    yield from _history(root, inventories, where)
    older = [read.document for read in inventories.values() if read is not root and read.document is not None]
    yield from content_faults(folder, found, [root.document, *older], where, digests=digests)


# ---------------------------------------------------------------------------------------------- what lies there


def _declaration(folder: str, found: Found, where: str) -> Iterator[Fault]:
    declared = [name for name in found.files if name.startswith("0=") and "/" not in name]
    if len(declared) != 1:
        yield fault("E003", where)
    for name in declared:
        value = name.removeprefix("0=")
        if not value.startswith("ocfl_object_"):
            yield fault("E006", f"{where} {name}")
        elif value not in DECLARATIONS:
            yield fault("E004", f"{where} {name}")
        if disk.read(f"{folder}/{name}").decode("utf-8", "replace") not in (f"{value}\n", f"{value}\r\n"):
            yield fault("E007", f"{where} {name}")


def _root_entries(found: Found, names: list[str], document: dict[str, Any], where: str) -> Iterator[Fault]:
    lawful = {"inventory.json", f"inventory.json.{document.get('digestAlgorithm')}"}
    for name in sorted(name for name in found.files if "/" not in name):
        if name not in lawful and not name.startswith("0="):
            yield fault("E001", f"{where} {name}")
    top = {name for name in found.folders if "/" not in name}
    for name in sorted(top - set(names) - {"extensions", "logs"}):
        yield fault("E046" if number_of(name) else "E001", f"{where} {name}")
    for name in sorted(top & set(names)):
        if number_of(name) is None:
            yield fault("E001", f"{where} {name}")
    for name in names:
        if name not in top:
            yield fault("E046", f"{where} {name}")
            yield fault("E010", f"{where} {name}")


def _extensions(found: Found, where: str) -> Iterator[Fault]:
    for path in sorted(found.files):
        if path.startswith("extensions/") and path.count("/") == 1:
            yield fault("E067", f"{where} {path}")
    for path in sorted(found.folders):
        if path.startswith("extensions/") and path.count("/") == 1:
            name = path.partition("/")[2]
            if name not in REGISTERED_EXTENSIONS:
                yield fault("W013", f"{where} {path}")


# ---------------------------------------------------------------------------------------------- inventories


def read_of(data: bytes) -> Read:
    """An inventory's bytes read as a JSON object, in which no key may occur twice."""
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_no_double_keys)
    except ValueError:
        return Read(data, None, "E033")
    return Read(data, document) if isinstance(document, dict) else Read(data, None, "E034")


def _read_faults(read: Read, folder: str, prefix: str, found: Found, where: str) -> list[Fault]:
    """What is wrong with one inventory and its sidecar by themselves."""
    place = f"{where} {prefix}inventory.json"
    if read.document is None:
        return [fault(read.code, place)]
    faults = list(inventory_faults(read.document, place))
    faults += _sidecar(folder, prefix, read, found, place)
    return faults


def _no_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a key occurs twice")
    return document


def _sidecar(folder: str, prefix: str, read: Read, found: Found, place: str) -> Iterator[Fault]:
    algorithm = (read.document or {}).get("digestAlgorithm")
    name = f"{prefix}inventory.json.{algorithm}"
    if name not in found.files:
        yield fault("E058", place)
        return
    read.sidecars.append(disk.read(f"{folder}/{name}"))
    parts = read.sidecars[-1].decode("utf-8", "replace").split()
    if len(parts) != 2 or parts[1] != "inventory.json":
        yield fault("E061", place)
    elif algorithm in HEX_DIGITS and parts[0].lower() != read.digest(str(algorithm)):
        yield fault("E060", place)


def _version_folders(
    folder: str, found: Found, names: list[str], root: Read, where: str
) -> tuple[dict[str, Read], list[Fault]]:
    """The inventories of the version folders, and what is wrong with the folders."""
    inventories: dict[str, Read] = {}
    faults: list[Fault] = []
    document = root.document or {}
    content = content_folder(document)
    for name in (name for name in names if name in found.folders and number_of(name)):
        faults += _version_entries(found, name, content, where)
        path = f"{name}/inventory.json"
        if path not in found.files:
            faults.append(fault("W010", f"{where} {name}"))
        elif name == document.get("head") and disk.read(f"{folder}/{path}") == root.data:
            inventories[name] = root
            faults += _sidecar(folder, f"{name}/", root, found, f"{where} {path}")
        else:
            inventories[name] = read_of(disk.read(f"{folder}/{path}"))
            faults += _read_faults(inventories[name], folder, f"{name}/", found, where)
    return inventories, faults


def _version_entries(found: Found, name: str, content: str, where: str) -> Iterator[Fault]:
    prefix = f"{name}/"
    for path in sorted(found.files):
        if path.startswith(prefix) and path.count("/") == 1:
            entry = path.removeprefix(prefix)
            if entry != "inventory.json" and not entry.startswith("inventory.json."):
                yield fault("E015", f"{where} {path}")
    for path in sorted(found.folders):
        if path.startswith(prefix) and path.count("/") == 1 and path != prefix + content:
            yield fault("W002", f"{where} {path}")
    for path in sorted(found.empty):
        if path == prefix + content:
            yield fault("W003", f"{where} {path}")
        elif path.startswith(prefix + content + "/"):
            yield fault("E024", f"{where} {path}")


def _history(root: Read, inventories: dict[str, Read], where: str) -> Iterator[Fault]:
    """The older inventories against the root's (OCFL 1.1 §3.5.3.1, §3.7, §3.8)."""
    document = root.document or {}
    specification = ""
    for name, read in sorted(inventories.items(), key=lambda pair: number_of(pair[0]) or 0):
        older = read.document
        if older is None:
            continue
        place = f"{where} {name}/inventory.json"
        match = TYPE.fullmatch(str(older.get("type")))
        if match:
            if match[1] < specification:
                yield fault("E103", place)
            specification = match[1]
        if read is root:
            continue
        if name == document.get("head"):
            yield fault("E064", place)
        if older.get("id") != document.get("id"):
            yield fault("E037", place)
        if older.get("head") != name:
            yield fault("E040", place)
        if content_folder(older) != content_folder(document):
            yield fault("E019", place)
        yield from _same_versions(document, older, name, place)
    if specification and (match := TYPE.fullmatch(str(document.get("type")))) and match[1] < specification:
        yield fault("E103", f"{where} inventory.json")


def _same_versions(newer: dict[str, Any], older: dict[str, Any], name: str, place: str) -> Iterator[Fault]:
    ours, theirs = newer.get("versions"), older.get("versions")
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return
    upto = number_of(name) or 0
    if set(theirs) != {one for one in ours if (number_of(one) or 0) <= upto}:
        yield fault("E066", place)
    for one in theirs:
        here, there = ours.get(one), theirs[one]
        if not isinstance(here, dict) or not isinstance(there, dict):
            continue
        if not _agree(newer, here, older, there):
            yield fault("E066", f"{place} {one}")
        if any(here.get(key) != there.get(key) for key in ("created", "message", "user")):
            yield fault("W011", f"{place} {one}")


def _agree(newer: dict[str, Any], here: dict[str, Any], older: dict[str, Any], there: dict[str, Any]) -> bool:
    """Whether two inventories give a version the same logical paths with the same bytes; the newer may know more copies."""
    ours, theirs = _state(here), _state(there)
    if ours.keys() != theirs.keys():
        return False
    if newer.get("digestAlgorithm") == older.get("digestAlgorithm"):
        return all(ours[path].lower() == theirs[path].lower() for path in ours)
    copies, before = _manifest(newer), _manifest(older)
    return all(before.get(theirs[path], set()) <= copies.get(ours[path], set()) for path in ours)


def _state(version: dict[str, Any]) -> dict[str, str]:
    """Logical path → digest."""
    state = version.get("state")
    pairs = state.items() if isinstance(state, dict) else ()
    return {path: digest for digest, paths in pairs if isinstance(paths, list) for path in map(str, paths)}


def _manifest(document: dict[str, Any]) -> dict[str, set[str]]:
    """Digest → content paths."""
    manifest = document.get("manifest")
    pairs = manifest.items() if isinstance(manifest, dict) else ()
    return {digest: set(map(str, paths)) for digest, paths in pairs if isinstance(paths, list)}
