"""`somearkiv user …`: people and roles."""

from typing import Annotated

import typer

from archiver.model import Person, Role
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import one_time_codes, passwords, people

HELP = Text("Personer och roller.", "People and roles.")
ADD = Text("Lägger till en person.", "Adds a person.")
ROLE = Text("Ger en person just dessa roller.", "Gives a person exactly these roles.")
LIST = Text("Listar personerna.", "Lists the people.")
ROLES = Text("Roll; kan anges flera gånger.", "Role; may be given several times.")
COMMITTEES = Text(
    "Begränsa till en nämnd; kan anges flera gånger.", "Limit to a committee; may be given several times."
)
NAME = Text("Personens namn.", "The person's name.")
EMAIL = Text("E-postadress.", "E-mail address.")
PASSWD = Text("Sätter en persons lösenord till webbgränssnittet.", "Sets a person's password for the web interface.")
SET_ASIDE = Text(
    "Ställer av en person: utloggad nu, och kan inte logga in.", "Sets a person aside: signed out, can't sign in."
)
TAKE_BACK = Text("Tar tillbaka en avställd person.", "Takes back a person who was set aside.")
RESET_CODES = Text(
    "Nollställer engångskoder för den som tappat telefonen.",
    "Resets the one-time codes of somebody without the telephone.",
)
CODES_RESET = Text("Engångskoderna för {username} är nollställda.", "The one-time codes of {username} are reset.")
NEW_PASSWORD = Text("Nytt lösenord", "New password")
AGAIN = Text("En gång till", "Once more")
PASSWORD_SET = Text(
    "Lösenordet för {username} är satt. Någon annans byts av personen själv vid nästa inloggning, inom en vecka.",
    "The password of {username} is set. Somebody else's is changed by them at the next sign-in, within a week.",
)
DONE = Text("{name} ({username}): {roles}.", "{name} ({username}): {roles}.")
COLUMNS = (
    Text("Användarnamn", "User name"),
    Text("Namn", "Name"),
    Text("Roller", "Roles"),
    Text("Nämnder", "Committees"),
)
EMPTY = Text("Ingen än.", "Nobody yet.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the commands."""
    group = typer.Typer(help=t(HELP), no_args_is_help=True)
    app.add_typer(group, name="user")

    @group.command(help=t(ADD))
    def add(
        context: typer.Context,
        username: str,
        name: Annotated[str, typer.Option(help=t(NAME))],
        role: Annotated[list[Role] | None, typer.Option("--role", help=t(ROLES))] = None,
        committee: Annotated[list[str] | None, typer.Option("--committee", help=t(COMMITTEES))] = None,
        email: Annotated[str, typer.Option(help=t(EMAIL))] = "",
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            wanted = Person(username, name, email, frozenset(role or ()), frozenset(committee or ()))
            _tell(door, people.add(given, wanted))

    @group.command(help=t(PASSWD))
    def passwd(context: typer.Context, username: str) -> None:
        door: Door = context.obj
        password = typer.prompt(t(NEW_PASSWORD), hide_input=True, confirmation_prompt=t(AGAIN), err=True)
        with door.context() as given:
            passwords.set_password(given, username, password)
        door.tell(PASSWORD_SET, username=username)

    @group.command("set-aside", help=t(SET_ASIDE))
    def set_aside(context: typer.Context, username: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, people.set_active(given, username, active=False))

    @group.command("take-back", help=t(TAKE_BACK))
    def take_back(context: typer.Context, username: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, people.set_active(given, username, active=True))

    @group.command("reset-codes", help=t(RESET_CODES))
    def reset_codes(context: typer.Context, username: str) -> None:
        door: Door = context.obj
        with door.context() as given:
            one_time_codes.reset(given, username)
        door.tell(CODES_RESET, username=username)

    @group.command(help=t(ROLE))
    def role(
        context: typer.Context,
        username: str,
        roles: Annotated[list[Role], typer.Argument(help=t(ROLES))],
        committee: Annotated[list[str] | None, typer.Option("--committee", help=t(COMMITTEES))] = None,
    ) -> None:
        door: Door = context.obj
        with door.context() as given:
            _tell(door, people.set_roles(given, username, frozenset(roles), frozenset(committee or ())))

    @group.command("list", help=t(LIST))
    def list_(context: typer.Context) -> None:
        door: Door = context.obj
        with door.context() as given:
            everybody = sorted(given.archive.all(Person), key=lambda one: one.username)
        for one in everybody:
            door.give(one)
        rows = [(p.username, p.name, ", ".join(sorted(p.roles)), ", ".join(sorted(p.committees))) for p in everybody]
        door.table(COLUMNS, rows, EMPTY)


def _tell(door: Door, person: Person) -> None:
    roles = ", ".join(sorted(person.roles)) or "–"
    door.tell(DONE, name=person.name, username=person.username, roles=roles)
    door.give(person)
