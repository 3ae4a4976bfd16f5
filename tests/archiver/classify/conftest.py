"""The rulebook is read once for all tests of the classifier."""

import pytest

from archiver.classify.rulebook import Rulebook, rulebook


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    return rulebook()
