"""Builds a package beside its target and puts it in place whole, or not at all.

The folder is built as `.<name>.part-<random>` in the target's own folder, every file flushed to disk, and then renamed.
A failure takes the part away; a kill leaves a hidden part that no reader takes for a package.
"""

import errno
import fcntl
import hashlib
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from archiver.digest import digest_of, digest_of_file
from archiver.errors.error import SomearkivError
from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.refused import AlreadyThere, Busy, Refused
from archiver.export.package import FileDigest
from archiver.text import Text

_PIECE = 1 << 20
_RESUMABLE = re.compile(r"\.part-[0-9a-f]{16}$")


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
        """Copies a file of the shelf, hashing on the way; IntegrityFault when it is not what the record says it is.

        A whole copy left by an interrupted build of the same material is kept when it has the expected digest.
        """
        place = self._place(path)
        if expected and place.is_file() and digest_of_file(place) == expected:
            return self._note(path, expected, place.stat().st_size)
        hasher, size = hashlib.sha512(), 0
        buffer = memoryview(
            bytearray(_PIECE)
        )  # one buffer for the whole file: new ones cost more than the hashing gains
        with source.open("rb", buffering=0) as incoming, place.open("wb", buffering=_PIECE) as outgoing:
            while count := incoming.readinto(buffer):
                hasher.update(buffer[:count])
                outgoing.write(buffer[:count])
                size += count
        if expected and hasher.hexdigest() != expected:
            raise IntegrityFault(
                where=source.name,
                what=Text("filen har en annan kontrollsumma än i sin handling", "the file differs from its record"),
            )
        return self._note(path, hasher.hexdigest(), size)

    @contextmanager
    def stream(self, path: str) -> Iterator["Counted"]:
        """A file to write piece by piece, hashed on the way: for what is too large to hold."""
        with self._place(path).open("wb", buffering=_PIECE) as outgoing:
            counted = Counted(outgoing)
            yield counted
        self._note(path, counted.sha512, counted.size_bytes)

    def below(self, folder: str) -> tuple[FileDigest, ...]:
        """The files put in under a folder so far, sorted."""
        found = [one for path, one in self.files.items() if path.startswith(f"{folder}/")]
        return tuple(sorted(found, key=lambda one: one.path))

    def rename(self, folder: str, name: str) -> None:
        """Gives a folder of the tree its final name."""
        (self.root / folder).rename(self.root / name)
        for path in [one for one in self.files if one.startswith(f"{folder}/")]:
            fact = self.files.pop(path)
            moved = name + path.removeprefix(folder)
            self.files[moved] = FileDigest(moved, fact.sha512, fact.size_bytes)

    def tar(self, folder: str, made_at: datetime) -> FileDigest:
        """Turns a folder of the tree into `<folder>.tar` beside it: POSIX pax, sorted, one time, no owner."""
        path = f"{folder}.tar"
        with tarfile.open(self._place(path), "w", format=tarfile.PAX_FORMAT) as archive:
            for name in sorted(one for one in self.files if one.startswith(f"{folder}/")):
                entry = tarfile.TarInfo(name)
                entry.size, entry.mtime, entry.mode = self.files.pop(name).size_bytes, int(made_at.timestamp()), 0o644
                with (self.root / name).open("rb") as stream:
                    archive.addfile(entry, stream)
        shutil.rmtree(self.root / folder)
        return self._note(path, digest_of_file(self.root / path), (self.root / path).stat().st_size)

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


class Counted:
    """A file being written, with its digest and size so far."""

    def __init__(self, outgoing: BinaryIO) -> None:
        self._outgoing, self._hasher, self.size_bytes = outgoing, hashlib.sha512(), 0

    def write(self, data: bytes, /) -> int:
        """All of it."""
        self._outgoing.write(data)
        self._hasher.update(data)
        self.size_bytes += len(data)
        return len(data)

    @property
    def sha512(self) -> str:
        """The digest of all that was written."""
        return self._hasher.hexdigest()


@contextmanager
def built_folder(target: Path, resume: str = "") -> Iterator[Tree]:
    """A tree that becomes the folder `target` when the block ends well.

    `resume` names the material (see `package.material_key`): then the part of an interrupted build of the same material
    is taken up again, and an interruption (Ctrl-C, a stop signal, a power cut) leaves it for the next try.
    Raises: AlreadyThere when the target exists; Busy when another process builds it; StorageFault when the disk refuses.
    """
    _must_be_free(target)
    with _resumed_part(target, resume) if resume else _fresh_part(target) as part:
        tree = Tree(part)
        yield tree
        _drop_strangers(tree)
        _flush(part)
        _must_be_free(target)
        part.rename(target)
        _flush_folder(target.parent)


@contextmanager
def built_file(target: Path) -> Iterator[Path]:
    """A path to write one file at, which becomes `target` when the block ends well. Raises as `built_folder`."""
    _must_be_free(target)
    with _fresh_part(target) as folder:
        yield folder / target.name
        _flush(folder)
        _must_be_free(target)
        (folder / target.name).rename(target)
        _flush_folder(target.parent)


@contextmanager
def _fresh_part(target: Path) -> Iterator[Path]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.part-", dir=target.parent))
    except OSError as fault:
        raise storage_fault(target, fault) from fault
    try:
        part.chmod(0o755)
        yield part
    except OSError as fault:
        raise storage_fault(target, fault) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _resumed_part(target: Path, resume: str) -> Iterator[Path]:
    part = target.parent / f".{target.name}.part-{resume}"
    try:
        part.mkdir(parents=True, exist_ok=True)
        handle = os.open(part, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as fault:
        raise storage_fault(target, fault) from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _take_away_older(part)
        yield part
    except BlockingIOError as fault:
        raise Busy(what=target) from fault
    except OSError as fault:
        shutil.rmtree(part, ignore_errors=True)
        raise storage_fault(target, fault) from fault
    except SomearkivError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    finally:
        os.close(handle)


def _take_away_older(part: Path) -> None:
    """The parts that interrupted builds of other material left for the same target, unless somebody is at them."""
    stem = _RESUMABLE.sub("", part.name)
    for other in part.parent.iterdir():
        if other == part or not other.is_dir() or not other.name.startswith(f"{stem}.part-"):
            continue
        if not _RESUMABLE.search(other.name):
            continue
        handle = os.open(other, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(other, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)


def _drop_strangers(tree: Tree) -> None:
    """Takes away what an earlier, interrupted build left and this one did not put there."""
    for here, _, names in os.walk(tree.root, topdown=False):
        for name in names:
            if Path(here, name).relative_to(tree.root).as_posix() not in tree.files:
                Path(here, name).unlink()
        if Path(here) != tree.root and not any(Path(here).iterdir()):
            Path(here).rmdir()


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
