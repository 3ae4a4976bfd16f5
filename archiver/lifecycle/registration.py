"""First axis, registration (OSL 5:1–2): registered, kept in order, or obviously of minor importance."""

from archiver.lifecycle.item_facts import GROUND, ItemFacts, Need
from archiver.lifecycle.table import Step, Table, together
from archiver.model import Role
from archiver.records import Registration, Secrecy
from archiver.text import Text

_REGISTRAR = frozenset({Role.REGISTRAR})
_READERS = frozenset({Role.REGISTRAR, Role.ARCHIVIST})

FOUR_FACTS: tuple[tuple[str, Text], ...] = (
    ("received_at", Text("datum då handlingen kom in eller upprättades", "date received or drawn up")),
    ("designation", Text("diarienummer eller annan beteckning", "registration number or other designation")),
    ("sender", Text("avsändare eller mottagare", "sender or recipient")),
    ("about", Text("i korthet vad handlingen rör", "briefly what it concerns")),
    ("public_about", Text("vad handlingen rör i den offentliga versionen", "what it concerns, public version")),
)
"""The facts of OSL 5:2 first paragraph, and what the public version of the register can't do without."""


def missing_facts(facts: ItemFacts) -> tuple[Text, ...]:
    """Which of the four facts the given entry lacks, in words."""
    lacking = missing_keys(facts)
    return tuple(text for key, text in FOUR_FACTS if key in lacking)


def missing_keys(facts: ItemFacts) -> tuple[str, ...]:
    """Which of the four facts the given entry lacks. Either sender or recipient is enough (OSL 5:2, third fact)."""
    entry = facts.entry
    if entry is None:
        return tuple(key for key, _ in FOUR_FACTS)
    there = {
        "received_at": entry.received_at <= facts.now,
        "designation": bool(entry.designation.strip()),
        "sender": bool(entry.sender.strip() or entry.recipient.strip()),
        "about": bool(entry.about.strip()),
        "public_about": bool(entry.public_about.strip()),
    }
    return tuple(key for key, _ in FOUR_FACTS if not there[key])


FOUR_FACTS_THERE = Need(
    "four_facts",
    lambda facts: not missing_facts(facts),
    Text("någon av diarieanteckningens fyra uppgifter saknas", "one of the register entry's four facts is missing"),
    "OSL 5:2",
    lambda facts: together(
        Text(f"diarieanteckningen saknar {fact.sv}", f"the register entry lacks: {fact.en}")
        for fact in missing_facts(facts)
    ),
)
SAME_DESIGNATION = Need(
    "same_designation",
    lambda facts: (
        facts.entry is None
        or facts.record.register_entry is None
        or facts.entry.designation == facts.record.register_entry.designation
    ),
    Text("beteckningen i diariet kan inte bytas", "the designation in the register can't be changed"),
    "OSL 5:2",
)
NOT_SECRET = Need(
    "not_secret",
    lambda facts: facts.record.axes.secrecy not in (Secrecy.SUSPECTED, Secrecy.MARKED),
    Text(
        "en handling som är eller kan vara sekretessbelagd ska diarieföras",
        "a record that is or may be secret must be registered",
    ),
    "OSL 5:1",
)

REGISTRATION = Table(
    "registration",
    Text("Registrering", "Registration"),
    Registration.KEPT_IN_ORDER,
    (
        Step(
            "diarieför",
            Text("diarieföra handlingen", "register the record"),
            frozenset({Registration.KEPT_IN_ORDER, Registration.MINOR}),
            Registration.REGISTERED,
            _REGISTRAR,
            "OSL 5:1",
            (FOUR_FACTS_THERE, SAME_DESIGNATION),
        ),
        Step(
            "rätta_anteckningen",
            Text("rätta eller komplettera diarieanteckningen", "correct or complete the register entry"),
            frozenset({Registration.REGISTERED}),
            Registration.REGISTERED,
            _REGISTRAR,
            "OSL 5:2",
            (FOUR_FACTS_THERE, SAME_DESIGNATION),
        ),
        Step(
            "håll_ordnad",
            Text("hålla handlingen ordnad utan att diarieföra den", "keep the record in order without registering it"),
            frozenset({Registration.KEPT_IN_ORDER, Registration.MINOR}),
            Registration.KEPT_IN_ORDER,
            _READERS,
            "OSL 5:1 tredje stycket",
            (NOT_SECRET,),
        ),
        Step(
            "anse_ringa",
            Text(
                "anse handlingen uppenbart vara av ringa betydelse",
                "hold the record obviously to be of minor importance",
            ),
            frozenset({Registration.KEPT_IN_ORDER, Registration.MINOR}),
            Registration.MINOR,
            _READERS,
            "OSL 5:1 fjärde stycket",
            (NOT_SECRET,),
        ),
        Step(
            "makulera_anteckningen",
            Text("makulera en felaktig diarieanteckning", "annul a mistaken register entry"),
            frozenset({Registration.REGISTERED}),
            Registration.KEPT_IN_ORDER,
            _REGISTRAR,
            "OSL 5:1",
            (GROUND, NOT_SECRET),
        ),
    ),
)
