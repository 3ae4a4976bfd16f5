"""A small real web site on loopback, for visits to meet: each page is what a test says it is."""

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a path answers. `send` writes the body itself when given (slow or endless answers)."""

    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


class Site:
    """Paths and their answers; what is asked for is written down in `asked` (and the headers in `heads`)."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def page(self, path: str, body: str | bytes, **more: Any) -> str:
        """Put up a page; its address."""
        self.pages[path] = Answer(body.encode() if isinstance(body, str) else body, **more)
        return self.url(path)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def with_tls(self, certificate: str) -> None:
        """Answer over TLS from now on, with a certificate and key in one file."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.heads.append(dict(self.headers))
            answer = site.pages.get(self.path) or site.pages.get(self.path.partition("?")[0])
            if answer is None:
                answer = Answer(b"<h1>404 Not Found</h1>", status=404)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.send is None:
                self.send_header("Content-Length", str(len(answer.body)))
            else:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            try:
                if answer.send is not None:
                    answer.send(self)
                else:
                    self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    return Handler
