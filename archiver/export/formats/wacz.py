"""`wacz`: the recorded traffic of captures as one WACZ 1.1.1 file that replays offline (specs.webrecorder.net/wacz/1.1.1).

Each capture's own `traffic.wacz` is opened and its WARC put in as it is; indexes and page lists are joined. A WACZ is an
access copy, not the archive's original (the original is the capture), and shows everything the account showed.
"""

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archiver.dates import STOCKHOLM, rfc3339
from archiver.digest import digest_of_file
from archiver.errors.operation import IntegrityFault
from archiver.errors.refused import Refused
from archiver.export.building import built_file
from archiver.export.formats.format import Format
from archiver.export.package import FileDigest, Material, Say, Written, manifest_digest
from archiver.export.registered import EMPTY
from archiver.model import CaptureRecord, FileFact
from archiver.text import Text

TRAFFIC = "traffic.wacz"
_LINES_PER_BLOCK = 1024
_NO_TRAFFIC = Text("fångsterna har ingen inspelad trafik", "the captures have no recorded traffic")


@dataclass
class _Joined:
    """What is gathered from the captures while the package is written."""

    index: list[str] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    resources: list[dict[str, object]] = field(default_factory=list)


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes one WACZ file. Raises as `Format.write` says."""
    chosen = _with_traffic(material, say)
    joined = _Joined()
    with built_file(target) as place:
        with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
            for number, (capture, file) in enumerate(chosen, start=1):
                _join(package, material, capture, file, joined)
                say(f"{number} av {len(chosen)} fångster inlagda")
            _close(package, material, joined)
        digest, size = digest_of_file(place), place.stat().st_size
    ids = tuple(capture.id for capture, _ in chosen)
    return Written(target, FORMAT.key, ids, 1, size, manifest_digest((FileDigest(FORMAT.key, digest, size),)))


def _with_traffic(material: Material, say: Say) -> list[tuple[CaptureRecord, FileFact]]:
    if not material.captures:
        raise Refused(what=EMPTY)
    found = [(one, file) for one in material.captures for file in one.files if file.path == TRAFFIC]
    lacking = {one.id for one in material.captures} - {one.id for one, _ in found}
    if not found:
        raise Refused(what=_NO_TRAFFIC)
    if lacking:
        say(f"{len(lacking)} fångster saknar inspelad trafik och följer inte med")
    return found


def _join(
    package: zipfile.ZipFile, material: Material, capture: CaptureRecord, file: FileFact, joined: _Joined
) -> None:
    source = material.file(CaptureRecord, capture.id, file.path)
    if digest_of_file(source) != file.sha512:
        raise IntegrityFault(where=capture.id, what=Text(f"{file.path} är ändrad", f"{file.path} has changed"))
    try:
        with zipfile.ZipFile(source) as recorded:
            renamed = {}
            for name in sorted(
                one for one in recorded.namelist() if one.startswith("archive/") and not one.endswith("/")
            ):
                renamed[name.removeprefix("archive/")] = own = f"{capture.id}-{name.removeprefix('archive/')}"
                with recorded.open(name) as stream:
                    joined.resources.append(_put(package, f"archive/{own}", stream, material.made_at))
            joined.index += _index_lines(recorded, renamed)
            joined.pages += _page_lines(recorded)
    except (zipfile.BadZipFile, ValueError, KeyError) as fault:
        raise IntegrityFault(
            where=capture.id, what=Text(f"{file.path} går inte att läsa", f"{file.path} can't be read")
        ) from fault


def _put(package: zipfile.ZipFile, path: str, stream: Any, at: datetime) -> dict[str, object]:
    """One stored member with its digest counted on the way."""
    hasher, size = hashlib.sha256(), 0
    with package.open(_member(path, at), "w", force_zip64=True) as member:
        while piece := stream.read(1 << 20):
            hasher.update(piece)
            member.write(piece)
            size += len(piece)
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{hasher.hexdigest()}", "bytes": size}


def _member(path: str, at: datetime) -> zipfile.ZipInfo:
    local = at.astimezone(STOCKHOLM)
    info = zipfile.ZipInfo(path, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    info.external_attr = 0o644 << 16
    return info


def _index_lines(recorded: zipfile.ZipFile, renamed: dict[str, str]) -> Iterator[str]:
    for name in recorded.namelist():
        if name in ("indexes/index.cdx.gz", "indexes/index.cdx"):
            data = recorded.read(name)
            text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
            for line in text.splitlines():
                key, when, told = line.split(" ", 2)
                if key.startswith("!"):
                    continue
                facts = json.loads(told)
                yield f"{key} {when} {json.dumps({**facts, 'filename': renamed[facts['filename']]})}\n"


def _page_lines(recorded: zipfile.ZipFile) -> list[dict[str, Any]]:
    if "pages/pages.jsonl" not in recorded.namelist():
        return []
    lines = recorded.read("pages/pages.jsonl").decode().splitlines()
    return [page for line in lines if line.strip() and "url" in (page := json.loads(line))]


def _close(package: zipfile.ZipFile, material: Material, joined: _Joined) -> None:
    """Indexes, pages and the description of the package."""
    for path, data in {**_indexes(sorted(joined.index)), "pages/pages.jsonl": _pages(joined.pages)}.items():
        package.writestr(_member(path, material.made_at), data)
        digest = hashlib.sha256(data).hexdigest()
        resource: dict[str, object] = {"name": path.rpartition("/")[2], "path": path, "bytes": len(data)}
        joined.resources.append({**resource, "hash": f"sha256:{digest}"})
    described: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": f"Sociala medier, {material.municipality.name}",
        "created": rfc3339(material.made_at.astimezone(UTC)),
        "software": material.software,
        "resources": joined.resources,
    }
    if joined.pages:
        described |= {"mainPageURL": joined.pages[0]["url"], "mainPageDate": joined.pages[0].get("ts", "")}
    data = json.dumps(described, ensure_ascii=False, indent=2).encode()
    package.writestr(_member("datapackage.json", material.made_at), data)
    seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    package.writestr(_member("datapackage-digest.json", material.made_at), json.dumps(seal, indent=2))


def _indexes(ordered: list[str]) -> dict[str, bytes]:
    """The joined index in gzipped blocks, and the list of the blocks (ZipNum)."""
    blocks, offset = [], 0
    entries = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for first in range(0, len(ordered), _LINES_PER_BLOCK):
        block = gzip.compress("".join(ordered[first : first + _LINES_PER_BLOCK]).encode(), mtime=0)
        told = {"offset": offset, "length": len(block), "digest": f"sha256:{hashlib.sha256(block).hexdigest()}"}
        key = " ".join(ordered[first].split(" ", 2)[:2])
        entries.append(f"{key} {json.dumps({**told, 'filename': 'index.cdx.gz'})}\n")
        blocks.append(block)
        offset += len(block)
    return {"indexes/index.cdx.gz": b"".join(blocks), "indexes/index.idx": "".join(entries).encode()}


def _pages(pages: list[dict[str, Any]]) -> bytes:
    head: dict[str, Any] = {"format": "json-pages-1.0", "id": "pages", "title": "Sidor", "hasText": True}
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (head, *pages)).encode()


FORMAT = Format("wacz", Text("Inspelad trafik (WACZ)", "Recorded traffic (WACZ)"), write, secret=True)
