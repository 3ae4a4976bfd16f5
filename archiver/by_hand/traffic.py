"""WARC and WACZ of other tools: read, tried, and written anew without cookies and tokens.

What does not agree (a wrong digest, a record that breaks off) is told and never stops the rest. Revisit records have no body of
their own and are counted. The pages of the account become evidence as a browser's would, with the HTML as the server sent it.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archiver.brotli_bodies import read_brotli_bodies
from archiver.capture import masking
from archiver.capture.traffic import Exchange
from archiver.capture.warc import PageEntry, Warc
from archiver.dates import STOCKHOLM, iso_moment, rfc3339
from archiver.extract.addresses import host_of, key_of
from archiver.extract.readers.feeds import is_feed
from archiver.takeout.package import Package

MOST_BODY_BYTES = 100_000_000
MOST_PAGES = 500
MOST_RECORDS = 2_000_000
_WARC = re.compile(r"(^|/)archive/[^/]+\.warc(\.gz)?$")


@dataclass
class Read:
    """What reading gave so far: pages by address, the newest record's time, and what to say about it in Swedish."""

    pages: dict[str, tuple[datetime, bytes]] = field(default_factory=dict)
    newest: datetime | None = None
    remarks: list[str] = field(default_factory=list)
    responses: int = 0
    revisits: int = 0
    wrong: int = 0
    left_bytes: int = 0


def is_wacz(names: tuple[str, ...]) -> bool:
    """Whether a ZIP with these names is a WACZ (WACZ 1.1.1 §4)."""
    return "datapackage.json" in names and any(_WARC.search(name) for name in names)


def check_wacz(package: Package, read: Read) -> None:
    """Hold every file of a WACZ against its digest (WACZ 1.1.1 §5.2.1); what does not agree is said."""
    told = _json(package.read("datapackage.json"))
    listed = told.get("resources") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        read.remarks.append("WACZ-filens innehållsförteckning (datapackage.json) gick inte att läsa.")
        return
    for one in listed:
        name = str(one.get("path") or "") if isinstance(one, dict) else ""
        if name not in package.names:
            read.remarks.append(f"WACZ-filen säger sig innehålla {name[:120]!r}, som saknas.")
            continue
        kind, _, digest = str(one.get("hash") or "").partition(":")
        if kind not in ("sha256", "md5") or not digest:
            read.remarks.append(f"{name}: ingen kontrollsumma att pröva mot.")
        elif _digest(package, name, kind) != digest.lower():
            read.remarks.append(f"{name}: kontrollsumman stämmer inte.")
    if "datapackage-digest.json" not in package.names:
        read.remarks.append("WACZ-filen är inte förseglad (datapackage-digest.json saknas).")
        return
    seal = _json(package.read("datapackage-digest.json"))
    sealed = str(seal.get("hash") or "") if isinstance(seal, dict) else ""
    if sealed != f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}":
        read.remarks.append("WACZ-filens försegling stämmer inte.")


def warcs_of(package: Package) -> list[str]:
    """The WARC files in a WACZ."""
    return package.matching(lambda name: bool(_WARC.search(name)))


def pages_of(package: Package) -> tuple[str, ...]:
    """The addresses a WACZ calls its pages."""
    found: list[str] = []
    for name in package.matching(lambda one: bool(re.search(r"(^|/)pages/[^/]+\.jsonl$", one))):
        for line in package.read(name).splitlines():
            told = _json(line)
            if isinstance(told, dict) and isinstance(told.get("url"), str):
                found.append(told["url"])
    return tuple(dict.fromkeys(found))


def read_warc(stream: BinaryIO, label: str, warc: Warc, read: Read, account_url: str, named: tuple[str, ...]) -> None:
    """Copy a WARC's answers into ours without their secrets, and gather the account's pages.

    Args:
        label: what to call the file when something is wrong.
        named: addresses that are pages whatever their host.
    """
    read_brotli_bodies()
    wanted = {key_of(one) for one in named}
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, check_digests=True), 1):
            if number > MOST_RECORDS or read.left_bytes <= 0:
                read.remarks.append(f"{label}: gränsen nåddes vid post {number}; resten är inte inläst.")
                return
            read.revisits += record.rec_type == "revisit"
            if record.rec_type == "request" and record.http_headers is not None:
                warc.known.learn_sent(str(record.http_headers.get_header("Cookie") or ""))
            if record.rec_type == "response" and record.http_headers is not None:
                _response(record, label, number, warc, read, account_url, wanted)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, KeyError, AttributeError, TypeError) as fault:
        read.remarks.append(f"{label}: trasig efter post {number} ({type(fault).__name__}); resten är inte inläst.")


def _response(record: Any, label: str, number: int, warc: Warc, read: Read, account_url: str, wanted: set[str]) -> None:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    at = iso_moment(str(record.rec_headers.get_header("WARC-Date") or ""), STOCKHOLM)
    if not url.startswith(("http://", "https://")) or at is None:
        read.remarks.append(f"{label}: post {number} saknar adress eller tid.")
        return
    body = record.content_stream().read(MOST_BODY_BYTES + 1)
    read.left_bytes -= len(body)
    if len(body) > MOST_BODY_BYTES:
        read.remarks.append(f"{label}: svaret i post {number} är för stort och är inte med.")
        return
    checker = getattr(record, "digest_checker", None)
    if checker is not None and checker.passed is False:
        read.wrong += 1
        read.remarks.append(f"{label}: kontrollsumman i post {number} stämmer inte.")
    code = str(record.http_headers.get_statuscode() or "0")
    status = int(code) if code.isdigit() else 0
    dropped = ("content-encoding", "transfer-encoding")
    headers = tuple((str(n), str(v)) for n, v in record.http_headers.headers if str(n).lower() not in dropped)
    exchange = Exchange(at, url, "GET", (), b"", status, "", headers, body, "document")
    warc.add(exchange)
    read.responses += 1
    read.newest = max(read.newest, at) if read.newest else at
    if status == 200 and _is_page(exchange, url, account_url, wanted) and len(read.pages) < MOST_PAGES:
        read.pages.setdefault(url, (at, body))


def _is_page(exchange: Exchange, url: str, account_url: str, wanted: set[str]) -> bool:
    document = exchange.media_type in ("text/html", "application/xhtml+xml") or is_feed(exchange.body or b"")
    return document and (host_of(url) == host_of(account_url) or key_of(url) in wanted)


def write_pages(read: Read, folder: Path, account_url: str, first: int, known: masking.Known) -> list[PageEntry]:
    """Leave the pages as evidence, the account's own first; `first` is the number of the next free page folder (0: the root)."""
    entries = []
    ordered = sorted(read.pages.items(), key=lambda one: key_of(one[0]) != key_of(account_url))
    for number, (url, (at, body)) in enumerate(ordered, first):
        place = folder if number == 0 else folder / "pages" / str(number)
        place.mkdir(parents=True, exist_ok=True)
        text = known.over(masking.masked_page(_text(body)))
        (place / "page.raw.html").write_text(text, "utf-8", "replace")
        address = known.over(masking.address(url))
        layout = {"url": address, "seen_at": rfc3339(at)}
        (place / "layout.json").write_text(json.dumps(layout, ensure_ascii=False), "utf-8")
        entries.append(PageEntry(address, at, address, ""))
    return entries


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = re.search(rb"(?i)charset=[\"']?\s*([\w-]+)", body[:2000])
        try:
            return body.decode(named[1].decode() if named else "cp1252", "replace")
        except LookupError:
            return body.decode("cp1252", "replace")


def _digest(package: Package, name: str, kind: str) -> str:
    digest = hashlib.new(kind, usedforsecurity=False)
    for piece in package.chunks(name):
        digest.update(piece)
    return digest.hexdigest()


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
