"""A text in Swedish and English, kept together so that neither is forgotten."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["sv", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads: Swedish first, English second. `{name}` marks a fact to fill in."""

    sv: str
    en: str

    def fill(self, language: Language = "sv", **facts: object) -> str:
        """The text in one language with its facts filled in."""
        template = self.sv if language == "sv" else self.en
        return template.format(**facts) if facts else template
