"""Sending a letter by SMTP (RFC 5321), encrypted by STARTTLS (RFC 3207) or from the start."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from archiver.errors.notices import NotAccepted, NotDelivered

STARTTLS, TLS, PLAIN = "starttls", "tls", "ingen"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters go. `security` is `starttls`, `tls` or `ingen`; `roots` a PEM file of the certificates trusted, None
    for the machine's; `username` empty for a server that asks for no log-in."""

    host: str
    port: int
    security: str
    seconds: int
    username: str = ""
    password: str = ""
    roots: Path | None = None

    @property
    def name(self) -> str:
        return f"smtp://{self.host}:{self.port}"


def send(server: MailServer, message: EmailMessage) -> None:
    """Give a letter to the server. When this returns the server has it.

    Raises NotDelivered where it may go later, NotAccepted where it never will. Neither holds the recipient's address.
    """
    with _faults(server), _connected(server) as connection:
        connection.send_message(message)


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context(cafile=server.roots)
    if server.security == TLS:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    with connection:
        if server.security == STARTTLS:
            connection.starttls(context=context)
        if server.username:
            connection.login(server.username, server.password)
        yield connection


@contextmanager
def _faults(server: MailServer) -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _ in fault.recipients.values()]
        raise _said(server, max(codes, default=550)) from None
    except smtplib.SMTPAuthenticationError as fault:
        raise NotDelivered(url=server.name, what=f"inloggningen nekades, {fault.smtp_code}") from None
    except smtplib.SMTPResponseException as fault:
        raise _said(server, fault.smtp_code) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise NotDelivered(url=server.name, what=type(fault).__name__) from fault


def _said(server: MailServer, code: int) -> NotDelivered:
    kind = NotAccepted if 500 <= code < 600 else NotDelivered
    return kind(url=server.name, what=f"svar {code}")
