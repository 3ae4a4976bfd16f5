"""What the API offers: each route with the right it needs. A route without a right can't be written.

`web/api/app.py` asks for the key and the right before a route's function is called; `tests/web/api/test_matrix.py` walks them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from archiver.lifecycle.rights import Right

VERSION = "/v1"


@dataclass(frozen=True, slots=True)
class ApiRoute:
    """One route. `path` is below `/api/v1`; `does` has FastAPI's parameters and a `Caller`; its docstring is the description.

    `gives` is what a file answer holds (`media types`), empty for JSON of the function's own return type.
    """

    method: Literal["GET", "POST", "PUT"]
    path: str
    does: Callable[..., Any]
    needs: Right
    says: str
    status: int = 200
    gives: tuple[str, ...] = ()
    largest_bytes: int = 100_000


@dataclass(frozen=True, slots=True)
class Family:
    """Routes about one kind of thing; `name` heads them in the document."""

    name: str
    routes: tuple[ApiRoute, ...]
