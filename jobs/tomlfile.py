"""Reading a TOML file into a frozen value; every fault is named with its place in the file."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from archiver.errors.usage import UsageFault
from archiver.text import Text

Value = TypeVar("Value")

_SAYS = {
    "unexpected_keyword_argument": Text("nyckeln är okänd", "the key is unknown"),
    "is_instance_of": Text("nyckeln är okänd", "the key is unknown"),
    "missing": Text("uppgiften saknas", "it is missing"),
    "missing_argument": Text("uppgiften saknas", "it is missing"),
    "string_type": Text("ska vara text inom citattecken", "must be text in quotes"),
    "int_type": Text("ska vara ett heltal", "must be a whole number"),
    "bool_type": Text("ska vara true eller false", "must be true or false"),
    "enum": Text("ska vara något av {expected}", "must be one of {expected}"),
    "dataclass_type": Text("ska vara en avdelning med nycklar", "must be a section with keys"),
    "tuple_type": Text("ska vara en lista inom hakparenteser", "must be a list in brackets"),
    "string_pattern_mismatch": Text("har fel form", "has the wrong form"),
    "string_too_short": Text("får inte vara tom", "may not be empty"),
    "greater_than_equal": Text("ska vara minst {ge}", "must be at least {ge}"),
    "less_than_equal": Text("ska vara högst {le}", "must be at most {le}"),
}


def read_toml(file: Path, adapter: TypeAdapter[Value], fault_class: type[UsageFault]) -> Value:
    """The value a TOML file holds.

    Raises:
        `fault_class` with file, place (section, key, line) and what, naming every fault at once.
    """
    text = _text_of(file, fault_class)
    try:
        return adapter.validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        said = str(fault)
        place = re.search(r"line (\d+)", said)
        what = _plain(Text(f"inte giltig TOML ({said})", f"not valid TOML ({said})"))
        raise fault_class(file=file, place=f"rad {place[1]}" if place else "slutet", what=what) from fault
    except ValidationError as fault:
        faults = [(_place(text, tuple(str(part) for part in one["loc"])), _sentence(one)) for one in fault.errors()]
        more_sv = "".join(f"; {at}: {what.sv}" for at, what in faults[1:])
        more_en = "".join(f"; {at}: {what.en}" for at, what in faults[1:])
        place_of_first, what = faults[0]
        raise fault_class(
            file=file, place=place_of_first, what=_plain(Text(what.sv + more_sv, what.en + more_en))
        ) from fault


def _text_of(file: Path, fault_class: type[UsageFault]) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as fault:
        what = Text("filen finns inte; ange en annan", "the file does not exist; name another")
        raise fault_class(file=file, place="-", what=what) from fault
    except (OSError, UnicodeDecodeError) as fault:
        name = type(fault).__name__
        raise fault_class(
            file=file, place="-", what=Text(f"filen går inte att läsa ({name})", f"the file can't be read ({name})")
        ) from fault


def _plain(text: Text) -> Text:
    """A text whose braces are not facts to fill in."""
    return Text(text.sv.replace("{", "(").replace("}", ")"), text.en.replace("{", "(").replace("}", ")"))


def _sentence(one: Any) -> Text:
    says = _SAYS.get(one["type"])
    if says is None:
        return Text(str(one["msg"]), str(one["msg"]))
    facts = one.get("ctx", {})
    return Text(says.fill("sv", **facts), says.fill("en", **facts))


def _place(text: str, loc: tuple[str, ...]) -> str:
    line = _line_of(text, loc)
    name = f"[{'.'.join(loc[:-1])}] {loc[-1]}" if len(loc) > 1 else f"[{loc[0]}]"
    return name + (f", rad {line}" if line else "")


def _line_of(text: str, loc: tuple[str, ...]) -> int | None:
    """The line a key stands on, 1-based; the section's line where the key is not found."""
    wanted = ".".join(loc)
    section, best, counts = "", None, dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*(\[\[?)([^\[\]]+)\]", line):
            section = heading[2].strip()
            if heading[1] == "[[":
                counts[section] = counts.get(section, -1) + 1
                section = f"{section}.{counts[section]}"
            best = number if wanted == section or wanted.startswith(f"{section}.") else best
        elif (key := re.match(r"\s*([\w.-]+)\s*=", line)) and wanted == f"{section}.{key[1]}".lstrip("."):
            return number
    return best
