"""A ZIP from outside, opened with care: no way out of the folder, no bombs, no links, no passwords.

ZIP (APPNOTE 6.3.10). What an entry says of its size is not believed: unpacking stops where the limit is, and an entry's
checksum must be right (CRC-32, §4.4.7).
"""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from archiver.errors.usage import ImportFault
from archiver.text import Text

MOST_ENTRIES = 200_000
MOST_RATIO = 400
"""How many times larger an entry may unpack to, past the first ten million bytes."""
FREE_BYTES = 10_000_000
_CHUNK = 1 << 20

NO_ZIP = Text("filen är inte en hel ZIP-fil", "the file is not a whole ZIP file")
TOO_MANY = Text("ZIP-filen har fler än {most} delar", "the ZIP file holds more than {most} entries")
ESCAPES = Text("delens namn leder ut ur mappen", "the entry's name leads out of the folder")
LINK = Text("delen är en länk", "the entry is a link")
LOCKED = Text("delen är låst med lösenord", "the entry is locked with a password")
TWICE = Text("två delar har samma namn", "two entries have the same name")
BOMB = Text(
    "delen packas upp till mer än gränsen ({limit} MB)", "the entry unpacks to more than the limit ({limit} MB)"
)
BROKEN = Text("delen är skadad", "the entry is damaged")


@dataclass
class Package:
    """An opened ZIP. `names` are NFC, with `/`, in the file's order; `left_bytes` is what may still be unpacked.

    `beside` are further ZIPs that the platform parted the same export into: pictures may lie in them. `used` says whether anything
    was read.
    """

    file: Path
    names: tuple[str, ...]
    left_bytes: int
    _zip: zipfile.ZipFile
    _entries: dict[str, zipfile.ZipInfo]
    beside: "tuple[Package, ...]" = ()
    used: bool = False

    def matching(self, wanted: Callable[[str], bool]) -> list[str]:
        """The names that are wanted, in order."""
        return [name for name in self.names if wanted(name)]

    def every_name(self) -> tuple[str, ...]:
        """The names in it and in the ZIPs beside it."""
        return (*self.names, *(name for other in self.beside for name in other.names))

    def size(self, name: str) -> int:
        """What an entry says that it holds, bytes."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """A whole entry. Raises ImportFault naming it."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """An entry piece by piece. Raises ImportFault naming it where it is a bomb, locked or damaged."""
        if name not in self._entries:
            yield from next(other for other in self.beside if name in other.names).chunks(name)
            return
        entry = self._entries[name]
        self.used = True
        taken = 0
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    taken += len(piece)
                    self.left_bytes -= len(piece)
                    swollen = taken > FREE_BYTES and taken > MOST_RATIO * max(entry.compress_size, 1)
                    if self.left_bytes < 0 or swollen:
                        raise self._fault(name, _filled(BOMB, limit=taken // 1_000_000))
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as fault:
            raise self._fault(name, BROKEN) from fault

    def unpack(self, name: str, target: Path) -> None:
        """Write an entry to a file, whose folder is made."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            for piece in self.chunks(name):
                stream.write(piece)

    def _fault(self, place: str, what: Text) -> ImportFault:
        return ImportFault(file=self.file, place=place, what=what)


@contextmanager
def opened_package(file: Path, limit_bytes: int) -> Iterator[Package]:
    """A ZIP with all of its names looked through. Raises ImportFault naming file and entry."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as fault:
        raise ImportFault(file=file, place="-", what=NO_ZIP) from fault
    with archive:
        names = _looked_through(file, archive)
        yield Package(file, names, limit_bytes, archive, _by_name(file, archive))


def _looked_through(file: Path, archive: zipfile.ZipFile) -> tuple[str, ...]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ImportFault(file=file, place="-", what=_filled(TOO_MANY, most=MOST_ENTRIES))
    for entry in entries:
        if fault := _what_is_wrong(entry):
            raise ImportFault(file=file, place=ascii(entry.filename[:120]), what=fault)
    return tuple(normalize("NFC", entry.filename) for entry in entries if not entry.is_dir())


def _what_is_wrong(entry: zipfile.ZipInfo) -> Text | None:
    name = entry.filename
    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or name[1:2] == ":":
        return ESCAPES
    if stat.S_ISLNK(entry.external_attr >> 16):
        return LINK
    return LOCKED if entry.flag_bits & 1 else None


def _by_name(file: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = normalize("NFC", entry.filename)
        if name in found:
            raise ImportFault(file=file, place=ascii(name[:120]), what=TWICE)
        found[name] = entry
    return found


def _filled(text: Text, **facts: object) -> Text:
    return Text(text.fill("sv", **facts), text.fill("en", **facts))
