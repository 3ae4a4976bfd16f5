"""Export against a plain copy: `bagit` and `sip` of many captures, as ratios to copy + SHA-512 of the same files.

    .venv/bin/python benchmarks/export.py [--captures 200] [--megabytes 3] [--rounds 3] [--folder DIR]

Every round does the copy, the bag and the package in turn, so that all meet the same machine; medians of ratios are
printed, and the memory a whole run took. The copy is `shutil.copyfile` of every file, SHA-512 of it, and `fsync`
(a package that isn't on the disk isn't delivered); `--no-fsync` leaves the copy's out.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from archiver.digest import digest_of, digest_of_file
from archiver.export.formats.registry import format_by_key
from archiver.export.package import Material, Municipality
from archiver.model import Account, ActivityPlan, CaptureRecord, Contact, FileFact, Outcome, Reach

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHARES = {"page.png": 0.9, "page.html": 0.06, "page.raw.html": 0.03, "page.txt": 0.01}
MEDIA = {"page.png": "image/png", "page.html": "text/html", "page.raw.html": "text/html", "page.txt": "text/plain"}


def material(root: Path, captures: int, megabytes: float) -> Material:
    """Captures of random bytes on a shelf of plain files."""
    chance = random.Random(1)
    records = [_capture(root, chance, number, megabytes) for number in range(captures)]
    someone = Contact("N N", "", "Kommunikatör")
    account = Account(
        "konto",
        "facebook",
        "Lillåns kommun",
        "https://social.example/",
        "Kommunstyrelsen",
        "kommunledning",
        "",
        "",
        "",
        someone,
        someone,
        (),
        ActivityPlan("", "", "", "", ""),
    )
    return Material(
        items=(),
        captures=tuple(records),
        accounts={"konto": account},
        file=lambda kind, id_, path: root / id_ / path,
        municipality=Municipality("Lillåns kommun", "212000-0000"),
        made_at=NOW,
        made_by="bänken",
        software="Somearkiv 0.1.0",
    )


def _capture(root: Path, chance: random.Random, number: int, megabytes: float) -> CaptureRecord:
    id_ = str(UUID(int=number + 1))
    files = []
    for name, share in SHARES.items():
        data = chance.randbytes(int(megabytes * 1e6 * share))
        (root / id_).mkdir(parents=True, exist_ok=True)
        (root / id_ / name).write_bytes(data)
        files.append(FileFact(name, MEDIA[name], len(data), digest_of(data)))
    when = NOW - timedelta(hours=number)
    return CaptureRecord(
        id_,
        "konto",
        "anna",
        "bänk",
        when,
        when,
        Outcome.CAPTURED,
        "anonym_webbläsare",
        "",
        "https://social.example/",
        "https://social.example/",
        200,
        "värd",
        "Chromium",
        "",
        (1280, 900),
        "sv-SE",
        Reach(),
        "Somearkiv 0.1.0",
        tuple(files),
    )


def plain_copy(given: Material, target: Path, flush: bool) -> None:
    """What anybody would do by hand."""
    for capture in given.captures:
        folder = target / capture.id
        folder.mkdir(parents=True)
        for file in capture.files:
            shutil.copyfile(given.file(CaptureRecord, capture.id, file.path), folder / file.path)
            digest_of_file(folder / file.path)
            if flush:
                handle = os.open(folder / file.path, os.O_RDONLY)
                os.fsync(handle)
                os.close(handle)


def seconds(work: Callable[[Path], object], folder: Path) -> tuple[float, float]:
    """How long the work took on the wall and on the processor, on a fresh target that is taken away afterwards."""
    target = folder / "ut"
    os.sync()
    wall, cpu = time.perf_counter(), time.process_time()
    work(target)
    took = time.perf_counter() - wall, time.process_time() - cpu
    shutil.rmtree(target)
    return took


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, default=200)
    parser.add_argument("--megabytes", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--no-fsync", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        given = material(folder / "hylla", asked.captures, asked.megabytes)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ratios: dict[str, list[tuple[float, float]]] = {"bagit": [], "sip": []}
        for number in range(asked.rounds):
            floor = seconds(lambda target: plain_copy(given, target, not asked.no_fsync), folder)
            for key, found in ratios.items():
                write = format_by_key(key).write
                took = seconds(lambda target, write=write: write(given, target, lambda line: None), folder)
                found.append((took[0] / floor[0], took[1] / floor[1]))
            told = ", ".join(
                f"{key} {found[-1][0]:.2f} (processor {found[-1][1]:.2f})" for key, found in ratios.items()
            )
            print(f"varv {number + 1}: kopia {floor[0]:.1f} s (processor {floor[1]:.1f} s); {told}", flush=True)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        for key, found in ratios.items():
            wall, cpu = (statistics.median(one[place] for one in found) for place in (0, 1))
            print(f"{key}: {wall:.2f} × kopia + SHA-512 (processor {cpu:.2f}), median av {asked.rounds}")
        print(f"minne utöver underlaget: {grown:.0f} MB för {asked.captures} fångster à {asked.megabytes:g} MB")


if __name__ == "__main__":
    main()
