"""Who is not let in, and what is not taken from him."""

from archiver.errors.outside import OutsideFault
from archiver.errors.refused import Refused
from archiver.text import Text


class SignInRefused(Refused):
    """No facts: which of name, password and code was wrong is told nobody."""

    web_status = 401
    says = Text("Uppgifterna stämmer inte.", "That is not right.")
    advice = Text(
        "Kontrollera användarnamn och lösenord, eller koden, och försök igen.",
        "Check the user name and password, or the code, and try again.",
    )


class NotLetIn(SignInRefused):
    """Facts: name (of the sign-in service), what. Single sign-on that does not lead in."""

    says = Text("Inloggningen med {name} ledde inte in: {what}.", "Signing in with {name} did not lead in: {what}.")
    advice = Text("Försök igen, eller fråga en administratör.", "Try again, or ask an administrator.")


class SignInAgain(Refused):
    """No facts. The sitting has ended or never was."""

    web_status = 401
    says = Text("Du är inte inloggad längre.", "You are no longer signed in.")
    advice = Text("Logga in igen.", "Sign in again.")


class KeyRefused(Refused):
    """No facts. A key of another system that is unknown, revoked or too old."""

    web_status = 401
    says = Text("Nyckeln gäller inte.", "The key is not valid.")
    advice = Text("Gör en ny under Nycklar.", "Make a new one under Keys.")


class TooManyAttempts(Refused):
    """Facts: seconds."""

    web_status = 429
    retry = True
    says = Text(
        "För många misslyckade försök. Vänta {seconds} sekunder.", "Too many failed attempts. Wait {seconds} seconds."
    )
    advice = Text("Försök sedan igen.", "Then try again.")


class FormRefused(Refused):
    """No facts. A form without the token that this sitting's pages carry: sent from elsewhere, or too old."""

    web_status = 403
    says = Text(
        "Formuläret kom inte från den här sidan eller är för gammalt.", "The form is not from here, or too old."
    )
    advice = Text("Inget är ändrat. Läs in sidan på nytt och försök igen.", "Nothing is changed. Reload and try again.")


class SignInServiceFault(OutsideFault):
    """Facts: name (of the sign-in service), what."""

    says = Text(
        "Inloggningstjänsten ({name}) svarar inte som den ska: {what}.", "The sign-in service ({name}): {what}."
    )
    advice = Text(
        "Försök igen om en stund. Har du ett lösenord här kan du logga in med det.",
        "Try again in a while. If you have a password here you can sign in with it.",
    )
