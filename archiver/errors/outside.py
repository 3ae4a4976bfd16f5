"""What the outside world does instead of giving us an account: each is an outcome of a capture (`model.Outcome`)."""

from typing import ClassVar

from archiver.errors.error import SomearkivError
from archiver.text import Text


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
