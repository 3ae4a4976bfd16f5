"""People's decisions on items as labelled texts to train on, from the corrections (`jobs/corrections.py`)."""

import hashlib
from collections.abc import Iterable

from archiver.classify.labelled_items import FLAGS, LabelledItem
from jobs.corrections import Correction, corrections
from storage.archive import Archive

FROZEN_SHARE = 5
UNSUITABLE = "unsuitable:"


def corrected_items(archive: Archive) -> list[LabelledItem]:
    """Every wording a person has decided on, labelled by the newest decision on each label, in the order of the ids."""
    by_wording: dict[tuple[str, str], list[Correction]] = {}
    for one in corrections(archive):
        by_wording.setdefault((one.item_id, one.text), []).append(one)
    labelled = [labelled_item(said) for _, said in sorted(by_wording.items())]
    return [one for one in labelled if one is not None]


def is_frozen(id_: str) -> bool:
    """Whether a decided item is kept for comparing: every fifth, always the same ones."""
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[:4]) % FROZEN_SHARE == 0


def labelled_item(said: Iterable[Correction]) -> LabelledItem | None:
    """One wording with what people said of it; None where nobody said what it is.

    Who says neither registered nor weeding says kept in order: the careful reading of `uppenbart ringa` too.
    """
    ordered = sorted(said, key=lambda one: one.at)
    newest = {one.label: one.decided for one in ordered}
    outcome = next((label for label in ("confidential", "diary", "weeding") if newest.get(label)), "")
    if not outcome and newest.get("diary") is False:
        outcome = "keep"
    if not outcome:
        return None
    flags = {label.removeprefix(UNSUITABLE) for label, decided in newest.items() if decided}
    last = ordered[-1]
    return LabelledItem(
        last.item_id, last.text, last.circumstances, "", outcome, frozenset(flags) & frozenset(FLAGS), "beslut", {}
    )
