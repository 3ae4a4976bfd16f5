"""What is said in the demo municipality, and what a capture of it should find: the texts read as values.

The texts are data (`texts/*.toml`); `tests/cli/` and anybody who measures a reader compares with `Said`.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

BEFORE = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
"""The town's time until its clock is turned; relative times on its pages are counted from here."""
AFTER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""The town's time once its clock is turned."""
BRANCHES = ("social", "pictures", "forum", "blog")
"""The four accounts by the name of their text file."""


@dataclass(frozen=True, slots=True)
class Said:
    """One post or comment of the town.

    `number` is the platform's own id; `parent` the number of what it answers, empty for a post; `quote` the number a
    forum entry quotes; `at` is UTC. `label` is the class a registrar would give it (`diary`, `confidential`, `weeding`,
    `keep`) and `unsuitable` the codes of `archiver.records.Unsuitable`. `author_path` and `path` are the profile and the
    permalink, relative to the town's address.
    """

    branch: str
    number: str
    author: str
    author_path: str
    at: datetime
    text: str
    path: str
    label: str
    parent: str = ""
    quote: str = ""
    picture: str = ""
    title: str = ""
    unsuitable: tuple[str, ...] = ()
    municipality: bool = False
    edited: bool = False

    @property
    def kind(self) -> str:
        """`post` or `comment`, as `archiver.model.ItemKind` has it."""
        return "comment" if self.parent else "post"


def said(branch: str, *, turned: bool = False, moved: timedelta = timedelta(0)) -> tuple[Said, ...]:
    """Everything said on one account, posts newest first, each followed by its comments in the order they were written.

    Args:
        branch: One of `BRANCHES`.
        turned: After the clock was turned: one comment edited, one removed, one added, one post added (all on `social`).
        moved: How far every time is moved from the one in the text file.
    """
    facts = _facts(branch)
    entries = list(facts["said"])
    if turned:
        removed = {entry["id"] for entry in facts.get("removed", ())}
        edited = {entry["id"]: entry["text"] for entry in facts.get("edited", ())}
        entries = [entry for entry in entries if entry["id"] not in removed] + list(facts.get("added", ()))
    everything = {entry["id"]: entry for entry in entries}
    values = [_value(branch, entry, facts, everything) for entry in entries]
    if moved:
        values = [replace(value, at=value.at + moved) for value in values]
    if turned:
        values = [replace(v, text=edited[v.number], edited=True) if v.number in edited else v for v in values]
    posts = sorted((v for v in values if not v.parent), key=lambda v: v.at, reverse=True)
    return tuple(one for post in posts for one in thread(values, post))


def thread(values: Iterable[Said], post: Said) -> tuple[Said, ...]:
    """A post and all that hangs under it, each entry followed by its answers, oldest first."""
    found = [post]
    for answer in answers(values, post):
        found += thread(values, answer)
    return tuple(found)


def answers(values: Iterable[Said], to: Said) -> list[Said]:
    """What answers an entry directly, oldest first."""
    return sorted((v for v in values if v.parent == to.number), key=lambda v: (v.at, v.number))


def signatures(branch: str = "forum") -> dict[str, str]:
    """Author's name → the signature under every entry of theirs in the forum."""
    facts = _facts(branch)
    return {facts["people"][key]: text for key, text in facts["signatures"].items()}


def changes() -> dict[str, tuple[str, ...]]:
    """What turning the clock does, by number: `edited`, `removed`, `added`."""
    facts = _facts("social")
    return {key: tuple(entry["id"] for entry in facts[key]) for key in ("edited", "removed", "added")}


def moved_for(now: datetime) -> timedelta:
    """How far to move the town's times, in whole weeks, so that nothing is said after `now`; nothing where it isn't."""
    late = AFTER - now
    return -timedelta(weeks=-(-late // timedelta(weeks=1))) if late > timedelta(0) else timedelta(0)


@cache
def _facts(branch: str) -> dict[str, Any]:
    return tomllib.loads(files("cli.commands.demo_town").joinpath("texts", f"{branch}.toml").read_text("utf-8"))


def _value(branch: str, entry: dict[str, Any], facts: dict[str, Any], everything: dict[str, dict[str, Any]]) -> Said:
    owner = next(iter(facts["people"]))
    return Said(
        branch=branch,
        number=entry["id"],
        author=facts["people"][entry["by"]],
        author_path=_profile(branch, entry["by"], facts["people"][entry["by"]], owner=entry["by"] == owner),
        at=entry["at"],
        text=entry["text"].strip(),
        path=_permalink(branch, entry, everything),
        label=entry["class"],
        parent=entry.get("to", ""),
        quote=entry.get("quote", ""),
        picture=entry.get("picture", ""),
        title=entry.get("title", ""),
        unsuitable=tuple(entry.get("unsuitable", ())),
        municipality=entry["by"] == owner,
    )


def _profile(branch: str, key: str, name: str, *, owner: bool) -> str:
    match branch:
        case "social":
            return "/social/" if owner else f"/social/profil/{key}.{1000 + sum(map(ord, name))}"
        case "pictures":
            return "/bilder/" if owner else f"/bilder/konto/{name}/"
        case "forum":
            return f"/forum/medlem/{key}"
        case _:
            return "/blogg/" if owner else f"/blogg/vem/{key}/"


def _permalink(branch: str, entry: dict[str, Any], everything: dict[str, dict[str, Any]]) -> str:
    line = _line(entry, everything)
    post, rest = line[0], [one["id"] for one in line[1:]]
    match branch:
        case "social":
            query = "&".join(f"{name}={number}" for name, number in zip(_SOCIAL_QUERY, _ends(rest), strict=False))
            return f"/social/posts/{post['id']}" + (f"?{query}" if query else "")
        case "pictures":
            return f"/bilder/p/{post['id']}/" + "".join(
                f"{step}/{number}/" for step, number in zip("cr", _ends(rest), strict=False)
            )
        case "forum":
            return f"/forum/trad/42?inlagg={entry['id']}#p{entry['id']}"
        case _:
            return f"/blogg/{post['slug']}/" + (f"#comment-{entry['id']}" if rest else "")


_SOCIAL_QUERY = ("comment_id", "reply_comment_id")


def _ends(numbers: Sequence[str]) -> list[str]:
    """The top comment and the entry itself: deeper answers are addressed under the top one."""
    return [numbers[0], *numbers[-1:]][: min(2, len(numbers))] if numbers else []


def _line(entry: dict[str, Any], everything: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """From the post down to the entry."""
    line = [entry]
    while parent := line[0].get("to"):
        line.insert(0, everything[parent])
    return line
