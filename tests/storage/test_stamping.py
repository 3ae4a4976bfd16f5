"""Time-stamps from a local authority made with openssl."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from archiver.errors.operation import IntegrityFault
from archiver.errors.outside import Unreachable
from archiver.errors.usage import UsageFault
from archiver.records import TimeStamp
from storage.archive import Archive, StoreSettings
from storage.database import stamps
from storage.journal import SEGMENT, segment_id
from storage.stamping import pending, stamp_newest, token_path
from storage.verify import verify
from tests.storage.making import NOW, account, item

CONFIG = """
[tsa]
default_tsa = t
[t]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
EXTENSIONS = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A time-stamping authority on loopback: its address and the file with its root certificate."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    (folder / "ext").write_text(EXTENSIONS)
    openssl(folder, "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Provrot")
    openssl(folder, "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Provstamplare")
    openssl(folder, "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out tsa.pem")

    class Answerer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "q.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(folder, "ts -reply -config tsa.cnf -section t -queryfile q.tsq -out a.tsr")
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write((folder / "a.tsr").read_bytes())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answerer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", folder / "ca.pem"
    server.shutdown()
    server.server_close()


def openssl(folder: Path, command: str) -> None:
    subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def archive(tmp_path: Path, authority: tuple[str, Path]) -> Iterator[Archive]:
    url, roots = authority
    settings = StoreSettings(tmp_path / "arkiv", f"sqlite:///{tmp_path / 'k.db'}", tsa_url=url, tsa_roots=roots)
    made = Archive.create(settings)
    file(made)
    yield made
    made.close()


def file(archive: Archive, number: int = 1) -> None:
    with archive.change(who="anna", at=NOW) as change:
        change.put(item(number))
        change.note("filed", account())


def codes(archive: Archive) -> set[str]:
    return {fault.code for fault in verify(archive, now=NOW)}


def test_newest_segment_is_stamped_and_verified(archive: Archive) -> None:
    stamp = stamp_newest(archive, who="somearkiv", now=NOW)
    assert stamp is not None
    assert stamp.segment == 1
    assert archive.get(TimeStamp, "00000001") == stamp
    with archive.session() as session:
        assert stamps.rows(session) == [stamp]
    assert codes(archive) == set()


def test_openssl_finds_the_stamp_right(archive: Archive, authority: tuple[str, Path]) -> None:
    stamp = stamp_newest(archive, who="somearkiv", now=NOW)
    document = archive.shelf.folder(segment_id(1)) / "v1/content" / SEGMENT
    command = [
        "openssl",
        "ts",
        "-verify",
        "-data",
        document,
        "-in",
        token_path(archive, stamp),
        "-CAfile",
        authority[1],
    ]
    assert "OK" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_one_stamp_stands_for_all_before_and_is_not_stamped_itself(archive: Archive) -> None:
    file(archive, 2)
    file(archive, 3)
    assert pending(archive) == 3
    assert stamp_newest(archive, who="somearkiv", now=NOW).segment == 3
    assert pending(archive) == 0
    assert stamp_newest(archive, who="somearkiv", now=NOW) is None
    file(archive, 4)
    assert pending(archive) == 5


def test_silent_authority_leaves_the_segment_waiting(archive: Archive) -> None:
    silent = Archive(replace(archive.settings, tsa_url="http://127.0.0.1:9/"), archive.shelf, archive._engine)
    with pytest.raises(Unreachable):
        stamp_newest(silent, who="somearkiv", now=NOW)
    assert pending(archive) == 1
    assert stamp_newest(archive, who="somearkiv", now=NOW).segment == 1


def test_no_authority_is_a_usage_fault(archive: Archive) -> None:
    with pytest.raises(UsageFault):
        stamp_newest(Archive(replace(archive.settings, tsa_url=""), archive.shelf, archive._engine), who="x", now=NOW)


def test_rewritten_journal_is_found_by_its_stamp(archive: Archive, tmp_path: Path, authority: tuple[str, Path]) -> None:
    """Somebody replaces the whole archive by one of their own making, cards and all, and keeps the stamp."""
    stamp_newest(archive, who="somearkiv", now=NOW)
    settings = StoreSettings(
        tmp_path / "forged", f"sqlite:///{tmp_path / 'f.db'}", tsa_url=authority[0], tsa_roots=authority[1]
    )
    forged = Archive.create(settings)
    file(forged, 7)
    stamp = archive.get(TimeStamp, "00000001")
    inventory = forged.shelf.inventory(segment_id(1))
    with forged.change(who="anna", at=NOW) as change:
        mine = replace(stamp, segment_digest=inventory.state[SEGMENT])
        change.put(mine, {name: archive.file(TimeStamp, stamp.id, name) for name in ("answer.tsr", "root.pem")})
        change.note("journal.stamped", about=segment_id(1))
    assert codes(forged) == {"T001"}
    forged.close()


def test_stamp_of_a_cut_off_segment_is_found(archive: Archive) -> None:
    file(archive, 2)
    stamp_newest(archive, who="somearkiv", now=NOW)
    shutil.rmtree(archive.shelf.folder(segment_id(2)))
    assert {"T002", "J003"} <= codes(archive)


def test_stamp_under_another_root_is_not_believed(archive: Archive, tmp_path: Path) -> None:
    stamp_newest(archive, who="somearkiv", now=NOW)
    openssl(tmp_path, "req -x509 -newkey rsa:2048 -nodes -keyout x.key -out x.pem -days 30 -subj /CN=Annan")
    other = Archive(replace(archive.settings, tsa_roots=tmp_path / "x.pem"), archive.shelf, archive._engine)
    assert codes(other) == {"T001"}


def test_stamp_carries_its_root_and_needs_no_settings_to_be_verified(archive: Archive) -> None:
    stamp_newest(archive, who="somearkiv", now=NOW)
    assert codes(Archive(replace(archive.settings, tsa_roots=None), archive.shelf, archive._engine)) == set()


def test_authority_nobody_trusts_is_refused(archive: Archive) -> None:
    bare = Archive(replace(archive.settings, tsa_roots=None), archive.shelf, archive._engine)
    with pytest.raises(IntegrityFault):
        stamp_newest(bare, who="somearkiv", now=NOW)
    assert pending(archive) == 1
