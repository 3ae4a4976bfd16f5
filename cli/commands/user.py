"""`somearkiv user …`: people and roles."""

from typing import Annotated

import typer

from archiver.model import Person, Role
from archiver.text import Text
from cli.command import Translate
from cli.door import Door
from jobs import passwords, people

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
NEW_PASSWORD = Text("Nytt lösenord", "New password")
AGAIN = Text("En gång till", "Once more")
PASSWORD_SET = Text("Lösenordet för {username} är satt.", "The password of {username} is set.")
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
