"""The fee for paper copies of public records, as avgiftsförordningen (1992:191) 15–16 §§ counts it.

Nine pages are free, the tenth costs 50 kronor and each further one 2. The ordinance binds the state; a municipality's own
tariff is decided by fullmäktige and often says the same, so the figures are settings. Files are handed out free of charge.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tariff:
    """`free_pages` cost nothing; the next costs `first_fee` kronor and each further page `page_fee`."""

    free_pages: int = 9
    first_fee: int = 50
    page_fee: int = 2


def kronor(pages: int, tariff: Tariff) -> int:
    """What so many pages cost."""
    charged = pages - tariff.free_pages
    return 0 if charged <= 0 else tariff.first_fee + (charged - 1) * tariff.page_fee


def fee_of(pages: int, tariff: Tariff) -> str:
    """The fee in words, empty where there is none."""
    cost = kronor(pages, tariff)
    return f"{cost} kr för {pages} sidor" if cost else ""
