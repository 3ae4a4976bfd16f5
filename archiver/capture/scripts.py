"""The JavaScript a visit runs in a page, read from `scripts/` once."""

from functools import cache
from importlib.resources import files


@cache
def script(name: str) -> str:
    """A function expression taking one argument; `common.js` is in its scope."""
    folder = files("archiver.capture") / "scripts"
    common = (folder / "common.js").read_text("utf-8")
    body = (folder / f"{name}.js").read_text("utf-8").strip()
    return f"(argument) => {{\n{common}\nreturn (\n{body}\n)(argument);\n}}"
