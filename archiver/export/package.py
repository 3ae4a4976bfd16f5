"""What an export reads and what it says it wrote: plain values, no database.

`jobs/export` gathers a `Material` from the shelf and the cards, hands it to a format (`formats/registry.py`) and files
the `Written` answer as a delivery. The same material gives the same bytes: no clock, no chance, no machine name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from archiver.digest import digest_of
from archiver.errors.refused import Refused
from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.disclosure import DisclosureRequest, ItemTest
from archiver.export.municipality import Municipality as Municipality
from archiver.model import Account, CaptureRecord
from archiver.records import ItemRecord, TimeStamp
from archiver.text import Text

Say = Callable[[str], None]
"""Progress, one Swedish line at a time."""

FileOf = Callable[[type, str, str], Path]
"""(kind, id, path) → that file of the head version on the shelf, to read only."""


def software() -> str:
    """What makes the packages, with its version."""
    try:
        return f"Somearkiv {version('somearkiv')}"
    except PackageNotFoundError:
        return "Somearkiv"


@dataclass(frozen=True, slots=True)
class Material:
    """Everything an export may read.

    `items` and `captures` are the selection, in the order the package lists them. `accounts` holds at least the accounts
    they belong to. `named` says that the items were named one by one: then each of them must be deliverable, else the
    export is refused; otherwise those the format does not take are passed over and counted.

    `open_threads` are the ids of the threads in which nothing at all is secret or suspected
    (`openness.open_threads`, over *all* items of the accounts, not only the selection). An item's picture may show its
    neighbours in the thread, so pictures enter a public part only from an open thread; empty means none does.
    """

    items: tuple[ItemRecord, ...]
    captures: tuple[CaptureRecord, ...]
    accounts: Mapping[str, Account]
    file: FileOf
    municipality: Municipality
    made_at: datetime
    made_by: str
    named: bool = False
    open_threads: frozenset[str] = frozenset()
    recipient: str = ""
    reason: str = ""
    attested_at: datetime | None = None
    """When webbansvarig last attested the public list of accounts (guideline page 3)."""
    stamps: tuple[TimeStamp, ...] = ()
    """The trusted time-stamps that cover the selection; their `answer.tsr` and `root.pem` come along."""
    profile: DeliveryProfile | None = None
    """What the receiving e-archive wants (`delivery_profile.load_profile`); the default profile where None."""
    request: DisclosureRequest | None = None
    """The request and the tests a disclosure is made by."""
    masks: Mapping[str, ItemTest] = field(default_factory=dict)
    """The newest test of each item that was handed out at some request, by item id: what a masked copy masks."""
    software: str = field(default_factory=software)

    def account(self, account_id: str) -> Account:
        """The account by its id. Refused, by name, where the selection lacks it."""
        try:
            return self.accounts[account_id]
        except KeyError:
            raise Refused(
                what=Text(f"kontot {account_id} saknas i urvalet", f"account {account_id} is not in the selection")
            ) from None


@dataclass(frozen=True, slots=True)
class FileDigest:
    """One written file: `path` relative with `/`, `sha512` 128 hex digits, size in bytes."""

    path: str
    sha512: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. `digest` is SHA-512 over the package's manifest: the same for the same material."""

    path: Path
    format: str
    object_ids: tuple[str, ...]
    files: int
    size_bytes: int
    digest: str


def manifest(files: Mapping[str, FileDigest] | tuple[FileDigest, ...]) -> bytes:
    """The manifest lines of files sorted by path: `<sha512>  <path>\\n` (as `sha512sum` writes and BagIt 1.0 §2.1.3 reads)."""
    each = files.values() if isinstance(files, Mapping) else files
    lines = [f"{one.sha512}  {bag_path(one.path)}\n" for one in sorted(each, key=lambda one: one.path)]
    return "".join(lines).encode()


def bag_path(path: str) -> str:
    """A path as a BagIt manifest writes it: CR, LF and % percent-encoded (RFC 8493 §2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def manifest_digest(files: Mapping[str, FileDigest] | tuple[FileDigest, ...]) -> str:
    """SHA-512 over the manifest."""
    return digest_of(manifest(files))


def material_key(material: Material, key: str) -> str:
    """A name for the same selection in the same format, whenever it is written: 16 hexadecimal characters."""
    parts = [key, *(one.id for one in material.items)]
    parts += [f"{one.id} {file.path} {file.sha512}" for one in material.captures for file in one.files]
    return digest_of("\n".join(parts).encode())[:16]
