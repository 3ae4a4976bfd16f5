"""Names of folders and files in packages: short, plain ASCII, and never with personal data in them."""

import re
import unicodedata

from archiver.export.personal_number import holds_personal_number

_LONGEST = 80


def folder_name(designation: str, item_id: str) -> str:
    """A folder for a registered item: its designation, `KS-SM 2026:17` → `KS-SM-2026-17`; its id where that won't do."""
    plain = unicodedata.normalize("NFKD", designation).encode("ascii", "ignore").decode()
    name = re.sub(r"[^0-9A-Za-z]+", "-", plain).strip("-")[:_LONGEST]
    return item_id if not name or holds_personal_number(designation) else name
