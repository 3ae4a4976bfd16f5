"""A real mail server with STARTTLS and a certificate of its own, and a real receiver of webhooks, both on loopback."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.jobs.conftest import Clock, Town, config_for, town, town_with

__all__ = ["Clock", "config_for", "town", "town_with"]


@dataclass
class PostOffice:
    """What the mail server got. `answers` are given instead of taking the next letters."""

    port: int
    roots: Path
    letters: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.encrypted.append(getattr(session, "ssl", None) is not None)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.letters if address in one["To"]]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its certificate for 127.0.0.1, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "127.0.0.1.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def post_office(certificate: Path) -> Iterator[PostOffice]:
    """A mail server that takes letters only over STARTTLS and after a log-in."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    office = PostOffice(port, certificate)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def login(_server: object, _session: object, _envelope: object, _mechanism: str, data: object) -> AuthResult:
        return AuthResult(success=getattr(data, "password", b"") == b"hemligt")

    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=login,
        ready_timeout=60,
    )
    controller.start()
    yield office
    controller.stop()


@dataclass
class Receiver:
    """What another system got: headers and body; `answers` are the next status codes, 204 when none is left."""

    url: str
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A web server that takes webhooks."""
    there = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            there.got.append((dict(self.headers), body))
            self.send_response(there.answers.pop(0) if there.answers else 204)
            self.send_header("Location", there.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.url = f"http://127.0.0.1:{server.server_address[1]}/somearkiv"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield there
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def telling_town(town_with: Callable[..., Town], post_office: PostOffice, tmp_path: Path) -> Town:
    """A town whose settings name the mail server; everybody has an address."""
    (tmp_path / "smtp.hemlig").write_text("hemligt\n", encoding="utf-8")
    return town_with(notice_settings(post_office))


def notice_settings(office: PostOffice, extra: str = "") -> str:
    return (
        f'[notices]\nsmtp_host = "127.0.0.1"\nsmtp_port = {office.port}\nsmtp_user = "arkivet"\n'
        f'smtp_password_file = "smtp.hemlig"\nsmtp_roots = "{office.roots}"\nsender = "arkiv@lillan.example"\n{extra}'
    )
