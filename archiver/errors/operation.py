"""What goes wrong in the archive's own house: its store, its disk, its daemon."""

from archiver.errors.error import SomearkivError
from archiver.text import Text


class IntegrityFault(SomearkivError):
    """Facts: where, what."""

    exit_code = 3
    says = Text("Arkivet stämmer inte, {where}: {what}.", "The archive does not agree with itself, {where}: {what}.")
    advice = Text(
        "Rör inget; kör `somearkiv verify` och kontakta driften.",
        "Touch nothing; run `somearkiv verify` and call the operator.",
    )


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
