"""Lists people open in a spreadsheet and systems read: CSV as Swedish Excel opens it, and JSON.

CSV: semicolon, UTF-8 with byte order mark, CRLF (RFC 4180 but for the separator). A cell that a spreadsheet would take
for a formula gets an apostrophe before it (OWASP, CSV Injection); line breaks inside a cell become spaces. The JSON
beside it holds the exact values.
"""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The rows under their headings."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def cell(value: object) -> str:
    """One value as a spreadsheet may safely show it: `ja`/`nej`, empty for None, no formula, no line break."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    text = str(value)
    if text.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULA):
        text = "'" + text
    return " ".join(text.split())
