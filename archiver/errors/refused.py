"""What a rule says no to."""

from archiver.errors.error import SomearkivError
from archiver.text import Text


class Refused(SomearkivError):
    """Facts: what."""

    exit_code = 4
    web_status = 409
    says = Text("Det får inte göras: {what}.", "Refused: {what}.")
    advice = Text("", "")


class StepRefused(Refused):
    """Facts: step, state, what."""

    says = Text(
        "Steget ”{step}” är inte tillåtet nu ({state}): {what}.",
        "The step “{step}” is not lawful now ({state}): {what}.",
    )


class RightRefused(Refused):
    """Facts: person, step, needs."""

    web_status = 403
    says = Text("{person} har inte rätt att {step}.", "{person} has no right to {step}.")
    advice = Text("Det kräver rollen {needs}.", "It takes the role {needs}.")


class AlreadyThere(Refused):
    """Facts: what."""

    says = Text("{what} finns redan och skrivs aldrig över.", "{what} exists already and is never overwritten.")
    advice = Text("Välj ett annat namn eller en annan plats.", "Choose another name or place.")


class Weeded(Refused):
    """Facts: kind, name. What was weeded under a decision never comes back (law 2)."""

    says = Text(
        "{kind} {name} är gallrad och kan inte läggas in på nytt.", "{kind} {name} was weeded and can't come back."
    )
    advice = Text("Se gallringsprotokollet.", "See the weeding report.")


class Busy(Refused):
    """Facts: what."""

    retry = True
    says = Text("{what} används just nu av ett annat arbete.", "{what} is in use by other work right now.")
    advice = Text("Vänta en stund och försök igen.", "Wait a little and try again.")


class DecidedMeanwhile(Refused):
    """Facts: what. An item is no longer what the person saw when they decided; nothing is decided over somebody else's head."""

    says = Text(
        "Handlingen är ändrad sedan du öppnade den: {what}.", "The item has changed since you opened it: {what}."
    )
    advice = Text(
        "Inget nytt är beslutat. Läs om, och besluta igen om det fortfarande gäller.",
        "Nothing new is decided. Read it again, and decide again if it still holds.",
    )


class Outdated(Refused):
    """Facts: kind, name. Somebody else changed the thing after it was read; read it again and do the work anew."""

    retry = True
    says = Text(
        "{kind} {name} har ändrats av någon annan sedan det lästes.",
        "{kind} {name} was changed by somebody else after it was read.",
    )
    advice = Text("Läs om och försök igen.", "Read it again and retry.")
