"""Text as the rules read it: lower case, plain letters, disguises undone, with the way back to the original.

Every character of the normalised text knows which character of the original it came from, so that a finding can point
at the very words a person wrote. Undone are: Unicode look-alikes (NFKC, accents other than å ä ö é ü), zero-width and
soft-hyphen characters, letters spaced out to slip past a filter (`i d i o t`, `k-n-a-r-k`), and digits for letters
inside words (`1d10t`). Digits in numbers are never touched here; `personal_numbers` reads `O` for `0` itself.
"""

import re
import unicodedata
from dataclasses import dataclass

KEPT_ACCENTS = frozenset("åäöéüæøõšžąćęłńóśźżїієґ")
INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufe0e\ufe0f"
)
LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "€": "e", "!": "i"}

_PLAIN = re.compile(r"[\x20-\x7eåäöéüÅÄÖÉÜ\n–—’‘“”…´½°§]*\Z")
_SPACED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][ .\-_*·]){3,}[^\W\d_](?![^\W\d_])")
_LEET_WORD = re.compile(r"[a-zåäö0134570@$€!]{3,}")
_DOMAIN = re.compile(r"[\w-]*\.[a-z]{2,}")
"""After an at-sign: an e-mail address, not a letter in disguise."""
_CASE = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"}
)


Stretch = tuple[int, int]
"""Offsets in the original, end exclusive."""


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text. `origin[i]` is the stretch of the original that character i stands for, its accents with it; None
    when nothing moved."""

    text: str
    length: int
    """Of the original, in code points."""
    origin: tuple[Stretch, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original (end exclusive) of a stretch of the normalised text."""
        if self.origin is None:
            return start, min(end, self.length)
        if start >= len(self.origin):
            return self.length, self.length
        first = self.origin[start][0]
        return first, self.origin[min(end, len(self.origin)) - 1][1] if end > start else first


def normalise(text: str) -> Normal:
    """The text as the rules read it. Never fails, whatever characters it is given."""
    if _PLAIN.match(text):
        plain, origin = text.lower().translate(_CASE), None
    else:
        plain, moved = _unaccented(text)
        unmoved = len(moved) == len(text) and all(moved[i][0] == i for i in range(len(text)))
        origin = None if unmoved else tuple(moved)
    if _SPACED.search(plain):
        plain, origin = _unspaced(plain, origin)
    unmasked = _unleeted(plain)
    return Normal(unmasked, len(text), origin)


def _unaccented(text: str) -> tuple[str, list[Stretch]]:
    """Lower-case compatibility form without foreign accents, with the stretch each character came from."""
    out: list[str] = []
    origin: list[Stretch] = []
    for place, character in enumerate(text):
        if character in INVISIBLE:
            continue
        if unicodedata.combining(character) and out:
            joined = unicodedata.normalize("NFC", out[-1] + character)
            if len(joined) == 1 and joined in KEPT_ACCENTS:
                out[-1] = joined
            origin[-1] = (origin[-1][0], place + 1)
            continue
        for small in unicodedata.normalize("NFKC", character).lower().translate(_CASE):
            if small in KEPT_ACCENTS or ord(small) > 0x24F:
                out.append(small)
            else:
                first = unicodedata.normalize("NFD", small)[0]
                out.append(first)
            origin.append((place, place + 1))
    return "".join(out), origin


def _unspaced(plain: str, origin: tuple[Stretch, ...] | None) -> tuple[str, tuple[Stretch, ...]]:
    """Letters written one by one are drawn together: `d u m` → `dum`."""
    places = origin if origin is not None else tuple((i, i + 1) for i in range(len(plain)))
    out: list[str] = []
    kept: list[Stretch] = []
    at = 0
    for match in _SPACED.finditer(plain):
        out.append(plain[at : match.start()])
        kept.extend(places[at : match.start()])
        letters = range(match.start(), match.end(), 2)
        out.extend(plain[i] for i in letters)
        kept.extend(places[i] for i in letters)
        at = match.end()
    out.append(plain[at:])
    kept.extend(places[at:])
    return "".join(out), tuple(kept)


def _unleeted(plain: str) -> str:
    """Digits and signs standing for letters inside a word become letters: `1d10t` → `idiot`. Same length."""
    if not any(sign in plain for sign in "0134570@$€!"):
        return plain

    def word(match: re.Match[str]) -> str:
        found = match.group()
        body = found.rstrip("!")
        if "@" in body and _DOMAIN.match(plain, match.end()):
            return found
        inner = body[1:-1]
        letters = sum(c.isalpha() for c in body)
        signs = [c for c in inner if c in LEET]
        spelled = sum(c.isalpha() and c not in "oli" for c in body)
        mixed = (
            signs
            and spelled
            and letters >= 2
            and letters >= len(body) * 0.4
            and body[-1].isalpha()
            and not re.search(r"\d{3}|@.*[.]", body)
        )
        between = re.search(r"[a-zåäö][0134570@$€!]+[a-zåäö]", body)
        if not (mixed and between):
            return found
        return "".join(LEET.get(c, c) for c in body) + found[len(body) :]

    return _LEET_WORD.sub(word, plain)
