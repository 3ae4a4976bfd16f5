"""What verification finds damaged is mended, the store from the copy and the copy from the store; then verified again."""

from dataclasses import dataclass

from archiver.errors.operation import IntegrityFault, StorageFault
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.rights import Right, require
from archiver.text import Text
from jobs.context import Context
from storage.mending import damaged_in_copy, damaged_in_store, mend_copy, restore_object
from storage.ocfl.validate.fault import Fault
from storage.verify import verify


@dataclass(frozen=True, slots=True)
class Mended:
    """Object ids mended in the store and in the copy, and what is still wrong, by a deep verification afterwards."""

    store: tuple[str, ...]
    copy: tuple[str, ...]
    left: tuple[Fault, ...]


def mend(context: Context) -> Mended:
    """Verify every byte and mend what can be mended; what can't is left as it was. Each object has its journal line.

    Raises RightRefused, UsageFault without a copy, StorageFault.
    """
    require(context.who, Right.RUN)
    archive = context.archive
    copy = archive.copy
    if copy is None:
        what = Text(
            "ingen kopia är vald i inställningarna, [storage.copy]",
            "no copy is set in the configuration, [storage.copy]",
        )
        raise UsageFault(what=what)
    store = [one for one in damaged_in_store(_faults(context)) if _restored(context, one)]
    again = _faults(context)
    copies: list[str] = []
    if not any(damaged_in_store(again)):
        archive.bring_copy_in_step()
        copies = [one for one in damaged_in_copy(_faults(context), copy) if _copy_mended(context, one)]
        again = _faults(context)
    return Mended(tuple(store), tuple(copies), tuple(again))


def _faults(context: Context) -> list[Fault]:
    found = verify(context.archive, deep=True, now=context.now(), say=context.say)
    return [one for one in found if not one.is_warning]


def _restored(context: Context, object_id: str) -> bool:
    try:
        restore_object(context.archive, object_id, who=context.who.username, now=context.now())
    except (Unknown, IntegrityFault) as fault:
        context.say(Text(f"{object_id}: {fault.message('sv')}", f"{object_id}: {fault.message('en')}"))
        return False
    return True


def _copy_mended(context: Context, object_id: str) -> bool:
    try:
        mend_copy(context.archive, object_id)
    except (IntegrityFault, StorageFault) as fault:
        context.say(Text(f"{object_id}: {fault.message('sv')}", f"{object_id}: {fault.message('en')}"))
        return False
    return True
