"""Where on the disk new files come to lie: a folder whose subfolders ext4 puts apart, each where there is most room.

Without it they all lie beside what else is made and removed there: browsers' profiles, other programs' scratch. An ext4
without a journal passes over every file number (inode) freed in the last minutes, one by one, for each new file; filing
then took up to ten times the system's time (`docs/decisions/012-store-speed.md`). What is made in one subfolder still
lies together.
"""

import os
import struct
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

GET_FLAGS, SET_FLAGS = 0x80086601, 0x40086602
"""`FS_IOC_GETFLAGS` and `FS_IOC_SETFLAGS` of Linux `ioctl_iflags(2)`; declared as a long, filled as an int."""
TOP_OF_HIERARCHIES = 0x00020000
"""`FS_TOPDIR_FL`, the attribute T of `chattr(1)`: the subfolders have nothing to do with each other."""


def make_spreading(folder: Path) -> None:
    """Make the folder, and those above it. Where the file system has no such attribute it is a folder like others.

    Raises OSError where it can't be made; not where it is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            _set(handle, TOP_OF_HIERARCHIES)
    finally:
        os.close(handle)


def is_spreading(folder: Path) -> bool:
    """Whether the file system took it. Raises OSError where it knows no attributes."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return bool(_flags(handle) & TOP_OF_HIERARCHIES)
    finally:
        os.close(handle)


def _set(handle: int, flag: int) -> None:
    flags = _flags(handle)
    if not flags & flag:
        ioctl(handle, SET_FLAGS, struct.pack("ii", flags | flag, 0))


def _flags(handle: int) -> int:
    flags, _ = struct.unpack("ii", ioctl(handle, GET_FLAGS, struct.pack("ii", 0, 0)))
    return int(flags)
