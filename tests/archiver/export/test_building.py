"""A package is whole or not there at all."""

import os
import subprocess

import pytest

from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.refused import AlreadyThere, Refused
from archiver.export.building import built_file, built_folder


def test_nothing_stands_at_the_target_until_the_block_ends(tmp_path):
    with built_folder(tmp_path / "paket") as tree:
        tree.write("data/a.txt", b"a")
        assert not (tmp_path / "paket").exists()
    assert (tmp_path / "paket/data/a.txt").read_bytes() == b"a"
    assert [each.name for each in tmp_path.iterdir()] == ["paket"]


def test_failure_takes_the_part_away(tmp_path):
    def interrupted():
        with built_folder(tmp_path / "paket") as tree:
            tree.write("a.txt", b"a")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_target_that_turns_up_meanwhile_is_left_alone(tmp_path):
    def overtaken():
        with built_folder(tmp_path / "paket") as tree:
            tree.write("a.txt", b"a")
            (tmp_path / "paket").mkdir()

    with pytest.raises(AlreadyThere):
        overtaken()
    assert list((tmp_path / "paket").iterdir()) == []


def test_dangling_link_counts_as_taken(tmp_path):
    (tmp_path / "paket").symlink_to(tmp_path / "ingenstans")
    with pytest.raises(AlreadyThere), built_file(tmp_path / "paket"):
        pass


def test_copy_that_differs_from_its_record_is_an_integrity_fault(tmp_path):
    (tmp_path / "page.png").write_bytes(b"other")
    with pytest.raises(IntegrityFault), built_folder(tmp_path / "paket") as tree:
        tree.copy("page.png", tmp_path / "page.png", "0" * 128)
    assert not (tmp_path / "paket").exists()


@pytest.mark.parametrize("path", ["../utanför", "a/../../b", "/rot", "a//b", ""])
def test_no_path_leaves_the_package(tmp_path, path):
    with pytest.raises(Refused), built_folder(tmp_path / "paket") as tree:
        tree.write(path, b"")


def test_two_files_by_one_name_are_refused(tmp_path):
    with built_folder(tmp_path / "paket") as tree:
        tree.write("a", b"1")
        with pytest.raises(Refused):
            tree.write("a", b"2")


def test_full_disk_is_told_and_leaves_nothing(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        with pytest.raises(StorageFault) as full, built_folder(disk / "paket") as tree:
            tree.write("a.bin", os.urandom(200_000))
        assert "disken är full" in full.value.message()
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_part_left_by_an_interrupted_build_of_other_material_is_taken_away(tmp_path):
    old, others = tmp_path / ".paket.part-0123456789abcdef", tmp_path / ".annat.part-0123456789abcdef"
    for each in (old, others):
        each.mkdir()
        (each / "a").write_bytes(b"1")
    with built_folder(tmp_path / "paket", resume="fedcba9876543210") as tree:
        tree.write("a", b"2")
    assert not old.exists()
    assert others.exists()
