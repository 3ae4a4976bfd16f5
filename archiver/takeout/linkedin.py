"""LinkedIn's export ("Hämta en kopia av dina uppgifter"): `Shares.csv` and `Comments.csv`, times in UTC."""

import re
from datetime import UTC, datetime

from archiver.extract.drafts import Draft, Found
from archiver.model import Attachment, ItemKind
from archiver.platforms.linkedin import TABLE
from archiver.takeout.meta import holds, named
from archiver.takeout.package import Package
from archiver.takeout.table import first, rows
from archiver.takeout.takeout import Owner, Taken, Takeout, draft
from archiver.text import Text

SHARES = r"(^|/)Shares(_\d+)?\.csv$"
COMMENTS = r"(^|/)Comments(_\d+)?\.csv$"
ONLY_OWN = "LinkedIns export innehåller bara det kontot självt har skrivit; andras kommentarer är inte med."
_COMMENTED = re.compile(r"urn(?:%3A|:)li(?:%3A|:)(?:activity|share|ugcPost)(?:%3A|:)(\d+)")


def read(package: Package, owner: Owner) -> Taken:
    """Own shares and comments."""
    drafts: list[Draft | None] = []
    kept = [*named(package, SHARES), *named(package, COMMENTS)]
    for name in named(package, SHARES):
        for number, row in enumerate(rows(package, name)):
            media = [first(row, "mediaurl"), first(row, "sharedurl")]
            drafts.append(
                draft(
                    f"{name} {number}",
                    owner,
                    TABLE,
                    text=_lines(first(row, "sharecommentary")),
                    at=_time(first(row, "date")),
                    permalink=first(row, "sharelink"),
                    attachments=[
                        Attachment(kind, url)
                        for kind, url in zip(("image", "link"), media, strict=True)
                        if url.startswith(("http://", "https://"))
                    ],
                )
            )
    for name in named(package, COMMENTS):
        for number, row in enumerate(rows(package, name)):
            link = first(row, "link")
            post = _COMMENTED.search(link)
            drafts.append(
                draft(
                    f"{name} {number}",
                    owner,
                    TABLE,
                    text=_lines(first(row, "message")),
                    at=_time(first(row, "date")),
                    permalink=link if "commentUrn" in link else "",
                    parent=f"id:post:{post[1]}" if post else None,
                    kind=ItemKind.COMMENT,
                )
            )
    found = tuple(one for one in drafts if one is not None)
    return Taken(Found(found, remarks=(ONLY_OWN,)), tuple(kept))


def _lines(text: str) -> str:
    """LinkedIn puts each line of a text in quotation marks of its own."""
    lines = text.split("\n")
    if len(lines) > 1:
        lines = [re.sub(r'^"|"$', "", line.strip("\r")) for line in lines]
    return "\n".join(lines)


def _time(told: str) -> datetime | None:
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S %Z", "%m/%d/%y, %I:%M %p"):
        try:
            return datetime.strptime(told, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


TAKEOUT = Takeout(
    platform="linkedin",
    name=Text("LinkedIns export", "LinkedIn's export"),
    version="2026-11",
    recognised=holds(SHARES, COMMENTS),
    read=read,
    beside={"messages.csv": "meddelanden"},
)
