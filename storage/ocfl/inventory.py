"""The inventory of one object as a value: what it says, and what the next version will say (OCFL 1.1 §3.5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic_core import to_json

from archiver.dates import rfc3339
from archiver.digest import ALGORITHM, digest_of

TYPE = "https://ocfl.io/1.1/spec/#inventory"
DECLARATION = "ocfl_object_1.1"
DECLARED = f"{DECLARATION}\n".encode()
"""What the declaration file holds (OCFL 1.1 §3.3)."""
SIDECAR = f"inventory.json.{ALGORITHM}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who made a version, when and why. `address` is a URI (OCFL 1.1 §3.5.3.1)."""

    created: datetime
    message: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object: its stamp and its state, logical path → digest."""

    stamp: Stamp
    state: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What lies in one object. `manifest` is digest → content paths; `versions[0]` is v1."""

    object_id: str
    manifest: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()

    @property
    def head(self) -> int:
        """Number of the newest version, 0 before the first."""
        return len(self.versions)

    @property
    def state(self) -> Mapping[str, str]:
        """Logical path → digest of the newest version."""
        return self.versions[-1].state if self.versions else {}

    def content(self, path: str, version: int | None = None) -> str:
        """Where a logical path's bytes lie in the object. Raises KeyError."""
        state = self.state if version is None else self.versions[version - 1].state
        return self.manifest[state[path]][0]


def next_inventory(before: Inventory, given: Mapping[str, str], stamp: Stamp) -> tuple[Inventory, dict[str, str]]:
    """The inventory after one more version, and the files it takes: logical path → content path.

    `given` is logical path → digest of the files that are new or replaced; the others stay. Bytes the object already
    has are not stored again (deduplication, OCFL 1.1 §3.5.2).
    """
    number = before.head + 1
    manifest = dict(before.manifest)
    takes: dict[str, str] = {}
    for path, digest in given.items():
        if digest not in manifest:
            takes[path] = f"v{number}/content/{path}"
            manifest[digest] = (takes[path],)
    version = Version(stamp, {**before.state, **given})
    return Inventory(before.object_id, manifest, (*before.versions, version)), takes


def to_bytes(inventory: Inventory) -> bytes:
    """The inventory as `inventory.json`, indented for people."""
    versions = {f"v{number}": _version(version) for number, version in enumerate(inventory.versions, 1)}
    document = {
        "id": inventory.object_id,
        "type": TYPE,
        "digestAlgorithm": ALGORITHM,
        "head": f"v{inventory.head}",
        "manifest": inventory.manifest,
        "versions": versions,
    }
    return to_json(document, indent=1) + b"\n"


def sidecar(data: bytes) -> bytes:
    """The sidecar of an inventory with these bytes (OCFL 1.1 §3.7)."""
    return f"{digest_of(data)} inventory.json\n".encode()


def from_bytes(data: bytes) -> Inventory:
    """Read one of our own inventories. Raises ValueError, KeyError or TypeError where it is not one."""
    return from_document(json.loads(data))


def from_document(document: Mapping[str, Any]) -> Inventory:
    """The same, of an inventory whose JSON is read already."""
    versions = tuple(_read_version(document["versions"][f"v{n}"]) for n in range(1, int(document["head"][1:]) + 1))
    manifest = {digest: tuple(paths) for digest, paths in document["manifest"].items()}
    return Inventory(document["id"], manifest, versions)


def _version(version: Version) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for path, digest in version.state.items():
        state.setdefault(digest, []).append(path)
    stamp = version.stamp
    return {
        "created": rfc3339(stamp.created),
        "message": stamp.message,
        "user": {"name": stamp.name, "address": stamp.address},
        "state": state,
    }


def _read_version(document: dict[str, Any]) -> Version:
    user = document["user"]
    stamp = Stamp(datetime.fromisoformat(document["created"]), document["message"], user["name"], user["address"])
    return Version(stamp, {path: digest for digest, paths in document["state"].items() for path in paths})
