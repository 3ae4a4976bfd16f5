"""What every fault of ours is: facts from the one who raises it, sentence and advice from its class."""

from functools import partial
from typing import ClassVar

from archiver.text import Language, Text


class SomearkivError(Exception):
    """Something went wrong."""

    exit_code: ClassVar[int] = 1
    web_status: ClassVar[int] = 500
    retry: ClassVar[bool] = False
    """Whether the same thing may work later without anybody changing anything."""
    says: ClassVar[Text] = Text("Något gick fel: {what}.", "Something went wrong: {what}.")
    advice: ClassVar[Text] = Text(
        "Försök igen, eller visa meddelandet för driften.", "Try again, or show this to the operator."
    )

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """The same fault in another process."""
        return partial(type(self), **self.facts), ()

    def message(self, language: Language = "sv") -> str:
        """What was wrong and what to do, one line. A fact may itself be a Text."""
        facts = {key: fact.fill(language) if isinstance(fact, Text) else fact for key, fact in self.facts.items()}
        return f"{self.says.fill(language, **facts)} {self.advice.fill(language, **facts)}".strip()
