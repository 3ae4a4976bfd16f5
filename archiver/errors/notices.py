"""A notice that did not reach whom it is for."""

from archiver.errors.outside import OutsideFault
from archiver.text import Text


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
