"""ActivityPub: an actor's outbox and the answers its notes name, as any server of the fediverse gives them.

https://www.w3.org/TR/activitypub/#outbox · https://www.w3.org/TR/activitystreams-vocabulary/#dfn-replies
"""

from collections.abc import Iterator, Sequence
from typing import Any

from archiver.errors.outside import NotFound, OutsideFault
from archiver.extract.drafts import Draft, Found
from archiver.interfaces.calls import Calls
from archiver.interfaces.drafting import drafted, identified
from archiver.interfaces.interface import Answer, Asked, Interface, at, word
from archiver.model import ItemKind
from archiver.platforms.registry import platform
from archiver.text import Text

ACCEPT = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
PAGES = 500
WRITTEN = frozenset({"Note", "Article", "Question", "Page", "Video", "Image", "Event", "Audio"})


def collect(calls: Calls, asked: Asked) -> None:
    """The actor, the outbox page by page, what each note answers and the answers it names, however deep."""
    actor = calls.json(asked.id or asked.url, about="actor", accept=ACCEPT)
    outbox = word(actor, "outbox") or word(actor, "outbox", "id")
    if not outbox:
        raise NotFound(url=asked.url, status="ingen outbox")
    known = {word(actor, "id")}
    waiting: list[dict[str, Any]] = []
    posts = 0
    for activity in _collection(calls, outbox, "outbox"):
        note = at(activity, "object") if word(activity, "type") == "Create" else activity
        if isinstance(note, dict) and word(note, "type") in WRITTEN:
            posts += 1
            waiting.append(note)
        if calls.enough("post", posts):
            break
    seen = {word(note, "id") for note in waiting}
    while waiting and not calls.enough("comment", len(seen) - posts):
        note = waiting.pop(0)
        with calls.part(f"Svaren till {word(note, 'id')}"):
            for other in (*_answers(calls, note), *_answered(calls, note, seen)):
                if word(other, "id") not in seen:
                    seen.add(word(other, "id"))
                    waiting.append(other)
                    _author(calls, other, known)


def _answered(calls: Calls, note: dict[str, Any], seen: set[str]) -> Iterator[dict[str, Any]]:
    """What a note answers, where it is not known."""
    above = word(note, "inReplyTo") or word(note, "inReplyTo", "id")
    if above.startswith(("http://", "https://")) and above not in seen:
        yield calls.json(above, about="note", accept=ACCEPT)


def _answers(calls: Calls, note: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = at(note, "replies")
    where = told if isinstance(told, (str, dict)) else ""
    for one in _collection(calls, where, "replies") if where else ():
        if isinstance(one, dict) and word(one, "content"):
            yield one
        elif address := one if isinstance(one, str) else word(one, "id"):
            try:
                yield calls.json(address, about="note", accept=ACCEPT)
            except OutsideFault as fault:
                calls.missed(f"Svaret {address} kom inte med: {fault.message('sv')}")


def _author(calls: Calls, note: dict[str, Any], known: set[str]) -> None:
    """Names lie with the actors; each is asked for once."""
    whose = word(note, "attributedTo") or word(note, "attributedTo", "id")
    if whose and whose not in known:
        known.add(whose)
        with calls.part(f"Uppgifter om {whose}"):
            calls.json(whose, about="actor", accept=ACCEPT)


def _collection(calls: Calls, where: Any, about: str) -> Iterator[Any]:
    """Everything in a collection, given whole, by address or in pages."""
    for _ in range(PAGES):
        page = calls.json(where, about=about, accept=ACCEPT) if isinstance(where, str) else where
        yield from _items(page)
        onward = at(page, "next") or at(page, "first")
        if not onward:
            return
        where = onward


def _items(page: Any) -> list[Any]:
    told = at(page, "orderedItems") or at(page, "items") or []
    return told if isinstance(told, list) else [told]


def read(answers: Sequence[Answer], asked: Asked) -> Found:
    """Public notes of the outbox and of the answers, with the names of their actors."""
    names = {word(one.value, "id"): one.value for one in answers if one.about == "actor"}
    table = platform(asked.platform).table
    drafts: dict[str, Draft] = {}
    for answer in answers:
        for note in _notes(answer):
            own = word(note, "id")
            whole = {**note, "attributedTo": names.get(word(note, "attributedTo"), at(note, "attributedTo"))}
            draft = drafted(whole, asked.url, f"{answer.number}/{len(drafts)}", without=("replies",))
            if draft is None or not _public(note):
                continue
            above = word(note, "inReplyTo") or word(note, "inReplyTo", "id")
            kind = ItemKind.COMMENT if above else ItemKind.POST
            drafts.setdefault(own, identified(draft, table, own, kind=kind, answers=above))
    return Found(tuple(drafts.values()))


def _notes(answer: Answer) -> Iterator[dict[str, Any]]:
    value = answer.value
    if answer.about == "note" and isinstance(value, dict):
        yield value
    for one in _items(value) if answer.about in ("outbox", "replies") else ():
        note = at(one, "object") if word(one, "type") == "Create" else one
        if isinstance(note, dict) and word(note, "type") in WRITTEN and word(note, "content"):
            yield note


def _public(note: dict[str, Any]) -> bool:
    told = [each for key in ("to", "cc") for each in _listed(note.get(key))]
    return not told or bool(PUBLIC.intersection(told))


def _listed(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


INTERFACE = Interface(
    key="activitypub",
    name=Text("ActivityPub", "ActivityPub"),
    version="2018-01 2026-11",
    platforms=("mastodon", "wordpress", "generic"),
    collect=collect,
    read=read,
    permission="Kontots öppna ActivityPub-utkorg, som är till för att läsas av andra servrar.",
)
