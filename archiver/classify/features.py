"""What the linear model sees of an item: words, parts of words, concepts, pairs of concepts, the thread, the shape.

Features are strings, so that the model's file can be read by a person. No digits and no names go into them: numbers
and first names are seen only as signs and concepts.
"""

from archiver.classify.context import Context
from archiver.classify.families import BROAD, family_features
from archiver.classify.reading import Reading
from archiver.classify.sequences import sequences

ROLES = frozenset(("municipality", "company", "media"))
"""Who writes, where the page tells; anybody else is taken for a citizen, as most who write to a municipality are."""
_NAMES = frozenset(("first_name", "full_name"))
_QUIET = BROAD | {"capital", "digits4", "number_long"}


def features(reading: Reading, reply: Reading | None, context: Context) -> tuple[list[str], list[str]]:
    """Two lists: lexical features (to be weighed by 1/√n), and structural ones (to be weighed 1 each)."""
    return _lexical(reading) + sequences(reading), _structural(reading, reply, context)


def _lexical(reading: Reading) -> list[str]:
    names = {place for h in reading.hits if h.concept in _NAMES for place in range(h.first, h.last + 1)}
    found: dict[str, None] = {}
    before = "^"
    for place, word in enumerate(reading.words):
        form = word.form
        if place in names or not form.isalpha():
            before = "#"
            continue
        stem = word.stem
        found["w:" + stem] = None
        found[f"b:{before} {stem}"] = None
        before = stem
        length = len(form)
        if length > 5:
            found["p:" + form[:5]] = None
            found["u:" + form[-5:]] = None
            if length > 8:
                found["p:" + form[:7]] = None
    if reading.words:
        found[f"b:{before} $"] = None
    return list(found)


def _structural(reading: Reading, reply: Reading | None, context: Context) -> list[str]:
    present = sorted(reading.by_concept)
    found = ["1"]
    found.extend("c:" + c for c in present)
    found.extend("c2:" + c for c in present if len({h.start for h in reading.by_concept[c]}) > 1)
    paired = [c for c in present if c not in _QUIET]
    for i, one in enumerate(paired):
        found.extend(f"cc:{one}+{other}" for other in paired[i + 1 :])
    found.append("role:" + (context.author_role if context.author_role in ROLES else "citizen"))
    found.append("kind:" + context.kind)
    size = _size(len(reading.words))
    found.extend(_shape(reading, size))
    found.extend(family_features(reading, size, context.kind))
    if reading.language not in ("sv", "und"):
        found.append("foreign")
        found.append("lang:" + reading.language)
    if reading.numbers:
        found.append("number")
    if reply is None:
        found.append("no_reply")
    else:
        found.append("reply")
        found.extend("rc:" + c for c in sorted(reply.by_concept))
        if len(reading.words) <= 8:
            found.extend("rs:" + c for c in sorted(reply.by_concept))
    if context.author_role == "municipality":
        found.extend("mc:" + c for c in present)
    return found


_SIZES = (0, 1, 2, 4, 7, 12, 20, 35)


def _size(count: int) -> str:
    """How long a text of so many words is, in steps."""
    return next((str(limit) for limit in _SIZES if count <= limit), "99")


def _shape(reading: Reading, size: str) -> list[str]:
    count = len(reading.words)
    text = reading.original
    found = ["len:" + size]
    stripped = text.rstrip(" )😂😊🙏👍")
    if stripped.endswith("?"):
        found.append("ends?")
        found.append("len?:" + size)
    if "?" in text:
        found.append("has?")
    if "!" in text:
        found.append("has!")
    if count and text.isupper():
        found.append("shout")
    if "face" in reading.by_concept and count <= 3:
        found.append("mostly_faces")
    if any(c.isdigit() for c in text):
        found.append("has_digit")
    for c in ("addressed_request", "question", "place", "kin", "first_name", "capital", "generic"):
        if c not in reading.by_concept:
            found.append("no:" + c)
    return found
