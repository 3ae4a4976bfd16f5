"""The tests of a request as they are kept, and as the export uses them: places in an item ⇄ the words that stand there.

A kept test holds places only; the words are read from the item each time. A word that stands nowhere in the item is a
fault and not an empty mask: it is most likely a slip of the pen, and the secret would go out.
"""

from collections.abc import Iterable, Iterator

from archiver.errors.refused import Refused
from archiver.export.disclosure import DisclosureRequest, ItemTest, Rectangle, word_pattern
from archiver.records import Disclosure, ItemRecord, ItemVersion, MaskedPlace, Release, SecrecyTest
from archiver.text import Text


def places_of(record: ItemRecord, words: Iterable[str]) -> tuple[MaskedPlace, ...]:
    """Where each word first stands in the item, however it is spelled there.

    Raises: Refused, naming by its number (never by itself) a word that stands nowhere.
    """
    return tuple(_place(record, word, number) for number, word in enumerate(words, start=1))


def places_of_findings(record: ItemRecord) -> tuple[MaskedPlace, ...]:
    """The words for which the rules proposed secrecy, in every wording that was appraised."""
    newest = {proposal.version: proposal for proposal in record.proposals}
    found = (
        MaskedPlace(number, "text", one.start, one.end)
        for number, proposal in sorted(newest.items())
        for one in proposal.findings
        if one.axis == "secrecy" and one.end > one.start
    )
    return tuple(dict.fromkeys(found))


def words_at(record: ItemRecord, places: Iterable[MaskedPlace]) -> tuple[str, ...]:
    """The words that stand at the places, each once."""
    wordings = {version.number: version for version in record.versions}
    found = (dict(_parts(wordings[one.wording])).get(one.part, "")[one.start : one.end] for one in places)
    return tuple(dict.fromkeys(word for word in found if word.strip()))


def request_of(kept: Disclosure, records: Iterable[ItemRecord]) -> DisclosureRequest:
    """The request as the export wants it, with the newest test of each item."""
    return DisclosureRequest(
        designation=kept.designation,
        received_at=kept.received_at,
        asked_for=kept.asked_for,
        authority=kept.authority,
        decided_by=kept.decided_by,
        tests=tests_of(kept, records),
        court=kept.court,
        fee=kept.fee,
        minutes=kept.minutes,
    )


def tests_of(kept: Disclosure, records: Iterable[ItemRecord]) -> tuple[ItemTest, ...]:
    """The newest test of each of the items that has one; one made of an older wording does not count."""
    newest = {test.item_id: test for test in kept.tests}
    here = ((record, newest[record.id]) for record in records if record.id in newest)
    return tuple(_item_test(record, test) for record, test in here if test.wordings == len(record.versions))


def newest_test(kept: Disclosure, item_id: str) -> SecrecyTest | None:
    """The test that counts of an item, None where it has none."""
    return next((test for test in reversed(kept.tests) if test.item_id == item_id), None)


def _item_test(record: ItemRecord, test: SecrecyTest) -> ItemTest:
    drawn: dict[int, tuple[Rectangle, ...]] = {}
    for one in test.drawn:
        rectangle = Rectangle(one.left, one.top, one.right, one.bottom)
        drawn[one.wording] = (*drawn.get(one.wording, ()), rectangle)
    return ItemTest(
        item_id=record.id,
        release=Release(test.release),
        tested_by=test.by,
        tested_at=test.at,
        ground=test.ground,
        words=words_at(record, test.masks),
        mask_author=test.mask_author,
        rectangles=drawn,
        find=test.find,
    )


def _place(record: ItemRecord, word: str, number: int) -> MaskedPlace:
    pattern = word_pattern(word)
    for version in record.versions:
        for part, text in _parts(version):
            found = pattern.search(text) if pattern else None
            if found:
                return MaskedPlace(version.number, part, found.start(), found.end())
    raise Refused(
        what=Text(
            f"ord nummer {number} att maska står ingenstans i handlingen {record.id}",
            f"word number {number} to mask stands nowhere in the item {record.id}",
        )
    )


def _parts(version: ItemVersion) -> Iterator[tuple[str, str]]:
    yield "text", version.text
    yield "author", version.author.name
    for number, one in enumerate(version.attachments, start=1):
        yield f"attachment-{number}", one.description
