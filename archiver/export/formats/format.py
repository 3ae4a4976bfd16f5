"""What every export format is: a key people type, a name people read, and a function that writes the package."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archiver.export.package import Material, Say, Written
from archiver.text import Text


class Write(Protocol):
    """Writes a package.

    Raises: Refused (empty selection, undecided or secret where it may not be, a missing fact), AlreadyThere (the target
    exists), IntegrityFault (a file of the shelf is not what its record says), StorageFault (the disk).
    """

    def __call__(self, material: Material, target: Path, say: Say) -> Written: ...


@dataclass(frozen=True, slots=True)
class Format:
    """One member of the family. `secret` says that the package may hold secret material: a restricted place is needed;
    `captures` that it is made from captures too, not from items alone."""

    key: str
    name: Text
    write: Write
    secret: bool = False
    captures: bool = True
