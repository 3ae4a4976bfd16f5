"""Everything that can go wrong, as one tree.

    SomearkivError                 exit 1  web 500
    ├── UsageFault                 exit 2  web 400   wrong usage
    │   ├── ConfigFault                              wrong key or value in config.toml
    │   ├── AccountFault                             an account file that lacks something
    │   ├── ImportFault                              a file that can't be taken in
    │   ├── NoDisplay                                nowhere to show a window
    │   └── Unknown                        web 404   nothing by that name
    ├── IntegrityFault             exit 3  web 500   the store does not agree with itself
    ├── Refused                    exit 4  web 409   a rule says no
    │   ├── StepRefused                              not a lawful step
    │   ├── RightRefused                   web 403   not this person's to do
    │   ├── AlreadyThere                             never overwritten
    │   ├── Weeded                                   gone under a decision
    │   ├── SignInRefused · NotLetIn       web 401   not let in; SignInAgain: the sitting has ended
    │   ├── KeyRefused                     web 401   a key of another system that opens nothing
    │   ├── TooManyAttempts                web 429   wait a while
    │   ├── FormRefused                    web 403   a form that was not ours
    │   ├── Outdated                                 read again, then retry
    │   └── Busy                                     somebody else is at it; retry
    ├── OutsideFault               exit 5  web 502   the outside world; retry helps
    │   ├── Unreachable · AddressRefused · TlsFault · TimedOut · NotFound · LoginWall · BlockPage · ErrorPage
    │   ├── LoggedOut · TokenRefused · LimitReached
    │   ├── NotDelivered · NotAccepted               a notice
    │   ├── SignInServiceFault                       the municipality's sign-in service
    │   └── EmptyPage · NotShown · DownloadInstead · TooLarge · BrowserGone
    ├── DaemonFault                exit 1            a part of the daemon stopped by itself
    └── StorageFault               exit 1  web 507   full, read-only or broken disk

An error carries facts, not sentences; its class carries the sentence (what was wrong) and the advice (what to do),
both in Swedish and English. Facts never hold item text, credentials or personal numbers.
Doors (`cli/main.py`, `web/errors.py`, `jobs/daemon/worker.py`) translate once; everywhere else it rises.
"""

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

    def message(self, language: Language = "sv") -> str:
        """What was wrong and what to do, one line. A fact may itself be a Text."""
        facts = {key: fact.fill(language) if isinstance(fact, Text) else fact for key, fact in self.facts.items()}
        return f"{self.says.fill(language, **facts)} {self.advice.fill(language, **facts)}".strip()


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


class IntegrityFault(SomearkivError):
    """Facts: where, what."""

    exit_code = 3
    says = Text("Arkivet stämmer inte, {where}: {what}.", "The archive does not agree with itself, {where}: {what}.")
    advice = Text(
        "Rör inget; kör `somearkiv verify` och kontakta driften.",
        "Touch nothing; run `somearkiv verify` and call the operator.",
    )


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


class Outdated(Refused):
    """Facts: kind, name. Somebody else changed the thing after it was read; read it again and do the work anew."""

    retry = True
    says = Text(
        "{kind} {name} har ändrats av någon annan sedan det lästes.",
        "{kind} {name} was changed by somebody else after it was read.",
    )
    advice = Text("Läs om och försök igen.", "Read it again and retry.")


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


class StorageFault(SomearkivError):
    """Facts: what, where."""

    web_status = 507
    retry = True
    says = Text(
        "Arkivet kunde inte skriva till {where}: {what}. Inget är halvskrivet.",
        "The archive could not write to {where}: {what}. Nothing is half-written.",
    )
    advice = Text(
        "Frigör plats eller rätta skrivrättigheterna och försök igen.",
        "Free space or correct the permissions and try again.",
    )


class DaemonFault(SomearkivError):
    """Facts: what (which part)."""

    says = Text(
        "Tjänsten stannade oväntat: {what} lever inte.", "The daemon stopped unexpectedly: {what} is not alive."
    )
    advice = Text("Se loggen och starta tjänsten igen.", "See the log and start the daemon again.")


class OutsideFault(SomearkivError):
    """Facts: url. The outside world did not give us the account. `outcome` is a `model.Outcome` value."""

    outcome: ClassVar[str] = "onåbar"
    exit_code = 5
    web_status = 502
    retry = True
    says = Text("{url} gick inte att fånga.", "{url} could not be captured.")
    advice = Text(
        "Nytt försök görs automatiskt; kontrollera adressen i en webbläsare.",
        "It is retried automatically; look at the address in a browser.",
    )


class Unreachable(OutsideFault):
    """Facts: url, what."""

    says = Text("{url} svarar inte ({what}).", "{url} does not answer ({what}).")


class AddressRefused(OutsideFault):
    """Facts: url, address. The guard (`capture/guard.py`) lets no page reach it: a rule says no, so exit 4."""

    exit_code = 4
    web_status = 409
    retry = False
    says = Text(
        "{url} leder till det egna nätet ({address}), som en fångst inte får nå.",
        "{url} leads to the own network ({address}), which a capture may not reach.",
    )
    advice = Text(
        "Är adressen rätt: skriv in den under allowed_networks i [capture] i config.toml.",
        "If it is right: list it under allowed_networks in [capture] in config.toml.",
    )


class TlsFault(OutsideFault):
    """Facts: url, what."""

    outcome = "certifikatfel"
    says = Text("{url} har ett ogiltigt certifikat ({what}).", "{url} has an invalid certificate ({what}).")
    advice = Text(
        "Ta inte fångsten på annat sätt; be webbplatsens ägare förnya certifikatet.",
        "Don't work around it; ask the owner to renew the certificate.",
    )


class TimedOut(OutsideFault):
    """Facts: url, seconds."""

    outcome = "tidsgräns"
    says = Text("{url} blev inte klar inom {seconds} sekunder.", "{url} was not done within {seconds} seconds.")


class NotFound(OutsideFault):
    """Facts: url, status."""

    outcome = "finns_inte"
    says = Text("{url} finns inte (svar {status}).", "{url} does not exist (answer {status}).")
    advice = Text(
        "Har kontot bytt adress eller stängts? Rätta registret.",
        "Has the account moved or closed? Correct the register.",
    )


class LoginWall(OutsideFault):
    """Facts: url."""

    outcome = "inloggningssida"
    says = Text(
        "{url} visar en inloggningssida i stället för kontot.", "{url} shows a login page instead of the account."
    )
    advice = Text(
        "Logga in kontot på nytt eller välj en annan väg in.", "Log the account in again or choose another way in."
    )


class LoggedOut(OutsideFault):
    """Facts: url, account. The kept session no longer opens the account; it is paused until somebody logs in."""

    outcome = "utloggad"
    retry = False
    says = Text(
        "Den sparade inloggningen för {account} gäller inte längre; kontot fångas inte förrän någon loggat in.",
        "The kept session of {account} is no longer valid; the account is not captured until somebody logs in.",
    )
    advice = Text("Kör `somearkiv account login {account}`.", "Run `somearkiv account login {account}`.")


class TokenRefused(OutsideFault):
    """Facts: url, interface, status. The interface does not take our token, or it lacks a right."""

    outcome = "nyckel_vägrad"
    retry = False
    says = Text(
        "{interface} godtar inte kontots nyckel, eller den saknar rätt att läsa (svar {status}).",
        "{interface} does not take the account's token, or it may not read (answer {status}).",
    )
    advice = Text("Lämna en ny med `somearkiv account token`.", "Give a new one with `somearkiv account token`.")


class LimitReached(OutsideFault):
    """Facts: url, interface, seconds (how long it asks us to wait)."""

    outcome = "anropsgräns"
    says = Text(
        "{interface} tar inte emot fler anrop förrän om {seconds} sekunder.",
        "{interface} takes no more calls for {seconds} seconds.",
    )
    advice = Text("Nytt försök görs automatiskt.", "It is retried automatically.")


class BlockPage(OutsideFault):
    """Facts: url, status."""

    outcome = "spärrad"
    says = Text("{url} spärrar oss (svar {status}).", "{url} blocks us (answer {status}).")
    advice = Text(
        "Vänta, eller använd plattformens gränssnitt eller export.", "Wait, or use the platform's interface or export."
    )


class ErrorPage(OutsideFault):
    """Facts: url, status."""

    outcome = "felsida"
    says = Text("{url} svarar med ett fel ({status}).", "{url} answers with an error ({status}).")


class EmptyPage(OutsideFault):
    """Facts: url."""

    outcome = "tom"
    says = Text("{url} visar inget innehåll.", "{url} shows nothing.")


class NotShown(OutsideFault):
    """Facts: url."""

    outcome = "visas_inte"
    says = Text(
        "Inlägget {url} hittades inte på sidan och är inte sparat.",
        "The item {url} was not found on the page and is not saved.",
    )
    advice = Text(
        "Ta inte bort det. Kontrollera adressen och försök igen.", "Don't remove it. Check the address and try again."
    )


class DownloadInstead(OutsideFault):
    """Facts: url."""

    outcome = "nedladdning"
    says = Text("{url} är en nedladdning, inte en sida.", "{url} is a download, not a page.")
    advice = Text(
        "Rätta adressen i registret, eller ta in filen med `somearkiv import`.",
        "Correct the address, or take the file in with `somearkiv import`.",
    )


class TooLarge(OutsideFault):
    """Facts: url, limit."""

    outcome = "för_stor"
    says = Text("{url} är större än gränsen ({limit}).", "{url} is larger than the limit ({limit}).")
    advice = Text(
        "Höj gränsen i config.toml under [capture] om sidan är rätt.",
        "Raise the limit in config.toml under [capture] if the page is right.",
    )


class BrowserGone(OutsideFault):
    """Facts: url, what."""

    outcome = "webbläsaren_avbröts"
    says = Text("Webbläsaren avbröts vid {url} ({what}).", "The browser stopped at {url} ({what}).")


class SignInServiceFault(OutsideFault):
    """Facts: name (of the sign-in service), what."""

    says = Text(
        "Inloggningstjänsten ({name}) svarar inte som den ska: {what}.", "The sign-in service ({name}): {what}."
    )
    advice = Text(
        "Försök igen om en stund. Har du ett lösenord här kan du logga in med det.",
        "Try again in a while. If you have a password here you can sign in with it.",
    )


class NotDelivered(OutsideFault):
    """Facts: url (the server or receiver), what. A notice did not go; it is tried again."""

    outcome = "ej_levererad"
    says = Text("Aviseringen nådde inte {url} ({what}).", "The notice did not reach {url} ({what}).")
    advice = Text(
        "Nytt försök görs automatiskt; kontrollera [notices] i config.toml.",
        "It is retried automatically; check [notices] in config.toml.",
    )


class NotAccepted(NotDelivered):
    """Facts: url, what. The receiver will never take it."""

    retry = False
    says = Text("{url} tar inte emot aviseringen ({what}).", "{url} does not accept the notice ({what}).")
    advice = Text(
        "Kontrollera adressen och [notices] i config.toml.", "Check the address and [notices] in config.toml."
    )
