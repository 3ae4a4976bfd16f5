"""Faults as RFC 9457 problem details: `application/problem+json`, in Swedish or, where the caller asks for it, English."""

from collections.abc import Mapping

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from archiver.errors.error import SomearkivError
from archiver.text import Language, Text
from web import errors

MEDIA_TYPE = "application/problem+json"
CONTENT = Text("innehållet", "the content")
INVALID = Text("Rätta {places} och försök igen.", "Correct {places} and try again.")


class Problem(BaseModel):
    """Vad som gick fel (RFC 9457 §3)."""

    type: str = Field(description="Slaget av fel, en adress under /api")
    title: str
    status: int
    detail: str = ""
    retry: bool = Field(False, description="Om samma sak kan lyckas senare")


def of(fault: SomearkivError, language: Language) -> JSONResponse:
    """A fault of our tree."""
    told = errors.told(fault, language)
    kind = f"/api#{type(fault).__name__}"
    return _response(kind, told.title, told.status, f"{told.says} {told.advice}".strip(), language, retry=told.retry)


def plain(status: int, language: Language, detail: str = "") -> JSONResponse:
    """A status no fault of our tree stands behind; `detail` never holds what the caller sent."""
    title = errors.TITLES.get(status, errors.TITLES[404 if status < 500 else 500])
    return _response("about:blank", title, status, detail or errors.PLAIN.get(status, title).fill(language), language)


def invalid(places: list[str], language: Language) -> JSONResponse:
    """Parameters that can't be read: their names, not their values."""
    return plain(400, language, INVALID.fill(language, places=", ".join(places) or CONTENT.fill(language)))


def language_of(headers: Mapping[str, str]) -> Language:
    """Swedish, but for who prefers English (RFC 9110 §12.5.4)."""
    return "en" if headers.get("accept-language", "").strip().lower().startswith("en") else "sv"


def _response(
    kind: str, title: Text, status: int, detail: str, language: Language, *, retry: bool = False
) -> JSONResponse:
    body = Problem(type=kind, title=title.fill(language), status=status, detail=detail, retry=retry)
    headers = {"WWW-Authenticate": 'Bearer realm="somearkiv"'} if status == 401 else None
    return JSONResponse(body.model_dump(), status, headers, MEDIA_TYPE)
