"""One round of telling: see what there is to tell, put it in the outbox, send what is due. Run by the daemon.

What goes wrong with one letter stops no other. A matter is put in the outbox once for each person and reminder; whoever
is told, and when, is decided as it is put there.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.errors.notices import NotAccepted, NotDelivered
from archiver.errors.outside import OutsideFault
from archiver.model import Person
from archiver.text import Text
from jobs.context import Context
from jobs.notices.gather import matters
from jobs.notices.letter import letter
from jobs.notices.mail import MailServer
from jobs.notices.mail import send as send_mail
from jobs.notices.matter import URGENT, Kind, Matter, stage
from jobs.notices.recipients import recipients
from jobs.notices.settings import hooks, mail_server
from jobs.notices.timing import next_try, not_before
from jobs.notices.webhook import Hook, post
from jobs.saved_searches import look_for_new
from storage.database import accounts, notice_preferences, outbox, people
from storage.database.notice_preferences import Preference, Rhythm
from storage.database.outbox import Channel, Letter, Outgoing
from storage.database.session import Session

KEPT = timedelta(days=730)
"""How long what was sent is remembered."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """How a round went: notices put in the outbox, letters sent, letters that will be tried again, given up."""

    put: int = 0
    sent: int = 0
    again: int = 0
    failed: int = 0


def notify(context: Context) -> Round:
    """One round. Raises ConfigFault, StorageFault; a receiver out of reach is tried again in a later round."""
    server, told = mail_server(context.config), hooks(context.config)
    now = context.now()
    with context.archive.session() as session:
        found = matters(context, session, now)
    with context.archive.session(write=True) as session:
        put = _put(context, session, found, now, mail=server is not None, told=told)
        outbox.tidy(session, now - KEPT)
    results = list(_sent(context, server, {name: hook for name, (hook, _) in told.items()}))
    return Round(put, *(results.count(word) for word in ("sänd", "igen", "misslyckad")))


@dataclass(frozen=True, slots=True)
class _Readers:
    """Everybody, and how they want to be told."""

    people: tuple[Person, ...]
    preferences: Mapping[str, Preference]

    def to(self, person: Person, one: Matter, key: str, reminder: int, now: datetime) -> Iterator[Outgoing]:
        """The notice to somebody, none where they don't want it."""
        preference = self.preferences.get(person.username, Preference(person.username))
        if preference.rhythm is not Rhythm.NEVER and one.kind.value not in preference.muted:
            when = not_before(preference, now, urgent=one.kind in URGENT)
            yield Outgoing(key, Channel.MAIL, person.username, one.notice(reminder, person), when)


def _put(
    context: Context,
    session: Session,
    found: list[Matter],
    now: datetime,
    *,
    mail: bool,
    told: Mapping[str, tuple[Hook, frozenset[Kind]]],
) -> int:
    first = outbox.begun(session, now, (one.key for one in found))
    known = {one.id: one for one in accounts.rows(session)}
    readers = _Readers(tuple(people.rows(session)), notice_preferences.rows(session))
    going: list[Outgoing] = []
    for one in found:
        begun = first[one.key]
        if mail:
            reminder = stage(one.since or begun, now, context.config.notices.remind_days)
            for person in recipients(one, known.get(one.account_id), readers.people, reminder):
                key = f"{one.key}|{begun.isoformat()}|{reminder}|{person.username}"
                going += readers.to(person, one, key, reminder, now)
        going += _posts(one, begun, told, now)
    if mail:
        going += _alerts(session, readers, now)
    return outbox.put(session, going, now)


def _posts(
    one: Matter, begun: datetime, told: Mapping[str, tuple[Hook, frozenset[Kind]]], now: datetime
) -> Iterable[Outgoing]:
    for name, (_, kinds) in told.items():
        if one.kind in kinds or (not kinds and not one.secret):
            notice = {**one.notice(0), "at": begun.isoformat()}
            yield Outgoing(f"{one.key}|{begun.isoformat()}|webhook|{name}", Channel.WEBHOOK, name, notice, now)


def _alerts(session: Session, readers: _Readers, now: datetime) -> Iterator[Outgoing]:
    """Word of new hits; the search's own name is left out, since a person may have been named in it."""
    by_name = {one.username: one for one in readers.people}
    for new in look_for_new(session, now):
        key = f"{Kind.SEARCH_HITS}:{new.search.id}:{now.isoformat()}"
        what = Text(f"{new.count} nya träffar", f"{new.count} new hits")
        one = Matter(key, Kind.SEARCH_HITS, what, f"/sok/sparade/{new.search.id}", username=new.search.username)
        yield from readers.to(by_name[new.search.username], one, key, 0, now)


def _sent(context: Context, server: MailServer | None, told: Mapping[str, Hook]) -> Iterable[str]:
    """Send letter after letter until none is due; each is claimed and marked in a transaction of its own."""
    while True:
        with context.archive.session(write=True) as session:
            claimed = outbox.claim(session, context.now())
        if claimed is None:
            return
        yield _send(context, server, told, claimed)


def _send(context: Context, server: MailServer | None, told: Mapping[str, Hook], claimed: Letter) -> str:
    try:
        if claimed.channel is Channel.MAIL:
            _mail(context, server, claimed)
        else:
            _post(context, told, claimed)
    except OutsideFault as fault:
        return _not_sent(context, claimed, fault)
    with context.archive.session(write=True) as session:
        outbox.sent(session, claimed.batch, context.now())
    return "sänd"


def _not_sent(context: Context, claimed: Letter, fault: OutsideFault) -> str:
    when = next_try(claimed.attempts + 1, context.now()) if fault.retry else None
    log.warning("%s till %s: %s", claimed.channel.value, claimed.recipient, fault.message("sv"))
    said = str(fault.facts.get("what", fault.outcome))
    with context.archive.session(write=True) as session:
        if when is None:
            outbox.failed(session, claimed.batch, said)
            return "misslyckad"
        outbox.again(session, claimed.batch, when, said)
        return "igen"


def _mail(context: Context, server: MailServer | None, claimed: Letter) -> None:
    if server is None:
        raise NotDelivered(url="smtp", what="ingen e-postserver är inställd")
    with context.archive.session() as session:
        person = next((one for one in people.rows(session) if one.username == claimed.recipient), None)
    if person is None or not person.active or not person.email:
        raise NotAccepted(url=server.name, what="mottagaren finns inte längre")
    config = context.config
    written = letter(
        claimed.notices,
        batch=claimed.batch,
        name=person.name,
        address=person.email,
        sender=config.notices.sender,
        municipality=config.municipality.name,
        base_url=config.web.base_url,
        now=context.now(),
    )
    send_mail(server, written)


def _post(context: Context, told: Mapping[str, Hook], claimed: Letter) -> None:
    hook = told.get(claimed.recipient)
    if hook is None:
        raise NotAccepted(url=claimed.recipient, what="webhooken är inte längre inställd")
    (notice,) = claimed.notices
    url = context.config.web.base_url + notice["page"]
    post(hook, claimed.batch, {**notice, "url": url}, context.now())
