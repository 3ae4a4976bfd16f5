"""The bytes of an object against what its inventories say of them (OCFL 1.1 §3.5.2, §3.5.4)."""

import hashlib
import os
from collections.abc import Iterator
from typing import Any

from storage.ocfl.validate.fault import Fault, fault
from storage.ocfl.validate.found import Found
from storage.ocfl.validate.inventory_rules import HEX_DIGITS, content_folder, number_of

PIECE_BYTES = 1 << 20
BLAKE2B_BYTES = {"blake2b-160": 20, "blake2b-256": 32, "blake2b-384": 48, "blake2b-512": 64}


def content_faults(
    folder: str, found: Found, documents: list[dict[str, Any]], where: str, *, digests: bool
) -> Iterator[Fault]:
    """The files of an object against its inventories: the root's first, then those of its versions."""
    content = content_folder(documents[0])
    expected: dict[str, set[tuple[str, str, str]]] = {}
    for document in documents:
        _expect(document, expected)
    known = set(_paths(documents[0].get("manifest")))
    for path in sorted(found.files):
        parts = path.split("/")
        if len(parts) > 2 and parts[1] == content and number_of(parts[0]) and path not in known:
            yield fault("E023", f"{where} {path}")
    for document in documents[1:]:
        yield from _all_listed(document, known, where)
    for path, wanted in sorted(expected.items()):
        if path not in found.files:
            yield from (fault(code, f"{where} {path}") for code in sorted({code for code, _, _ in wanted}))
        elif digests:
            actual = digests_of_file(f"{folder}/{path}", {algorithm for _, algorithm, _ in wanted})
            wrong = {code for code, algorithm, digest in wanted if actual[algorithm] != digest}
            yield from (fault(code, f"{where} {path}") for code in sorted(wrong))


def _expect(document: dict[str, Any], expected: dict[str, set[tuple[str, str, str]]]) -> None:
    """Add what an inventory says of files: path → (code if wrong, algorithm, digest)."""
    fixity = document.get("fixity")
    blocks = [("E092", str(document.get("digestAlgorithm")), document.get("manifest"))]
    blocks += [("E093", algorithm, block) for algorithm, block in (fixity if isinstance(fixity, dict) else {}).items()]
    for code, algorithm, block in blocks:
        if algorithm not in HEX_DIGITS or not isinstance(block, dict):
            continue
        for digest, paths in block.items():
            for path in paths if isinstance(paths, list) else ():
                if isinstance(path, str) and not path.startswith("/") and ".." not in path.split("/"):
                    expected.setdefault(path, set()).add((code, algorithm, digest.lower()))


def _all_listed(older: dict[str, Any], known: set[str], where: str) -> Iterator[Fault]:
    """An older inventory lists everything its versions brought (OCFL 1.1 §3.5.2)."""
    head = number_of(older.get("head")) or 0
    listed = set(_paths(older.get("manifest")))
    for path in sorted(known - listed):
        if (number_of(path.partition("/")[0]) or head + 1) <= head:
            yield fault("E023", f"{where} {older.get('head')}/inventory.json {path}")


def _paths(manifest: Any) -> Iterator[str]:
    for listed in manifest.values() if isinstance(manifest, dict) else ():
        yield from (path for path in listed if isinstance(path, str)) if isinstance(listed, list) else ()


def digests_of_file(path: str, algorithms: set[str]) -> dict[str, str]:
    """The digests of a file, in one reading. Raises OSError."""
    running = {algorithm: _new(algorithm) for algorithm in algorithms}
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        # One room for every piece: new memory for each costs as much as reading it.
        piece = memoryview(bytearray(min(os.fstat(handle).st_size + 1, PIECE_BYTES)))
        while count := os.readv(handle, [piece]):
            for one in running.values():
                one.update(piece[:count])
    finally:
        os.close(handle)
    return {algorithm: one.hexdigest() for algorithm, one in running.items()}


def digest_of_bytes(data: bytes, algorithm: str) -> str:
    """The digest of some bytes."""
    running = _new(algorithm)
    running.update(data)
    return str(running.hexdigest())


def _new(algorithm: str) -> Any:
    if algorithm in BLAKE2B_BYTES:
        return hashlib.blake2b(digest_size=BLAKE2B_BYTES[algorithm])
    return hashlib.new("sha512_256" if algorithm == "sha512/256" else algorithm, usedforsecurity=False)
