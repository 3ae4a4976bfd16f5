"""Finds the places on a page where a time is told: the surest sign that somebody has written something there."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lxml.html import HtmlElement

from archiver.dates import STOCKHOLM
from archiver.extract.prose import SILENT, flat, word_set
from archiver.extract.readers import columns
from archiver.extract.readers.answering import ANSWERING
from archiver.extract.readers.hints import is_content
from archiver.extract.times import (
    DAY,
    EDIT_WORDS,
    MINUTE,
    SECOND,
    When,
    ends_in_distance,
    find_time,
    read_epoch,
    read_time,
)

MACHINE_ATTRIBUTES = (
    "datetime",
    "data-time",
    "data-timestamp",
    "data-utime",
    "data-date",
    "data-datetime",
    "data-created",
    "data-created-at",
    "data-published",
    "data-epoch",
    "data-unix",
    "unixtime",
)
SPOKEN_ATTRIBUTES = (
    "title",
    "aria-label",
    "data-tooltip",
    "data-tooltip-content",
    "data-original-title",
    "data-title",
    "data-absolute",
    "data-tip",
    "data-content",
    "data-hover",
    "data-full",
    "data-full-date",
    "data-bs-original-title",
)
EDIT_TOKENS = re.compile(
    r"(?i)(^|[-_\s])(updated|modified|edited|redigerad|ändrad|andrad|last-?(active|seen|activity|post|reply))([-_\s]|$)"
)
PUBLISHED_TOKENS = re.compile(r"(?i)(^|[-_\s])(published|dt-published|publicerad|entry-date)([-_\s]|$)")
EDIT_LABEL = re.compile(
    r"(?i)(senast )?(uppdatera[dt]|ändra[dt]|redigera[dt]|last updated|last modified|updated|modified|edited)( den| on| at)?\s*:?"
)
"""What an element beside a time says, and nothing more, where the time is of a change."""
JOINED_LABEL = re.compile(
    r"(?i)(joined|join date|registered|member since|registrera[dt]|reg\.? ?datum|registreringsdatum|medlem sedan|blev medlem|gick med)\s*:?"
)
PICTURE_LABEL = re.compile(
    r"(?i)\b(?:foto|bild|film|video|photo|image)\s+(?:delat av|delad av|shared by|av|by)\s+(?P<name>.{2,80}?)\s+(?:den|on)\s+(?=\w*\s?\d)"
)
"""How picture grids label their squares: who and when."""
SENTENCE_END = re.compile(r"(?<![.\s]\w)[.!?]$")
"""A stop that ends a sentence, not an initial ("Anna K.", "Per d.y.")."""
SOMEBODY = re.compile(r"(?i)(^|\s)(av|by|från|from)\s*:?\s")
LAST = re.compile(r"(?i)\b(senast\w*|last|latest|most recent|edited|redigera\w*|updated|uppdatera\w*)\b")
"""What a sign beside a time says of it where it is not the time of the writing."""
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
YEAR = re.compile(r"\b(19|20)\d\d\b|['’]\d\d\b")
_A_DAY = timedelta(hours=26)
_INLINE = word_set("a abbr b bdi br button cite em i img small span strong sup svg time u")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LONGEST_BYLINE = 250
SHORT = 16
LONGEST_LINE = 120
LONGEST_SIGN = 70
"""Characters an element may hold and still only tell a time."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A time told by an element."""

    element: HtmlElement
    when: When


def signs_of(root: HtmlElement, now: datetime | None, *, weak: bool = False) -> dict[HtmlElement, Sign]:
    """Every innermost element that tells a time, with the finest telling of it and its wrappers.

    With `weak`, also short lines in which a date stands among a few other words ("av Anna, 3 november 2026").
    """
    found: dict[HtmlElement, Sign] = {}
    edits: list[Sign] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or (element.tag in SILENT and element.tag != "meta"):
            continue
        when = _told_by(element, now, weak=weak)
        if when is None:
            continue
        if _is_edit(element):
            edits.append(Sign(element, when))
            continue
        outer = next((above for above in _near(element) if above in found), None)
        if outer is not None:
            when = min((when, found.pop(outer).when), key=lambda each: each.coarseness)
        found[element] = Sign(element, when)
    _told_again(found, edits)
    _told_twice(found)
    _one_telling(found)
    return found


def _told_again(found: dict[HtmlElement, Sign], edits: list[Sign]) -> None:
    """Takes away what tells the very moment of a change again beside it, as for narrow screens."""
    for edit in edits:
        for above in _near(edit.element) if edit.when.precision in (MINUTE, SECOND) else ():
            beside = [each for each in above.iterdescendants() if each in found]
            for each in beside:
                if found[each].when.moment == edit.when.moment:
                    del found[each]
            if beside:
                break


def _near(element: HtmlElement) -> list[HtmlElement]:
    """The wrappers of an element that may tell the same time."""
    above: list[HtmlElement] = []
    parent = element.getparent()
    while parent is not None and len(above) < 4:
        above.append(parent)
        parent = parent.getparent()
    return above


def _told_by(element: HtmlElement, now: datetime | None, *, weak: bool) -> When | None:
    if element.tag == "meta":
        return (
            read_time(element.get("content") or "")
            if element.get("itemprop") in ("datePublished", "dateCreated", "uploadDate")
            else None
        )
    if element.tag == "img":
        alt = element.get("alt") or ""
        return find_time(alt, now) if PICTURE_LABEL.search(alt) and len(alt) < 300 else None
    text = _short_text(element)
    if text is None:
        return _before_its_change(element, now) or (
            (_in_byline(element, now) or _in_long_line(element, now)) if weak else None
        )
    told = [when for name in MACHINE_ATTRIBUTES if (value := element.get(name)) and (when := _machine(value, now))]
    spoken = read_time(text, now) if text else None
    clock = CLOCK.fullmatch(text) if len(text) <= 5 else None
    for name in SPOKEN_ATTRIBUTES:
        if (value := element.get(name)) and len(value) < 200:
            when = _with_epoch(value) or read_time(value, now) or (find_time(value, now) if spoken else None)
            told += [when] if when and not EDIT_WORDS.search(value) else []
            if clock and (when := find_time(value, now)) and when.precision in (MINUTE, SECOND):
                told = [_at_clock(when, int(clock[1]), int(clock[2]))]
    if spoken and not told and _is_running_text(element, spoken):
        return None
    if spoken:
        told.append(spoken)
    elif weak and not told and _is_line(element, text):
        when = find_time(text, now)
        told += [when] if when and not EDIT_WORDS.search(text) else []
    elif weak and not told and (when := _in_byline(element, now)):
        told.append(when)
    if not told and element.tag == "time" and text:
        when = find_time(text, now)
        told += [when] if when else []
    return min(told, key=lambda when: when.coarseness) if told else None


def _in_byline(element: HtmlElement, now: datetime | None) -> When | None:
    """The time that one piece of text between inline elements tells whole, of a longer line or of a heading.

    "(2) Av <a>Anna</a> den 3 november 2026 kl. 10.15 som svar på <a>1</a> <a>[länk]</a>": a name stands beside it, and it
    is told to the minute, as nobody writes it in running text.
    """
    pieces = [piece for piece in (element.text, *(child.tail for child in element)) if piece]
    dated = [piece for piece in pieces if len(piece) < 2 * LONGEST_SIGN and CLOCK.search(piece)]
    if len(dated) != 1 or not len(element) or sum(map(len, pieces)) > LONGEST_BYLINE:
        return None
    when = read_time(ANSWERING.split(dated[0])[0], now)
    named = any(child.tag in ("a", "b", "strong", "span", "cite") for child in element)
    if when is None or when.relative or when.precision not in (MINUTE, SECOND) or not named:
        return None
    inline = all(child.tag in _INLINE for child in element.iterdescendants())
    heads = element.tag in _HEADINGS
    return when if inline and (heads or not _in_words(element)) else None


def _in_long_line(element: HtmlElement, now: datetime | None) -> When | None:
    """The time of a line that says at more length what was done, by whom and when, to the minute."""
    text = flat(element.text_content()) if not len(element) else ""
    if not LONGEST_SIGN < len(text) <= LONGEST_LINE or not (
        SOMEBODY.search(text) and YEAR.search(text) and CLOCK.search(text)
    ):
        return None
    return find_time(text, now) if _is_line(element, text) and not EDIT_WORDS.search(text) else None


def _before_its_change(element: HtmlElement, now: datetime | None) -> When | None:
    """The time an element begins with, where all that follows in it is of a later change."""
    own = flat(element.text or "")
    when = read_time(own, now) if 8 <= len(own) <= LONGEST_SIGN and len(element) == 1 else None
    return when if when and EDIT_WORDS.search(" ".join(element[0].itertext())[:80]) else None


def _at_clock(label: When, hour: int, minute: int) -> When:
    """The moment nearest to a label's at which the page's own clock shows hour and minute: the label's may be the sender's."""
    local = label.moment.astimezone(STOCKHOLM)
    if (local.hour, local.minute) == (hour, minute):
        return label
    shown = local.replace(hour=hour, minute=minute, second=0)
    nearest = min((shown + timedelta(days=days) for days in (-1, 0, 1)), key=lambda each: abs(each - local))
    return When(nearest.astimezone(UTC), MINUTE)


def _told_twice(found: dict[HtmlElement, Sign]) -> None:
    """The same moment, or the same words, in two elements side by side, one for wide screens and one for narrow, is one
    telling: the first of the finest."""
    for element, sign in list(found.items()):
        before = element.getprevious()
        if before not in found or before.tag != element.tag:
            continue
        first = found[before]
        if first.when == sign.when:
            del found[element]
        elif flat(before.text_content()) == flat(element.text_content()):
            del found[element if first.when.coarseness <= sign.when.coarseness else before]


def _one_telling(found: dict[HtmlElement, Sign]) -> None:
    """A day, or the same day twice, beside its clock in one short line is one telling: the finest stays."""
    for element, sign in list(found.items()):
        if sign.when.precision != DAY or element not in found:
            continue
        for above in _near(element)[:2]:
            if _short_text(above) is None:
                break
            beside = [each for each in above.iterdescendants() if each in found]
            finest = min((found[each].when for each in beside), key=lambda when: when.coarseness)
            if len(beside) > 1 and all(_same_day(found[each], finest) for each in beside):
                words = flat(" ".join(above.itertext()))
                whole = " ".join(flat(" ".join(each.itertext())) for each in beside)
                kept = above if words == whole else next(each for each in beside if found[each].when is finest)
                for each in beside:
                    del found[each]
                found[kept] = Sign(kept, finest)
                break


def _same_day(sign: Sign, finest: When) -> bool:
    """Whether a sign may be of the finest's day; where it tells no year, of that day in any year."""
    moment = sign.when.moment
    if sign.when.precision == DAY and not YEAR.search(_short_text(sign.element) or ""):
        near = [finest.moment.year + years for years in (-1, 0, 1)]
        moment = min((_in_year(moment, year) for year in near), key=lambda each: abs(each - finest.moment))
    return abs(moment - finest.moment) < _A_DAY


def _in_year(moment: datetime, year: int) -> datetime:
    return moment.replace(year=year, day=min(moment.day, 28) if moment.month == 2 else moment.day)


def _is_running_text(element: HtmlElement, spoken: When) -> bool:
    """Whether words that could be a time are what somebody wrote: "för två dagar sedan" as a whole comment."""
    if element.tag == "time":
        return False
    if spoken.relative and element.tag in ("p", "blockquote"):
        return True
    return _in_words(element)


def _in_words(element: HtmlElement) -> bool:
    """Whether an element lies in what the markup names as the words of an item, and not only as the whole page's."""
    content = next((each for each in (element, *_near(element)) if is_content(each)), None)
    return content is not None and _is_words(content)


def _is_words(element: HtmlElement) -> bool:
    """Whether the markup names an element as the words of an item, and nothing closer in it."""
    return is_content(element) and not any(
        is_content(each) for each in element.iterdescendants() if isinstance(each.tag, str)
    )


def _machine(value: str, now: datetime | None) -> When | None:
    return read_epoch(value) or read_time(value, now)


def _with_epoch(value: str) -> When | None:
    """A time in words with the same in seconds after it, which has no zone to guess."""
    words, _, seconds = value.rpartition(" ")
    return read_epoch(seconds) if words and read_time(words) else None


def _is_line(element: HtmlElement, text: str) -> bool:
    """A line of its own that may hold a date among other words, but no heading and no running text.

    A distance ("för 3 veckor sedan") counts only at the line's edge, with a link or a "av" for whom it tells of: people
    write so too.
    """
    dated = bool(re.search(r"\b(19|20)\d\d\b|\d[:.]\d\d", text))
    told = dated or (
        ends_in_distance(text) and (bool(SOMEBODY.search(text)) or next(element.iter("a"), None) is not None)
    )
    return (
        len(text) >= 8
        and told
        and not any(_is_words(each) for each in (element, *_near(element)) if next(each.iter("p"), None) is not None)
        and element.tag not in ("h1", "h2", "h3", "title", "label", "option")
        and not SENTENCE_END.search(text)
        and "://" not in text
    )


def _label(element: HtmlElement) -> str:
    """What stands nearest before a time beside it, else after it, that is no time itself."""
    for siblings in (element.itersiblings(preceding=True), element.itersiblings()):
        for each in siblings:
            text = flat(each.text or "") if isinstance(each.tag, str) and not len(each) else ""
            if text and text != flat(element.text or ""):
                return text
    return ""


def _short_text(element: HtmlElement) -> str | None:
    """The element's whole text where it is short, None where it is longer than a time can be."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        length += len(piece.strip()) if len(piece) < SHORT else len(" ".join(piece.split()))
        if length > LONGEST_SIGN:
            return None
        pieces.append(piece)
    return " ".join(" ".join(pieces).split())


def _is_edit(element: HtmlElement) -> bool:
    """Whether the time is of a change or a visit, not of the writing."""
    if element.get("itemprop") in ("dateModified", "endDate", "startDate"):
        return True
    names = " ".join((element.get("class") or "", *(name for name in element.attrib if name.startswith("data-"))))
    if PUBLISHED_TOKENS.search(names):
        return False
    if EDIT_TOKENS.search(names):
        return True
    if any(
        LAST.search(part.get("title") or part.get("aria-label") or "") for part in element.iterdescendants("i", "span")
    ):
        return True
    if columns.LAST.search(columns.column_of(element)):
        return True
    parent = element.getparent()
    if parent is None:
        return False
    label = _label(element)
    if EDIT_LABEL.fullmatch(label) or JOINED_LABEL.fullmatch(label):
        return True
    before = (element.getprevious().tail if element.getprevious() is not None else parent.text) or ""
    return bool(EDIT_WORDS.search(before[-40:])) or bool(
        EDIT_TOKENS.search(parent.get("class") or "") and sum(bool(flat(each.text_content())) for each in parent) == 1
    )
