"""The folder the demonstration leaves behind: only one of its own is ever removed, recognised by its marker."""

import re
import shutil
from pathlib import Path
from uuid import uuid4

from archiver.errors.refused import Refused
from archiver.text import Text

MARKER = ".somearkiv-demo"
MARKER_TEXT = "Gjord av `somearkiv demo`, som tar bort hela mappen när den körs igen. / Made by `somearkiv demo`.\n"
ACCOUNT_FOLDER = "konton"

FOREIGN = Text(
    "{folder} finns och är inte gjord av somearkiv demo; den rörs inte. Välj en annan mapp med --out",
    "{folder} exists and was not made by somearkiv demo; it is left alone. Choose another folder with --out",
)


def clear_place(folder: Path) -> bool:
    """An empty folder with the marker; True when an earlier demonstration was removed.

    Raises Refused for a file, a symbolic link, or a folder that holds anything without being a demonstration's own.
    """
    earlier = False
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _foreign(folder)
    if folder.is_dir() and any(folder.iterdir()):
        if not _is_ours(folder):
            raise _foreign(folder)
        aside = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
        folder.rename(aside)
        shutil.rmtree(aside)
        earlier = True
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text(MARKER_TEXT, "utf-8")
    return earlier


def write_config(folder: Path, shipped: Path, address: str) -> Path:
    """config.toml as it ships, with one change: the town's address (`host:port`) may be captured although it is local.

    An archive that was moved without its source tree gets a short one that says the same.
    """
    file = folder / "config.toml"
    allowed = f'allowed_networks = ["{address}"]'
    text = shipped.read_text("utf-8") if shipped.exists() else ""
    changed, found = re.subn(r"^allowed_networks = .*$", allowed, text, count=1, flags=re.MULTILINE)
    file.write_text(changed if found else f"[capture]\n{allowed}\n", "utf-8")
    return file


def write_account_files(folder: Path, sources: Path, town_url: str) -> tuple[Path, ...]:
    """The account files with the town's address filled in, in order of name."""
    target = folder / ACCOUNT_FOLDER
    target.mkdir()
    written = []
    for source in sorted(sources.glob("*.toml")):
        file = target / source.name
        file.write_text(source.read_text("utf-8").replace("{base}", town_url), "utf-8")
        written.append(file)
    return tuple(written)


def _is_ours(folder: Path) -> bool:
    marker = folder / MARKER
    return marker.is_file() and not marker.is_symlink() and marker.read_text("utf-8", "replace") == MARKER_TEXT


def _foreign(folder: Path) -> Refused:
    return Refused(what=Text(*(words.format(folder=folder) for words in (FOREIGN.sv, FOREIGN.en))))
