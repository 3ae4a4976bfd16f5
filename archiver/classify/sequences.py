"""What stands beside what: a text as a row of concepts and small words, in pairs and threes.

*min mamma har fått stroke* and *vår farfar har fått cancer* are the same row, `kin har få diagnosis`, whatever their words; and
*många har cancer* is another. So the model can learn who is spoken of, and what is said, from turns of phrase it has met with
other words in them. A word that neither is a concept nor a small word is `·`.
"""

from archiver.classify.reading import Reading
from archiver.classify.words import stem

_SMALL = (
    "jag du ni vi han hon det den de min mitt mina vår vårt våra er ert era din ditt har hade haft är var blir blev blivit får fick "
    "fått kan ska skall vill måste inte ej aldrig på i till från hos med av för om att som när hur vad vem varför finns en ett ingen "
    "inga alla någon man och men så nu igen där här behöver bor går kommer hans hennes deras sin sitt sina skulle borde bara my your is "
    "has have was not the to in for with we you"
)
SMALL = frozenset(map(stem, _SMALL.split()))
"""Words that bind: their stems stand for themselves."""
_PASSED_OVER = (
    "capital generic first_person third_person question argue opinion praise policy info agree presence practical"
)
PASSED_OVER = frozenset(_PASSED_OVER.split())
"""Concepts that say less than another one of the same word."""
MOST_OF_A_WORD = 2
"""Concepts of one word that are told apart."""


def sequences(reading: Reading) -> list[str]:
    """The pairs and threes of a text's row, each once, in its order."""
    row = [("^",), *_row(reading), ("$",)]
    found: dict[str, None] = {}
    for place in range(len(row) - 1):
        for one in row[place]:
            for two in row[place + 1]:
                if not (one in "·^" and two in "·$"):
                    found[f"d:{one} {two}"] = None
                if place + 2 < len(row):
                    for three in row[place + 2]:
                        if (one == "·") + (two == "·") + (three == "·") < 2:
                            found[f"d:{one} {two} {three}"] = None
    return list(found)


def _row(reading: Reading) -> list[tuple[str, ...]]:
    said: list[list[str]] = [[] for _ in reading.words]
    for hit in reading.hits:
        for place in range(hit.first, hit.last + 1) if hit.first >= 0 else ():
            if hit.concept not in said[place]:
                said[place].append(hit.concept)
    row: list[tuple[str, ...]] = []
    for word, concepts in zip(reading.words, said, strict=True):
        telling = [c for c in concepts if c not in PASSED_OVER] or concepts
        if telling:
            step = tuple(telling[:MOST_OF_A_WORD])
            if row and row[-1] == step:
                continue
        else:
            step = (word.stem if word.stem in SMALL else "·",)
        row.append(step)
    return row
