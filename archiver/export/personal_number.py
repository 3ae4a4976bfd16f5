"""Last watch at the door: does a text that is about to become public hold a Swedish personal identity number?

The classifier has the full detectors; this one only has to stop a slip of the pen, so it takes what has a real date
(day + 60 for a samordningsnummer, folkbokföringslagen 18 a §) and a right check digit (18 §; Luhn).
"""

import re
from datetime import date

_SHAPE = re.compile(r"(?<!\d)(?:18|19|20)?(\d{2})[ -]?(\d{2})[ -]?(\d{2}) ?[-+–]? ?(\d{4})(?!\d)")


def holds_personal_number(text: str) -> bool:
    """Whether a valid personnummer or samordningsnummer stands anywhere in the text."""
    return any(_is_real(*found.groups()) for found in _SHAPE.finditer(text))


def _is_real(year: str, month: str, day: str, last: str) -> bool:
    born = int(day) - 60 if int(day) > 60 else int(day)
    try:
        date(2000 + int(year), int(month), born)
    except ValueError:
        return False
    return _luhn(year + month + day + last)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(digits):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0
