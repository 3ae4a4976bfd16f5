"""Replay of a capture's WACZ on an origin of its own: archived pages run their scripts there, and reach nothing of ours.

The second origin is another port (or host). It knows no cookies and nobody: a page is opened with a ticket for one capture,
made by `web/pages/replays.py` for somebody who may see it, good for half an hour. The policy lets a page reach only its
own ticket's origin, so a replay makes no outside request. ReplayWeb.page (AGPL-3.0) is fetched at set-up, never vendored.
"""

import hmac
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from secrets import token_bytes

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from archiver.model import CaptureRecord
from archiver.text import Language, Text
from web.desk import Desk
from web.words import LANGUAGE_COOKIE, when

PLAYER = Path(__file__).resolve().parents[1] / ".cache" / "replaywebpage"
"""Where `.ci/setup` puts the player's files."""
PARTS = {"ui.js": "ui.js", "replay/sw.js": "sw.js"}
TRAFFIC = "traffic.wacz"
GOOD_FOR = timedelta(minutes=30)
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self' data: blob:; "
    "form-action 'none'; base-uri 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width">
<style>html, body {{ height: 100%; margin: 0; }} body {{ display: flex; flex-direction: column; }}
header {{ padding: .5rem 1rem; background: #1f4e5f; color: #fff; font: 1rem/1.4 system-ui, sans-serif; }} header a {{ color: #fff; }}
replay-web-page {{ flex: 1; min-height: 0; display: block; }}</style><script src="ui.js"></script></head>
<body><header>{bar} <a href="{back}">{back_words}</a></header><replay-web-page source="{traffic}" url="{url}" embed="replayonly" replayBase="./replay/"></replay-web-page></body></html>
"""
TITLE = Text("Uppspelning från arkivet", "Replay from the archive")
BAR = Text("Uppspelning ur arkivet, fångad {when}.", "Replay from the archive, captured {when}.")
BACK = Text("Till fångsten", "To the capture")

_KEY = token_bytes(32)


def is_there() -> bool:
    """Whether the player was fetched at set-up."""
    return all((PLAYER / file).is_file() for file in PARTS.values())


def ticket(capture_id: str, now: datetime) -> str:
    """What opens one capture's replay for half an hour; worthless after a restart."""
    until = int((now + GOOD_FOR).timestamp())
    return f"{capture_id}.{until}.{_seal(capture_id, until)}"


def build(desk: Desk) -> Starlette:
    """The application of the second origin."""

    def opened(request: Request) -> CaptureRecord | None:
        capture_id, _, rest = request.path_params["ticket"].partition(".")
        until, _, seal = rest.partition(".")
        good = until.isascii() and until.isdigit() and len(until) < 12 and int(until) >= desk.now().timestamp()
        if not good or not hmac.compare_digest(seal.encode(), _seal(capture_id, int(until)).encode()):
            return None
        return desk.archive.find(CaptureRecord, capture_id)

    async def page(request: Request) -> Response:
        record = await run_in_threadpool(opened, request)
        if record is None:
            return _gone()
        language: Language = "en" if request.query_params.get(LANGUAGE_COOKIE) == "en" else "sv"
        text = PAGE.format(
            language=language,
            title=TITLE.fill(language),
            bar=BAR.fill(language, when=when(record.started_at, language)),
            back=escape(f"{desk.config.web.base_url}/fangster/{record.id}", quote=True),
            back_words=BACK.fill(language),
            traffic=TRAFFIC,
            url=escape(record.final_url, quote=True),
        )
        # What an earlier replay left in the browser goes first.
        headers = {**HEADERS, "Content-Security-Policy": POLICY, "Clear-Site-Data": '"cache", "storage"'}
        return Response(text, media_type="text/html; charset=utf-8", headers=headers)

    async def part(request: Request) -> Response:
        if await run_in_threadpool(opened, request) is None:
            return _gone()
        file = PLAYER / PARTS[request.path_params["part"]] if request.path_params["part"] in PARTS else None
        if file is None:
            return _gone()
        return FileResponse(file, media_type="text/javascript", headers={**HEADERS, "Content-Security-Policy": POLICY})

    async def traffic(request: Request) -> Response:
        record = await run_in_threadpool(opened, request)
        if record is None or all(fact.path != TRAFFIC for fact in record.files):
            return _gone()
        file = await run_in_threadpool(desk.archive.file, CaptureRecord, record.id, TRAFFIC)
        return FileResponse(file, media_type="application/wacz", headers=HEADERS)

    return Starlette(
        routes=[
            Route("/{ticket}/", page),
            Route(f"/{{ticket}}/{TRAFFIC}", traffic),
            Route("/{ticket}/{part:path}", part),
        ]
    )


def _gone() -> Response:
    return Response(
        "Uppspelningen finns inte eller har gått ut.", 404, media_type="text/plain; charset=utf-8", headers=HEADERS
    )


def _seal(capture_id: str, until: int) -> str:
    return hmac.new(_KEY, f"{capture_id}.{until}".encode(), "sha256").hexdigest()
