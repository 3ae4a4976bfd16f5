"""uvicorn's connections with the two bounds it lacks: how many there are at all, and how long one may say nothing.

uvicorn counts connections only when a whole request has come, so whoever opens them and says nothing takes every open file the
process may have, and the archive's own work stops. Here one too many is closed as it comes, and one that has not said what
it wants in time is closed too. Slow bodies are `web/dispatch.py`'s.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 500
"""More than this at once are told to come back (503): open files must be left for the archive's own work."""
HEADERS_SECONDS = 20.0
"""How long a connection may take to say what it wants, from its beginning or from the first byte of its next request."""
FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Bounded(H11Protocol):
    """One connection."""

    _hurry: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in, or turn it away."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.write(FULL)
            transport.close()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on; the clock runs only while the head of a request is missing."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._come()
        elif self._hurry is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._come()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._hurry = self.loop.call_later(HEADERS_SECONDS, self._too_slow)

    def _come(self) -> None:
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None

    def _too_slow(self) -> None:
        self._hurry = None
        if self.conn.their_state is h11.IDLE:
            self.transport.close()
