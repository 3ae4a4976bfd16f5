"""Every command, in the order `somearkiv --help` shows them, and the file of `cli/commands/` it lives in.

A file is imported when its command is asked for: a list of items need not wait for the browser and the PDF maker.
"""

from collections.abc import Iterator
from importlib import import_module

from cli.command import Register

COMMANDS: dict[str, str] = {
    "init": "init",
    "account": "account",
    "capture": "capture",
    "save": "save",
    "import": "import_",
    "items": "items",
    "classify": "classify",
    "review": "review",
    "remove": "remove",
    "weed": "weed",
    "export": "export",
    "deliveries": "deliveries",
    "import-receipt": "receipt",
    "disclosure": "disclosure",
    "attest": "attest",
    "publish": "publish",
    "verify": "verify",
    "backup": "backup",
    "mend": "mend",
    "reindex": "reindex",
    "journal": "journal",
    "status": "status",
    "daemon": "daemon",
    "worker": "daemon",
    "serve": "serve",
    "user": "user",
    "token": "token",
    "demo": "demo",
}


def registers(asked: str | None = None) -> Iterator[Register]:
    """What adds the asked command, or every command where none (or an unknown one) is asked for."""
    files = [COMMANDS[asked]] if asked in COMMANDS else list(dict.fromkeys(COMMANDS.values()))
    for file in files:
        yield import_module(f"cli.commands.{file}").register
