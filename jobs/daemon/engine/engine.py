"""What every engine is: something that performs ordered work in the background until it is told to stop."""

from typing import Protocol


class Engine(Protocol):
    """One member of the family. The orders themselves lie in our table, whatever the engine."""

    key: str

    def start(self) -> None:
        """Take up what was interrupted and begin to work."""

    def wake(self) -> None:
        """Look for work now instead of at the next look."""

    @property
    def alive(self) -> bool:
        """Whether it still works; False after `stop` and after an unexpected end."""

    def stop(self, seconds: float) -> bool:
        """Begin nothing new and let the running order finish; True when it did so within the time, else it is ended
        and will be taken up on the next start."""
