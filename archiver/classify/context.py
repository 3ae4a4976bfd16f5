"""What is known around a text: where it stands, who wrote it, what it answers, whose account it is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Context:
    """All but the text. `activity` is the account's verksamhet in Swedish (`skola`, `socialtjänst`, `bibliotek` …), which decides the ground."""

    kind: str = "comment"
    """`post`, `comment`, `message` or `review`."""
    platform: str = ""
    author_role: str = "unknown"
    """`municipality`, `citizen`, `company`, `media` or `unknown`."""
    in_reply_to_text: str = ""
    posted_at: datetime | None = None
    activity: str = ""
    author_name: str = ""
