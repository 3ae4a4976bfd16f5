"""Who delivers: the municipality as a package names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Municipality:
    """Who delivers. `organisation_number` is `NNNNNN-NNNN`; `archive_creator` the arkivbildare, the municipality if empty."""

    name: str
    organisation_number: str = ""
    archive_creator: str = ""
    contact: str = ""
    """A function, not a person: `Registrator`."""
    email: str = ""
    phone: str = ""
    address: str = ""
    web: str = ""

    @property
    def creator(self) -> str:
        """The records creator (arkivbildare)."""
        return self.archive_creator or self.name
