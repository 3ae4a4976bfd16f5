"""The last watch for personal identity numbers (numbers from Skatteverket's published test series)."""

import pytest

from archiver.export.names import folder_name
from archiver.export.personal_number import holds_personal_number


@pytest.mark.parametrize(
    "text",
    ["19900101-2385", "900101-2385", "9001012385", "199001012385", "Kim (900101 - 2385) ringde", "1990 01 01-2385"],
)
def test_valid_number_is_found_however_it_is_written(text):
    assert holds_personal_number(text)


@pytest.mark.parametrize(
    "text", ["900101-2386", "901301-2385", "KS-SM 2026:17", "0000-123 45", "212000-0142", "2026-11-22 21:43", ""]
)
def test_other_numbers_are_let_through(text):
    assert not holds_personal_number(text)


def test_folder_never_carries_a_personal_number():
    assert folder_name("SM 19900101-2385", "0f9d3f63") == "0f9d3f63"
    assert folder_name("KS-SM 2026:17", "0f9d3f63") == "KS-SM-2026-17"
    assert folder_name("ÄÖ/../2026:1", "0f9d3f63") == "AO-2026-1"
    assert folder_name("…", "0f9d3f63") == "0f9d3f63"
