"""Which items somebody asks for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Label = Literal["diary", "confidential", "weeding"]


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items. `state` is a value of any axis; `query` as in `search_query.py`, in text, author and dnr; `since`
    (inclusive) and `until` (exclusive) are on `received_at`; `author` is words of the name; `limit` None is all of them.
    """

    account_id: str | None = None
    label: Label | None = None
    state: str | None = None
    query: str | None = None
    since: datetime | None = None
    limit: int | None = 100
    offset: int = 0
    until: datetime | None = None
    kind: str | None = None
    author: str | None = None
