"""The OCFL community's own fixtures: every good object good, every bad one bad with the specification's code."""

import re
from pathlib import Path

import pytest

from storage.ocfl.validate.object_rules import object_faults

FIXTURES = Path(__file__).resolve().parents[3] / "../shared/corpora/ocfl-fixtures"
CODES = re.compile(r"((?:[EW]\d{3}_)+)")


def objects(sort: str) -> list[Path]:
    if not FIXTURES.is_dir():
        return []
    return sorted(path for path in FIXTURES.glob(f"1.*/{sort}-objects/*") if path.is_dir())


def codes_in(name: str) -> set[str]:
    match = CODES.match(name)
    return set(match[1].strip("_").split("_")) if match else set()


def named(path: Path) -> str:
    return f"{path.parents[1].name}-{path.name}"


@pytest.mark.skipif(not FIXTURES.is_dir(), reason=f"{FIXTURES} is not there")
def test_all_fixtures_are_there() -> None:
    assert [len(objects(sort)) for sort in ("good", "warn", "bad")] == [22, 27, 107]


@pytest.mark.parametrize("path", objects("good"), ids=named)
def test_good_object_has_no_fault(path: Path) -> None:
    assert object_faults(path, digests=True) == []


@pytest.mark.parametrize("path", objects("warn"), ids=named)
def test_warned_object_has_its_warnings_and_no_error(path: Path) -> None:
    found = {fault.code for fault in object_faults(path, digests=True)}
    assert codes_in(path.name) <= found
    assert not [code for code in found if code.startswith("E")]


@pytest.mark.parametrize("path", objects("bad"), ids=named)
def test_bad_object_is_named_with_every_code(path: Path) -> None:
    found = {fault.code for fault in object_faults(path, digests=True)}
    assert codes_in(path.name) <= found
