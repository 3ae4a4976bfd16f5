"""Second opinions on an item: which questions wait for their answer."""

from archiver.records import ItemRecord, Opinion


def open_questions(record: ItemRecord) -> tuple[Opinion, ...]:
    """The questions nobody has answered yet."""
    return tuple(
        one
        for place, one in enumerate(record.opinions)
        if not one.value
        and not any(
            later.value and later.axis == one.axis and later.by == one.to for later in record.opinions[place + 1 :]
        )
    )
