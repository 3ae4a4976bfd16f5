"""The files of a change beside the store, staged where they will lie in their objects, until its mark is set.

Small files are written there and logged; large ones are hashed while they are written and flushed while the next one is
worked on. Nothing else needs a flush before the mark (`commit.py`).
"""

import os
import stat
from collections.abc import Mapping
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archiver.digest import digest_of, digest_of_file
from storage.commit import DRAFT, OBJECTS, clear, set_mark
from storage.commit_log import LARGEST_LOGGED, Log, Mark, Place, Span
from storage.ocfl import disk
from storage.ocfl import inventory as ocfl
from storage.ocfl.inventory import Inventory, Stamp, next_inventory


@dataclass(slots=True)
class Staged:
    """One object's next version while the change is open: the newest document, and the files staged so far.

    They are staged where they will lie in the object, `v<n>/content/…`; nobody else can make that version meanwhile.
    """

    thing: Any
    name: str
    """Its folder in the change's."""
    before: Inventory
    given: dict[str, str] = field(default_factory=dict)
    """Logical path → digest of every file put, the document included."""
    logged: dict[str, Span] = field(default_factory=dict)
    large: dict[str, str] = field(default_factory=dict)
    """Logical path → where in the log, or which file of the change's folder, holds its bytes."""
    made: set[str] = field(default_factory=set)
    """Folders made."""

    @property
    def version(self) -> int:
        """The number of the version being made."""
        return self.before.head + 1

    @property
    def is_news(self) -> bool:
        """Whether anything put differs from what the object has."""
        return any(self.before.state.get(path) != digest for path, digest in self.given.items())


@dataclass(frozen=True, slots=True)
class Version:
    """A version ready to be written: the inventory's bytes, and where everything of it goes."""

    place: Place
    inventory: bytes


class Staging:
    """One change's folder. Ends with `commit` or `abandon`."""

    def __init__(self, folder: Path) -> None:
        """Begin in a folder that exists and is empty. Raises OSError."""
        self._folder = folder
        self._log = Log(folder / DRAFT)
        (folder / OBJECTS).mkdir()
        facts = (folder / DRAFT).stat()
        self._device, self._mode = facts.st_dev, facts.st_mode
        self._numbers = 0
        self._taken: dict[str, Path] = {}
        self._flushes: list[Future[None]] = [disk.soon(disk.flush, folder.parent)]

    def begin(self, thing: Any, before: Inventory) -> Staged:
        """A next version of an object whose inventory is `before`."""
        return Staged(thing, f"{OBJECTS}/{self._number()}", before)

    def put(self, staged: Staged, path: str, source: Path | bytes, *, taking: bool = False) -> None:
        """Stage a file; its digest stands in `staged.given` afterwards. `taking` moves it on commit where that can be done."""
        if path in staged.given:
            self._drop(staged, path)
        if isinstance(source, bytes):
            small = source if len(source) <= LARGEST_LOGGED else None
        else:
            small = source.read_bytes() if source.stat().st_size <= LARGEST_LOGGED else None
        if small is None:
            staged.given[path] = self._put_large(staged, path, source, taking=taking)
            return
        self._make(staged, path)
        disk.write(self._target(staged, path), small)
        staged.logged[path] = self._log.add(small)
        staged.given[path] = digest_of(small)

    def version(self, staged: Staged, stamp: Stamp, path: str) -> Version:
        """The next version with what was put, of the object at `path` under the root: `commit` writes its inventory."""
        inventory, takes = next_inventory(staged.before, staged.given, stamp)
        for known in staged.given.keys() - takes.keys():
            self._drop(staged, known)
        for large in staged.large:
            self._make(staged, large)
        if not staged.large and not staged.logged:
            self._make_folders(staged)
        data = ocfl.to_bytes(inventory)
        place = Place(
            staged=staged.name,
            path=path,
            version=staged.version,
            inventory=self._log.add(data),
            files={f"content/{one}": span for one, span in staged.logged.items()},
            large={f"content/{one}": name for one, name in staged.large.items()},
        )
        return Version(place, data)

    def commit(self, mark: Mark, inventories: Mapping[str, bytes]) -> None:
        """Write the inventories (by `Place.staged`), wait for every flush, set the mark. Raises OSError."""
        finishing = disk.soon(self._log.finish, mark)
        self._flushes.append(finishing)
        for place in mark.places:
            self._write_inventory(place, inventories[place.staged])
        for flushed in self._flushes:
            flushed.result()
        for name, source in self._taken.items():
            source.rename(self._folder / name)
        set_mark(self._folder)

    def abandon(self) -> None:
        """Leave nothing of the change; files taken lie where they lay."""
        wait(self._flushes)
        # An unfinished log may have bytes that a full disk didn't take.
        with suppress(OSError):
            self._log.close()
        for name, source in self._taken.items():
            if (self._folder / name).exists():
                (self._folder / name).rename(source)
        clear(self._folder)

    # ------------------------------------------------------------------------------------------------ inside

    def _put_large(self, staged: Staged, path: str, source: Path | bytes, *, taking: bool) -> str:
        name = staged.large[path] = self._number()
        target = self._folder / name
        if isinstance(source, Path) and taking and self._can_take(source):
            source.chmod(stat.S_IMODE(self._mode))
            self._taken[name] = source
            self._flushes.append(disk.soon(disk.flush, source))
            return digest_of_file(source)
        if isinstance(source, bytes):
            disk.write(target, source)
            digest = digest_of(source)
        else:
            digest = disk.copy(source, target)
        self._flushes.append(disk.soon(disk.flush, target))
        return digest

    def _can_take(self, source: Path) -> bool:
        """A plain file of the same file system, that has no second name: OCFL wants no links."""
        facts = source.lstat()
        plain = stat.S_ISREG(facts.st_mode) and facts.st_nlink == 1 and facts.st_dev == self._device
        return plain and source not in self._taken.values()

    def _write_inventory(self, place: Place, data: bytes) -> None:
        folder = f"{self._folder}/{place.staged}"
        for where in (folder, f"{folder}/v{place.version}"):
            disk.write(f"{where}/inventory.json", data)
            disk.write(f"{where}/{ocfl.SIDECAR}", ocfl.sidecar(data))
        if place.version == 1:
            disk.write(f"{folder}/0={ocfl.DECLARATION}", ocfl.DECLARED)

    def _target(self, staged: Staged, path: str) -> str:
        return f"{self._folder}/{staged.name}/v{staged.version}/content/{path}"

    def _make(self, staged: Staged, path: str) -> None:
        self._make_folders(staged, "content", *path.split("/")[:-1])

    def _make_folders(self, staged: Staged, *names: str) -> None:
        """Folders one in the other in the version's, made where they are not yet: nobody else makes any there."""
        folder = f"{self._folder}/{staged.name}"
        for name in ("", f"/v{staged.version}", *(f"/{name}" for name in names)):
            folder += name
            if folder not in staged.made:
                os.mkdir(folder)  # noqa: PTH102 – a Path costs as much as the folder
                staged.made.add(folder)

    def _drop(self, staged: Staged, path: str) -> None:
        """Unstage a file, and the folders that become empty."""
        name = staged.large.pop(path, None)
        if name is not None:
            self._taken.pop(name, None)
            return
        del staged.logged[path]
        file = Path(self._target(staged, path))
        file.unlink()
        content = file.parents[path.count("/")]
        for parent in file.parents:
            if parent == content.parent or any(parent.iterdir()):
                return
            parent.rmdir()
            staged.made.discard(str(parent))

    def _number(self) -> str:
        self._numbers += 1
        return str(self._numbers)
