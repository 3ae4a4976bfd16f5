"""Small pictures of captures, kept in memory only: nothing of what is weeded stays on a disk.

A picture of a whole page shows everything on it, also what is suspected secret. So it is only for whoever may see secrets of
the account's nämnd, whether or not anything on it is secret: otherwise its absence would tell (law 5).
"""

from functools import lru_cache
from pathlib import Path

from archiver.errors.usage import Unknown
from archiver.images import thumbnail as small
from archiver.lifecycle.rights import sight_of
from archiver.model import Account, CaptureRecord
from archiver.text import Text
from jobs.context import Context

PAGE_PICTURE = "page.png"
WIDTH, HEIGHT = 480, 300


def may_see_whole_page(context: Context, record: CaptureRecord) -> bool:
    """Whether the acting person may see pictures and pages of a capture as they were."""
    sight = sight_of(context.who)
    committee = context.archive.get(Account, record.account_id).committee
    return sight.secrets and (sight.committees is None or committee in sight.committees)


def thumbnail(context: Context, capture_id: str) -> bytes:
    """The small picture, PNG. Raises Unknown, the same for what may not be seen and what does not exist."""
    record = context.archive.find(CaptureRecord, capture_id)
    if record is None or not may_see_whole_page(context, record):
        raise Unknown(kind=Text("bild", "picture"), name=capture_id)
    return _small(context.archive.file(CaptureRecord, record.id, PAGE_PICTURE))


@lru_cache(maxsize=128)
def _small(file: Path) -> bytes:
    return small(file, WIDTH, HEIGHT)
