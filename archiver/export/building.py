"""Builds a package beside its target and puts it in place whole, or not at all.

The folder is built as `.<name>.part-<random>` in the target's own folder, every file flushed to disk, and then renamed.
A failure takes the part away; a kill leaves a hidden part that no reader takes for a package.
"""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.digest import digest_of
from archiver.errors import AlreadyThere, IntegrityFault, Refused, StorageFault
from archiver.export.package import FileDigest
from archiver.text import Text

_PIECE = 1 << 20


class Tree:
    """A folder being filled. Keeps the digest and size of everything put in, counted while it was written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, FileDigest] = {}

    def write(self, path: str, data: bytes) -> FileDigest:
        """Puts bytes at a relative path. Refused where the path is taken (two things by one name) or leaves the folder."""
        place = self._place(path)
        place.write_bytes(data)
        return self._note(path, digest_of(data), len(data))

    def copy(self, path: str, source: Path, expected: str = "") -> FileDigest:
        """Copies a file of the shelf, hashing on the way; IntegrityFault when it is not what the record says it is."""
        place = self._place(path)
        hasher, size = hashlib.sha512(), 0
        with source.open("rb") as incoming, place.open("wb") as outgoing:
            while piece := incoming.read(_PIECE):
                hasher.update(piece)
                outgoing.write(piece)
                size += len(piece)
        if expected and hasher.hexdigest() != expected:
            raise IntegrityFault(
                where=source.name,
                what=Text("filen har en annan kontrollsumma än i sin handling", "the file differs from its record"),
            )
        return self._note(path, hasher.hexdigest(), size)

    def below(self, folder: str) -> tuple[FileDigest, ...]:
        """The files put in under a folder so far, sorted."""
        found = [one for path, one in self.files.items() if path.startswith(f"{folder}/")]
        return tuple(sorted(found, key=lambda one: one.path))

    def _place(self, path: str) -> Path:
        parts = path.split("/")
        if path in self.files or any(part in ("", ".", "..") for part in parts):
            raise Refused(what=Text(f"två filer i paketet får samma namn ({path})", f"two files by one name ({path})"))
        place = self.root.joinpath(*parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _note(self, path: str, sha512: str, size_bytes: int) -> FileDigest:
        fact = FileDigest(path, sha512, size_bytes)
        self.files[path] = fact
        return fact


@contextmanager
def built_folder(target: Path) -> Iterator[Tree]:
    """A tree that becomes the folder `target` when the block ends well.

    Raises: AlreadyThere when the target exists; StorageFault when the disk refuses or is full.
    """
    _must_be_free(target)
    part = _part_beside(target)
    try:
        tree = Tree(part)
        yield tree
        _flush(part)
        _must_be_free(target)
        part.rename(target)
        _flush_folder(target.parent)
    except OSError as fault:
        raise storage_fault(target, fault) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def built_file(target: Path) -> Iterator[Path]:
    """A path to write one file at, which becomes `target` when the block ends well. Raises as `built_folder`."""
    _must_be_free(target)
    folder = _part_beside(target)
    try:
        yield folder / target.name
        _flush(folder)
        _must_be_free(target)
        (folder / target.name).rename(target)
        _flush_folder(target.parent)
    except OSError as fault:
        raise storage_fault(target, fault) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def storage_fault(target: Path, fault: OSError) -> StorageFault:
    """What the disk said, in plain Swedish, without naming what was being written."""
    causes = {
        errno.ENOSPC: Text("disken är full", "the disk is full"),
        errno.EDQUOT: Text("utrymmeskvoten är slut", "the quota is used up"),
        errno.EROFS: Text("platsen är skrivskyddad", "the place is read-only"),
        errno.EACCES: Text("skrivrättighet saknas", "no right to write"),
        errno.EPERM: Text("skrivrättighet saknas", "no right to write"),
        errno.ENOENT: Text(
            "mappen eller en fil i arkivet finns inte", "the folder or a file of the archive is missing"
        ),
        errno.ENAMETOOLONG: Text("namnet är för långt", "the name is too long"),
    }
    unknown = os.strerror(fault.errno or errno.EIO)
    return StorageFault(where=target, what=causes.get(fault.errno or 0, Text(unknown, unknown)))


def _must_be_free(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise AlreadyThere(what=target)


def _part_beside(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.part-", dir=target.parent))
        part.chmod(0o755)
    except OSError as fault:
        raise storage_fault(target, fault) from fault
    return part


def _flush(folder: Path) -> None:
    """Every file and folder below on disk, deepest first."""
    for here, _, names in os.walk(folder, topdown=False):
        for name in names:
            _flush_one(Path(here, name), os.O_RDONLY)
        _flush_folder(Path(here))


def _flush_folder(folder: Path) -> None:
    _flush_one(folder, os.O_RDONLY | os.O_DIRECTORY)


def _flush_one(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
