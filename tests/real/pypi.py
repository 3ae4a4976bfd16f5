"""Packages from PyPI in a virtual environment of their own, never in ours."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.real.cache import made_once, run


def environment(folder: Path, packages: Sequence[str]) -> Path:
    """The environment's `bin` folder, made with these pinned packages or kept from the last run. Raises `Unavailable`."""
    with made_once(folder) as draft:
        if draft:
            run([sys.executable, "-m", "venv", draft / "venv"], seconds=120)
            python = draft / "venv/bin/python"
            run([python, "-m", "pip", "install", "-q", "--timeout", "30", *packages], seconds=420)
            _at_home(draft / "venv/bin", str(draft), str(folder))
    return folder / "venv/bin"


def _at_home(programs: Path, made_in: str, moved_to: str) -> None:
    """Programs name their interpreter by its whole path: the one they will have."""
    for program in programs.iterdir():
        if program.is_file() and not program.is_symlink() and made_in.encode() in program.read_bytes():
            program.write_bytes(program.read_bytes().replace(made_in.encode(), moved_to.encode()))
