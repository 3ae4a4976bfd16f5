"""Signs that no word list can hold: addresses, amounts, old years, tags, capitalised names, masked swearing, faces.

Each sign is named like a concept and found by one pattern on the normalised text; what needs the original's capitals
gets it.
"""

import re
from collections.abc import Iterator, Sequence

from archiver.classify.lexicon import Hit
from archiver.classify.normalise import Normal
from archiver.classify.words import Word

_NUMBERED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "address_number",
        re.compile(
            r"\b[a-zåäöé]+(?:gatan|vägen|gata|gränd|stigen|backen|allén|torget|katu|tie|gården)s? (?:nr )?\d{1,3}(?: ?[a-h])?\b"
        ),
    ),
    ("old_year", re.compile(r"\b1[5-8]\d\d\b|\b19[0-7]\d\b|\b(?:[2-7]0)-?talet")),
    ("clock", re.compile(r"\bkl\.? ?\d{1,2}|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?- ?\d{1,2}\b(?! ?kr)")),
    (
        "amount",
        re.compile(r"\b\d[\d ]{0,12}(?:kr|kronor|:-|tkr|mkr|sek|euro|€|usd|miljoner|kr/\w+)(?:\b|(?<=-))|[$€]\s?\d"),
    ),
    ("percent", re.compile(r"\d ?(?:%|procent)")),
    ("digits4", re.compile(r"(?<![\d-])\d{4}(?![\d-])")),
    ("phone", re.compile(r"(?<!\d)(?:\+46|0)\d{1,3}[- ]\d[\d ]{4,9}\d|(?<!\d)07\d{8}(?!\d)")),
    ("giro", re.compile(r"bankgiro|plusgiro|\bbg\b|\bpg\b|\bocr\b|org\.?\s?nr|organisationsnummer|swish")),
    (
        "case_number",
        re.compile(
            r"(?:\b(?:dnr|diarien\w*|ärende(?:nr|nummer)?)\s?(?:[a-zåäö]{2,5} ?)?|\b(?!född|den|till|från|mars|sen|åren)[a-zåäö]{2,5} )(?:19|20)\d\d[-/:]\d{2,6}|\bdnr\b|\bref\.? ?(?:nr )?[\w-]*\d"
        ),
    ),
    (
        "date",
        re.compile(
            r"\b\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*|\b\d{1,2}/\d{1,2}\b|\b20\d\d-\d\d-\d\d\b|\bden \d{1,2}(?::?e|:?a)?\b"
        ),
    ),
    ("age", re.compile(r"\b(?:[5-9]\d|1[0-7]|[1-9]) ?(?:år\b|åring|-åring)|,\s?[5-9]\d,")),
    ("apartment", re.compile(r"\b(?:[1-9][a-h]|lgh ?\d+|trapp\w*|våning\w*|port \w+)\b")),
    ("number_long", re.compile(r"(?<!\d)\d{5,}(?!\d)")),
)
_LINK = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w-])[\w-]{1,63}\.(?:se|com|nu|net|org|io|exempel|ru|xyz|info|link|me|ly|tv|to|shop|click)\b(?:/\S*)?"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}")
_TAG = re.compile(r"(?<![\w.])@[\w.]+")
_HASHTAG = re.compile(r"#\w+")
_SIGNED = re.compile(r"(?:^|[\s.!?])/\s?[a-zåäö]")
_MASKED = re.compile(r"(?<![a-zåäö])[a-zåäö]{1,24}[*#@$%&!_\-.x•]{1,12}[*#@$%&!_\-.•a-zåäö]*")
_FACE = re.compile(
    "[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff❤♥]|(?<!\\w)[:;=x][-']?[)(dp/3|]+(?!\\w)|<3"
)
_AD_FACE = re.compile("[🔥💰💸🚀📲👇📈🤑✅💎]")
_KNIFE_FACE = re.compile("[🔪🔫💣☠⚰🪓🩸]")
_SWEARS = (
    "fan", "jävla", "jävlar", "jävel", "jäveln", "jävligt", "jävlarna", "helvete", "helvetes", "helvetet", "satan", "skit", "skita", "skiten", "kuk", "kuken",
    "fitta", "fittan", "fittor", "hora", "horan", "horor", "knulla", "röv", "rövhål", "arsle", "fuck", "fucking", "shit", "bitch", "asshole", "cunt", "dick",
    "vittu", "perkele", "saatana", "paska", "helvetti", "kurwa", "chuj", "fanskap", "jävlas", "horunge", "bullshit", "hell_", "skitsnack", "jävulskt", "motherfucker",
)  # fmt: skip
_NOT_NAMES = frozenset(("hans", "per", "love", "lo", "sam", "max", "tim", "kim", "nova", "saga", "linn", "jack", "urban", "tore", "dan", "neo", "stella", "viola",
                        "iris", "inge", "inga", "karl", "ester", "siv", "bo", "liv", "sten", "björn", "nina", "mona", "pia", "mia", "ola", "ali", "ida", "jan", "leo", "tom"))  # fmt: skip
_INFORMAL_NAMES = _NOT_NAMES - {"nina", "mona", "pia", "mia", "ola", "ali", "ida", "leo", "tom", "siv"}
_HAS_DIGIT = re.compile(r"\d")


def signs(normal: Normal, original: str, words: Sequence[Word]) -> list[Hit]:
    """The signs of a text, as hits with offsets in the normalised text (word numbers are −1: they are not words)."""
    text = normal.text
    found: list[Hit] = []
    if _HAS_DIGIT.search(text):
        for name, pattern in _NUMBERED:
            found.extend(Hit(name, m.start(), m.end(), -1, -1) for m in pattern.finditer(text))
    elif "giro" in text or "dnr" in text or "ocr" in text:
        found.extend(Hit("giro", m.start(), m.end(), -1, -1) for m in _NUMBERED[7][1].finditer(text))
    if "." in text or ":/" in text:
        found.extend(Hit("link", m.start(), m.end(), -1, -1) for m in _LINK.finditer(text))
    if "@" in original:
        found.extend(Hit("mail", m.start(), m.end(), -1, -1) for m in _MAIL.finditer(text))
        found.extend(Hit("tag", m.start(), m.end(), -1, -1) for m in _TAG.finditer(text))
    if "#" in text:
        found.extend(Hit("hashtag", m.start(), m.end(), -1, -1) for m in _HASHTAG.finditer(text))
    if "/" in text:
        found.extend(Hit("signed", m.start(), m.end(), -1, -1) for m in _SIGNED.finditer(text))
    found.extend(_masked(text))
    found.extend(_faces(text))
    found.extend(_capitals(normal, original, words))
    return found


def _masked(text: str) -> Iterator[Hit]:
    """Swear words with letters hidden: `f*n`, `h*lvete`, `j-vla`, `fxn`."""
    if not any(sign in text for sign in "*#@$%&!_-.x•"):
        return
    for match in _MASKED.finditer(text):
        form = match.group().rstrip(".!-_")
        if len(form) < 3 or (form.isalpha() and "x" not in form):
            continue
        if _unmasked(form):
            yield Hit("profanity", match.start(), match.start() + len(form), -1, -1)


def _unmasked(form: str) -> str:
    """The swear word a masked form stands for, or nothing."""
    pattern = "".join("." if c in "*#@$%&!_-.•x" else re.escape(c) for c in form)
    strict = pattern.count(".") <= len(form) - 2 or form[0] + form[-1] in ("fn", "kk", "ht", "hn")
    loose = re.sub(r"\.+", ".{1,4}", pattern)
    if not strict or (form.isalpha() and pattern.count(".") != 1):
        return ""
    for swear in _SWEARS:
        if len(swear) == len(form) and re.fullmatch(pattern, swear):
            return swear
        if "*" in form and re.fullmatch(loose, swear):
            return swear
    return ""


def _faces(text: str) -> Iterator[Hit]:
    if text.isascii() and not re.search(r"[:;=x<]", text):
        return
    for match in _FACE.finditer(text):
        yield Hit("face", match.start(), match.end(), -1, -1)
        if _AD_FACE.match(match.group()):
            yield Hit("face_ad", match.start(), match.end(), -1, -1)
        elif _KNIFE_FACE.match(match.group()):
            yield Hit("face_knife", match.start(), match.end(), -1, -1)


def _capitals(normal: Normal, original: str, words: Sequence[Word]) -> Iterator[Hit]:
    """Capitalised words inside a sentence, and two in a row: names of people and places."""
    before_end = 0
    before_capital = False
    for number, word in enumerate(words):
        start, end = normal.span(word.start, word.end)
        capital = original[start : start + 1].isupper() and not (end - start > 1 and original[start:end].isupper())
        between = original[before_end:start]
        opening = number == 0 or any(c in between for c in '.!?:\n"”»/•-–') or between.strip(" ,;()'&") != ""
        if capital and not opening and len(word.form) > 2:
            yield Hit("capital", word.start, word.end, number, number)
            if before_capital and between == " ":
                yield Hit("full_name", words[number - 1].start, word.end, number - 1, number)
        before_capital = capital
        before_end = end


def trusted_name(hit: Hit, normal: Normal, original: str) -> bool:
    """Whether a word that is also a first name is used as one: common words need their capital (`Hans`, `Per`)."""
    form = normal.text[hit.start : hit.end]
    start, _ = normal.span(hit.start, hit.end)
    capital = original[start : start + 1].isupper()
    if form in _INFORMAL_NAMES:
        return (capital and start > 0 and form not in ("hans", "per")) or (
            capital and original[:start].rstrip()[-1:] not in ("", ".", "!", "?")
        )
    if form in _NOT_NAMES:
        return capital
    return True
