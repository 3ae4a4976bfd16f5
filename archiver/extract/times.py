"""Reads times as people and machines write them, Swedish and English, absolute and relative.

A page shows "för 9 månader sedan" and keeps the truth in `datetime`, `title`, `aria-label` or `data-*`. `read_time` reads
one such text whole (nothing but the time may stand in it), `find_time` looks for one inside a longer label. What has no
zone is Swedish time (Europe/Stockholm). `now` is when the page was seen; without it no relative time can be read.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache

from archiver.dates import STOCKHOLM, in_utc, iso_moment, months_before
from archiver.extract.prose import word_set

SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = "second", "minute", "hour", "day", "week", "month", "year"
FINENESS = (SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR)
"""Precisions from finest to coarsest. `hour` and coarser than `day` come only from relative times."""


@dataclass(frozen=True, slots=True)
class When:
    """A time in UTC, how finely it was told, and whether it was only told relative to the visit."""

    moment: datetime
    precision: str
    relative: bool = False

    @property
    def coarseness(self) -> int:
        """0 for the second … 6 for the year; a relative time is always coarser than an absolute one."""
        return FINENESS.index(self.precision) + (len(FINENESS) if self.relative else 0)


MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for word in words.split()
}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "måndag måndags monday mån mon",
            "tisdag tisdags tuesday tis tue tues",
            "onsdag onsdags wednesday ons wed",
            "torsdag torsdags thursday tor tors thu thur thurs",
            "fredag fredags friday fre fri",
            "lördag lördags saturday lör sat",
            "söndag söndags sunday sön sun",
        )
    )
    for word in words.split()
}
UNITS = {
    "sekund sekunder sek second seconds sec secs s": SECOND,
    "minut minuter min mins minute minutes m": MINUTE,
    "timme timmar tim timma hour hours hr hrs h": HOUR,
    "dag dagar dygn day days d": DAY,
    "vecka veckor week weeks wk wks v w": WEEK,
    "månad månader mån month months mo mos": MONTH,
    "år year years yr yrs y": YEAR,
}
UNIT_OF = {word: unit for words, unit in UNITS.items() for word in words.split()}
NUMBER_WORDS = {
    "en": 1,
    "ett": 1,
    "a": 1,
    "an": 1,
    "one": 1,
    "två": 2,
    "two": 2,
    "tre": 3,
    "three": 3,
    "fyra": 4,
    "fem": 5,
}
ZONES = {"z": 0, "utc": 0, "gmt": 0, "cet": 60, "mez": 60, "cest": 120, "mesz": 120}
"""Zone words and their minutes east of Greenwich."""

FILLERS = word_set("""kl klockan at den on the of tid datum date posted published publicerad publicerat publicerades skrev skrevs skrivet
    skriven inlagt inlagd postat postad lades upp wrote said says ago sedan för about ca cirka ungefär omkring almost nästan
    over mer än i in since clock time created skapad skapades""")
EDIT_WORDS = re.compile(
    r"(?i)\b(?=[räuesmlgajb])(redigera\w*|ändra[dt]\w*|uppdatera\w*|senast|edited|updated|modified|last|giltig|gäller|aktiv|active|seen|"
    r"joined|join date|registered|member since|registrerad|medlem sedan|blev medlem|gick med)\b"
)
"""Words that say that a time is not when something was published: of a change, a visit, or when the author became a member."""

_YEAR = r"(?:19|20)\d\d|['’]\d\d"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_CLOCK = re.compile(
    r"(?i)(?<![\d.:/-])(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:\.\d+)?)?\s*(?P<ampm>[ap]\.?m\.?)?"
    r"(?:\s*(?P<zone>z|utc|gmt|cet|cest|mez|mesz)\b|\s*(?P<offset>[+-][01]\d:?[0-5]\d))?(?![\d:/-])"
)
_CLOCK_AMPM = re.compile(r"(?i)(?<![\d.:])(?P<h>1[0-2]|0?[1-9])\s*(?P<ampm>[ap]\.?m\b\.?)")
_DATES = (
    re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)[-/.](?P<mo>0?[1-9]|1[0-2])[-/.](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(
        rf"(?i)(?<![\w])(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|:?e|:a|\.)?\s*(?:of\s+)?(?P<name>{_MONTH})\b\.?,?(?:\s*(?P<y>{_YEAR}))?(?![\d])"
    ),
    re.compile(
        rf"(?i)(?<![\w])(?P<name>{_MONTH})\b\.?\s*(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![:.]\d)(?:,?\s*(?P<y>{_YEAR}))?(?!\d)"
    ),
    re.compile(r"(?<![\d/.-])(?P<d>0?[1-9]|[12]\d|3[01])[/.-](?P<mo>0?[1-9]|1[0-2])[\s/.-]+(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<mo>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d/.:-])(?P<d>0?[1-9]|[12]\d|3[01])/(?P<mo>0?[1-9]|1[0-2])(?![\d/.:-])"),
)
_CTIME = re.compile(
    rf"(?i)\b(?P<name>{_MONTH})\s+(?P<d>\d{{1,2}})\s+(?P<clock>\d\d:\d\d(?::\d\d)?(?:\s+(?:[a-z]{{1,4}}|[+-]\d{{4}}))?)\s+(?P<y>(?:19|20)\d\d)\b"
)
"""`Mon Nov  3 10:15:20 CET 2025`: ISO C's `asctime` and POSIX's `date`, where the clock stands between day and year."""
_DOTTED = re.compile(r"\b((?:19|20)\d\d-\d\d-\d\d)[._](\d\d:\d\d)")
"""`2026-11-03.10:15:20`: day and clock as one word."""
_DAY_WORDS = (
    (re.compile(r"(?i)\b(i\s?dag|today|i\s?natt|i\s?morse|i\s?kväll)\b"), 0),
    (re.compile(r"(?i)\b(i\s?förrgår|förrgår)\b"), 2),
    (re.compile(r"(?i)\b(i\s?går|yesterday)\b"), 1),
)
_JUST_NOW = re.compile(r"(?i)\b(just nu|nyss|nu|just now|now|alldeles nyss|moments? ago)\b")
_UNIT = "|".join(sorted(UNIT_OF, key=len, reverse=True))
_NUMBER = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_AGO = re.compile(rf"(?i)(?<![\w:.-])(?:(?P<n>\d{{1,3}})\s*|(?P<word>{_NUMBER})\s+)(?P<unit>{_UNIT})\b\.?")
_AND_AGO = re.compile(
    rf"(?i)\s*(?:,|och|and|&)?\s*(?:(?P<n>\d{{1,3}})\s*|(?P<word>{_NUMBER})\s+)(?P<unit>{_UNIT})\b\.?"
)
"""How a distance goes on: "4 månader, 3 veckor sedan", "1 year and 2 months ago"."""
_AGO_SIGN = re.compile(r"(?i)\b(sedan|sen|ago|för)\b")
_EDGE_DISTANCE = re.compile(
    rf"(?i)(?:^|\s)(?:för\s+)?(?:\d{{1,3}}|{_NUMBER})\s+(?:{_UNIT})(?:,?\s*(?:och|and)?\s*\d{{1,3}}\s+(?:{_UNIT}))?\s+(?:sedan|sen|ago)\W*$|"
    rf"^\W*(?:för\s+)?(?:\d{{1,3}}|{_NUMBER})\s+(?:{_UNIT})(?:,?\s*(?:och|and)?\s*\d{{1,3}}\s+(?:{_UNIT}))?\s+(?:sedan|sen|ago)\b"
)
_WEEKDAY = re.compile(rf"(?i)\b(?P<wd>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?")
_NUMERIC = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
_LETTER_WORD = re.compile(r"[^\W\d_]+|\d+")


def read_time(text: str, now: datetime | None = None, zone: tzinfo = STOCKHOLM) -> When | None:
    """The time a text consists of, or None where it holds anything else or is no time at all."""
    text = " ".join(text.split())
    return _read_whole(text, now, zone) if 2 <= len(text) <= 80 else None


@lru_cache(4096)
def _read_whole(text: str, now: datetime | None, zone: tzinfo) -> When | None:
    """The same short words stand on a page many times: in wrappers, in the HTML first sent, in every reply."""
    if EDIT_WORDS.search(text):
        return None
    return _machine(text, zone) or _human(text, now, zone, whole=True)


def find_time(label: str, now: datetime | None = None, zone: tzinfo = STOCKHOLM) -> When | None:
    """The first time inside a label such as `Kommentar av Anna, 3 november 2026 kl. 10:15`."""
    label = " ".join(label.split())[:300]
    return _machine(label, zone) or (_human(label, now, zone, whole=False) if len(label) > 3 else None)


def read_epoch(text: str) -> When | None:
    """Seconds or milliseconds since 1970 in a `data-*` attribute, for the years 2001–2100."""
    if not _NUMERIC.match(text.strip()):
        return None
    number = float(text)
    seconds = number / 1000 if number > 1e11 else number
    return When(datetime.fromtimestamp(seconds, UTC), SECOND) if 978_307_200 < seconds < 4_102_444_800 else None


def _machine(text: str, zone: tzinfo) -> When | None:
    if re.match(r"^[12]\d{3}-?[01]\d-?[0-3]\d(?:$|[T ]\d)", text):
        normal = re.sub(r"\s*([+-]\d\d:?\d\d|Z|UTC)$", lambda m: m[1].replace("UTC", "Z"), text.replace(" ", "T", 1))
        moment = iso_moment(normal, zone)
        if moment and moment.year > 1990:
            clock = normal.partition("T")[2]
            precision = DAY if not clock else SECOND if re.match(r"\d\d:?\d\d:?\d\d", clock) else MINUTE
            return When(moment, precision)
    if re.match(r"^(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d", text):
        try:
            moment = in_utc(parsedate_to_datetime(text), zone)
        except (ValueError, TypeError, IndexError):
            return None
        return When(moment, SECOND) if moment else None
    return None


def _human(text: str, now: datetime | None, zone: tzinfo, *, whole: bool) -> When | None:
    """Takes clock and date out of the text; `whole` asks that only filling words are left."""
    if "." in text and ":" in text:
        text = _DOTTED.sub(r"\1 \2", text)
    if text[-4:].isdigit() and ":" in text:
        text = _CTIME.sub(r"\g<d> \g<name> \g<y> \g<clock>", text)
    spans: list[tuple[int, int]] = []
    day, told_year, date_span = _date(text, now, zone)
    if date_span:
        spans.append(date_span)
    clock = _clock(_blank(text, date_span))
    if clock:
        spans.append(clock.span())
    relative = None
    if day is None:
        relative = _relative(_blank(text, clock.span() if clock else None), now, clock is not None, zone)
        if relative is None:
            return None
        day, span, when = relative
        spans.append(span)
        if when is not None:
            return when if not whole or _only_filling(text, spans) else None
    if day is None:
        return None
    if whole and not _only_filling(text, spans):
        return None
    return _at(day, clock, zone, relative=False, year_told=told_year, now=now)


def _date(text: str, now: datetime | None, zone: tzinfo) -> tuple[date | None, bool, tuple[int, int] | None]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["mo"])
            year = int(parts["y"].replace("'", "20").replace("’", "20")) if parts.get("y") else None
            day = _day(year, month, int(parts["d"]), now, zone)
            if day:
                return day, year is not None, match.span()
    return None, False, None


def _day(year: int | None, month: int, day: int, now: datetime | None, zone: tzinfo) -> date | None:
    """A date; without a year the latest one that is not after `now`."""
    try:
        if year is not None:
            return date(year, month, day)
        if now is None:
            return None
        today = now.astimezone(zone).date()
        this_year = date(today.year, month, day)
        return this_year if this_year <= today + timedelta(days=1) else date(today.year - 1, month, day)
    except ValueError:
        return None


def _clock(text: str) -> re.Match[str] | None:
    return _CLOCK.search(text) or _CLOCK_AMPM.search(text)


def _relative(
    text: str, now: datetime | None, has_clock: bool, zone: tzinfo
) -> tuple[date | None, tuple[int, int], When | None] | None:
    """A day told by a word (`igår`), or a whole moment told as a distance (`för 3 timmar sedan`)."""
    if now is None:
        return None
    today = now.astimezone(zone).date()
    for pattern, days in _DAY_WORDS:
        if match := pattern.search(text):
            return today - timedelta(days=days), match.span(), None
    if not has_clock and (match := _AGO.search(text)) and (_AGO_SIGN.search(text) or (match["n"] and len(text) <= 12)):
        return None, *_distance(text, match, now)
    if not has_clock and (match := _JUST_NOW.search(text)) and len(text) < 20:
        return None, match.span(), When(now, MINUTE, relative=True)
    if (match := _WEEKDAY.search(text)) and (has_clock or text.lower().startswith("i ")):
        back = (today.weekday() - WEEKDAYS[match["wd"].lower()]) % 7
        return today - timedelta(days=back), match.span(), None
    return None


def _distance(text: str, match: re.Match[str], now: datetime) -> tuple[tuple[int, int], When]:
    """The moment a distance tells, in one unit or in several, and where it stands in the text."""
    start, end, when = match.start(), match.start(), When(now, YEAR, relative=True)
    part: re.Match[str] | None = match
    while part is not None:
        count = int(part["n"]) if part["n"] else NUMBER_WORDS[part["word"].lower()]
        when, end = _before(when.moment, count, UNIT_OF[part["unit"].lower()]), part.end()
        part = _AND_AGO.match(text, end)
    return (start, end), when


def ends_in_distance(text: str) -> bool:
    """Whether a line begins or ends in a distance in time: "Postad av Anna för 4 månader, 3 veckor sedan"."""
    return bool(_EDGE_DISTANCE.search(" ".join(text.split())))


def _before(now: datetime, count: int, unit: str) -> When:
    seconds = {SECOND: 1, MINUTE: 60, HOUR: 3600, DAY: 86_400, WEEK: 604_800}
    if unit in seconds:
        return When(now - timedelta(seconds=count * seconds[unit]), MINUTE if unit == SECOND else unit, relative=True)
    return When(months_before(now, count * (12 if unit == YEAR else 1)), unit, relative=True)


def _at(
    day: date, clock: re.Match[str] | None, zone: tzinfo, *, relative: bool, year_told: bool, now: datetime | None
) -> When | None:
    if clock is None:
        moment = in_utc(datetime(day.year, day.month, day.day), zone)  # noqa: DTZ001 - the zone is put on there
        return When(moment, DAY, relative) if moment else None
    parts = clock.groupdict()
    hour = int(parts["h"])
    if parts.get("ampm"):
        hour = hour % 12 + (12 if parts["ampm"].lower().startswith("p") else 0)
    second = int(parts["s"]) if parts.get("s") else 0
    naive = datetime(day.year, day.month, day.day, hour, int(parts.get("m") or 0), second)  # noqa: DTZ001
    east = _minutes_east(parts)
    moment = naive.replace(tzinfo=UTC) - timedelta(minutes=east) if east is not None else in_utc(naive, zone)
    if moment and now and not year_told and moment > now + timedelta(days=1):
        return None
    return When(moment, SECOND if parts.get("s") else MINUTE, relative) if moment else None


def _minutes_east(parts: dict[str, str | None]) -> int | None:
    if offset := parts.get("offset"):
        digits = offset[1:].replace(":", "")
        return (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if offset[0] == "-" else 1)
    return ZONES[zone.lower()] if (zone := parts.get("zone")) else None


def _blank(text: str, span: tuple[int, int] | None) -> str:
    """The text with one span blanked out, so that offsets stay."""
    return text if span is None else text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _only_filling(text: str, spans: list[tuple[int, int]]) -> bool:
    for span in spans:
        text = _blank(text, span)
    words = [word.lower() for word in _LETTER_WORD.findall(text)]
    return all(word in FILLERS or word in WEEKDAYS for word in words)
