"""Trusted time-stamps over the journal (RFC 3161): asking for one, filing it, and verifying it for ever after.

One stamp over the newest segment stands for every line and every object version before it, since each segment holds the
digest of the one before and of every inventory its change wrote: capture manifests are stamped through it. So there is
no queue to keep: what is not stamped yet is simply the segments after the last stamped one, and an authority out of
reach is asked again later.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from ssl import get_default_verify_paths
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen
from warnings import catch_warnings, simplefilter

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificate
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from archiver.errors.operation import IntegrityFault
from archiver.errors.outside import Unreachable
from archiver.errors.usage import ConfigFault, Unknown, UsageFault
from archiver.records import TimeStamp
from archiver.text import Text
from storage.archive import Archive
from storage.chain import Vouched
from storage.database import stamps
from storage.faults import fault
from storage.journal import SEGMENT, Written, segment_id
from storage.kinds import PREFIX, split
from storage.ocfl.validate.fault import Fault
from storage.shelf import Shelf

ANSWER = "answer.tsr"
ROOT = "root.pem"
PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
SECONDS = 30
LARGEST_ANSWER_BYTES = 1 << 20
STAMP_OBJECTS = f"{PREFIX}stamp:"


def pending(archive: Archive) -> int:
    """The newest segment waiting for a stamp, 0 for none. A segment that only files a stamp needs none of its own."""
    with archive.session() as session:
        number = stamps.last_segment(session) + 1
    newest = 0
    while found := archive.shelf.segment(number):
        if not _only_stamps(found[0].written):
            newest = number
        number += 1
    return newest


def stamp_newest(archive: Archive, *, who: str, now: datetime) -> TimeStamp | None:
    """Have the newest segment stamped and file the stamp; None when everything is stamped already.

    Raises UsageFault without an authority in the settings, Unreachable where it does not answer or answers no,
    IntegrityFault where its answer does not verify. Nothing is filed then, and the segments go on waiting.
    """
    if not archive.settings.tsa_url:
        raise UsageFault(what=Text("ingen tidsstämplingstjänst är vald", "no time-stamping authority is chosen"))
    number = pending(archive)
    if number == 0:
        return None
    inventory = archive.shelf.inventory(segment_id(number))
    if inventory is None:
        raise IntegrityFault(where=segment_id(number), what=fault("J003", "").what)
    document = archive.shelf.content(inventory, SEGMENT)
    answer = ask(archive.settings.tsa_url, document)
    response = decode_timestamp_response(answer)
    digest = inventory.state[SEGMENT]
    root = root_of(response, digest, trusted_roots(archive.settings.tsa_roots))
    if root is None:
        raise IntegrityFault(where=archive.settings.tsa_url, what=fault("T001", "").what)
    stamp = TimeStamp(
        id=f"{number:08d}",
        segment=number,
        segment_digest=digest,
        made_at=response.tst_info.gen_time,
        authority=archive.settings.tsa_url,
        serial=str(response.tst_info.serial_number),
    )
    with archive.change(who=who, at=now, why="tidsstämpling") as change:
        change.put(stamp, {ANSWER: answer, ROOT: root.public_bytes(Encoding.PEM)})
        change.note("journal.stamped", about=segment_id(number), facts={"serial": stamp.serial})
    return stamp


def ask(url: str, document: bytes) -> bytes:
    """The authority's raw answer over a document (RFC 3161 §3.4, over HTTP). Raises Unreachable."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise UsageFault(what=Text("tidsstämplingstjänstens adress är fel", "the authority's address is wrong"))
    question: TimeStampRequest = (
        TimestampRequestBuilder()
        .data(document)
        .hash_algorithm(HashAlgorithm.SHA512)
        .cert_request(cert_request=True)
        .build()
    )
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    request = Request(url, data=question.as_bytes(), headers=headers)
    try:
        with urlopen(request, timeout=SECONDS) as answered:
            answer: bytes = answered.read(LARGEST_ANSWER_BYTES)
        response = decode_timestamp_response(answer)
    except (URLError, OSError, ValueError) as trouble:
        raise Unreachable(url=url, what=type(trouble).__name__) from trouble
    if response.status != 0 or response.tst_info.nonce != question.nonce:
        raise Unreachable(url=url, what=f"status {response.status}")
    return answer


def root_of(response: TimeStampResponse, digest: str, trusted: list[Certificate]) -> Certificate | None:
    """The trusted certificate under which the answer is a right stamp over a SHA-512 digest; None where none is."""
    carried = [load_der_x509_certificate(der) for der in response.signed_data.certificates]
    for root in trusted:
        verifier = VerifierBuilder(roots=[root], intermediates=[one for one in carried if one != root]).build()
        try:
            if verifier.verify(response, bytes.fromhex(digest)):
                return root
        except (VerificationError, ValueError):
            continue
    return None


def trusted_roots(chosen: Path | None) -> list[Certificate]:
    """The certificates in the chosen PEM file, else those the machine trusts. Raises ConfigFault.

    One that can't be read is left out: a machine's own list holds some that no longer follow RFC 5280.
    """
    path = chosen or Path(get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt")
    try:
        blocks = PEM.findall(path.read_bytes())
    except OSError as trouble:
        what = Text("rotcertifikaten går inte att läsa", "the root certificates can't be read")
        raise ConfigFault(file=path, place="[storage] tsa_roots", what=what) from trouble
    found = [root for block in blocks if (root := _certificate(block)) is not None]
    if not found:
        what = Text("filen innehåller inga certifikat", "the file holds no certificates")
        raise ConfigFault(file=path, place="[storage] tsa_roots", what=what)
    return found


def _certificate(block: bytes) -> Certificate | None:
    with catch_warnings():
        simplefilter("ignore", CryptographyDeprecationWarning)
        try:
            return load_pem_x509_certificate(block)
        except ValueError:
            return None


def stamp_faults(shelf: Shelf, vouched: Vouched, roots: Path | None) -> Iterator[Fault]:
    """Every stamp on the shelf held against the journal, under the root filed with it: it outlives the machine's own list.

    With a file of roots in the settings, that root must be one of them; without, the stamp is whole but who made it is
    not proved.
    """
    for object_id in vouched.versions:
        if not object_id.startswith(STAMP_OBJECTS):
            continue
        try:
            stamp: TimeStamp | None = shelf.find(TimeStamp, split(object_id)[1])
            inventory = shelf.inventory(object_id)
            if stamp is None or inventory is None:
                continue
            answer = shelf.content(inventory, ANSWER)
            response = decode_timestamp_response(answer)
            filed = [load_pem_x509_certificate(shelf.content(inventory, ROOT))]
        except (IntegrityFault, Unknown, ValueError):
            yield fault("T001", object_id)
            continue
        head = vouched.heads.get(stamp.segment)
        if head is None:
            yield fault("T002", f"{object_id} {segment_id(stamp.segment)}")
        elif head.segment_digest != stamp.segment_digest or not _stands(response, stamp, filed, roots):
            yield fault("T001", object_id)


def token_path(archive: Archive, stamp: TimeStamp) -> Path:
    """The raw answer of a stamp, to give to somebody who wants to verify it for themselves (`openssl ts -verify`)."""
    return archive.file(TimeStamp, stamp.id, ANSWER)


def _stands(response: TimeStampResponse, stamp: TimeStamp, filed: list[Certificate], roots: Path | None) -> bool:
    root = root_of(response, stamp.segment_digest, filed)
    return root is not None and (roots is None or root in trusted_roots(roots))


def _only_stamps(written: tuple[Written, ...]) -> bool:
    return bool(written) and all(one.id.startswith(STAMP_OBJECTS) for one in written)
