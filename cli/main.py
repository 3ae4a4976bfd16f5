"""The command `somearkiv`: builds the commands, opens the door, translates every error once."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from archiver.errors.error import SomearkivError
from archiver.errors.usage import UsageFault
from archiver.text import Language, Text
from cli.door import Door, caller, config_file
from cli.registry import registers

ABOUT = Text(
    "Somearkiv bevarar kommunens sociala medier som allmänna handlingar.",
    "Somearkiv keeps a municipality's social media as public records.",
)
CONFIG_HELP = Text("Inställningsfil.", "Settings file.")
JSON_HELP = Text("Svara med JSON på standard ut.", "Answer with JSON on standard output.")
LANGUAGE_HELP = Text("Språk: sv eller en.", "Language: sv or en.")
USER_HELP = Text("Vem som handlar (annars $SOMEARKIV_USER, annars inloggad på datorn).", "Who acts.")
VALUED = ("--config", "--lang", "--user")
"""Global options that take the next word as their value."""
HELP_INSTEAD = "NoArgsIsHelpError"
"""What typer raises, with the help for its text, where a group is called without a command."""
STOPPED = Text("Avbrutet. Inget är halvskrivet.", "Stopped. Nothing is half-written.")


def language_of(arguments: Sequence[str]) -> Language:
    """The language asked for by `--lang`, else $SOMEARKIV_LANG, else Swedish."""
    asked = os.environ.get("SOMEARKIV_LANG", "sv")
    for one, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if one == "--lang":
            asked = following
        elif one.startswith("--lang="):
            asked = one.removeprefix("--lang=")
    return "en" if asked == "en" else "sv"


def asked_command(arguments: Sequence[str]) -> str | None:
    """The first word that is neither a global option nor one's value; None where all are."""
    words = iter(arguments)
    for word in words:
        if word in VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def build(language: Language, asked: str | None = None) -> typer.Typer:
    """The whole command with its help in one language; only the asked command where one is named."""

    def t(text: Text) -> str:
        return text.fill(language)

    app = typer.Typer(
        help=t(ABOUT), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )

    @app.callback()
    def door(
        context: typer.Context,
        config: Annotated[Path | None, typer.Option("--config", help=t(CONFIG_HELP))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=t(JSON_HELP))] = False,
        lang: Annotated[str, typer.Option("--lang", help=t(LANGUAGE_HELP))] = language,
        user: Annotated[str | None, typer.Option("--user", help=t(USER_HELP))] = None,
    ) -> None:
        if lang not in ("sv", "en"):
            raise UsageFault(what=Text("--lang ska vara sv eller en", "--lang must be sv or en"))
        context.obj = Door(config_file(config), as_json, language, caller(user))

    for register in registers(asked):
        register(app, t)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code (INTERFACE: exit codes)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    language = language_of(arguments)
    try:
        answer: Any = build(language, asked_command(arguments))(list(arguments), standalone_mode=False)
    except SomearkivError as fault:
        print(fault.message(language), file=sys.stderr)
        return fault.exit_code
    except typer.TyperException as fault:
        if type(fault).__name__ == HELP_INSTEAD:
            print(fault, file=sys.stderr)
            return UsageFault.exit_code
        print(UsageFault(what=str(fault)).message(language), file=sys.stderr)
        return UsageFault.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print(STOPPED.fill(language), file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return answer if isinstance(answer, int) else 0
