"""A clock for foreign programs that a test turns: Debian's libfaketime, loaded into the one program."""

from datetime import datetime
from pathlib import Path

from tests.real.debian import codename, program, unpacked


class Clock:
    """What time it is for programs started with `environment`; `set` turns it, from then on it runs on."""

    def __init__(self, cache: Path, file: Path, now: datetime) -> None:
        root = unpacked(cache / f"faketime-{codename()}", ["faketime"])
        self._file = file
        self.environment = {
            "LD_PRELOAD": str(program(root, "usr/lib/*/faketime/libfaketimeMT.so.1")),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_FMT": "%s",
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "TZ": "UTC",
        }
        self.set(now)

    def set(self, now: datetime) -> None:
        """`now` is aware; the file holds seconds since 1970, which no program's time zone can bend."""
        self._file.write_text(f"@{now.timestamp():.0f}")
