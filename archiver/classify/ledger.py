"""The ledger of models: every candidate that was trained, how it compared, and who adopted which, when and why.

One document for the whole archive; nothing in it is ever removed, so that a proposal's `rulebook` can always be traced
to the model that made it, and an earlier model can be adopted again (rollback). The models themselves lie beside it as files.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

LEDGER = "modeller"
"""The id of the only ledger of an archive."""
DELIVERED = "levererad"
"""The name of the model that comes with the program."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trained model. `figures` are of the frozen items: measure → what the model in use reached, what this one reaches.

    `items`, `corrections`, `frozen`: how many texts it learned from, how many people's decisions were among them, how
    many it was compared on. `rules` is the fingerprint of the lexica and rules it was trained with; `against` the model in use then.
    """

    name: str
    made_at: datetime
    made_by: str
    items: int
    corrections: int
    frozen: int
    rules: str
    against: str
    figures: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Where the model lies in the ledger's object."""
        return f"models/{self.name}.json"


@dataclass(frozen=True, slots=True)
class Adoption:
    """A named person took a model into use; the last one holds."""

    name: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class ModelLedger:
    """All candidates and adoptions, oldest first."""

    id: str = LEDGER
    candidates: tuple[Candidate, ...] = ()
    adoptions: tuple[Adoption, ...] = ()

    @property
    def current(self) -> str:
        """The name of the model in use."""
        return self.adoptions[-1].name if self.adoptions else DELIVERED

    def candidate(self, name: str) -> Candidate | None:
        """A candidate by its name."""
        return next((one for one in self.candidates if one.name == name), None)

    def with_candidate(self, one: Candidate) -> "ModelLedger":
        """The ledger with one more candidate."""
        return replace(self, candidates=(*self.candidates, one))

    def with_adoption(self, one: Adoption) -> "ModelLedger":
        """The ledger with one more adoption."""
        return replace(self, adoptions=(*self.adoptions, one))

    def next_name(self, now: datetime) -> str:
        """A name no candidate has: the day and a running number."""
        day = f"modell-{now:%Y-%m-%d}"
        return f"{day}-{sum(one.name.startswith(day) for one in self.candidates) + 1}"
