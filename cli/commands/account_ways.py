"""`somearkiv account way | token | login | logout | envelope`: how an account is captured, and what opens it."""

import getpass
import select
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from archiver.capture.browser import Browser, BrowserSettings
from archiver.model import WayIn
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import envelope, ways
from storage.database.secrets import SecretKind

WAY = Text("Väljer väg in: webbläsare, gränssnitt eller båda.", "Chooses the way in: browser, interface or both.")
TOKEN = Text(
    "Lämnar nyckeln till kontots gränssnitt (frågas efter, eller läses från standard in).",
    "Gives the token of the account's interface (asked for, or read from standard input).",
)
LOGIN = Text(
    "Öppnar en synlig webbläsare där du loggar in; inloggningen används sedan vid fångst.",
    "Opens a visible browser where you log in; captures then use the session.",
)
LOGOUT = Text("Glömmer kontots inloggning eller nyckel.", "Forgets the account's session or token.")
IN = Text("webbläsare, gränssnitt eller båda.", "webbläsare, gränssnitt or båda.")
PERMISSION = Text("Vad vägen in vilar på: avtal, beslut, villkor.", "What the way in rests on.")
INTERFACE = Text(
    "Vilket gränssnitt, om inte plattformens eget (t.ex. feed).", "Which interface, if not the platform's own."
)
INTERFACE_ID = Text("Kontots eget nummer eller adress hos gränssnittet.", "The account's id at the interface.")
WHY = Text("Varför det ändras.", "Why it is changed.")
FORGET_TOKEN = Text("Glöm nyckeln i stället för inloggningen.", "Forget the token instead of the session.")
CHOSEN = Text("{name} ({id}) fångas nu via {way}.", "{name} ({id}) is now captured by {way}.")
KEPT_TOKEN = Text(
    "Nyckeln är låst i valvet (version {version}).", "The token is sealed in the vault (version {version})."
)
KEPT_SESSION = Text(
    "Inloggningen är låst i valvet (version {version}) och används vid fångst av {id}.",
    "The session is sealed in the vault (version {version}) and used when capturing {id}.",
)
ASK_TOKEN = Text("Nyckel (visas inte): ", "Token (not shown): ")
ASK_LOGIN = Text(
    "Logga in i fönstret. Tryck Enter här när kontot visas, eller stäng fönstret.",
    "Log in in the window. Press Enter here when the account is shown, or close the window.",
)
FORGOTTEN = Text("Glömd. {id} fångas utan den.", "Forgotten. {id} is captured without it.")
ENVELOPE = Text(
    "Förseglar inloggningsuppgifterna (läses från standard in), eller öppnar kuvertet (bara informatören).",
    "Seals the log-in details (read from standard input), or opens the envelope (the informatör only).",
)
OPEN = Text("Öppna kuvertet; journalen säger att du gjorde det.", "Open the envelope; the journal says you did.")
SEALED = Text("Kuvertet är förseglat (version {version}).", "The envelope is sealed (version {version}).")
ASK_DETAILS = Text("Skriv uppgifterna, avsluta med Ctrl-D:", "Write the details, end with Ctrl-D:")
NOTHING = Text("{id} hade ingen.", "{id} had none.")


def register(group: typer.Typer, t: Translate) -> None:
    """Add the commands to `account`."""

    @group.command(help=t(WAY))
    def way(
        context: typer.Context,
        id: str,
        way_in: Annotated[WayIn, typer.Option("--in", help=t(IN))],
        permission: Annotated[str | None, typer.Option("--permission", help=t(PERMISSION))] = None,
        interface: Annotated[str | None, typer.Option("--interface", help=t(INTERFACE))] = None,
        interface_id: Annotated[str | None, typer.Option("--interface-id", help=t(INTERFACE_ID))] = None,
        why: Annotated[str, typer.Option("--why", help=t(WHY))] = "",
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            account = ways.choose(
                given, id, way_in, permission=permission, interface=interface, interface_id=interface_id, why=why
            )
        door.tell(CHOSEN, name=account.name, id=account.id, way=account.way_in.value)
        door.give(account)

    @group.command(help=t(TOKEN))
    def token(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            version = ways.keep_token(given, id, _asked_token(door))
        door.tell(KEPT_TOKEN, version=version)
        door.give({"account": id, "kind": SecretKind.TOKEN.value, "version": version})

    @group.command(help=t(LOGIN))
    def login(context: typer.Context, id: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            chromium = given.config.path(given.config.capture.chromium) if given.config.capture.chromium else None
            with Browser(BrowserSettings(executable=chromium)) as browser:
                door.warn(ASK_LOGIN)
                version = ways.keep_session(given, browser, id, enter_pressed())
        door.tell(KEPT_SESSION, version=version, id=id)
        door.give({"account": id, "kind": SecretKind.SESSION.value, "version": version})

    @group.command(help=t(LOGOUT))
    def logout(
        context: typer.Context,
        id: str,
        token: Annotated[bool, typer.Option("--token", help=t(FORGET_TOKEN))] = False,
    ) -> None:
        door: Door = context.obj
        kind = SecretKind.TOKEN if token else SecretKind.SESSION
        with door.context() as given:
            there = ways.forget(given, id, kind)
        door.tell(FORGOTTEN if there else NOTHING, id=id)
        door.give({"account": id, "kind": kind.value, "forgotten": there})

    @group.command("envelope", help=t(ENVELOPE))
    def envelope_(
        context: typer.Context, id: str, open_: Annotated[bool, typer.Option("--open", help=t(OPEN))] = False
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            if open_:
                details = envelope.open_(given, id)
                print(details)
                return
            if sys.stdin.isatty():
                door.warn(ASK_DETAILS)
            version = envelope.seal(given, id, sys.stdin.read())
        door.tell(SEALED, version=version)
        door.give({"account": id, "kind": SecretKind.ENVELOPE.value, "version": version})


def _asked_token(door: Door) -> str:
    """From the keyboard without showing it, or a line of standard input; never from the command line, which others see."""
    if sys.stdin.isatty():
        return getpass.getpass(door.t(ASK_TOKEN))
    return sys.stdin.readline()


def enter_pressed() -> Callable[[], bool]:
    """Says whether a line has come on standard input; once it is closed, nobody presses Enter and the window decides."""
    over = False

    def pressed() -> bool:
        nonlocal over
        if over or not select.select([sys.stdin], [], [], 0)[0]:
            return False
        line = sys.stdin.readline()
        over = not line
        return bool(line)

    return pressed
