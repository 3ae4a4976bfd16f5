"""Keeps what the recorder hears during a visit: into the WARC at once, small pictures also at hand for the document, and what
the page's scripts fetched as JSON for the readers."""

import asyncio
from base64 import b64encode
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from archiver.capture import masking
from archiver.capture.masking import Known
from archiver.capture.traffic import Exchange
from archiver.capture.warc import PageEntry, Warc, pack

_PICTURE_BYTES = 400_000
_PICTURES_BYTES = 12_000_000
_SPARED_BYTES = 30_000
_SPARED_TOGETHER_BYTES = 1_000_000
_ANSWER_BYTES = 2_000_000
_ANSWERS_BYTES = 8_000_000
"""Of one answer, and of all that wait to be kept with their page."""
_SHOWN_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml", "image/x-icon"}
)


class Shown:
    """Pictures as data: addresses, by the address they were got from, made when asked for, within a document's room."""

    def __init__(self, pictures: Mapping[str, tuple[str, bytes]], each_bytes: int, together_bytes: int) -> None:
        self._pictures = pictures
        self._each_bytes = each_bytes
        self._left_bytes = together_bytes

    def __call__(self, url: str) -> str | None:
        """The picture got from `url`; None when there is none or no room."""
        kind, body = self._pictures.get(url, ("", b""))
        if not body or len(body) > self._each_bytes or len(body) > self._left_bytes:
            return None
        self._left_bytes -= len(body)
        return f"data:{kind};base64,{b64encode(body).decode()}"


class Recording:
    """One visit's traffic. The WARC is written in a thread of its own, in the order things ended."""

    def __init__(self, path: Path, host: str, user_agent: str) -> None:
        self._path = path
        self.known = Known()
        self._warc = Warc(path, host, user_agent, self.known)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="warc")
        self._written: list[Future[None]] = []
        self._pictures: dict[str, tuple[str, bytes]] = {}
        self._picture_bytes = 0
        self._answers: list[Exchange] = []
        self.pages: list[PageEntry] = []

    def take(self, exchange: Exchange) -> None:
        """Keep one exchange."""
        self._written.append(self._writer.submit(self._warc.add, exchange))
        body = exchange.body
        if _is_answer(exchange) and sum(len(one.body or b"") for one in self._answers) < _ANSWERS_BYTES:
            self._answers.append(exchange)
        if exchange.media_type not in _SHOWN_TYPES or not body or len(body) > _PICTURE_BYTES:
            return
        if self._picture_bytes + len(body) <= _PICTURES_BYTES and exchange.url not in self._pictures:
            self._pictures[exchange.url] = (exchange.media_type, body)
            self._picture_bytes += len(body)

    def answers(self, asked_before: datetime) -> list[tuple[str, str]]:
        """Address and JSON of each answer that the page's scripts asked for before that moment, without secrets; given once.

        May be called in a thread.
        """
        told = [one for one in list(self._answers) if one.at <= asked_before]
        for one in told:
            self._answers.remove(one)
        return [
            (self.known.over(masking.address(one.url)), self.known.over(masking.masked(_text(one)))) for one in told
        ]

    def pictures(self, *, sparing: bool) -> "Shown":
        """Small pictures for one document. `sparing`: only the smallest, for pages of which an account has hundreds."""
        each, together = (_SPARED_BYTES, _SPARED_TOGETHER_BYTES) if sparing else (_PICTURE_BYTES, _PICTURES_BYTES)
        return Shown(dict(self._pictures), each, together)

    async def finish(self, target: Path, created: datetime) -> None:
        """Write the WACZ. A disk that is full shows here."""
        await asyncio.to_thread(self._finish, target, created)

    def _finish(self, target: Path, created: datetime) -> None:
        self.stop()
        for written in self._written:
            written.result()
        pack(self._warc, self._path, self.pages, target, created)

    def stop(self) -> None:
        """End the thread and close the file. May be called twice."""
        self._writer.shutdown(wait=True)
        self._warc.close()


def _is_answer(exchange: Exchange) -> bool:
    """Whether scripts fetched it as JSON (RFC 6839, 3.1: also what ends in `+json`)."""
    kind = exchange.media_type
    fits = kind.endswith(("/json", "+json")) and exchange.kind in ("xhr", "fetch") and exchange.status == 200
    return fits and 2 < len(exchange.body or b"") <= _ANSWER_BYTES


def _text(exchange: Exchange) -> str:
    return (exchange.body or b"").decode("utf-8", "replace")
