"""What Facebook's and Instagram's exports share: JSON whose letters are written wrongly, pictures beside it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from archiver.extract.drafts import Draft
from archiver.model import Attachment
from archiver.takeout.package import Package
from archiver.takeout.takeout import NOT_JSON, fault, spoken

_FILM = re.compile(r"(?i)\.(mp4|mov|webm|m4v)$")
_PICTURE = re.compile(r"(?i)\.(jpe?g|png|webp|gif|heic)$")
PREFIX = "takeout:"
"""How a file inside the export is named as an attachment's address: `takeout:media/posts/1.jpg`."""


def value_of(package: Package, name: str) -> Any:
    """A JSON file with its letters put right. Raises ImportFault naming it."""
    try:
        return spoken(json.loads(package.read(name).decode("utf-8-sig")))
    except (ValueError, RecursionError) as problem:
        raise fault(package, name, NOT_JSON) from problem


def named(package: Package, pattern: str) -> list[str]:
    """The names that match, numbers in their own order."""
    wanted = re.compile(pattern)
    return sorted(package.matching(lambda name: bool(wanted.search(name))), key=_by_number)


def _by_number(name: str) -> tuple[Any, ...]:
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name))


def inside(package: Package, uri: str) -> str:
    """The entry a file's own address means; exports name it from their root, with or without folders before."""
    names = package.every_name()
    if uri in names:
        return uri
    ending = "/" + uri.lstrip("/")
    return next((name for name in names if name.endswith(ending)), "")


def media_of(package: Package, told: Iterable[dict[str, Any]], kept: list[str]) -> Iterator[Attachment]:
    """The films and pictures of media objects; those that lie in the export are to be kept."""
    for one in told:
        uri = str(one.get("uri") or "")
        if not uri:
            continue
        entry = inside(package, uri)
        if entry:
            kept.append(entry)
        kind = "video" if _FILM.search(uri) else "image" if _PICTURE.search(uri) else "file"
        address = uri if uri.startswith(("http://", "https://")) else PREFIX + str(PurePosixPath(uri))
        yield Attachment(kind, address, str(one.get("description") or ""))


def absent(package: Package, drafts: Iterable[Draft]) -> int:
    """How many pictures and films posts name that the export does not hold."""
    addresses = [media.url for one in drafts for media in one.attachments if media.url.startswith(PREFIX)]
    return sum(not inside(package, address.removeprefix(PREFIX)) for address in addresses)


def holds(*patterns: str) -> Callable[[Iterable[str]], bool]:
    """Recognises an export that has a file like one of these."""
    wanted = [re.compile(pattern) for pattern in patterns]
    return lambda names: any(pattern.search(name) for name in names for pattern in wanted)
