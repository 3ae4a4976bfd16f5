"""What every real server is held to: everything there is, nothing else, every field, and what changed since."""

from tests.real.compare import FIELDS, compare
from tests.real.harvest import Twice
from tests.real.truth import Running

FLOOR = 0.98
"""Recall, precision and each field at least; WordPress has to be whole."""


def hold(running: Running, items: object, floor: float = FLOOR) -> None:
    """Fails with the list of differences when the items are not the truth."""
    found = compare(running.truth, items)  # type: ignore[arg-type]
    shares = {field: found.share(field) for field in FIELDS} | {"recall": found.recall, "precision": found.precision}
    poor = {name: share for name, share in shares.items() if share < floor}
    assert not poor, f"{running.name}: {poor}\n{found.table()}"
    assert found.leaked == 0, f"{running.name}: {found.leaked} hidden texts were read"


def hold_changes(run: Twice) -> None:
    """Fails when the archive's new, changed and gone are not what was done to the server."""
    links = {entry.key: {entry.permalink, *entry.also} for entry in run.running.truth.entries}
    before = {item.identity: item for item in run.first.reading.items}
    changed = {item.permalink for item in run.seen.changed}
    gone = {before[identity].permalink for identity in run.seen.gone}
    told = f"changed {sorted(changed)}, gone {sorted(gone)}, new {[item.text[:50] for item in run.seen.new]}"
    assert all(links[key] & changed for key in run.done.edited), f"edited unseen: {told}"
    assert all(links[key] & gone for key in run.done.removed), f"removed unseen: {told}"
    assert len(changed) == len(run.done.edited), f"more changed than was edited: {told}"
    assert len(gone) == len(run.done.removed), f"more gone than was removed: {told}"
    assert [item.text for item in run.seen.new] == list(run.done.added), told
