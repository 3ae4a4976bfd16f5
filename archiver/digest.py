"""Digests of bytes and files: SHA-512, lower-case hexadecimal (OCFL 1.1 §3.5.1)."""

import hashlib
from pathlib import Path

ALGORITHM = "sha512"


def digest_of(data: bytes) -> str:
    """SHA-512 of bytes, 128 hexadecimal characters."""
    return hashlib.sha512(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """SHA-512 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, ALGORITHM).hexdigest()
