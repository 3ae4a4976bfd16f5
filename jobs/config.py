"""config.toml, read once into frozen values; unknown or wrong keys are named with their place."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, Strict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from archiver.errors import ConfigFault
from archiver.text import Text

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_Count = Annotated[int, Strict(), Field(ge=1)]


@dataclass(frozen=True, config=_STRICT)
class MunicipalitySettings:
    """Who keeps the archive."""

    name: Annotated[str, Field(min_length=1)] = "Lillåns kommun"
    organisation_number: Annotated[str, Field(pattern=r"^\d{6}-\d{4}$")] = "212000-0000"
    register_series: Annotated[str, Field(pattern=r"^[A-ZÅÄÖ][A-ZÅÄÖ-]{0,9}$")] = "SM"


@dataclass(frozen=True, config=_STRICT)
class CopySettings:
    """The informatör's copy."""

    root: str = ""


@dataclass(frozen=True, config=_STRICT)
class StorageSettings:
    """Where the shelf lies."""

    root: Annotated[str, Field(min_length=1)] = "arkiv"
    work: str = ""
    copy: CopySettings = CopySettings()


@dataclass(frozen=True, config=_STRICT)
class DatabaseSettings:
    """Where the cards lie."""

    url: Annotated[str, Field(pattern=r"^(sqlite:///|postgresql\+psycopg://)")] = "sqlite:///kort.db"


@dataclass(frozen=True, config=_STRICT)
class CaptureSettings:
    """How accounts are visited. Times in seconds, sizes as named."""

    chromium: str = ""
    viewport_width: Annotated[int, Strict(), Field(ge=320, le=3840)] = 1280
    viewport_height: Annotated[int, Strict(), Field(ge=320, le=3840)] = 900
    account_seconds: _Count = 900
    page_seconds: _Count = 60
    scrolls: _Count = 400
    items: _Count = 5000
    follow_pages: Annotated[int, Strict(), Field(ge=0)] = 100
    page_megabytes: _Count = 60
    allowed_networks: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class ScheduleSettings:
    """When accounts are visited."""

    captures_per_year: Annotated[int, Strict(), Field(ge=2, le=366)] = 2
    alarm_after: _Count = 3
    heartbeat_seconds: _Count = 60
    stop_seconds: _Count = 120


@dataclass(frozen=True, config=_STRICT)
class ClassificationSettings:
    """Which rules propose."""

    rules: str = ""


@dataclass(frozen=True, config=_STRICT)
class Config:
    """Everything that can be set. `file` is where it was read; relative paths count from its folder."""

    municipality: MunicipalitySettings = MunicipalitySettings()
    storage: StorageSettings = StorageSettings()
    database: DatabaseSettings = DatabaseSettings()
    capture: CaptureSettings = CaptureSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    classification: ClassificationSettings = ClassificationSettings()
    file: Path = Path("config.toml")

    def path(self, text: str) -> Path:
        """A path from the config, made absolute from the config file's folder."""
        return (self.file.resolve().parent / text).resolve()

    @property
    def database_url(self) -> str:
        """The database's URL with a relative SQLite path made absolute."""
        prefix = "sqlite:///"
        if self.database.url.startswith(prefix) and not self.database.url.startswith("sqlite:////"):
            return prefix + str(self.path(self.database.url.removeprefix(prefix)))
        return self.database.url


_ADAPTER = TypeAdapter(Config)

_SAYS = {
    "unexpected_keyword_argument": Text("nyckeln är okänd", "the key is unknown"),
    "string_type": Text("ska vara text inom citattecken", "must be text in quotes"),
    "int_type": Text("ska vara ett heltal", "must be a whole number"),
    "dataclass_type": Text("ska vara en avdelning med nycklar", "must be a section with keys"),
    "string_pattern_mismatch": Text("har fel form", "has the wrong form"),
    "string_too_short": Text("får inte vara tom", "may not be empty"),
    "greater_than_equal": Text("ska vara minst {ge}", "must be at least {ge}"),
    "tuple_type": Text("ska vara en lista inom hakparenteser", "must be a list in brackets"),
    "less_than_equal": Text("ska vara högst {le}", "must be at most {le}"),
}


def read_config(file: Path) -> Config:
    """The settings in a file.

    Raises ConfigFault naming file, section, key and line, for every fault at once.
    """
    try:
        text = file.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except FileNotFoundError as fault:
        missing = Text(
            "filen finns inte; ange en annan med --config", "the file does not exist; name another with --config"
        )
        raise ConfigFault(file=file, place="-", what=missing) from fault
    except (OSError, UnicodeDecodeError) as fault:
        name = type(fault).__name__
        unreadable = Text(f"filen går inte att läsa ({name})", f"the file can't be read ({name})")
        raise ConfigFault(file=file, place="-", what=unreadable) from fault
    except tomllib.TOMLDecodeError as fault:
        said = str(fault).replace("{", "{{").replace("}", "}}")
        invalid = Text(f"inte giltig TOML ({said})", f"not valid TOML ({said})")
        raise ConfigFault(file=file, place=_toml_place(str(fault)), what=invalid) from fault
    if "file" in document:
        raise ConfigFault(file=file, place=_place(text, ("file",)), what=_SAYS["unexpected_keyword_argument"])
    try:
        return _ADAPTER.validate_python(document | {"file": file})
    except ValidationError as fault:
        faults = [(_place(text, tuple(str(part) for part in one["loc"])), _sentence(one)) for one in fault.errors()]
        more = Text(
            "".join(f"; {at}: {what.sv}" for at, what in faults[1:]),
            "".join(f"; {at}: {what.en}" for at, what in faults[1:]),
        )
        place, what = faults[0]
        raise ConfigFault(file=file, place=place, what=Text(what.sv + more.sv, what.en + more.en)) from fault


def _sentence(one: Any) -> Text:
    says = _SAYS.get(one["type"])
    if says is None:
        return Text(str(one["msg"]), str(one["msg"]))
    facts = one.get("ctx", {})
    return Text(says.fill("sv", **facts), says.fill("en", **facts))


def _toml_place(message: str) -> str:
    found = re.search(r"line (\d+)", message)
    return f"rad {found[1]}" if found else "slutet"


def _place(text: str, loc: tuple[str, ...]) -> str:
    line = _line_of(text, loc)
    name = f"[{'.'.join(loc[:-1])}] {loc[-1]}" if len(loc) > 1 else f"[{loc[0]}]"
    return name + (f", rad {line}" if line else "")


def _line_of(text: str, loc: tuple[str, ...]) -> int | None:
    """The line a key stands on, 1-based; the section's line where the key is not found."""
    wanted = ".".join(loc)
    section, best = "", None
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = heading[1].strip()
            best = number if section == wanted else best
        elif (key := re.match(r"\s*([\w.-]+)\s*=", line)) and wanted == f"{section}.{key[1]}".lstrip("."):
            return number
    return best
