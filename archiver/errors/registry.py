"""Every fault of the tree, for those who list them all: the guide of the interface, and the tests."""

from collections.abc import Iterator
from types import ModuleType

from archiver.errors import error, notices, operation, outside, refused, sign_in, usage
from archiver.errors.error import SomearkivError

FILES: tuple[ModuleType, ...] = (error, usage, operation, refused, sign_in, outside, notices)


def faults(of: type[SomearkivError] = SomearkivError) -> Iterator[type[SomearkivError]]:
    """A fault and what is under it, as the tree is drawn: each before its own."""
    yield of
    names = {file.__name__ for file in FILES}
    for child in of.__subclasses__():
        if child.__module__ in names:
            yield from faults(child)
