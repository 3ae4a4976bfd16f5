"""The first and last lines of an item's words that are none: its author again, whom it answers, marks of layout."""

import re
from urllib.parse import unquote

from archiver.extract.prose import word_set
from archiver.extract.readers.author import Named, as_name
from archiver.extract.readers.hints import CONTROL_WORDS
from archiver.extract.times import FILLERS

TO_WHOM = re.compile(r"(?i)(svarar( till)?|svar till|replying to|in reply to)(\s+@[\w.-]+,?(\s+(och|and))?)+")
"""The line in which a platform says whom an item answers."""
LEADS = FILLERS | word_set(
    "tillagd tillagt added inskickat inskickad submitted av by from från inlägg kommentar comment post svar reply"
)


def without_edges(text: str, author: Named) -> str:
    """Takes away first lines that only repeat the author or tell whom they answer, and lone marks of layout at either end."""
    lines, name, handle = text.split("\n"), author.name, _handle(author)
    while lines and (
        _is_mark(lines[0])
        or (len(lines) > 1 and _is_initials(lines[0], name))
        or _is_leftover(lines)
        or (name and as_name(lines[0]) == name)
        or (len(lines) > 1 and (lines[0].lower().rstrip(" ·") == handle or TO_WHOM.fullmatch(lines[0])))
    ):
        lines.pop(0)
    while lines and (_is_mark(lines[-1]) or _is_leftover(lines[::-1]) or CONTROL_WORDS.match(lines[-1])):
        lines.pop()
    return "\n".join(lines).strip()


def _handle(author: Named) -> str:
    """`@anna` of somebody whose page is `/anna` or `/@anna`."""
    path = author.profile_url.partition("?")[0].rstrip("/")
    return f"@{unquote(path.rpartition('/')[2]).lstrip('@')}".lower()


def _is_initials(line: str, author: str) -> bool:
    """Whether a line is only the initials of a name, which stand where somebody has no picture; half an emoji may be one."""
    words = [word for word in re.split(r"[\s-]+", author.upper()) if word]
    marks = line.upper().replace("\ufffd", "")
    firsts = "".join(word[0] for word in words)
    return (
        0 < len(line) <= 3
        and bool(marks)
        and marks in (firsts[:1], firsts[:2], firsts[:3], f"{firsts[:1]}{firsts[-1:]}")
    )


def _is_leftover(lines: list[str]) -> bool:
    """Whether the first of several lines only led to the time or the name taken out of it ("Publicerad den … av …")."""
    words = re.findall(r"[^\W\d_]+", lines[0].lower())
    return len(lines) > 1 and bool(words) and len(words) <= 4 and all(word in LEADS for word in words)


def _is_mark(line: str) -> bool:
    """Whether a line is only marks of layout (`·`, `|`, `#`), no words and no emoji."""
    return (
        len(line) < 4
        and not any(c.isalnum() or ord(c) >= 0x2600 for c in line)
        and line not in ("!", "?", "!!", "??", "?!", ":)", ":(", ";)", ":D")
    )
