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
    return folder / "venv/bin"
