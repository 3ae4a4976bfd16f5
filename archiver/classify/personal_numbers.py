"""Personnummer and samordningsnummer in the ways people write them, and their foreign equivalents.

Read are: 10 and 12 digits with any or no separators, spaces in odd places, `O`, `l` for digits, digits in words, a
date of birth with "sista fyra" somewhere after it, a wrong check digit when the number is presented as one
(personnummerlagen/folkbokföringslagen 18 §; Skatteverket SKV 704: check digit by Luhn; samordningsnummer day + 60).
Turned away are OCR, giro, organisation, case, invoice, phone and article numbers, unless one has both the shape of a
personnummer and its check digit: whatever it is called, it then tells who somebody is (that of a sole trader is one).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from archiver.classify.digits import DigitRun, digit_runs, digits_after

CUE = re.compile(
    r"person\s?-?n(?:ummer|r|umret|umer|ummr)|personnumm|\bp-?nr\b|\bpers\.?\s?n(?:r|ummer)|sam(?:ordn(?:ings)?)?\.?\s?-?n(?:ummer|r|umret)|födelsenummer|"
    r"person(?:al)? (?:id(?:entity)? )?(?:number|no|id)|identity number|social security|\bssn\b|\bid[- ]?(?:nummer|nr|number)|henkilötunnu|\bhetu|sosiaaliturva|"
    r"personnumer|fødselsnum|\bfnr\b|førerkort|\bd-nummer|\bp\.?-?numm|cpr|pesel|الرقم الشخصي|رقم شخصي|رقمي الشخصي|lambar(?:k|ka)?\w*|персональн\w* номер|особист\w* номер|"
    r"personnúmer|رقم الهوية|numer personalny|número personal|شماره شخصی|kişisel numara|persunnummer|\bpn\b|\bpnr"
)
SOFT_CUE = re.compile(
    r"\bfödd?\b|sista (?:fyra|4|siffr)|siffr|\bborn\b|logga in|\bnumret\b|mitt n(?:r|ummer)\b|mitt id|bank-?id|skriv (?:upp|in) mig|syntynyt|"
    r"legitimation|\bheter\b|\bnamn\b|\bname\b|\bkötid|anmäl\w* (?:mig|min|vår)|\bsökande|folkbok|inskriv\w*|sätt upp mig|listan"
)
VETO = re.compile(
    r"\bocr\b|bankgiro|\bbg\b|plusgiro|\bpg\b|\bgiro|org\.?\s?-?\s?n(?:r|ummer)|organisationsn|\borgnr|momsreg|\bvat\b|\bdnr\b|diarien|ärende|\bmål\b|"
    r"faktura|kund(?:nr|nummer|n)|\border|telefon|\btel\b|\btfn\b|\bring\b|\bringa\b|\bmobil|\bsms\b|swish|\bean\b|artikel|art\.?\s?nr|\bref\b|referens|isbn|"
    r"\bkonto|clearing|bokning|serien|anläggnings|kolli|spårning|medlems(?:nr|nummer)|lånekort|mätar|\blot(?:t|nr)|\bvin\b|streckkod|"
    r"mätpunkt|\bgln\b|postnord|paket|\bpuh\b|y-?tunnus|viitenumero|invoice|phone|case n|reference|\bdiff\b|koordinat|fastighetsb"
)
LAST_FOUR = re.compile(
    r"(?:(?:de |mina |hans |hennes |dom )?(?:fyra|4) sista|(?:fyr|fem) sist'|sista (?:fyra|4|siffrorna)|kontrollsiffr\w*|last (?:four|4)|slutsiffr\w*|"
    r"loppuosa|slutet|slutar (?:på|med)|avslutas med|ändelsen|siffrorna efter strecket|afarta (?:danbe|ugu dambeey\w*)|cuatro últimos|últimos cuatro|"
    r"الأرقام الأربعة الأخيرة|останні чотири|cztery ostatnie|ostatnie cztery|letzten vier|fire siste|sidste fire)"
)
PERHAPS_FOUR = re.compile(r"\b(?:sista|resten)\b")
"""Only beside a date of birth."""
FOUR_AT_THE_END = re.compile(r"(?<![\d.-])(?!19|20)\d{4}(?:an)? (?:på|i) slutet?\b")
WITHIN = 25
"""How far after such words the four digits stand, characters."""
NO_LAST_FOUR = re.compile(r"kort|konto|telefon|mobil|ocr|faktura|kod|slutet (?:av|på) (?:19|20)\d\d\b")
"""What four digits are instead, where no date of birth stands in the text: those of a card, an account, a year."""
BIRTH = re.compile(r"(?<!\d)(?:(?:19|20)\d\d[-./ ]?\d\d[-./ ]?\d\d|\d\d[-./ ]?\d\d[-./ ]?\d\d)(?!\d)")
CLOCKED = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d[ t]{1,3}(?:[01]\d|2[0-3])[:.][0-5]\d(?!\d)")
"""A day and a time of day."""
HETU = re.compile(r"(?<![\w])(\d{2})(\d{2})(\d{2})\s?[-+a-fu-y]\s?(\d{3})([0-9a-fhj-np-rt-y])(?!\w)")
FODSELSNUMMER = re.compile(r"(?<!\d)(\d{2}) ?(\d{2}) ?(\d{2})[ -]?(\d{3} ?\d{2})(?!\d)")
"""Also a D-number: day + 40."""
CPR = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})-(\d{4})(?!\d)")
NINO = re.compile(r"\b[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\d\d ?\d\d ?\d\d ?[a-d]\b")
SSN = re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")
PASSPORT = re.compile(
    r"(?:passnummer|passport (?:number|no)|pass\s?nr|رقم جواز|lma-?(?:kort)?(?:nummer|nr)?|dossiernummer)\W{0,8}([a-z]{0,2}\d{6,9})\b"
)
FOREIGN_CUE = re.compile(
    r"cpr|dansk|danish|fødsel|norsk|norwegian|personnummer|personal|pesel|pol[sk]|henkilö|hetu|isikukood|estn|asmens|lit"
)


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """Where a personal number stands in the normalised text (end exclusive), of which kind, and how sure (0–1)."""

    start: int
    end: int
    kind: str
    """`personnummer`, `samordningsnummer`, `födelsetid och sista fyra` or the country's name for its own."""
    confidence: float


def personal_numbers(text: str, year: int) -> list[PersonalNumber]:
    """All personal numbers in a normalised text; `year` is the present one. Empty when there is none."""
    found: list[PersonalNumber] = []
    runs = digit_runs(text)
    for run in runs:
        hit = _swedish(text, run, year)
        if hit:
            found.append(hit)
    others = [*_last_four(text), *(_foreign(text) if any(c.isdigit() for c in text) else ())]
    for hit in others:
        if not any(hit.start < f.end and f.start < hit.end for f in found):
            found.append(hit)
    return sorted(found, key=lambda n: n.start)


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others (SKV 704)."""
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _dated(digits: str, year: int) -> str:
    """`personnummer`, `samordningsnummer`, or nothing when the digits can't be either."""
    if len(digits) == 12:
        full = int(digits[:4])
        if not 1880 <= full <= year:
            return ""
        digits = digits[2:]
    month, day = int(digits[2:4]), int(digits[4:6])
    if not 1 <= month <= 12:
        return ""
    if 1 <= day <= 31:
        return "personnummer"
    return "samordningsnummer" if 61 <= day <= 91 else ""


def _swedish(text: str, run: DigitRun, year: int) -> PersonalNumber | None:
    before = text[max(0, run.start - 45) : run.start]
    around = before + " " + text[run.end : run.end + 40]
    cue = bool(CUE.search(around))
    nearest_veto = _last(VETO, before)
    vetoed = nearest_veto > _last(CUE, before)
    best: PersonalNumber | None = None
    worded = run.worded
    for digits, start, end, first, last in run.windows():
        kind = _dated(digits, year)
        if kind and not cue and CLOCKED.fullmatch(text[start:end]):
            continue
        right = luhn(digits[-10:])
        shaped = run.shaped(start, end)
        if not kind or (vetoed and not (cue and CUE.search(before)) and not (shaped and right)):
            continue
        whole = (first and last) or (shaped and run.apart(start, end))
        soft = worded or bool(SOFT_CUE.search(around))
        phone = digits.startswith("07") and len(digits) == 10 and not shaped
        if cue:
            confidence = 0.99 if right else 0.93
        elif not whole and not (worded and (first or last)):
            continue
        elif phone:
            confidence = 0.0
        elif right:
            confidence = 0.97 if len(digits) == 12 or shaped or soft else 0.85
        elif shaped and (len(digits) == 12 or run.plain_separator(start, end)):
            confidence = 0.85
        elif len(digits) == 12 or soft or (first and last and run.spread(digits)):
            confidence = 0.75
        else:
            confidence = 0.0
        if confidence and (best is None or confidence > best.confidence):
            best = PersonalNumber(start, end, kind, confidence)
    return best


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends, -1 without any."""
    place = -1
    for match in pattern.finditer(text):
        place = match.end()
    return place


def _last_four(text: str) -> list[PersonalNumber]:
    """A date of birth and, said apart, the last four; or only the last four of a personnummer."""
    found = []
    cues: Iterable[re.Match[str]] = LAST_FOUR.finditer(text)
    if BIRTH.search(text):
        cues = chain(cues, PERHAPS_FOUR.finditer(text))
    spans = [(m.start(), digits_after(text, m.end(), 4, WITHIN)) for m in cues]
    for start, end in [*((a, b) for a, b in spans if b), *(m.span() for m in FOUR_AT_THE_END.finditer(text))]:
        near = NO_LAST_FOUR.search(text[max(0, start - 30) : end + 15])
        birth = BIRTH.search(text)
        if birth and birth.end() <= start + 1:
            found.append(PersonalNumber(birth.start(), end, "födelsetid och sista fyra", 0.95))
        elif birth and birth.start() >= end:
            found.append(PersonalNumber(start, birth.end(), "födelsetid och sista fyra", 0.9))
        elif not near:
            found.append(PersonalNumber(start, end, "sista fyra", 0.7))
    return found


def _foreign(text: str) -> list[PersonalNumber]:
    found = []
    for m in HETU.finditer(text):
        number = int(m[1] + m[2] + m[3] + m[4])
        right = "0123456789abcdefhjklmnprstuvwxy"[number % 31] == m[5]
        if 1 <= int(m[1]) <= 31 and 1 <= int(m[2]) <= 12 and (right or not m[5].isdigit()):
            found.append(PersonalNumber(m.start(), m.end(), "henkilötunnus", 0.95 if right else 0.85))
    vetoed = VETO.search(text) and not CUE.search(text)
    for m in FODSELSNUMMER.finditer(text):
        digits = "".join(m.groups()).replace(" ", "")
        if not vetoed and (_norwegian(digits) or _pesel(digits) or CUE.search(text)) and 1 <= int(m[2]) % 20 <= 12:
            found.append(PersonalNumber(m.start(), m.end(), "utländskt personnummer", 0.85))
    for m in CPR.finditer(text):
        if 1 <= int(m[1]) <= 31 and 1 <= int(m[2]) <= 12 and FOREIGN_CUE.search(text):
            found.append(PersonalNumber(m.start(), m.end(), "CPR-nummer", 0.85))
    for pattern, kind in (
        (NINO, "National Insurance number"),
        (SSN, "Social Security number"),
        (PASSPORT, "passnummer"),
    ):
        found.extend(PersonalNumber(m.start(), m.end(), kind, 0.8) for m in pattern.finditer(text))
    cued = re.search(
        r"(?:pesel|isikukood|asmens kodas|bsn|codice fiscale|steuer-?id|dni|nie)\W{0,6}(?:(?:on|är|is|ist|to) )?([a-z0-9]{8,16})\b",
        text,
    )
    if cued and any(c.isdigit() for c in cued[1]):
        found.append(PersonalNumber(cued.start(), cued.end(), "utländskt personnummer", 0.9))
    return found


def _norwegian(digits: str) -> bool:
    """Both check digits of a fødselsnummer (modulo 11)."""
    d = [int(c) for c in digits]
    first = (11 - sum(a * b for a, b in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), d, strict=False)) % 11) % 11
    second = (11 - sum(a * b for a, b in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), d, strict=False)) % 11) % 11
    return first == d[9] and second == d[10]


def _pesel(digits: str) -> bool:
    """The check digit of a Polish PESEL."""
    d = [int(c) for c in digits]
    return (10 - sum(a * b for a, b in zip((1, 3, 7, 9, 1, 3, 7, 9, 1, 3), d, strict=False)) % 10) % 10 == d[10]
