"""How the web interface speaks: the language of a call, and times as a Swede (or an English reader) writes them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from archiver.dates import STOCKHOLM
from archiver.text import Language, Text

LANGUAGE_COOKIE = "sprak"
_SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december"
_ENGLISH = "January February March April May June July August September October November December"
MONTHS: dict[Language, list[str]] = {"sv": _SWEDISH.split(), "en": _ENGLISH.split()}
WRITTEN_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?\b")


def language_of(cookies: Mapping[str, str]) -> Language:
    """The language somebody chose; Swedish until they choose."""
    return "en" if cookies.get(LANGUAGE_COOKIE) == "en" else "sv"


def say(language: Language) -> Callable[..., str]:
    """The template's `t`: `t(text)` for a Text, `t("svenska", "English")` for words written in the template."""

    def t(text: Text | str, english: str = "", **facts: object) -> str:
        both = text if isinstance(text, Text) else Text(text, english)
        return both.fill(language, **facts)

    return t


def day(moment: datetime | date, language: Language) -> str:
    """A day in Swedish time: `23 november 2026`."""
    local = moment.astimezone(STOCKHOLM).date() if isinstance(moment, datetime) else moment
    return f"{local.day} {MONTHS[language][local.month - 1]} {local.year}"


def clock(moment: datetime) -> str:
    """The time of day in Swedish time: `08.05`."""
    return f"{moment.astimezone(STOCKHOLM):%H.%M}"


def when(moment: datetime, language: Language) -> str:
    """Day and time: `23 november 2026 kl. 08.05`."""
    if language == "sv":
        return f"{day(moment, language)} kl. {clock(moment)}"
    return f"{day(moment, language)}, {clock(moment).replace('.', ':')}"


def in_words(text: str, language: Language) -> str:
    """A sentence in which days were written as numbers, with the days in words: `2026-11-30 08:05`, already Swedish time."""

    def said(found: re.Match[str]) -> str:
        year, month, number, hour, minute = found.groups()
        if not 1 <= int(month) <= 12:
            return found[0]
        words = f"{int(number)} {MONTHS[language][int(month) - 1]} {year}"
        return words + (f" kl. {hour}.{minute}" if language == "sv" else f", {hour}:{minute}") if hour else words

    return WRITTEN_DAY.sub(said, text)


def outside(url: str) -> str:
    """An address that was captured or written by somebody, to follow; empty for anything but http and https."""
    return url if urlsplit(url).scheme in ("http", "https") else ""


def ago(moment: datetime, now: datetime, language: Language) -> str:
    """How long ago (or until) a moment is, in whole units: `3 dagar sedan`, `om 2 timmar`."""
    seconds = (now - moment).total_seconds()
    past, much = seconds >= 0, abs(seconds)
    for size, one, many in (
        (86400, Text("dag", "day"), Text("dagar", "days")),
        (3600, Text("timme", "hour"), Text("timmar", "hours")),
        (60, Text("minut", "minute"), Text("minuter", "minutes")),
    ):
        if much >= size:
            number = int(much // size)
            unit = (one if number == 1 else many).fill(language)
            break
    else:
        return Text("nyss", "just now").fill(language) if past else Text("strax", "soon").fill(language)
    if language == "sv":
        return f"{number} {unit} sedan" if past else f"om {number} {unit}"
    return f"{number} {unit} ago" if past else f"in {number} {unit}"


def size(number_of_bytes: int, language: Language) -> str:
    """A size people read: `3,4 MB`."""
    value, unit = float(number_of_bytes), "byte"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    text = f"{value:.0f}" if unit == "byte" or value >= 100 else f"{value:.1f}"
    return f"{text.replace('.', ',') if language == 'sv' else text} {unit}"
