"""What every command file offers: `register(app, t)`, which adds its commands with their help in one language."""

from collections.abc import Callable

import typer

from archiver.text import Text

Translate = Callable[[Text], str]
Register = Callable[[typer.Typer, Translate], None]
