"""Runs of digits as people write them: grouped, spaced, with letters for digits and with words for digits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = {
    "noll": "0", "nolla": "0", "nollan": "0", "ett": "1", "en": "1", "etta": "1", "ettan": "1", "två": "2", "tvåa": "2", "tvåan": "2",
    "tre": "3", "trea": "3", "trean": "3", "fyra": "4", "fyran": "4", "fem": "5", "femma": "5", "femman": "5", "sex": "6",
    "sexa": "6", "sexan": "6", "sju": "7", "sjua": "7", "sjuan": "7", "åtta": "8", "åttan": "8", "nio": "9", "nia": "9", "nian": "9", "nie": "9", "tie": "10",
}  # fmt: skip
_TEENS = {
    "tio": "10",
    "elva": "11",
    "tolv": "12",
    "tretton": "13",
    "fjorton": "14",
    "femton": "15",
    "sexton": "16",
    "sjutton": "17",
    "arton": "18",
    "nitton": "19",
}
_TENS = {"tjugo": 2, "tjuge": 2, "tju": 2, "trettio": 3, "tretti": 3, "fyrtio": 4, "förti": 4, "fyrti": 4, "femtio": 5, "femti": 5,
         "sextio": 6, "sexti": 6, "sjuttio": 7, "sjutti": 7, "åttio": 8, "åtti": 8, "nittio": 9, "nitti": 9}  # fmt: skip
_ENGLISH = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "oh": "0",
    "double": "",
}
_NUMBER_WORD: dict[str, str] = {**_ONES, **_TEENS, **_ENGLISH, **{word: f"{ten}0" for word, ten in _TENS.items()}}
_PIECES = sorted(
    {
        **{w: d for w, d in _ONES.items() if d in "123456789" and w not in ("en", "nie")},
        **_TEENS,
        **{w: f"{t}0" for w, t in _TENS.items()},
        **{f"{w}{o}": f"{t}{d}" for w, t in _TENS.items() for o, d in _ONES.items() if d in "123456789"},
        "hundra": "", "tusen": "", "noll": "0",
    }.items(),
    key=lambda pair: -len(pair[0]),
)  # fmt: skip
_SPELLED = re.compile("(?:" + "|".join(word for word, _ in _PIECES) + ")+")
_ONE_PIECE = re.compile("|".join(word for word, _ in _PIECES))
_PIECE_DIGITS = dict(_PIECES)
_LIKE_DIGIT = str.maketrans({"o": "0", "l": "1", "i": "1"})
_TOKEN = re.compile(r"[^\W_]+")
_JOIN = re.compile(
    r"\s{0,3}(?:(?:_|[^\w\s?!;()\"]){1,3}|streck|bindestreck|minus|pluss?|mellanslag|dash|then(?: dash(?: then)?)?|och|sen|sedan|sist|(?:å|o|och) (?:sen|sedan|sist)|därefter|osv)?\s{0,3}\Z"
)
_LOOKS = re.compile(r"(?=[oli\d]*\d)[oli\d]+\Z")
_HAS_NUMBER = re.compile(r"noll|ett|två|tre|fyr|fem|sex|sju|åtta|åtti|nio|nitt|zero|one|two|three|four|five|eight|nine")


_SHAPED = re.compile(
    r"(?:[\doli]{2}(?:[\doli]{2})?([-./]?)[\doli]{2}\1[\doli]{2} ?[-+/_] ?|[\doli]{4}-[\doli]{2}-)[\doli]{4}"
)
LEAST_WORDS = 4
"""Number words without which no ten digits are written in words alone (`nittonåttiosex`, `elva`, `tjugoett`, `tjugotre`, `åttiofem`)."""


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Groups of digits close together: (digits, start, end, in words)."""

    groups: tuple[tuple[str, int, int, bool], ...]
    text: str

    @property
    def start(self) -> int:
        return self.groups[0][1]

    @property
    def end(self) -> int:
        return self.groups[-1][2]

    @property
    def worded(self) -> bool:
        """Whether some of the digits are written in words."""
        return any(words for *_, words in self.groups)

    def windows(self) -> Iterator[tuple[str, int, int, bool, bool]]:
        """Stretches of whole groups that make 10 or 12 digits: digits, start, end, at the start, at the end of the run.

        Where digits are in words the borders between groups say little, so the last 10 digits are given as well.
        """
        count = len(self.groups)
        for i in range(count):
            digits = ""
            for j in range(i, count):
                digits += self.groups[j][0]
                if len(digits) > 12:
                    break
                if len(digits) in (10, 12):
                    yield digits, self.groups[i][1], self.groups[j][2], i == 0, j == count - 1
        if self.worded:
            whole = "".join(g[0] for g in self.groups)
            if len(whole) in (11, 13):
                yield whole[-10:], self.start, self.end, True, True

    def shaped(self, start: int, end: int) -> bool:
        """Whether a stretch looks like six or eight digits (or a date), a hyphen or plus, and four."""
        return bool(_SHAPED.fullmatch(self.text, start, end))

    def spread(self, digits: str) -> bool:
        """Whether the whole run is a date and four digits written apart, by twos or ones: `86 05 18 23 88`, `86 05 18 2388`.

        A telephone number written so begins with zero.
        """
        sizes = [len(group) for group, *_ in self.groups]
        return digits[0] != "0" and (
            (len(sizes) >= 5 and max(sizes) <= 2) or sizes in ([2, 2, 2, 4], [4, 2, 2, 4], [4, 2, 2, 2, 2])
        )

    def apart(self, start: int, end: int) -> bool:
        """Whether nothing but space or a mark that ends something stands between a stretch and other digits."""
        return self.text[start - 1 : start] in ("", " ", "\n", "(") and not re.match(
            r"[-./+]\d", self.text[end : end + 2]
        )

    def plain_separator(self, start: int, end: int) -> bool:
        """Whether that hyphen stands right between the digits."""
        return " " not in self.text[start:end]


def digits_after(text: str, start: int, count: int, within: int) -> int:
    """Where `count` digits end that begin at most `within` characters after `start`, in figures or words; 0 where there are none."""
    digits, end = "", start
    for match in _TOKEN.finditer(text, start, start + within + 40):
        group = _group(match)
        if group is None or (digits and not _JOIN.match(text[end : match.start()])):
            if digits or match.start() > start + within:
                return 0
            continue
        digits, end = digits + group[0], group[2]
        if len(digits) >= count:
            return end if len(digits) == count else 0
    return 0


def digit_runs(text: str) -> list[DigitRun]:
    """The runs of at least ten digits in a normalised text."""
    if not any(map(str.isdigit, text)) and len(_HAS_NUMBER.findall(text)) < LEAST_WORDS:
        return []
    runs: list[DigitRun] = []
    groups: list[tuple[str, int, int, bool]] = []

    def close() -> None:
        if sum(len(g[0]) for g in groups) >= 10:
            runs.append(DigitRun(tuple(groups), text))
        groups.clear()

    for match in _TOKEN.finditer(text):
        group = _group(match)
        if group is None:
            if groups and not _JOIN.match(text[groups[-1][2] : match.end()] + " "):
                close()
            continue
        if groups and not _JOIN.match(text[groups[-1][2] : match.start()]):
            close()
        groups.append(group)
    close()
    return runs


def _group(match: re.Match[str]) -> tuple[str, int, int, bool] | None:
    word = match.group()
    if word.isdigit() and word.isascii():
        return word, match.start(), match.end(), False
    if _LOOKS.match(word) and len(word) > 1:
        return word.translate(_LIKE_DIGIT), match.start(), match.end(), False
    if word in _NUMBER_WORD:
        return _NUMBER_WORD[word], match.start(), match.end(), True
    if _SPELLED.fullmatch(word):
        digits = "".join(_PIECE_DIGITS[p] for p in _ONE_PIECE.findall(word))
        return digits, match.start(), match.end(), True
    led = re.fullmatch(r"(?:se|nr|pnr|pn)(\d{6,12})", word)
    if led:
        return led[1], match.end() - len(led[1]), match.end(), False
    digits_and_letters = re.fullmatch(r"(\d{6,12})[a-zåäö]{1,3}", word)
    if digits_and_letters:
        return digits_and_letters[1], match.start(), match.start() + len(digits_and_letters[1]), False
    return None
