"""An ordinary day in the planted municipality: questions, thanks and a rude answer, for whoever works there a while."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from archiver.digest import digest_of
from archiver.model import Author, AuthorRole, ItemKind
from archiver.records import Axes, Finding, ItemRecord, Proposal, Secrecy, Unsuitable, item_id
from storage.archive import Archive
from tests.web import planted

POST, QUESTION, REPLY, RUDE, SORE = (item_id("lillan", one) for one in ("badet", "fraga", "svar", "ful", "om-mig"))
THANKS = tuple(item_id("lillan", f"tack-{number}") for number in range(1, 4))
GOING = item_id("lillan", "gar")


def add(archive: Archive) -> None:
    """File the day's items."""
    with archive.change(who=planted.FOUNDER, at=planted.NOW, why="plantering") as change:
        for record in items(archive.get(ItemRecord, planted.OPEN_ITEM)):
            change.put(record)
        change.note("plantering", about="somearkiv:archive")


def items(like: ItemRecord) -> Iterator[ItemRecord]:
    """A post of the municipality's own with its answers, and some posts of others."""
    yield _one(
        like, POST, "Badhuset öppnar igen den 1 december efter renoveringen. Välkomna!", "Lillåns kommun", own=True
    )
    yield _one(like, QUESTION, "Vad kostar det för barn?", "Sara Holm", answers=POST)
    yield _one(
        like, REPLY, "Barn under sju år badar gratis. Övriga 30 kronor.", "Lillåns kommun", answers=QUESTION, own=True
    )
    yield _one(
        like, RUDE, "Det är jävla dåligt skött", "Lo Berg", answers=POST, unsuitable=(Unsuitable.PROFANITY,),
        findings=(Finding("svordom", "visibility", 7, 12, "Texten innehåller svordomar.", "riktlinjen s. 4", 0.97),),
    )  # fmt: skip
    for number, id_ in enumerate(THANKS, 1):
        yield _one(like, id_, f"Tack för en fin dag i parken ({number})", "Kim Ek", weeding=True)
    yield _one(like, GOING, "Grattis till nya skolan", "Kim Ek", weeding=True)
    sore = _one(
        like, SORE, "Jag är sjukskriven och väntar på besked om mitt bygglov", "Elis Dahl",
        findings=(Finding("hälsa", "secrecy", 0, 18, "Texten nämner en persons hälsa.", "OSL 21:1", 0.74),),
    )  # fmt: skip
    yield replace(
        sore, proposals=(replace(sore.proposals[0], confidential=True),), axes=Axes(secrecy=Secrecy.SUSPECTED)
    )


def _one(
    like: ItemRecord,
    id_: str,
    text: str,
    author: str,
    *,
    answers: str = "",
    own: bool = False,
    weeding: bool = False,
    unsuitable: tuple[Unsuitable, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> ItemRecord:
    seen = like.latest.seen_at - timedelta(hours=len(text) % 7)
    who = Author(author, role=AuthorRole.MUNICIPALITY if own else AuthorRole.CITIZEN)
    said = replace(like.latest, author=who, text=text, posted_at=seen, digest=digest_of(text.encode()))
    return replace(
        like,
        id=id_,
        identity=id_,
        kind=ItemKind.COMMENT if answers else ItemKind.POST,
        parent_id=answers or None,
        thread_id=POST if answers else id_,
        direction="upprättad" if own else "inkommen",
        received_at=seen,
        permalink=f"https://social.example/lillan/{id_[:8]}",
        versions=(said,),
        proposals=(Proposal(1, False, False, weeding, unsuitable, findings, "regler 7", seen),),
    )
