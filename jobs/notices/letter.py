"""A letter to one person: what waits for them, what to do and where; plain text, Swedish, never content."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any

from archiver.text import Text
from jobs.notices.matter import LABELS, Kind

MANY = Text("Somearkiv: {count} saker väntar", "Somearkiv: {count} things wait")
ONE = Text("Somearkiv: {what}", "Somearkiv: {what}")
REMINDER = Text("Påminnelse {number}: ", "Reminder {number}: ")
GREETING = Text("Hej {name}!", "Hello {name}!")
WHERE = Text("Se", "See")
ENDING = Text(
    "Brevet är skickat av Somearkiv, {municipality}. Det innehåller aldrig vad någon har skrivit.\n"
    "Välj vad du vill få och när: {page}",
    "Sent by Somearkiv, {municipality}. It never holds what anybody wrote.\nChoose what you get and when: {page}",
)
PREFERENCES_PAGE = "/aviseringar"


def letter(
    notices: Sequence[dict[str, Any]],
    *,
    batch: str,
    name: str,
    address: str,
    sender: str,
    municipality: str,
    base_url: str,
    now: Any,
) -> EmailMessage:
    """The letter. Its Message-ID is the batch's, the same however often it is sent."""
    message = EmailMessage()
    first = LABELS[Kind(notices[0]["kind"])]
    message["Subject"] = ONE.fill("sv", what=first.sv) if len(notices) == 1 else MANY.fill("sv", count=len(notices))
    message["From"] = formataddr(("Somearkiv", sender))
    message["To"] = formataddr((name, address))
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{batch}@{sender.rpartition('@')[2] or 'somearkiv'}>"
    message["Auto-Submitted"] = "auto-generated"
    parts = [GREETING.fill("sv", name=name), *_by_kind(notices, base_url)]
    parts.append(ENDING.fill("sv", municipality=municipality, page=base_url + PREFERENCES_PAGE))
    message.set_content("\n\n".join(parts) + "\n")
    return message


def _by_kind(notices: Sequence[dict[str, Any]], base_url: str) -> list[str]:
    parts: list[str] = []
    for kind in Kind:
        of_kind = [one for one in notices if one["kind"] == kind.value]
        if of_kind:
            parts.append("\n".join([LABELS[kind].sv.upper(), *(_line(one, base_url) for one in of_kind)]))
    return parts


def _line(notice: dict[str, Any], base_url: str) -> str:
    whose = f"{notice['account']} ({notice['account_id']}): " if notice["account_id"] else ""
    again = REMINDER.fill("sv", number=notice["stage"]) if notice["stage"] else ""
    lines = [f"• {again}{whose}{notice['what']}."]
    if notice["todo"]:
        lines.append(f"  {notice['todo']}.")
    return "\n".join([*lines, f"  {WHERE.sv} {base_url}{notice['page']}"])
