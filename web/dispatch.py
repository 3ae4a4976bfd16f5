"""From a request to a response, the same way for every page: who is it, may they, is the form ours, then the handler.

The only place that reads cookies, checks rights and form tokens, and turns answers and faults into responses.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from archiver.errors.error import SomearkivError
from archiver.errors.refused import RightRefused
from archiver.errors.sign_in import SignInAgain
from archiver.lifecycle.rights import LABELS, RIGHTS, Right
from archiver.lifecycle.table import roles_text
from jobs.signing_in import Seat, seated
from web import errors, forms, words
from web.answer import Answer, Sent, SentAway, SentBytes, SentFile, Shown, WithCookie
from web.arriving import seconds_for
from web.call import Call
from web.desk import Desk
from web.errors import Told
from web.forms import SITTING_COOKIE, STRANGER_COOKIE, Ticket, cookie_name
from web.frame import frame
from web.headers import policy
from web.kept import AGAIN, SIGNED_OUT, Kept, is_ours, kept
from web.render import page
from web.route import Access, Route, allowed

SIGN_IN = "/loggain"
GOING_TO = "till"
TOLD = "besked"
CHOSEN_LANGUAGE = "sprak"
YEAR_SECONDS = 365 * 24 * 3600
MOST_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """One call with its ticket; `full` is the sitting also where it still waits for a code."""

    call: Call
    ticket: Ticket
    full: Seat | None


def endpoint(desk: Desk, route: Route) -> Callable[[Request], Awaitable[Response]]:
    """What the web server calls for a route."""

    async def answer(request: Request) -> Response:
        form = FormData()
        if request.method == "POST":
            if _length(request) > route.largest_bytes:
                return await run_in_threadpool(refusal, desk, request, errors.plain(413, "sv"))
            try:
                async with asyncio.timeout(seconds_for(_length(request))):
                    form = await request.form(max_fields=MOST_FIELDS, max_part_size=route.largest_bytes)
            except TimeoutError:
                return await run_in_threadpool(refusal, desk, request, errors.plain(408, "sv"))
            except (MultiPartException, ClientDisconnect):
                return await run_in_threadpool(refusal, desk, request, errors.plain(400, "sv"))
        try:
            return await run_in_threadpool(_respond, desk, route, request, form)
        finally:
            await form.close()

    return answer


def refusal(desk: Desk, request: Request, what: Told | SomearkivError) -> Response:
    """A kind page for a fault outside every handler."""
    return _fault(_asked(desk, request, FormData()), what)


def _respond(desk: Desk, route: Route, request: Request, form: FormData) -> Response:
    if CHOSEN_LANGUAGE in request.query_params and request.method == "GET":
        return _in_language(desk, request)
    asked = _asked(desk, request, form)
    call = asked.call
    try:
        if not allowed(call.seat.person if call.seat else None, route.needs):
            if call.seat is None and request.method == "GET":
                return RedirectResponse(f"{SIGN_IN}?{urlencode({GOING_TO: call.here})}", 303)
            raise _no_right(call.seat, route)
        if request.method == "POST":
            forms.check(asked.ticket, call.field(forms.FIELD), request.headers, _own(desk, request))
        response = _response(asked, route.does(call))
    except SomearkivError as fault:
        again = kept(call, route, fault, ours=is_ours(request.headers, _own(desk, request)))
        response = _fault(asked, fault, again)
    if route.sources:
        response.headers["Content-Security-Policy"] = policy(route.sources)
    return response


def _asked(desk: Desk, request: Request, form: FormData) -> Asked:
    token = request.cookies.get(cookie_name(SITTING_COOKIE, https=desk.is_https))
    full = seated(desk.archive, desk.config.web, token, desk.now()) if token else None
    stranger = request.cookies.get(cookie_name(STRANGER_COOKIE, https=desk.is_https))
    ticket = forms.ticket(token if full else None, stranger)
    call = Call(
        desk=desk,
        path=request.url.path,
        path_values=dict(request.path_params),
        query=request.query_params,
        form=form,
        seat=full if full and not full.waits_for else None,
        waiting=full if full and full.waits_for else None,
        language=words.language_of(request.cookies),
        address=request.client.host if request.client else "",
        cookies=request.cookies,
        here=_here(desk, request),
    )
    return Asked(call, ticket, full)


def _no_right(seat: Seat | None, route: Route) -> SomearkivError:
    if seat is None or isinstance(route.needs, Access):
        return SignInAgain()
    needs: Right = route.needs
    having = roles_text(role for role, rights in RIGHTS.items() if needs in rights)
    return RightRefused(person=seat.person.name, step=LABELS[needs], needs=having)


def _response(asked: Asked, answer: Answer) -> Response:
    match answer:
        case Shown():
            values = {**frame(asked.call, answer.title), **answer.values}
            return _html(asked, answer.template, values, answer.status)
        case Sent():
            told = f"{'&' if '?' in answer.path else '?'}{TOLD}={quote(answer.told)}" if answer.told else ""
            path, _, part = answer.path.partition("#")
            return RedirectResponse(path + told + (f"#{part}" if part else ""), 303)
        case SentAway():
            return RedirectResponse(answer.url, 303)
        case SentFile():
            headers = {"Content-Disposition": _disposition(answer.name, inline=answer.inline)}
            return FileResponse(answer.file, media_type=answer.media_type, headers=headers)
        case SentBytes():
            headers = {"Content-Disposition": _disposition(answer.name, inline=answer.inline)} if answer.name else {}
            return Response(answer.content, media_type=answer.media_type, headers=headers)
        case WithCookie():
            response = _response(asked, answer.answer)
            for name, value in answer.cookies.items():
                set_cookie(asked.call.desk, response, name, value, answer.seconds)
            return response


def _fault(asked: Asked, fault: Told | SomearkivError, again: Kept | None = None) -> Response:
    call = asked.call
    what = fault if isinstance(fault, Told) else errors.told(fault, call.language)
    title = what.title if again is None else AGAIN if call.seat else SIGNED_OUT
    values = {**frame(call, title), "fault": what, "kept": again}
    return _html(asked, "kept.html" if again else "fault.html", values, what.status)


def _html(asked: Asked, template: str, values: dict[str, object], status: int) -> Response:
    call, ticket = asked.call, asked.ticket
    person = call.seat.person if call.seat else None
    text = page(template, values, language=call.language, token=ticket.token, person=person)
    response = Response(text, status, media_type="text/html; charset=utf-8")
    if ticket.used and ticket.is_new:
        set_cookie(call.desk, response, STRANGER_COOKIE, ticket.cookie, None)
    return response


def set_cookie(desk: Desk, response: Response, name: str, value: str, seconds: int | None) -> None:
    """Set a cookie no script can read, sent to us alone; an empty value removes it."""
    full = cookie_name(name, https=desk.is_https)
    if value:
        response.set_cookie(full, value, max_age=seconds, secure=desk.is_https, httponly=True, samesite="lax")
    else:
        response.delete_cookie(full, secure=desk.is_https, httponly=True, samesite="lax")


def _in_language(desk: Desk, request: Request) -> Response:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != CHOSEN_LANGUAGE]
    query = f"?{urlencode(kept)}" if kept else ""
    response = RedirectResponse(forms.safe_path(request.url.path) + query, 303)
    chosen = "en" if request.query_params[CHOSEN_LANGUAGE] == "en" else "sv"
    response.set_cookie(
        words.LANGUAGE_COOKIE, chosen, max_age=YEAR_SECONDS, secure=desk.is_https, httponly=True, samesite="lax"
    )
    return response


def _here(desk: Desk, request: Request) -> str:
    """The page somebody looks at: the one asked for, or the one of ours that a form stood on."""
    if request.method != "POST":
        asked = [
            (key, value) for key, value in request.query_params.multi_items() if key not in (TOLD, CHOSEN_LANGUAGE)
        ]
        return forms.safe_path(request.url.path + (f"?{urlencode(asked)}" if asked else ""))
    before = urlsplit(request.headers.get("referer", ""))
    ours = f"{before.scheme}://{before.netloc}" in _own(desk, request)
    return forms.safe_path(before.path + (f"?{before.query}" if before.query else "")) if ours else "/"


def _own(desk: Desk, request: Request) -> frozenset[str]:
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return frozenset({desk.config.web.base_url, here})


def _length(request: Request) -> int:
    """What is on its way, bytes; what doesn't say how much it is counts as too much (RFC 9110 §8.6)."""
    given = request.headers.get("content-length", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else sys.maxsize


def _disposition(name: str, *, inline: bool) -> str:
    """RFC 6266: the name in ASCII for old readers and in UTF-8 for the rest."""
    plain = "".join(one if one.isascii() and one.isprintable() and one not in '"\\/' else "_" for one in name)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
