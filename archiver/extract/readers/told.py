"""Lays what a page's scripts fetched over what the page shows, where markup names neither author nor words.

Theory. A page that scripts draw shows the very words and names that they fetched. Where a block's words hold those of one
fetched object, and the object's author stands among what is left, the object says which of the block's words are whose. What
is left must be short: signs of the platform, the name, the time. Nothing is taken that the page does not show.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archiver.extract.drafts import Draft
from archiver.extract.prose import flat

MOST_LEFT = 160
"""Characters that may stand in a block besides the words of its item: name, title, time, buttons."""
MOST_AFTER = 40
"""Of these, so many after the words: more may be the rest of them, where the data only tell how they begin."""
MOST_COMPARED = 400_000
LEAST = 2


def told_by_data(drafts: Sequence[Draft], data: Sequence[Draft]) -> list[Draft]:
    """The drafts of a page's structure, each with author and words as its data tell them, where these are shown in it."""
    known = [(flat(each.text), each) for each in data if each.author and len(flat(each.text)) >= LEAST]
    if not known or len(known) * len(drafts) > MOST_COMPARED:
        return list(drafts)
    free = dict(enumerate(known))
    found: list[Draft] = []
    for draft in drafts:
        place = next(iter(sorted(_shown_in(draft, free), key=lambda place: -len(free[place][0]))), None)
        if place is None:
            found.append(draft)
            continue
        words, object_ = free.pop(place)
        same = draft.author == object_.author
        after = flat(draft.text).partition(words)[2]
        text = draft.text if same or len(after) > MOST_AFTER else object_.text
        found.append(
            replace(
                draft,
                author=object_.author,
                profile_url=draft.profile_url if same else "",
                text=text,
                aliases=(*draft.aliases, f"at:{object_.place}"),
            )
        )
    return found


def _shown_in(draft: Draft, free: dict[int, tuple[str, Draft]]) -> Iterator[int]:
    """The places of the objects whose words and author a draft shows, and little else."""
    shown = flat(draft.text)
    for place, (words, each) in free.items():
        if len(shown) - len(words) > MOST_LEFT + len(each.author) or words not in shown:
            continue
        if draft.author == each.author or each.author in shown.replace(words, "", 1):
            yield place
