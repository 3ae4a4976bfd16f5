"""What a search form asks for, as an `ItemFilter`, and back as the query of an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from archiver.dates import STOCKHOLM
from archiver.model import ItemKind
from archiver.text import Text
from storage.database.search_filter import ItemFilter
from web.terms import AXES, LABELS

BAD_DAY = Text("Skriv dagen som ÅÅÅÅ-MM-DD.", "Write the day as YYYY-MM-DD.")
STATES = frozenset(one.value for _, _, words in AXES for one in words)


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as filled in. Names of the fields are the names in the address."""

    q: str = ""
    konto: str = ""
    forfattare: str = ""
    slag: str = ""
    forslag: str = ""
    lage: str = ""
    fran: str = ""
    till: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything besides the words is asked for."""
        return any((self.konto, self.forfattare, self.slag, self.forslag, self.lage, self.fran, self.till))

    @property
    def query(self) -> str:
        """What stands after `?` in the address, empty fields left out."""
        given = {name: getattr(self, name) for name in Asked.__slots__ if getattr(self, name)}
        return urlencode(given)

    @property
    def faults(self) -> dict[str, Text]:
        """Field → what is wrong with it."""
        return {name: BAD_DAY for name in ("fran", "till") if getattr(self, name) and _day(getattr(self, name)) is None}

    @property
    def chosen(self) -> ItemFilter:
        """Which items; what is wrongly filled in or unknown is left aside."""
        until = _day(self.till)
        after = until + timedelta(days=1) if until and until.date() < date.max else None
        return ItemFilter(
            account_id=self.konto or None,
            label=self.forslag if self.forslag in LABELS else None,  # type: ignore[arg-type]
            state=self.lage if self.lage in STATES else None,
            query=self.q or None,
            since=_day(self.fran),
            until=after,
            kind=self.slag if self.slag in set(ItemKind) else None,
            author=self.forfattare or None,
        )


def asked(given: Mapping[str, str]) -> Asked:
    """The form of an address or of a posted form."""
    return Asked(**{name: given[name].strip()[:300] for name in Asked.__slots__ if isinstance(given.get(name), str)})


def asked_again(chosen: ItemFilter) -> Asked:
    """The form that asks for a choice."""
    return Asked(
        q=chosen.query or "",
        konto=chosen.account_id or "",
        forfattare=chosen.author or "",
        slag=chosen.kind or "",
        forslag=chosen.label or "",
        lage=chosen.state or "",
        fran=f"{chosen.since.astimezone(STOCKHOLM):%Y-%m-%d}" if chosen.since else "",
        till=f"{chosen.until.astimezone(STOCKHOLM) - timedelta(days=1):%Y-%m-%d}" if chosen.until else "",
    )


def _day(written: str) -> datetime | None:
    """Midnight, Swedish time, when a day begins; None for anything else."""
    try:
        return datetime.strptime(written, "%Y-%m-%d").replace(tzinfo=STOCKHOLM)
    except ValueError:
        return None
