"""The web's door for faults: every class of `archiver/errors/` as a status and a kind page in Swedish.

| exit code of the command | statuses of the web |
|---|---|
| 1 failed | 500, 507 (storage) |
| 2 wrong usage | 400, 404 (unknown), 413 (too large) |
| 3 integrity fault | 500 |
| 4 refused | 401 (not signed in), 403 (no right), 409 (not lawful now), 429 (wait) |
| 5 the outside world | 502 |
"""

from dataclasses import dataclass

from archiver.errors.error import SomearkivError
from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.outside import OutsideFault
from archiver.errors.sign_in import SignInServiceFault
from archiver.errors.usage import ConfigFault, Unknown, UsageFault
from archiver.text import Language, Text
from web import terms

STATUSES: dict[int, frozenset[int]] = {
    1: frozenset({500, 507}),
    2: frozenset({400, 404, 413}),
    3: frozenset({500}),
    4: frozenset({401, 403, 409, 429}),
    5: frozenset({502}),
}
"""Exit code → the statuses a fault with it may have (tested over the whole tree)."""

TITLES: dict[int, Text] = {
    400: Text("Något är fel ifyllt", "Something is filled in wrongly"),
    401: Text("Logga in", "Sign in"),
    403: Text("Det får du inte göra", "You may not do that"),
    404: Text("Det finns inte här", "That is not here"),
    405: Text("Så kan sidan inte användas", "The page can't be used that way"),
    408: Text("Det tog för lång tid", "It took too long"),
    409: Text("Det går inte nu", "Not possible now"),
    413: Text("Det är för stort", "That is too large"),
    429: Text("Vänta en stund", "Wait a little"),
    500: Text("Något gick fel hos oss", "Something went wrong here"),
    502: Text("Kontot svarar inte", "The account does not answer"),
    507: Text("Arkivet kan inte skriva", "The archive can't write"),
}

SIGN_IN_SERVICE = Text("Inloggningstjänsten svarar inte", "The sign-in service does not answer")
OPERATOR = Text("Visa det här för driften.", "Show this to the operator.")
SAYS: dict[type[SomearkivError], Text] = {
    UsageFault: Text("Det kan inte göras så: {what}.", "That can't be done: {what}."),
}
"""Where the sentence of a class speaks of commands, what a page says instead."""
ADVICE: dict[type[SomearkivError], Text] = {
    UsageFault: Text("Gå tillbaka, rätta uppgiften och försök igen.", "Go back, correct it and try again."),
    Unknown: Text(
        "Den kan ha fått en ny adress, eller så har du inte rätt att se den.",
        "It may have moved, or you have no right to see it.",
    ),
    ConfigFault: OPERATOR,
    IntegrityFault: OPERATOR,
    StorageFault: Text(
        "Inget är halvskrivet. Visa det här för driften.", "Nothing is half-written. Show the operator."
    ),
}
"""Where the advice of a class speaks of commands, what a page advises instead."""

PLAIN: dict[int, Text] = {
    400: Text("Webbläsaren skickade något som inte gick att läsa.", "The browser sent something that can't be read."),
    404: Text("Sidan finns inte, eller så har du inte rätt att se den.", "No such page, or you may not see it."),
    405: Text("Gå tillbaka och använd knapparna på sidan.", "Go back and use the page's buttons."),
    408: Text(
        "Formuläret kom inte fram i tid. Inget är ändrat; försök igen.", "The form did not arrive in time; try again."
    ),
    413: Text("Det du skickade är större än vad som tas emot här.", "What you sent is larger than is taken here."),
    500: Text(
        "Felet är antecknat i loggen. Försök igen om en stund, eller visa det här för driften.",
        "The fault is in the log. Try again in a while, or show this to the operator.",
    ),
}
"""What is said of statuses that no fault of our tree stands behind."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fault as a page shows it."""

    status: int
    title: Text
    says: str
    advice: str
    retry: bool = False


def told(fault: SomearkivError, language: Language) -> Told:
    """What a fault is to a person."""
    says, advice = SAYS.get(type(fault), fault.says), ADVICE.get(type(fault), fault.advice)
    facts = {key: one.fill(language) if isinstance(one, Text) else one for key, one in fault.facts.items()}
    if language == "en" and isinstance(facts.get("state"), str):
        facts["state"] = terms.translated(str(facts["state"]))
    title = TITLES[502] if isinstance(fault, OutsideFault) else TITLES[fault.web_status]
    title = SIGN_IN_SERVICE if isinstance(fault, SignInServiceFault) else title
    return Told(
        fault.web_status, title, says.fill(language, **facts), advice.fill(language, **facts), retry=fault.retry
    )


def beside(fault: SomearkivError, language: Language) -> str:
    """A fault as a sentence on the page whose form it came of: there is nowhere to go back to, and no command to look up."""
    what = told(fault, language)
    return what.says if isinstance(fault, UsageFault) else f"{what.says} {what.advice}".strip()


def plain(status: int, language: Language) -> Told:
    """What a status without a fault of ours is to a person."""
    known = status if status in PLAIN else 404 if 400 <= status < 500 else 500
    return Told(status, TITLES[known], PLAIN[known].fill(language), "", retry=known == 500)
