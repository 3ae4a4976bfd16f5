"""The web application: every page of the registry, the API, static files, and a kind answer to everything else."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from archiver.errors.error import SomearkivError
from web import errors, metrics
from web.api import app as api
from web.desk import Desk
from web.dispatch import endpoint, refusal
from web.headers import Headers, dress
from web.pages.registry import SECTIONS
from web.render import STATIC

FOREVER = "public, max-age=31536000, immutable"
LOCAL = ("127.0.0.1", "localhost", "[::1]")


class Kept(StaticFiles):
    """Static files; their addresses carry their digest, so a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = FOREVER
        return response


def build(desk: Desk) -> FastAPI:
    """The application of one archive."""
    app = FastAPI(title="Somearkiv", docs_url=None, redoc_url=None, openapi_url=None)
    for section in SECTIONS:
        for route in section.routes:
            app.add_route(route.path, endpoint(desk, route), methods=[route.method])
    app.router.routes += metrics.routes(desk)
    app.mount("/api", api.build(desk))
    app.mount("/static", Kept(directory=STATIC))
    app.add_exception_handler(HTTPException, _other(desk))
    app.add_exception_handler(Exception, _unexpected(desk))
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=_hosts(desk))
    app.add_middleware(Headers, https=desk.is_https)
    return app


def _other(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, fault: Exception) -> Response:
        if request.url.path.startswith("/api/"):  # a line break in an address is not let through to what is mounted
            return await api.other(request, fault)
        status = fault.status_code if isinstance(fault, HTTPException) else 500
        if status == 405 and request.method == "GET":
            return RedirectResponse(_above(request), 303)
        return await run_in_threadpool(refusal, desk, request, errors.plain(status, "sv"))

    return answer


def _above(request: Request) -> str:
    """The nearest page above an address that only takes forms: where a tab that is opened again belongs."""
    path = request.url.path
    while path := path.rpartition("/")[0]:
        scope = {**request.scope, "path": path}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes if isinstance(route, Route)):
            return quote(path)
    return "/"


def _unexpected(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, fault: Exception) -> Response:
        what = fault if isinstance(fault, SomearkivError) else errors.plain(500, "sv")
        response = await run_in_threadpool(refusal, desk, request, what)
        dress(response.headers, https=desk.is_https)  # Starlette answers this one outside of all middleware
        return response

    return answer


def _hosts(desk: Desk) -> list[str]:
    """The names we answer to: the base URL's and this machine's own (a page elsewhere can't borrow our address)."""
    name = desk.config.web.base_url.split("://", 1)[1]
    host = name if name.endswith("]") else name.rsplit(":", 1)[0] if ":" in name else name
    return list(dict.fromkeys((host, *LOCAL)))
