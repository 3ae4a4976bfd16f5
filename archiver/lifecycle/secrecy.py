"""Second axis, secrecy (OSL 5:5): none, suspected, marked, tested.

Suspected is what a rule or a person fears; it hides the record at once. Marked is sekretessmarkering with its three
facts: a warning, not a judgement, and tested again at every request. Tested means that a harm test has been made and
found that the record may be given out. Whatever is suspected or marked must be registered (OSL 5:1), so a mark comes
after the registration: capture, register, mark, remove. A mark put on by mistake is taken back to the suspicion, so that
nothing is shown while somebody thinks again.
"""

from archiver.lifecycle.item_facts import GROUND, ItemFacts, Need
from archiver.lifecycle.table import Step, Table, together
from archiver.model import Role
from archiver.records import Registration, Secrecy
from archiver.text import Text

_DECIDERS = frozenset({Role.REGISTRAR, Role.ARCHIVIST})
_ANYBODY_WHO_READS = _DECIDERS | {Role.ACCOUNT_OWNER, Role.COMMUNICATOR, Role.INFORMATION_OFFICER, Role.MANAGER}

THREE_FACTS: tuple[tuple[str, Text], ...] = (
    ("provision", Text("tillämplig bestämmelse", "the provision")),
    ("noted_at", Text("dagen då anteckningen gjordes", "the day of the note")),
    ("authority", Text("myndigheten som gjort anteckningen", "the authority that made the note")),
)
"""OSL 5:5 second paragraph."""


def missing_facts(facts: ItemFacts) -> tuple[Text, ...]:
    """Which of the three facts the given mark lacks."""
    mark = facts.mark
    if mark is None:
        return tuple(text for _, text in THREE_FACTS)
    there = {
        "provision": bool(mark.provision.strip()),
        "noted_at": mark.noted_at <= facts.now,
        "authority": bool(mark.authority.strip()),
    }
    return tuple(text for key, text in THREE_FACTS if not there[key])


THREE_FACTS_THERE = Need(
    "three_facts",
    lambda facts: not missing_facts(facts),
    Text("någon av sekretessmarkeringens tre uppgifter saknas", "one of the secrecy mark's three facts is missing"),
    "OSL 5:5",
    lambda facts: together(
        Text(f"sekretessmarkeringen saknar {fact.sv}", f"the secrecy mark lacks: {fact.en}")
        for fact in missing_facts(facts)
    ),
)
REGISTERED_FIRST = Need(
    "registered_first",
    lambda facts: facts.record.axes.registration is Registration.REGISTERED,
    Text("handlingen ska diarieföras först", "the record must be registered first"),
    "OSL 5:1",
)

SECRECY = Table(
    "secrecy",
    Text("Sekretess", "Secrecy"),
    Secrecy.NONE,
    (
        Step(
            "misstänk",
            Text("misstänka sekretess och dölja handlingen", "suspect secrecy and hide the record"),
            frozenset({Secrecy.NONE, Secrecy.TESTED}),
            Secrecy.SUSPECTED,
            _ANYBODY_WHO_READS,
            "OSL 5:5",
            observed=True,
        ),
        Step(
            "markera",
            Text("sekretessmarkera handlingen", "mark the record as secret"),
            frozenset(Secrecy),
            Secrecy.MARKED,
            _DECIDERS,
            "OSL 5:5",
            (REGISTERED_FIRST, THREE_FACTS_THERE),
        ),
        Step(
            "ta_tillbaka",
            Text("ta tillbaka markeringen men behålla misstanken", "take the mark back but keep the suspicion"),
            frozenset({Secrecy.MARKED}),
            Secrecy.SUSPECTED,
            _DECIDERS,
            "OSL 5:5",
            (GROUND,),
        ),
        Step(
            "avfärda",
            Text("avfärda misstanken eller ta bort markeringen", "dismiss the suspicion or lift the mark"),
            frozenset({Secrecy.NONE, Secrecy.SUSPECTED, Secrecy.MARKED}),
            Secrecy.NONE,
            _DECIDERS,
            "OSL 5:5",
            (GROUND,),
        ),
        Step(
            "pröva",
            Text("pröva och finna att handlingen kan lämnas ut", "test and find that the record may be given out"),
            frozenset(Secrecy),
            Secrecy.TESTED,
            _DECIDERS,
            "TF 2:15–16, OSL 6:3",
            (GROUND,),
        ),
    ),
)
