"""A thread as rows with how deep each stands."""

from storage.database.items import ItemRow


def nested(rows: list[ItemRow]) -> list[tuple[int, ItemRow]]:
    """Rows with how deep each stands. What answers something not shown stands at the top."""
    there = {row.id for row in rows}
    answers: dict[str | None, list[ItemRow]] = {}
    for row in rows:
        answers.setdefault(row.parent_id if row.parent_id in there else None, []).append(row)
    nested: list[tuple[int, ItemRow]] = []
    waiting = [(0, row) for row in reversed(answers.get(None, []))]
    seen: set[str] = set()
    while waiting:
        depth, row = waiting.pop()
        if row.id in seen:
            continue
        seen.add(row.id)
        nested.append((depth, row))
        waiting += [(depth + 1, one) for one in reversed(answers.get(row.id, []))]
    return nested
