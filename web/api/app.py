"""The API as an application of its own, mounted at `/api`: every route behind its gate, faults as problem details."""

import asyncio
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archiver.errors.error import SomearkivError
from web.api import problem
from web.api.caller import gate
from web.api.registry import FAMILIES
from web.api.route import VERSION, ApiRoute
from web.arriving import seconds_for
from web.desk import Desk

TITLE = "Somearkivs gränssnitt"
INTRODUCTION = """För diarium och e-arkiv. Nyckeln görs på sidan Nycklar och skickas som `Authorization: Bearer …`. Tider är RFC 3339 i UTC.
Listor ges i stycken; `next` är nyckeln till nästa stycke (`after`), tom på det sista. Fel är RFC 9457."""
FAULTS = (400, 401, 403, 404, 409, 413, 429, 500, 502, 507)
LARGEST = 10_000_000
"""Bytes of any call."""


def build(desk: Desk | None) -> FastAPI:
    """The API of one archive; of none, only to be described."""
    api = FastAPI(title=TITLE, version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    told = {status: {"model": problem.Problem, "content": {problem.MEDIA_TYPE: {}}} for status in FAULTS}
    for family in FAMILIES:
        for route in family.routes:
            api.add_api_route(
                VERSION + route.path,
                route.does,
                methods=[route.method],
                dependencies=[Depends(gate(desk, route.needs))],
                responses={**told, **_files(route)},  # type: ignore[arg-type]
                summary=route.says,
                tags=[family.name],
                status_code=route.status,
                operation_id=route.does.__name__.rstrip("_"),
                **({"response_class": Response, "response_model": None} if route.gives else {}),  # type: ignore[arg-type]
            )
    api.add_exception_handler(SomearkivError, _refused)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, other)
    api.add_exception_handler(Exception, _unexpected)
    api.add_middleware(Bounded)
    api.openapi = lambda: document(api)  # type: ignore[method-assign]
    return api


def described() -> dict[str, Any]:
    """The document without an archive behind it."""
    return document(build(None))


def document(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document. What can't be read is a 400 here, so FastAPI's own 422 is taken out."""
    if api.openapi_schema is None:
        made = get_openapi(
            title=api.title,
            version=api.version,
            description=INTRODUCTION,
            routes=api.routes,
            servers=[{"url": "/api"}],
        )
        for path in made["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                for status in map(str, FAULTS):
                    schema = operation["responses"][status]["content"].pop("application/json")
                    operation["responses"][status]["content"][problem.MEDIA_TYPE] = schema
        for name in ("HTTPValidationError", "ValidationError"):
            made["components"]["schemas"].pop(name, None)
        api.openapi_schema = made
    return api.openapi_schema


def _files(route: ApiRoute) -> dict[int | str, dict[str, Any]]:
    if not route.gives:
        return {}
    binary = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
    document = {"schema": {"type": "object"}}
    return {route.status: {"content": {one: document if one == "application/json" else binary for one in route.gives}}}


class Bounded:
    """Calls that say they bring too much, or don't say how much, are not read (RFC 9110 §8.6); the others have to arrive in time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("POST", "PUT", "PATCH"):
            headers = Headers(scope=scope)
            given = headers.get("content-length", "0" if "transfer-encoding" not in headers else "")
            if not (given.isascii() and given.isdigit() and len(given) < 12 and int(given) <= LARGEST):
                await problem.plain(413, problem.language_of(headers))(scope, receive, send)
                return
            try:
                async with asyncio.timeout(seconds_for(int(given))):
                    body = await _read(receive) if "authorization" in headers else [NOTHING]
            except TimeoutError:
                await problem.plain(408, problem.language_of(headers))(scope, receive, send)
                return
            receive = _again(body, receive)
        await self.app(scope, receive, send)


NOTHING: Message = {"type": "http.request", "body": b"", "more_body": False}
"""What a call without a key brings: it is refused whatever it would have brought, so that is not read."""


async def _read(receive: Receive) -> list[Message]:
    """All that comes, up to its end."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages


def _again(messages: list[Message], receive: Receive) -> Receive:
    """What was read, to be read once more, and then whatever comes."""
    waiting = iter(messages)

    async def once_more() -> Message:
        kept = next(waiting, None)
        return kept if kept is not None else await receive()

    return once_more


async def _refused(request: Request, fault: Exception) -> JSONResponse:
    if not isinstance(fault, SomearkivError):
        return await _unexpected(request, fault)
    return problem.of(fault, problem.language_of(request.headers))


async def _invalid(request: Request, fault: Exception) -> JSONResponse:
    errors = fault.errors() if isinstance(fault, RequestValidationError) else ()
    places = sorted({str(part) for error in errors for part in error["loc"][1:2] if isinstance(part, str)})
    return problem.invalid(places, problem.language_of(request.headers))


async def other(request: Request, fault: Exception) -> JSONResponse:
    """A fault of the web server's own, such as an address that leads nowhere, as problem details."""
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    return problem.plain(status, problem.language_of(request.headers))


async def _unexpected(request: Request, _fault: Exception) -> JSONResponse:
    return problem.plain(500, problem.language_of(request.headers))
