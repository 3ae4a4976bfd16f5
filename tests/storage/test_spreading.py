"""A change's files come to lie where there is room, whatever else is made and removed beside the archive."""

import errno
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.spreading import is_spreading, make_spreading


def test_the_folder_of_changes_is_spread_where_the_disk_knows_how(tmp_path: Path, plain: Archive) -> None:
    make_spreading(tmp_path / "other")
    try:
        known = is_spreading(tmp_path / "other")
    except OSError as fault:
        if fault.errno not in (errno.ENOTTY, errno.EOPNOTSUPP):
            raise
        pytest.skip("this file system has no attributes")
    assert is_spreading(plain.settings.work_folder / "changes") == known


def test_a_file_system_without_the_attribute_gives_a_plain_folder() -> None:
    make_spreading(Path("/proc/self/fd"))
    with pytest.raises(OSError, match="Inappropriate"):
        is_spreading(Path("/proc/self/fd"))
