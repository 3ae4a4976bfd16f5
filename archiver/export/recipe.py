"""What a delivery was made from: enough to make it once more, to the same bytes, from the archive alone.

It names kept things and the version each had, never what they say: what is weeded since can't be delivered again, and
nothing of it is left in the recipe. It is filed beside the delivery as `recipe.json`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter, ValidationError

from archiver.errors.operation import IntegrityFault
from archiver.export.delivery_profile import DeliveryProfile
from archiver.export.municipality import Municipality
from archiver.text import Text

FILE = "recipe.json"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A kept thing and the number of the version its object had."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """The whole of it; the lists in the order of the package. `request` is a disclosure's, None for other formats."""

    format: str
    made_at: datetime
    made_by: str
    named: bool
    recipient: str
    software: str
    municipality: Municipality
    items: tuple[Ingredient, ...]
    captures: tuple[Ingredient, ...]
    accounts: tuple[Ingredient, ...]
    stamps: tuple[Ingredient, ...]
    tested: tuple[Ingredient, ...]
    """The disclosures whose tests make the masked copies of a package."""
    open_threads: tuple[str, ...]
    attested_at: datetime | None = None
    profile: DeliveryProfile | None = None
    request: Ingredient | None = None


def to_bytes(recipe: Recipe) -> bytes:
    """The recipe as JSON, the same bytes for equal recipes."""
    return _adapter().dump_json(recipe, indent=2) + b"\n"


def from_bytes(data: bytes, where: str) -> Recipe:
    """The recipe read again. Raises IntegrityFault naming `where`."""
    try:
        return _adapter().validate_json(data)
    except ValidationError as fault:
        what = Text("leveransens recept går inte att läsa", "the delivery's recipe can't be read")
        raise IntegrityFault(where=where, what=what) from fault


@cache
def _adapter() -> TypeAdapter[Recipe]:
    return TypeAdapter(Recipe)
