"""Every fault of the tree has a web status that fits its exit code, a title, and no advice about commands."""

import pytest

from archiver.errors.error import SomearkivError
from archiver.errors.registry import faults
from web.errors import ADVICE, STATUSES, TITLES


@pytest.mark.parametrize("fault", list(faults()), ids=lambda one: one.__name__)
def test_every_fault_has_a_status_and_a_title(fault: type[SomearkivError]) -> None:
    assert fault.web_status in STATUSES[fault.exit_code]
    assert fault.web_status in TITLES


def test_no_advice_of_the_web_speaks_of_commands() -> None:
    assert not [advice for advice in ADVICE.values() if "somearkiv" in advice.sv]
