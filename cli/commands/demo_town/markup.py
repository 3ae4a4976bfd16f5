"""Words on the town's pages: escaping, emoji as pictures, links, and Swedish times as each kind of platform writes them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from urllib.parse import quote

from archiver.dates import STOCKHOLM
from cli.commands.demo_town.truth import AFTER, BEFORE, Said, said

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
DAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]

_LINK = re.compile(r"(https?://[^\s<]+)|(#[\wåäöÅÄÖ]+)|(@[\w.]+(?: [A-ZÅÄÖ]\w+)?)")
_EMOJI = re.compile(
    "[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page is drawn for: the town's own address, its time, whether the clock was turned, how far its times are moved."""

    origin: str
    turned: bool = False
    moved: timedelta = timedelta(0)

    @property
    def now(self) -> datetime:
        """The town's time, which ages on its pages are counted from."""
        return (AFTER if self.turned else BEFORE) + self.moved

    def said(self, branch: str) -> tuple[Said, ...]:
        """What is said on one account in this scene."""
        return said(branch, turned=self.turned, moved=self.moved)


def text_html(text: str, *, emoji_pictures: bool = False) -> str:
    """A text as HTML: escaped, addresses, # and @ as links, line breaks as `<br>`.

    With `emoji_pictures` each emoji is an `<img>` whose `alt` is the emoji, as the large platforms do it.
    """
    html = _LINK.sub(lambda match: _link(match.group()), escape(text, quote=False))
    if emoji_pictures:
        html = _EMOJI.sub(lambda match: _emoji(match.group()), html)
    return html.replace("\n", "<br>\n")


def paragraphs(text: str) -> str:
    """A text as `<p>` paragraphs, split at blank lines."""
    return "\n".join(f"<p>{text_html(part)}</p>" for part in text.split("\n\n"))


def direction(text: str) -> str:
    """`rtl` for a text that begins in Arabic or Hebrew script, else `auto`."""
    return "rtl" if re.match(r"[\u0590-\u06ff]", text) else "auto"


def long_time(at: datetime) -> str:
    """`torsdag 19 november 2026 kl. 08:30`, Swedish time."""
    here = at.astimezone(STOCKHOLM)
    return f"{DAYS[here.weekday()]} {here.day} {MONTHS[here.month - 1]} {here.year} kl. {here:%H:%M}"


def day_and_time(at: datetime) -> str:
    """`19 november 2026, 08:30`, Swedish time."""
    here = at.astimezone(STOCKHOLM)
    return f"{here.day} {MONTHS[here.month - 1]} {here.year}, {here:%H:%M}"


def short_age(at: datetime, now: datetime) -> str:
    """The age as a social network shortens it: `5 min`, `3 tim`, `2 d`, `4 v`."""
    minutes = int((now - at).total_seconds() // 60)
    for size, unit in ((7 * 24 * 60, "v"), (24 * 60, "d"), (60, "tim")):
        if minutes >= size:
            return f"{minutes // size} {unit}"
    return f"{max(minutes, 1)} min"


def spoken_age(at: datetime, now: datetime) -> str:
    """The age as a screen reader hears it: `för 3 dagar sedan`."""
    number, unit = short_age(at, now).split()
    words = {"min": ("minut", "minuter"), "tim": ("timme", "timmar"), "d": ("dag", "dagar"), "v": ("vecka", "veckor")}
    return f"för {number} {words[unit][number != '1']} sedan"


def local_iso(at: datetime) -> str:
    """RFC 3339 with Swedish offset, `2026-11-19T08:30:00+01:00`."""
    return at.astimezone(STOCKHOLM).isoformat(timespec="seconds")


def counted(number: int, one: str, many: str) -> str:
    """`1 kommentar`, `12 kommentarer`."""
    return f"{number} {one if number == 1 else many}"


def _link(words: str) -> str:
    if words.startswith("http"):
        return f'<a href="{words}" rel="nofollow noopener">{words}</a>'
    kind = "tagg" if words.startswith("#") else "namn"
    return f'<a class="tag" href="/sok?{kind}={quote(words[1:])}">{words}</a>'


def _emoji(words: str) -> str:
    return f'<img class="emoji" alt="{words}" src="/emoji/{"-".join(f"{ord(sign):x}" for sign in words)}.svg">'
