"""A made-up large municipality for `benchmarks/search.py`: accounts, captures, and items of words as people use them.

A few words stand everywhere, most hardly anywhere (Zipf); one item in sixty is hidden, one in twenty-five waits for somebody
who is in a hurry, and three in ten may be weeded.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import accumulate

from archiver.model import Account, Author, CaptureRecord, ItemKind
from archiver.records import Axes, ItemRecord, Secrecy, Visibility
from tests.storage.making import NOW, account, capture, item

COMMON = [
    "och",
    "i",
    "att",
    "det",
    "som",
    "en",
    "på",
    "är",
    "av",
    "för",
    "med",
    "till",
    "den",
    "har",
    "de",
    "inte",
    "om",
    "ett",
    "jag",
    "kommunen",
    "ni",
    "vi",
    "så",
    "men",
    "från",
    "kan",
    "när",
    "här",
    "bra",
    "skolan",
    "skolor",
    "badhuset",
    "badhus",
    "öppet",
    "öppnar",
    "stängt",
    "stänga",
    "gatan",
    "gator",
    "snöröjning",
    "snöröjningen",
    "plogat",
    "buss",
    "bussen",
    "förskolan",
    "lärare",
    "elever",
    "rektor",
    "bygglov",
    "överklaga",
    "beslut",
    "beslutet",
    "politiker",
    "nämnden",
    "kommunens",
    "sophämtning",
    "vatten",
    "avlopp",
    "lampan",
    "trasig",
    "tack",
    "svaret",
    "fråga",
    "vägen",
    "cykelväg",
    "biblioteket",
    "evenemang",
    "helgen",
    "sommaren",
    "vintern",
    "barn",
    "äldre",
    "hemtjänst",
    "boende",
    "skatt",
    "pengar",
    "varför",
    "hur",
    "vem",
    "idag",
    "imorgon",
    "överallt",
]
RARE = 40_000
YEARS = 10


def accounts(count: int) -> Iterator[Account]:
    """`konto-0` …, ten to a nämnd."""
    for number in range(count):
        yield account(f"konto-{number}", committee=f"Nämnd {number // 10}")


def captures(account_count: int) -> Iterator[CaptureRecord]:
    """Monthly captures of ten years."""
    for number in range(account_count):
        for month in range(YEARS * 12):
            yield replace(
                capture(month, account_id=f"konto-{number}"),
                started_at=NOW - timedelta(days=30 * month, minutes=number),
                finished_at=NOW - timedelta(days=30 * month, minutes=number - 1),
                items_seen=(),
            )


def items(count: int, account_count: int, batch: int, size: int) -> Iterator[ItemRecord]:
    """A batch of posts and comments of ten years, in no order of time (as `reindex` meets them); each the same every time."""
    dice = random.Random(f"bunt {batch}")
    vocabulary, weights = _vocabulary()
    for number in range(batch * size, min((batch + 1) * size, count)):
        words = dice.choices(vocabulary, cum_weights=weights, k=dice.randint(4, 45))
        if number % 500 == 0:
            words[1:1] = ["tack", "för", "svaret"]
        yield _item(number, " ".join(words).capitalize(), account_count, dice)


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    vocabulary = [*COMMON, *(f"ord{number}" for number in range(RARE))]
    return vocabulary, list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))


def _item(number: int, text: str, account_count: int, dice: random.Random) -> ItemRecord:
    lot = dice.random()
    suspected, marked = lot < 0.01, 0.01 <= lot < 0.016
    made = item(
        number,
        text,
        account_id=f"konto-{int(account_count * dice.random() ** 2)}",
        secrecy=Secrecy.SUSPECTED if suspected else Secrecy.MARKED if marked else Secrecy.NONE,
        confidential=suspected,
        diary=0.02 <= lot < 0.05,
        weeding=0.05 <= lot < 0.35,
    )
    at = NOW - timedelta(seconds=dice.randrange(YEARS * 365 * 86_400))
    scored = replace(made.proposals[0], scores={"confidential": round(dice.random() ** 3, 4)})
    version = replace(made.latest, author=Author(f"Person{dice.randrange(3000)} Efternamn"), posted_at=at, seen_at=at)
    root = number - number % 12
    return replace(
        made,
        received_at=at,
        versions=(version,),
        proposals=(scored,),
        kind=ItemKind.POST if number == root else ItemKind.COMMENT,
        direction="upprättad" if number == root else "inkommen",
        thread_id=f"tråd-{root}",
        axes=replace(
            Axes(),
            secrecy=made.axes.secrecy,
            visibility=Visibility.UNPUBLISHED if marked and lot < 0.0155 else Visibility.PUBLISHED,
        ),
    )
