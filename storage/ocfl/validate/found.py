"""What the disk holds in an object's folder, links and special files apart."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Found:
    """What the disk holds: files and folders by path inside the object, links and special files beside them."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    size_bytes: int = 0


def look(folder: Path | str) -> Found:
    """Everything in a folder. Raises OSError."""
    found = Found()
    _walk_into(str(folder), "", found)
    return found


def _walk_into(folder: str, prefix: str, found: Found) -> None:
    nothing = True
    with os.scandir(folder) as entries:
        for entry in entries:
            nothing = False
            path = prefix + entry.name
            facts = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(facts.st_mode):
                found.folders.add(path)
                _walk_into(entry.path, path + "/", found)
            elif stat.S_ISREG(facts.st_mode):
                found.files.add(path)
                found.size_bytes += facts.st_size
                if facts.st_nlink > 1:
                    found.odd.append(path)
            else:
                found.odd.append(path)
    if nothing and prefix:
        found.empty.append(prefix.rstrip("/"))
