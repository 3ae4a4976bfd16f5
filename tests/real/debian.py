"""Debian packages unpacked into a folder of our own: nothing is installed on the machine, no right is needed.

A private apt root (own lists, cache and locks) asks the mirror the machine already uses; `/var/lib/dpkg/status` is only
read, so that what the machine has is not fetched again. `dpkg -x` unpacks, and absolute links are turned to stay inside.
"""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.real.cache import Unavailable, made_once, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def codename() -> str:
    """The machine's Debian release, e.g. `bookworm`."""
    found = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.MULTILINE)
    if not found:
        raise Unavailable("not a Debian machine")
    return found[1]


def _sources() -> Iterator[tuple[str, str]]:
    """(address, suite) of every binary source in /etc/apt, in both of its notations."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    for file in files:
        if not file.is_file():
            continue
        text = file.read_text(errors="replace")
        for line in re.findall(r"^deb\s+(?:\[[^\]]*\]\s*)?(\S+)\s+(\S+)", text, re.MULTILINE):
            yield line[0], line[1]
        for stanza in re.split(r"\n\s*\n|\n(?=Types:)", text):
            fields = dict(re.findall(r"^(\w[\w-]*):[ \t]*(.+)$", stanza, re.MULTILINE))
            for address in fields.get("URIs", "").split():
                for suite in fields.get("Suites", "").split():
                    yield address, suite


def mirror() -> str:
    """The address this machine takes its own release from."""
    own = codename()
    for address, suite in _sources():
        if suite == own and "debian" in address:
            return address
    raise Unavailable(f"no Debian source for {own} in /etc/apt")


class Apt:
    """A private apt root in `folder` for the machine's release, its security updates and further suites."""

    def __init__(self, folder: Path, suites: Sequence[str] = ()) -> None:
        self.folder = folder
        for part in ("state/lists/partial", "cache/archives/partial", "etc/parts"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        own, address = codename(), mirror()
        lines = [f"deb [signed-by={KEYRING}] {address} {suite} main" for suite in (own, *suites)]
        lines += [
            f"deb [signed-by={KEYRING}] {other} {suite} main"
            for other, suite in _sources()
            if suite in (f"{own}-security", f"{own}-updates")
        ]
        (folder / "etc/sources.list").write_text("\n".join(dict.fromkeys(lines)) + "\n")
        (folder / "etc/preferences").write_text(
            "".join(f"Package: *\nPin: release n={suite}\nPin-Priority: 50\n\n" for suite in suites)
        )

    def _words(self) -> list[str]:
        options = {
            "Dir::State": self.folder / "state",
            "Dir::State::status": "/var/lib/dpkg/status",
            "Dir::Cache": self.folder / "cache",
            "Dir::Etc::sourcelist": self.folder / "etc/sources.list",
            "Dir::Etc::sourceparts": self.folder / "etc/parts",
            "Dir::Etc::preferences": self.folder / "etc/preferences",
            "Dir::Etc::preferencesparts": self.folder / "etc/parts",
            "Dir::Log": self.folder / "cache",
            "Acquire::Languages": "none",
            "Acquire::Retries": "2",
            "Acquire::http::Timeout": "30",
            "APT::Sandbox::User": "",
            "APT::Update::Post-Invoke-Success": "",
            "Debug::NoLocking": "1",
        }
        words = ["apt-get", "-q"]
        for name, value in options.items():
            words += ["-o", f"{name}={value}"]
        return words

    def update(self) -> None:
        run([*self._words(), "update"], seconds=180)

    def download(self, names: Sequence[str]) -> list[Path]:
        """Fetches the packages and those of their dependencies that the machine lacks; `name/suite` chooses a suite."""
        archives = self.folder / "cache/archives"
        for old in archives.glob("*.deb"):
            old.unlink()
        install = ["install", "--download-only", "--reinstall", "--no-install-recommends", "--no-remove", "-y"]
        run([*self._words(), *install, *names], seconds=420)
        return sorted(archives.glob("*.deb"))


def unpack(packages: Sequence[Path], into: Path) -> None:
    """`dpkg -x` each package; absolute symbolic links are made relative to `into`."""
    for package in packages:
        run(["dpkg-deb", "-x", package, into], seconds=120)
    for link in into.rglob("*"):
        if link.is_symlink() and (target := link.readlink()).is_absolute():
            inside = into / target.relative_to("/")
            if inside.exists():
                link.unlink()
                link.symlink_to(os.path.relpath(inside, link.parent))


def unpacked(folder: Path, names: Sequence[str], suites: Sequence[str] = ()) -> Path:
    """The root folder with these packages unpacked, from the last run or fetched now. Raises `Unavailable`."""
    if not KEYRING.exists() or not shutil.which("apt-get"):
        raise Unavailable("no apt-get with Debian's keyring on this machine")
    with made_once(folder) as draft:
        if draft:
            apt = Apt(draft / "apt", suites)
            apt.update()
            unpack(apt.download(names), draft / "root")
            shutil.rmtree(draft / "apt")
    return folder / "root"


def program(root: Path, *patterns: str) -> Path:
    """The first program matching, in the unpacked root, else on the machine (which then already had the package)."""
    for where in (root, Path("/")):
        for pattern in patterns:
            if found := sorted(where.glob(pattern)):
                return found[-1]
    raise Unavailable(f"{patterns[0]} is in no package and not on this machine")


def library_path(root: Path) -> str:
    """LD_LIBRARY_PATH for programs of the unpacked root."""
    places = [*root.glob("usr/lib/*-linux-gnu*"), *root.glob("lib/*-linux-gnu*")]
    return ":".join(str(place) for place in places)
