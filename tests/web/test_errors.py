"""Every fault of the tree has a web status that fits its exit code, a title, and no advice about commands."""

from collections.abc import Iterator

import pytest

from archiver import errors as tree
from web.errors import ADVICE, STATUSES, TITLES


def classes(of: type[tree.SomearkivError] = tree.SomearkivError) -> Iterator[type[tree.SomearkivError]]:
    yield of
    for child in of.__subclasses__():
        yield from classes(child)


@pytest.mark.parametrize("fault", sorted(set(classes()), key=lambda one: one.__name__), ids=lambda one: one.__name__)
def test_every_fault_has_a_status_and_a_title(fault: type[tree.SomearkivError]) -> None:
    assert fault.web_status in STATUSES[fault.exit_code]
    assert fault.web_status in TITLES


def test_no_advice_of_the_web_speaks_of_commands() -> None:
    assert not [advice for advice in ADVICE.values() if "somearkiv" in advice.sv]
