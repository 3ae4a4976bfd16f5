"""Opens the evidence folder of a capture (`docs/architecture.md`) as saved pages. No network, ever."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from archiver.dates import STOCKHOLM, iso_moment
from archiver.extract.addresses import without_anchor
from archiver.extract.prose import document_of
from archiver.model import Box
from archiver.platforms.platform import SavedPage

_PICTURE_INSIDE = re.compile(";base64,[A-Za-z0-9+/=]{200,}")
"""The bytes of a picture that the kept document carries with it: most of its length, and nothing to read."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The pages of a capture, the account's own first, and what could not be opened, in Swedish."""

    pages: tuple[SavedPage, ...]
    remarks: tuple[str, ...] = ()


def open_evidence(folder: Path, *, account_name: str, account_url: str) -> Opened:
    """All pages of an evidence folder: `page.*` and then `pages/<n>/page.*` in number order."""
    remarks: list[str] = []
    further = (
        sorted((folder / "pages").glob("*/"), key=lambda path: (len(path.name), path.name))
        if (folder / "pages").is_dir()
        else []
    )
    pages = [
        page
        for each in (folder, *further)
        if (page := _page(each, each.relative_to(folder).as_posix(), account_name, account_url, remarks)) is not None
    ]
    return Opened(tuple(pages), tuple(remarks))


def _page(folder: Path, inside: str, name: str, account_url: str, remarks: list[str]) -> SavedPage | None:
    label = "sidan" if inside == "." else inside
    layout = _layout(folder / "layout.json", label, remarks)
    told = without_anchor(str(layout.get("url") or ""))  # else the comment asked for would give its address to the post
    url = told or (account_url if inside == "." else f"{account_url}#{inside}")
    picture = "page.png" if inside == "." else f"{inside}/page.png"
    boxes = _boxes(layout, picture)
    raw = _text(folder / "page.raw.html")
    rendered = _shown(folder / "page.html")
    answers = {path.name: path.read_bytes() for path in sorted((folder / "answers").glob("*")) if path.is_file()}
    if not rendered and not raw and not answers:
        return None
    tree = document_of(rendered or raw, url)
    if tree is None:
        remarks.append(f"{label}: HTML-filen gick inte att läsa")
    seen = iso_moment(str(layout.get("seen_at") or ""), STOCKHOLM)
    return SavedPage(
        url=url,
        tree=tree if tree is not None else html.Element("html"),
        account_name=name,
        account_url=account_url,
        boxes=boxes,
        frames=_frames(folder, layout, boxes, name, account_url, label, remarks),
        raw=raw,
        answers=answers,
        fetched=_fetched(folder / "page.data.json", label, remarks),
        seen_at=seen,
    )


def _frames(
    folder: Path,
    layout: Mapping[str, object],
    boxes: dict[str, Box],
    name: str,
    account_url: str,
    label: str,
    remarks: list[str],
) -> tuple[SavedPage, ...]:
    told = layout.get("frames")
    addresses = (
        {str(each.get("file")): str(each.get("url") or "") for each in told if isinstance(each, dict)}
        if isinstance(told, list)
        else {}
    )
    seen = iso_moment(str(layout.get("seen_at") or ""), STOCKHOLM)
    frames: list[SavedPage] = []
    for path in sorted((folder / "frames").glob("*.html"), key=lambda each: (len(each.name), each.name)):
        url = addresses.get(f"frames/{path.name}") or ""
        if not url or url.startswith(
            "about:"
        ):  # its addresses are read as the page's around it (HTML, 7.1.1 and 2.4.2)
            url = without_anchor(str(layout.get("url") or account_url))
        tree = document_of(_shown(path), url)
        if tree is None:
            remarks.append(f"{label}: ramen {path.name} gick inte att läsa")
            continue
        frames.append(
            SavedPage(url=url, tree=tree, account_name=name, account_url=account_url, boxes=boxes, seen_at=seen)
        )
    return tuple(frames)


def _fetched(path: Path, label: str, remarks: list[str]) -> tuple[str, ...]:
    """What the page's scripts fetched as JSON; not read where the file is not as we write it."""
    if not path.is_file():
        return ()
    try:
        told = json.loads(path.read_text("utf-8", "replace"))
    except ValueError:
        told = None
    if not isinstance(told, list):
        remarks.append(f"{label}: page.data.json gick inte att läsa")
        return ()
    return tuple(str(each.get("body") or "") for each in told if isinstance(each, dict))


def _layout(path: Path, label: str, remarks: list[str]) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        layout = json.loads(path.read_text("utf-8", "replace"))
    except ValueError:
        remarks.append(f"{label}: layout.json gick inte att läsa, inga bilder av enskilda inlägg")
        return {}
    return layout if isinstance(layout, dict) else {}


def _boxes(layout: Mapping[str, object], picture: str) -> dict[str, Box]:
    told = layout.get("boxes")
    boxes: dict[str, Box] = {}
    for number, values in told.items() if isinstance(told, dict) else ():
        if isinstance(values, list) and len(values) == 4 and all(isinstance(value, (int, float)) for value in values):
            x, y, width, height = (float(value) for value in values)
            boxes[str(number)] = Box(x, y, width, height, picture)
    return boxes


def _shown(path: Path) -> str:
    return _PICTURE_INSIDE.sub(";base64,", _text(path))


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""
