"""One inventory held against OCFL 1.1 §3.5: every rule that needs nothing but the inventory itself."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from storage.ocfl.validate.fault import Fault, fault

VERSION = re.compile(r"v(0*)([1-9][0-9]*)")
TYPE = re.compile(r"https://ocfl\.io/(1\.[01])/spec/#inventory")
CREATED = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
HEX = frozenset("0123456789abcdefABCDEF")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+")
HEX_DIGITS = {
    "md5": 32,
    "sha1": 40,
    "sha256": 64,
    "sha512": 128,
    "blake2b-512": 128,
    "blake2b-160": 40,
    "blake2b-256": 64,
    "blake2b-384": 96,
    "sha512/256": 64,
}
"""Digest algorithms of the specification and its registered extension 0001, with their length."""
CONTENT_ALGORITHMS = ("sha512", "sha256")


def inventory_faults(document: Any, where: str) -> Iterator[Fault]:
    """Everything wrong with one inventory taken by itself; `document` is its JSON."""
    if not isinstance(document, dict):
        yield fault("E034", where)
        return
    yield from _top(document, where)
    manifest = document.get("manifest")
    versions = document.get("versions")
    content = content_folder(document)
    if "manifest" not in document or not isinstance(manifest, dict):
        yield fault("E041", f"{where} manifest")
        manifest = {}
    else:
        yield from _manifest(manifest, document, content, where)
    if "versions" not in document:
        yield fault("E041", f"{where} versions")
    elif not isinstance(versions, dict):
        yield fault("E044", f"{where} versions")
    else:
        yield from _numbering(list(versions), document.get("head"), where)
        for name, version in versions.items():
            yield from _version(version, manifest, f"{where} {name}")
        if _specification(document) != "1.0":
            yield from _unused(manifest, versions, where)
    if "fixity" in document:
        yield from _fixity(document["fixity"], manifest, where)


def content_folder(document: dict[str, Any]) -> str:
    """The content folder's name (OCFL 1.1 §3.3.1)."""
    name = document.get("contentDirectory", "content")
    return name if isinstance(name, str) else "content"


def number_of(name: object) -> int | None:
    """The number of a version name, None where it isn't one."""
    match = VERSION.fullmatch(name) if isinstance(name, str) else None
    return int(match[2]) if match else None


def _specification(document: dict[str, Any]) -> str:
    kind = document.get("type")
    match = TYPE.fullmatch(kind) if isinstance(kind, str) else None
    return match[1] if match else ""


def _top(document: dict[str, Any], where: str) -> Iterator[Fault]:
    for key in ("id", "type", "digestAlgorithm", "head"):
        if key not in document:
            yield fault("E036", f"{where} {key}")
    if "id" in document and not (isinstance(document["id"], str) and document["id"]):
        yield fault("E037", f"{where} id")
    elif "id" in document and not URI.fullmatch(document["id"]):
        yield fault("W005", f"{where} id")
    if "type" in document and not _specification(document):
        yield fault("E038", f"{where} type")
    algorithm = document.get("digestAlgorithm", "sha512")
    if algorithm not in CONTENT_ALGORITHMS:
        yield fault("E025", f"{where} digestAlgorithm")
    elif algorithm != "sha512":
        yield fault("W004", f"{where} digestAlgorithm")
    if "contentDirectory" in document:
        name = document["contentDirectory"]
        if not isinstance(name, str) or "/" in name or not name:
            yield fault("E017", f"{where} contentDirectory")
        elif name in (".", ".."):
            yield fault("E018", f"{where} contentDirectory")


def _numbering(names: list[str], head: Any, where: str) -> Iterator[Fault]:
    if not names:
        yield fault("E008", f"{where} versions")
        return
    numbers = {name: number_of(name) for name in names}
    for name in (name for name, number in numbers.items() if number is None):
        yield fault("E046", f"{where} {name}")
    found = {number: name for name, number in numbers.items() if number is not None}
    if found and 1 not in found:
        yield fault("E009", f"{where} versions")
    if sorted(found) != list(range(1, len(found) + 1)):
        yield fault("E010", f"{where} versions")
    yield from _padding([found[number] for number in sorted(found)], where)
    if head is not None and (not isinstance(head, str) or not found or head != found[max(found)]):
        yield fault("E040", f"{where} head")


def _padding(names: list[str], where: str) -> Iterator[Fault]:
    if not any(name.startswith("v0") for name in names):
        return
    yield fault("W001", f"{where} versions")
    for name in names:
        if len(name) != len(names[0]):
            yield fault("E012", f"{where} {name}")
            yield fault("E013", f"{where} {name}")
        elif not name.startswith("v0"):
            yield fault("E011", f"{where} {name}")
            yield fault("E013", f"{where} {name}")


def _manifest(manifest: dict[str, Any], document: dict[str, Any], content: str, where: str) -> Iterator[Fault]:
    length = HEX_DIGITS.get(str(document.get("digestAlgorithm")))
    for digest in manifest:
        if length is not None and not _is_digest(digest, length):
            yield fault("E025", f"{where} manifest {digest}")
    yield from _repeated((digest.lower() for digest in manifest), "E096", f"{where} manifest")
    paths: list[str] = []
    for digest, listed in manifest.items():
        if not isinstance(listed, list) or not all(isinstance(path, str) for path in listed):
            yield fault("E091", f"{where} manifest {digest}")
        else:
            paths += listed
    versions = document.get("versions")
    for path in paths:
        shape = _path_fault(path, "E099", "E100")
        parts = path.split("/")
        if shape is not None:
            yield fault(shape, f"{where} {path}")
        elif len(parts) < 3 or parts[1] != content or (isinstance(versions, dict) and parts[0] not in versions):
            yield fault("E042", f"{where} {path}")
    yield from _conflicts(paths, "E101", where)


def _version(version: Any, manifest: dict[str, Any], where: str) -> Iterator[Fault]:
    if not isinstance(version, dict):
        yield fault("E044", where)
        return
    if "created" not in version:
        yield fault("E048", f"{where} created")
    elif not _is_time(version["created"]):
        yield fault("E049", f"{where} created")
    if "state" not in version:
        yield fault("E048", f"{where} state")
    else:
        yield from _state(version["state"], manifest, where)
    if "message" not in version:
        yield fault("W007", f"{where} message")
    elif not isinstance(version["message"], str):
        yield fault("E094", f"{where} message")
    if "user" not in version:
        yield fault("W007", f"{where} user")
    else:
        yield from _user(version["user"], where)


def _state(state: Any, manifest: dict[str, Any], where: str) -> Iterator[Fault]:
    if not isinstance(state, dict):
        yield fault("E050", f"{where} state")
        return
    paths: list[str] = []
    for digest, listed in state.items():
        if digest not in manifest or not isinstance(listed, list) or not all(isinstance(path, str) for path in listed):
            yield fault("E050", f"{where} {digest}")
        else:
            paths += listed
    for path in paths:
        shape = _path_fault(path, "E052", "E053")
        if shape is not None:
            yield fault(shape, f"{where} {path}")
    yield from _conflicts(paths, "E095", where)


def _user(user: Any, where: str) -> Iterator[Fault]:
    if not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
        yield fault("E054", f"{where} user")
    elif "address" not in user:
        yield fault("W008", f"{where} user")
    elif not isinstance(user["address"], str):
        yield fault("E054", f"{where} user")
    elif not URI.fullmatch(user["address"]):
        yield fault("W009", f"{where} user")


def _fixity(fixity: Any, manifest: dict[str, Any], where: str) -> Iterator[Fault]:
    if not isinstance(fixity, dict):
        yield fault("E111", f"{where} fixity")
        return
    known = {path for listed in manifest.values() if isinstance(listed, list) for path in listed}
    for algorithm, block in fixity.items():
        place = f"{where} fixity {algorithm}"
        if algorithm not in HEX_DIGITS:
            yield fault("E056", place)
        if not isinstance(block, dict):
            yield fault("E057", place)
            continue
        yield from _repeated((digest.lower() for digest in block), "E097", place)
        for digest, listed in block.items():
            wrong_form = algorithm in HEX_DIGITS and not _is_digest(digest, HEX_DIGITS[algorithm])
            if wrong_form or not isinstance(listed, list):
                yield fault("E057", f"{place} {digest}")
                continue
            for path in listed:
                shape = _path_fault(path, "E099", "E100") if isinstance(path, str) else "E057"
                if shape is not None or path not in known:
                    yield fault(shape or "E057", f"{place} {path}")


def _unused(manifest: dict[str, Any], versions: dict[str, Any], where: str) -> Iterator[Fault]:
    states = [version.get("state") for version in versions.values() if isinstance(version, dict)]
    used = {digest for state in states if isinstance(state, dict) for digest in state}
    for digest in manifest:
        if digest not in used:
            yield fault("E107", f"{where} {digest}")


def _is_digest(text: str, length: int) -> bool:
    return len(text) == length and HEX.issuperset(text)


def _is_time(value: Any) -> bool:
    if not isinstance(value, str) or not CREATED.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(re.sub(r"\.\d+", "", value).upper())
    except ValueError:
        return False
    return True


def _path_fault(path: str, elements: str, slashes: str) -> str | None:
    if path.startswith("/") or path.endswith("/"):
        return slashes
    return elements if any(part in ("", ".", "..") for part in path.split("/")) else None


def _repeated(names: Iterable[str], code: str, where: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield fault(code, f"{where} {name}")
        seen.add(name)


def _conflicts(paths: list[str], code: str, where: str) -> Iterator[Fault]:
    """Paths that occur twice, or that are both a file and a folder."""
    yield from _repeated(paths, code, where)
    there = set(paths)
    for path in there:
        folder = path.rpartition("/")[0]
        while folder:
            if folder in there:
                yield fault(code, f"{where} {folder}")
            folder = folder.rpartition("/")[0]
