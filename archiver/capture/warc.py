"""Writes recorded traffic as a WARC (ISO 28500:2017) and packs it as a WACZ (1.1.1) that replays offline.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
https://specs.webrecorder.net/wacz/1.1.1/
"""

import gzip
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from surt import surt
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.capture import masking
from archiver.capture.traffic import Exchange

WARC_NAME = "data.warc.gz"
_SOFTWARE = "Somearkiv (warcio)"
_LINES_PER_BLOCK = 1024
_TEXTS = ("text/", "application/json", "application/javascript", "application/x-javascript", "application/xml")
_PRESSED = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "video/", "audio/", "font/woff")
_MASKED_BYTES = 20_000_000
_HOP = frozenset({"content-length", "transfer-encoding", "connection", "keep-alive"})


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the WACZ: what a reader can open and search in. `text` is the rendered text."""

    url: str
    at: datetime
    title: str
    text: str


class _Stored:
    """A gzip member that stores and does not press together (RFC 1951 §3.2.4): pictures and films can't be made smaller."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._member = zlib.compressobj(0, zlib.DEFLATED, zlib.MAX_WBITS + 16)

    def write(self, data: bytes) -> None:
        self._out.write(self._member.compress(data))

    def flush(self) -> None:
        self._out.write(self._member.flush())
        self._out.flush()


class Warc:
    """A WARC being written. `close` before packing. Knows no thread: one at a time."""

    def __init__(self, path: Path, host: str, user_agent: str, known: masking.Known | None = None) -> None:
        self.known = known or masking.Known()
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        self._storing = WARCWriter(self._file, gzip=False, warc_version="WARC/1.1")
        self.index: list[str] = []
        self.records = 0
        facts = {
            "software": _SOFTWARE,
            "format": "WARC File Format 1.1",
            "hostname": host,
            "http-header-user-agent": user_agent,
            "description": "Innehållet är avkodat; kakor, inloggningar och nycklar är borttagna eller överskrivna.",
        }
        self._writer.write_record(self._writer.create_warcinfo_record(WARC_NAME, facts))

    def add(self, exchange: Exchange) -> None:
        """Write one exchange as a response and a request record, without its secrets."""
        for name, value in exchange.headers:
            if name.lower() == "set-cookie":
                self.known.learn_header(value)
        url = self.known.over(masking.masked_address(exchange.url))
        date = exchange.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        body = exchange.body if exchange.body is not None else b""
        headers, body = _answer(exchange, body, self.known)
        more = {"WARC-Date": date}
        if exchange.body is None:
            more["WARC-Truncated"] = "unspecified"
        response = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            http_headers=StatusAndHeaders(f"{exchange.status} {exchange.status_text}", headers, protocol="HTTP/1.1"),
            warc_headers_dict=more,
        )
        sent = self.known.over(masking.masked_form(exchange.sent_body.decode("utf-8", "replace"))).encode()
        request = self._writer.create_warc_record(
            url,
            "request",
            payload=BytesIO(sent),
            http_headers=StatusAndHeaders(
                f"{exchange.method} {_path(url)} HTTP/1.1",
                _kept(exchange.sent_headers, self.known),
                is_http_request=True,
            ),
            warc_headers_dict={
                "WARC-Date": date,
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        begins = self._file.tell()
        if exchange.media_type.startswith(_PRESSED):
            self._storing.out = _Stored(self._file)
            self._storing.write_record(response)
        else:
            self._writer.write_record(response)
        ends = self._file.tell()
        self._writer.write_record(request)
        self.records += 2
        if exchange.method == "GET" and exchange.body is not None:
            digest = response.rec_headers.get_header("WARC-Payload-Digest")
            self.index.append(_line(url, exchange, digest or "", begins, ends - begins))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def pack(warc: Warc, path: Path, pages: Sequence[PageEntry], target: Path, created: datetime) -> None:
    """Pack a closed WARC, its index and its pages as a WACZ."""
    parts = {**_indexes(warc.index), "pages/pages.jsonl": _pages(pages)}
    listed = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        package.write(path, f"archive/{WARC_NAME}")
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        listed.append(_resource(f"archive/{WARC_NAME}", digest, path.stat().st_size))
        for name, data in parts.items():
            package.writestr(name, data)
            listed.append(_resource(name, hashlib.sha256(data).hexdigest(), len(data)))
        described = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": pages[0].title or pages[0].url,
            "created": _stamp(created),
            "mainPageURL": pages[0].url,
            "mainPageDate": _stamp(pages[0].at),
            "software": _SOFTWARE,
            "resources": listed,
        }
        datapackage = json.dumps(described, ensure_ascii=False, indent=2).encode()
        package.writestr("datapackage.json", datapackage)
        seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(datapackage).hexdigest()}"}
        package.writestr("datapackage-digest.json", json.dumps(seal, indent=2))


def _kept(headers: Iterable[tuple[str, str]], known: masking.Known) -> list[tuple[str, str]]:
    """Headers without those that carry credentials, and without secrets in the addresses that others hold."""
    return [(name, known.over(masking.masked_address(value))) for name, value in masking.headers(headers)]


def _answer(exchange: Exchange, body: bytes, known: masking.Known) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body as they are kept: decoded, told so, without secrets."""
    kept = []
    for name, value in _kept(exchange.headers, known):
        lower = name.lower()
        if lower == "content-encoding":
            kept.append(("X-Archive-Orig-Content-Encoding", value))
        elif lower not in _HOP:
            kept.append((name, value))
    if exchange.media_type.startswith(_TEXTS) and len(body) < _MASKED_BYTES:
        body, is_utf8 = _masked(body, exchange.media_type, known)
        if is_utf8:
            kept = [(n, _utf8(exchange.media_type) if n.lower() == "content-type" else v) for n, v in kept]
    kept.append(("Content-Length", str(len(body))))
    return kept, body


def _masked(body: bytes, media_type: str, known: masking.Known) -> tuple[bytes, bool]:
    masked = masking.masked_page if media_type == "text/html" else masking.masked
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return known.over(masked(body.decode("latin-1"))).encode("latin-1"), False  # secrets are written in ASCII
    return known.over(masked(text)).encode("utf-8"), True


def _utf8(media_type: str) -> str:
    """Chromium hands texts over as UTF-8; the header must say so."""
    return media_type if media_type == "application/json" else f"{media_type}; charset=utf-8"


def _path(url: str) -> str:
    rest = url.partition("://")[2]
    return "/" + rest.partition("/")[2] if "/" in rest else "/"


def _line(url: str, exchange: Exchange, digest: str, offset: int, length: int) -> str:
    """One line of the index (CDXJ)."""
    facts = {
        "url": url,
        "mime": exchange.media_type,
        "status": str(exchange.status),
        "digest": digest,
        "length": str(length),
        "offset": str(offset),
        "filename": WARC_NAME,
    }
    return f"{surt(url)} {exchange.at:%Y%m%d%H%M%S}{exchange.at.microsecond // 1000:03} {json.dumps(facts)}\n"


def _indexes(lines: Sequence[str]) -> dict[str, bytes]:
    """The index in gzipped blocks, and the list of the blocks (ZipNum, as other WACZ tools write it)."""
    ordered = sorted(lines)
    blocks, entries, offset = [], ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'], 0
    for first in range(0, len(ordered), _LINES_PER_BLOCK):
        block = gzip.compress("".join(ordered[first : first + _LINES_PER_BLOCK]).encode(), mtime=0)
        key = " ".join(ordered[first].split(" ", 2)[:2])
        facts = {"offset": offset, "length": len(block), "digest": f"sha256:{hashlib.sha256(block).hexdigest()}"}
        entries.append(f"{key} {json.dumps({**facts, 'filename': 'index.cdx.gz'})}\n")
        blocks.append(block)
        offset += len(block)
    return {"indexes/index.cdx.gz": b"".join(blocks), "indexes/index.idx": "".join(entries).encode()}


def _pages(pages: Sequence[PageEntry]) -> bytes:
    lines: list[dict[str, object]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Sidor", "hasText": True}]
    for page in pages:
        name = uuid5(NAMESPACE_URL, f"{page.url} {page.at.isoformat()}")
        lines.append({"id": str(name), "url": page.url, "ts": _stamp(page.at), "title": page.title, "text": page.text})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _resource(path: str, digest: str, size: int) -> dict[str, object]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
