"""What can be wrong with the archive beyond OCFL: shelf against journal, cards, time-stamps and copy. Our own codes.

J journal · S shelf against journal · D database · T time-stamps · C the copy.
"""

from archiver.text import Text
from storage.ocfl.validate.fault import Fault

MEANINGS: dict[str, Text] = {
    "J001": Text("en journalrad är ändrad", "a journal line was changed"),
    "J002": Text(
        "journalens kedja är bruten: en rad är borttagen, tillagd eller flyttad",
        "the journal's chain is broken: a line was removed, added or moved",
    ),
    "J003": Text("ett journalsegment saknas", "a journal segment is missing"),
    "J004": Text(
        "ett journalsegment är ändrat, eller ett före det är borttaget eller utbytt",
        "a journal segment was changed, or one before it removed or replaced",
    ),
    "J005": Text("journalens slut är avklippt", "the end of the journal was cut off"),
    "S001": Text(
        "ett objekt eller en version som journalen inte känner", "an object or version the journal does not know"
    ),
    "S002": Text(
        "objektets inventory.json är inte den som journalen intygar",
        "the object's inventory.json is not the one the journal vouches for",
    ),
    "S003": Text(
        "ett objekt eller en version som journalen känner saknas", "an object or version of the journal is missing"
    ),
    "S004": Text("det som gallrats ligger åter på hyllan", "what was weeded lies on the shelf again"),
    "S005": Text("tingets dokument går inte att läsa", "the thing's document can't be read"),
    "D001": Text("kortregistret har inte följt med hyllan", "the cards are not in step with the shelf"),
    "D002": Text("ett kort stämmer inte med hyllan", "a card does not agree with the shelf"),
    "T001": Text("en tidsstämpel stämmer inte", "a time-stamp does not verify"),
    "T002": Text("en tidsstämpel gäller ett journalsegment som saknas", "a time-stamp is of a segment that is missing"),
    "C001": Text("kopian saknar ett objekt", "the copy lacks an object"),
    "C002": Text("kopians objekt skiljer sig från hyllans", "the copy's object differs from the shelf's"),
    "C003": Text("kopian har ett objekt som inte finns på hyllan", "the copy has an object the shelf does not have"),
    "C004": Text("kopian går inte att nå", "the copy can't be reached"),
}


def fault(code: str, where: str) -> Fault:
    """A fault of ours at a place."""
    return Fault(code, where, MEANINGS[code])
