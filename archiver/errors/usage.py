"""What the one who asks can put right: a command, a setting, a file, a name."""

from archiver.errors.error import SomearkivError
from archiver.text import Text


class UsageFault(SomearkivError):
    """Facts: what."""

    exit_code = 2
    web_status = 400
    says = Text("Kommandot kan inte utföras så: {what}.", "That can't be done: {what}.")
    advice = Text("Se `somearkiv --help`.", "See `somearkiv --help`.")


class ConfigFault(UsageFault):
    """Facts: file, place (dotted key, with line where known), what."""

    says = Text("Fel i {file}, {place}: {what}.", "Fault in {file}, {place}: {what}.")
    advice = Text("Rätta raden och försök igen.", "Correct the line and try again.")


class AccountFault(UsageFault):
    """Facts: file, place, what."""

    says = Text(
        "Kontot kan inte registreras, {file}, {place}: {what}.",
        "The account can't be registered, {file}, {place}: {what}.",
    )
    advice = Text("Fyll i uppgiften och försök igen.", "Fill it in and try again.")


class ImportFault(UsageFault):
    """Facts: file, place (inside the file), what."""

    says = Text("{file} kan inte tas in, {place}: {what}.", "{file} can't be taken in, {place}: {what}.")
    advice = Text(
        "Inget är intaget. Rätta filen eller hämta den på nytt.", "Nothing was taken in. Mend it or get it anew."
    )


class NoDisplay(UsageFault):
    """Facts: what."""

    says = Text(
        "Här finns ingen skärm att visa webbläsaren på ({what}).", "There is no display to show it on ({what})."
    )
    advice = Text(
        "Kör kommandot vid en dator med skärm, över `ssh -X`, eller under `xvfb-run` med en fjärrskärm.",
        "Run it at a computer with a display, over `ssh -X`, or under `xvfb-run` with a remote screen.",
    )


class Unknown(UsageFault):
    """Facts: kind (word as the user knows it), name."""

    web_status = 404
    says = Text("Hittar inte {kind} ”{name}”.", "Can't find {kind} “{name}”.")
    advice = Text("Kontrollera stavningen.", "Check the spelling.")
