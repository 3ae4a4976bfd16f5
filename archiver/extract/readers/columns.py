"""What the columns of a table are called: header cells over cells (HTML, 4.9.10 `th`), Swedish and English."""

import re

from lxml.html import HtmlElement

from archiver.extract.prose import flat

LAST = re.compile(
    r"(?i)\b(senaste?|aktivitet|activity|aktiv|last|latest|ändrad|ändringar?|uppdatera[dt]|updated?|modified|changed)\b"
)
"""Over a time: when somebody last answered or changed what the row tells of."""
TITLE = re.compile(
    r"(?i)\W*(titel|rubrik|ämne|tråd|inlägg|ärende|sammanfattning|title|subject|topic|thread|heading|summary)\W*"
)
AUTHOR = re.compile(
    r"(?i)\W*(författare|avsändare|av|skapad av|startad av|skriven av|inlagd av|rapporterad av|användare|"
    r"author|creator|by|created by|started by|posted by|reporter|reported by|user|starter|poster)\W*"
)


def column_of(element: HtmlElement) -> str:
    """What stands over the cell an element is or lies in, empty where the table has no row of header cells."""
    cell = element if element.tag == "td" else next(element.iterancestors("td", "table"), None)
    if cell is None or cell.tag != "td":
        return ""
    row = cell.getparent()
    table = next(cell.iterancestors("table"), None)
    first = next(table.iter("tr"), None) if table is not None else None
    if row is None or first is None or first is row or len(first) != len(row) or len(first) < 2:
        return ""
    heads = list(first)
    if any(head.tag != "th" for head in heads) or any(each.get("colspan") for each in (*heads, *row)):
        return ""
    return flat(heads[row.index(cell)].text_content())
