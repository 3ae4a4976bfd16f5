"""What the demonstration is played with and what it has found so far; acting as one of the town's people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from archiver.lifecycle.rights import sight_of
from archiver.model import Person
from archiver.text import Text
from cli.commands.demo_cast import FOUNDER, REGISTRAR, Part
from cli.commands.demo_town.town import DemoTown
from cli.commands.demo_town.truth import Said, said
from cli.door import Door
from jobs.config import Config
from jobs.context import Context, utc_now
from jobs.harvest import HarvestReport
from storage.archive import Archive
from storage.database import items
from storage.database.items import ItemFilter, ItemRow


@dataclass
class Play:
    """One run. `faults` are what did not go as it should; an empty list at the end means that all of it worked."""

    door: Door
    folder: Path
    town: DemoTown
    config: Config
    archive: Archive
    moved: timedelta
    first: dict[str, HarvestReport] = field(default_factory=dict)
    second: dict[str, HarvestReport] = field(default_factory=dict)
    registered: list[str] = field(default_factory=list)
    """Ids of the items the registrar decided on."""
    designations: list[str] = field(default_factory=list)
    package: Path | None = None
    screenshot: Path | None = None
    faults: list[Text] = field(default_factory=list)

    def as_(self, who: Person = FOUNDER) -> Context:
        """What a job is given when this person acts."""
        return Context(self.config, self.archive, who, utc_now)

    def now(self) -> datetime:
        """The time now, aware, UTC."""
        return utc_now()

    def tell(self, text: Text, /, **facts: object) -> None:
        """One indented line under the step's heading."""
        self.door.tell(Text(f"   {text.sv}", f"   {text.en}"), **facts)

    def require(self, held: bool, otherwise: Text) -> None:
        """Note a fault, and say it at once, when something does not hold."""
        if not held:
            self.faults.append(otherwise)
            self.tell(Text(f"FEL: {otherwise.sv}", f"FAULT: {otherwise.en}"))

    def rows(self, who: Person = REGISTRAR, chosen: ItemFilter | None = None) -> list[ItemRow]:
        """The cards of items a person may see."""
        with self.archive.session() as session:
            return items.listed(session, chosen or ItemFilter(limit=None), sight_of(who))

    def truth(self, part: Part, *, turned: bool = False) -> dict[str, Said]:
        """What the town says on an account, by permalink."""
        url = self.town.url
        return {url + one.path: one for one in said(part.branch, turned=turned, moved=self.moved)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the demonstration: its heading, what it means to a municipality, and what is done."""

    heading: Text
    means: Text
    do: Callable[[Play], None]
