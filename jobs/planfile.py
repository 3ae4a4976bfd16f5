"""A file (TOML) with rows of the informationshanteringsplan; every fault is named with its place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, Strict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from archiver.errors.usage import ConfigFault, UsageFault
from archiver.model import ItemKind
from archiver.records import Unsuitable
from archiver.retention.plan import CountedFrom, Disposal, Material, PlanRow
from archiver.text import Text
from jobs.tomlfile import read_toml

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_Months = Annotated[int, Strict(), Field(ge=0, le=1200)]


@dataclass(frozen=True, config=_STRICT)
class RowOfFile:
    """One `[[rad]]`, in the archivist's own words."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    titel: Annotated[str, Field(min_length=1)]
    gallras: Disposal = Disposal.PRESERVE
    avser: Material = Material.ITEM
    frist_från: CountedFrom = CountedFrom.OUTDATED
    frist_månader: _Months = 0
    inaktuell_efter_månader: _Months | None = None
    slag: tuple[ItemKind, ...] = ()
    riktning: tuple[str, ...] = ()
    konton: tuple[str, ...] = ()
    olämpligt: tuple[Unsuitable, ...] = ()
    bara_för_hand: Annotated[bool, Strict()] = False


@dataclass(frozen=True, config=_STRICT)
class PlanFile:
    """The whole file."""

    rad: tuple[RowOfFile, ...]


_ADAPTER = TypeAdapter(PlanFile)
_ROW = TypeAdapter(RowOfFile)


def read_plan_file(file: Path) -> tuple[PlanRow, ...]:
    """The rows of a file. Raises ConfigFault with every fault and its place."""
    return tuple(_row(one) for one in read_toml(file, _ADAPTER, ConfigFault).rad)


def row_of(given: Mapping[str, object]) -> PlanRow:
    """One row from the fields of a form, named as in the file. Raises UsageFault naming the fields that are wrong."""
    try:
        return _row(_ROW.validate_python(given))
    except ValidationError as fault:
        fields = ", ".join(sorted({str(error["loc"][0]).replace("_", " ") for error in fault.errors() if error["loc"]}))
        raise UsageFault(what=Text(f"rätta {fields}", f"correct {fields}")) from None


def _row(one: RowOfFile) -> PlanRow:
    return PlanRow(
        one.id,
        one.titel,
        one.avser,
        one.gallras,
        one.frist_från,
        one.frist_månader,
        one.inaktuell_efter_månader,
        one.slag,
        one.riktning,
        one.konton,
        one.olämpligt,
        one.bara_för_hand,
    )
