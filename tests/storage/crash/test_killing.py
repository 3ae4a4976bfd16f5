from pathlib import Path

from tests.storage.crash.killing import torture


def test_killed_at_any_moment_nothing_is_lost_or_half(tmp_path: Path) -> None:
    promised = torture(15, seed=20261122, folder=tmp_path, check_every=5)
    assert promised.filed
