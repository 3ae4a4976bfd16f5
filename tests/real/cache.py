"""Where foreign software lies between runs, and how one run at a time puts it there."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


class Unavailable(Exception):
    """The packages can't be had on this machine: the only lawful reason to skip."""


def default_cache() -> Path:
    """`$SOMEARKIV_REAL_CACHE`, else `.cache/real` in the checkout."""
    return Path(os.environ.get("SOMEARKIV_REAL_CACHE") or CHECKOUT / ".cache" / "real")


@contextmanager
def made_once(folder: Path) -> Iterator[Path | None]:
    """Gives an empty folder to fill, or None when `folder` is already there; whole or not at all, one process at a time."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():
            yield None
            return
        draft = folder.with_name(f"{folder.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        yield draft
        draft.rename(folder)


def run(
    command: Sequence[str | Path],
    *,
    seconds: float,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
) -> str:
    """Runs an ordinary client to its end and gives its stdout; whatever goes wrong is `Unavailable` with its last words."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            input=stdin,
            text=True,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError as fault:
        raise Unavailable(f"{words[0]} is not on this machine") from fault
    except subprocess.TimeoutExpired as fault:
        raise Unavailable(f"{words[0]} was not done within {seconds:.0f} s") from fault
    if done.returncode:
        tail = " | ".join((done.stderr or done.stdout).strip().splitlines()[-4:])
        raise Unavailable(f"{words[0]} {words[1] if len(words) > 1 else ''} failed: {tail}")
    return done.stdout
