"""Whether what an account shows can still be found and read by anybody: looked at as an anonymous visitor, every week.

The account's own page and a sample of its posts' addresses are visited without any session. A login page, a refusal or
"finns inte" is an alarm: a journal line, a red duty until a later look is well, and a local copy is ordered at once.
"""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from archiver.capture.visit import visit
from archiver.errors.outside import BlockPage, EmptyPage, LoginWall, NotFound, OutsideFault
from archiver.model import Account, AccountState
from archiver.text import Text
from jobs.context import Context
from jobs.daemon.worker import HARVEST
from jobs.harvest import Tools
from jobs.readers import reader_of
from jobs.search_looks import LOST, WELL, looks
from jobs.visiting import one_page
from storage.database import accounts, items, orders

EVERY = timedelta(days=7)
SAMPLE = 3
"""So many of an account's posts are looked at besides the account itself."""
MOST = 10
"""So many accounts are looked at a time, those first that have waited longest."""
GROUND = "Riktlinjer för sociala medier, s. 4–5"
_CLOSED_TO_ALL = (LoginWall, NotFound, BlockPage, EmptyPage)
_WHY = "sökbarhet"


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at an account gave: how many addresses were seen, and the outcome words of those that were shut."""

    seen: int
    shut: tuple[str, ...]


def due(context: Context) -> list[Account]:
    """Open accounts not looked at for a week, the longest waiting first."""
    now = context.now()
    with context.archive.session() as session:
        last = {account_id: at for account_id, _, at in looks(session, now)}
        opened = accounts.rows(session, AccountState.OPEN)
    waiting = [one for one in opened if one.id not in last or last[one.id] <= now - EVERY]
    return sorted(waiting, key=lambda one: (last.get(one.id, one.opened_at or now), one.id))[:MOST]


def check_all(context: Context, tools: Tools) -> int:
    """Look at every account whose turn it is; gives how many can't be read by anybody."""
    return sum(bool(check(context, tools, account).shut) for account in due(context))


def check(context: Context, tools: Tools, account: Account) -> Found:
    """Look at one account as an anonymous visitor, note it, and order a local copy where it is shut.

    No answer at all says nothing of the account, and is noted as neither: it is looked at again at the next round.
    """
    with context.archive.session() as session:
        links = items.permalinks(session, account.id)
    week = context.now().date().isocalendar()
    front = _look(context, tools, account, account.url)
    posts = [_look(context, tools, account, url) for url in _sample(links, f"{week.year}v{week.week}")]
    shut = _shut(front, posts)
    if not shut and None in (front, *posts):
        return Found(1 + len(posts), ())
    with context.archive.change(who=context.who.username, at=context.now(), why=_WHY) as change:
        facts = {"seen": str(1 + len(posts)), "shut": str(len(shut)), "outcome": ", ".join(sorted(set(shut)))}
        change.note(LOST if shut else WELL, about=account, why=_WHY, ground=GROUND, facts=facts)
    if shut:
        with context.archive.session(write=True) as session:
            orders.add(session, HARVEST, account.id, context.who.username, context.now())
    return Found(1 + len(posts), shut)


def _shut(front: str | None, posts: Sequence[str | None]) -> tuple[str, ...]:
    """The outcomes that make an account shut. That one post is gone is no alarm: its sender may have removed it."""
    walls = [one for one in posts if one and one != NotFound.outcome]
    gone = [one for one in posts if one == NotFound.outcome]
    shut = [front] if front else []
    shut += walls
    if len(posts) > 1 and 2 * len(gone) > len(posts):
        shut += gone
    return tuple(shut)


def _look(context: Context, tools: Tools, account: Account, url: str) -> str | None:
    """Empty where the address shows something, the outcome's word where it is shut, None where that can't be told."""
    context.say(Text("Ser efter om vem som helst kan läsa kontot", "Looking whether anybody can read the account"))
    folder = Path(tempfile.mkdtemp(prefix="look-", dir=context.archive.scratch))
    try:
        order = one_page(context.config.capture, account, reader_of(context.config, account.platform), url)
        visit(tools.browser, order, folder, now=context.now, say=context.say)
    except _CLOSED_TO_ALL as fault:
        return fault.outcome
    except OutsideFault:
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ""


def _sample(links: Iterable[str], seed: str) -> list[str]:
    """A few addresses, others every week, the same ones for the same week."""
    return sorted(set(links), key=lambda url: sha256(f"{seed}{url}".encode()).digest())[:SAMPLE]
