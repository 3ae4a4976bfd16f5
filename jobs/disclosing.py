"""Utlämnande av allmän handling, from the request to what is handed out. Nobody is asked who they are or why (TF 2:18).

open_     a request in the official's own words, and the items it concerns
test      the secrecy test of one item, by a named official (OSL 6:3), with its ground and its masks
hand_out  the package (`jobs/delivery.py`), once every item is tested; time and fee are noted
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from archiver.dates import STOCKHOLM
from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown, UsageFault
from archiver.export.disclosure import masked
from archiver.export.disclosure_fee import Tariff, fee_of
from archiver.export.documents import content
from archiver.export.openness import is_secret
from archiver.export.package import Written
from archiver.export.registered import EMPTY
from archiver.export.released_pictures import burnt_picture
from archiver.export.secrecy_tests import newest_test, places_of, places_of_findings, words_at
from archiver.lifecycle.rights import Right, may_see, require
from archiver.model import Account
from archiver.records import Delivery, Disclosure, DrawnMask, ItemRecord, Release, SecrecyTest
from archiver.text import Text
from jobs import delivery
from jobs.context import Context
from jobs.material import Selection, chosen_items, gather
from jobs.review import visible
from storage.database import disclosures
from storage.database.disclosures import DisclosureRow

GROUND = "2 kap. 15–18 §§ tryckfrihetsförordningen"


@dataclass(frozen=True, slots=True)
class Masks:
    """What an official asks to have masked: words as they stand, the words the rules proposed, the author, and places on
    the pictures, drawn or (`find`) found from the item's own words."""

    words: tuple[str, ...] = ()
    findings: bool = False
    author: bool = False
    find: bool = False
    drawn: tuple[DrawnMask, ...] = ()


def open_(context: Context, asked_for: str, selection: Selection, received_at: datetime | None = None) -> Disclosure:
    """Take a request down, with the items of the selection. Raises RightRefused, Refused for an empty selection, Unknown."""
    require(context.who, Right.DISCLOSE)
    if not asked_for.strip():
        raise UsageFault(what=Text("skriv vad begäran gäller", "say what is asked for"))
    ids = chosen_items(context, selection)
    if not ids:
        raise Refused(what=EMPTY)
    now = context.now()
    settings = context.config.disclosure
    committees = {
        context.archive.get(Account, context.archive.get(ItemRecord, one).account_id).committee for one in ids
    }
    year = now.astimezone(STOCKHOLM).year
    with context.archive.change(who=context.who.username, at=now, why="disclosure.opened") as change:
        with context.archive.session() as session:
            number = disclosures.next_number(session, year)
        opened = Disclosure(
            id=str(uuid4()),
            designation=f"{settings.series} {year}:{number}",
            year=year,
            number=number,
            received_at=received_at or now,
            asked_for=asked_for.strip(),
            authority=committees.pop() if len(committees) == 1 else context.config.municipality.name,
            item_ids=ids,
            opened_by=context.who.username,
            decided_by=settings.decided_by,
            court=settings.court,
        )
        change.put(opened)
        change.note("disclosure.opened", about=opened, ground=GROUND, facts={"items": str(len(ids))})
    return opened


def examine(
    context: Context, name: str, item_id: str, release: Release, ground: str = "", masks: Masks | None = None
) -> Disclosure:
    """The test of one item at a request; a new one replaces an earlier.

    Raises RightRefused, Unknown, Refused where a word to mask stands nowhere in the item or a fact is missing.
    """
    require(context.who, Right.DISCLOSE)
    wanted = masks or Masks()
    record = visible(context, item_id)
    places = places_of(record, wanted.words) + (places_of_findings(record) if wanted.findings else ())
    made = SecrecyTest(
        item_id=item_id,
        release=release,
        by=context.who.username,
        at=context.now(),
        ground=ground.strip(),
        masks=places,
        mask_author=wanted.author,
        find=wanted.find,
        drawn=wanted.drawn,
        wordings=len(record.versions),
    )
    _require_whole(record, made)
    with context.archive.change(who=context.who.username, at=made.at, why="disclosure.tested") as change:
        request = change.get(Disclosure, find(context, name).id)
        if item_id not in request.item_ids:
            raise Unknown(kind=Text("handling i begäran", "item of the request"), name=item_id)
        _require_open(request)
        after = replace(request, tests=(*request.tests, made))
        change.put(after)
        facts = {"item": item_id, "release": release.value, "masks": str(len(places) + len(wanted.drawn))}
        change.note("disclosure.tested", about=after, ground=made.ground, facts=facts)
    return after


def hand_out(
    context: Context, name: str, target: Path, *, pages: int = 0, minutes: int = 0, recipient: str = ""
) -> tuple[Disclosure, Delivery, Written]:
    """Write what is handed out, with letter and decision; note time and fee.

    Raises Refused naming each item that isn't tested, and whatever an export raises. `recipient` is left empty unless
    the one who asks wants to be named.
    """
    require(context.who, Right.DISCLOSE)
    settings = context.config.disclosure
    tariff = Tariff(settings.free_pages, settings.first_fee, settings.page_fee)
    with context.archive.change(who=context.who.username, at=context.now(), why="disclosure.costed") as change:
        request = change.get(Disclosure, find(context, name).id)
        _require_open(request)
        request = replace(request, pages=pages, minutes=minutes, fee=fee_of(pages, tariff))
        change.put(request)
        facts = {"pages": str(pages), "minutes": str(minutes), "fee": request.fee}
        change.note("disclosure.costed", about=request, facts=facts)
    made, written = delivery.export(context, "disclosure", target, Selection(request=request.id), recipient)
    with context.archive.change(who=context.who.username, at=context.now(), why="disclosure.handed_out") as change:
        after = replace(change.get(Disclosure, request.id), handed_out_at=made.made_at)
        change.put(after)
        facts = {"delivery": made.id, **_counted(after)}
        change.note("disclosure.handed_out", about=after, ground=GROUND, facts=facts)
    return after, made, written


def preview(context: Context, name: str, item_id: str, wording: int) -> bytes:
    """A wording's picture as it would be handed out after the test made so far. Raises Unknown where none would be."""
    request = find(context, name)
    material, _ = gather(context, "disclosure", Selection(request=request.id), context.now())
    record = visible(context, item_id)
    test = next((one for one in material.request.tests if one.item_id == item_id), None) if material.request else None
    with TemporaryDirectory(dir=context.archive.scratch) as folder:
        target = Path(folder) / "maskad.png"
        if test is not None:
            said = masked(content(record, material.account(record.account_id)), test)
            if burnt_picture(material, record, wording, test, said, target):
                return target.read_bytes()
    raise Unknown(kind=Text("bild att lämna ut", "picture to release"), name=f"{item_id} {wording}")


def words_of(record: ItemRecord, test: SecrecyTest) -> tuple[str, ...]:
    """The words a test masks, read from the item."""
    return words_at(record, test.masks)


def listed(context: Context) -> list[DisclosureRow]:
    """Every request whose items the acting person may see, newest first. Raises RightRefused."""
    require(context.who, Right.DISCLOSE)
    with context.archive.session() as session:
        rows = disclosures.rows(session)
    return [row for row in rows if all(_sees(context, one) for one in row.items)] if context.who.committees else rows


def find(context: Context, name: str) -> Disclosure:
    """A request by its id (or the beginning of it) or its designation. Raises Unknown, RightRefused."""
    found = [row.id for row in listed(context) if name == row.designation or row.id.startswith(name)]
    if len(found) != 1:
        raise Unknown(kind=Text("begäran", "request"), name=name)
    return context.archive.get(Disclosure, found[0])


def items_of(context: Context, request: Disclosure) -> Sequence[tuple[ItemRecord, SecrecyTest | None]]:
    """The items of a request that the person may see, each with the test that counts."""
    return [(visible(context, one), newest_test(request, one)) for one in request.item_ids]


def _sees(context: Context, item_id: str) -> bool:
    record = context.archive.find(ItemRecord, item_id)
    if record is None:
        return True
    return may_see(context.who, record, context.archive.get(Account, record.account_id).committee)


def _require_open(request: Disclosure) -> None:
    if request.handed_out_at is not None:
        what = Text(
            f"{request.designation} är redan utlämnad; öppna en ny begäran",
            f"{request.designation} is already handed out; open a new request",
        )
        raise Refused(what=what)


def _require_whole(record: ItemRecord, made: SecrecyTest) -> None:
    if made.release is not Release.PART and (made.masks or made.mask_author or made.drawn):
        raise Refused(what=Text("bara det som lämnas ut delvis maskas", "only what is released in part is masked"))
    if (made.release is not Release.WHOLE or is_secret(record)) and not made.ground:
        raise Refused(what=Text("grund saknas (bestämmelsen, t.ex. OSL 23:2)", "the ground is missing, e.g. OSL 23:2"))
    if made.release is Release.PART and not (made.masks or made.mask_author):
        raise Refused(what=Text("inget är angivet att maska", "nothing to mask is named"))
    pictures = {version.number for version in record.versions if version.picture}
    if any(one.wording not in pictures for one in made.drawn):
        raise Refused(what=Text("lydelsen har ingen bild att maska", "the wording has no picture to mask"))


def _counted(request: Disclosure) -> dict[str, str]:
    releases = [found.release for one in request.item_ids if (found := newest_test(request, one))]
    return {each.value: str(releases.count(each)) for each in Release}
