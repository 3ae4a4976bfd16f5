"""Writes what a page shows into the evidence folder: documents, text, layout (`docs/architecture.md` says the files)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from archiver.capture import masking, words
from archiver.capture.browser import BrowserError, Frame
from archiver.capture.clean import Pictures, clean
from archiver.capture.order import Limits
from archiver.capture.tab import Tab
from archiver.capture.warc import PageEntry
from archiver.dates import rfc3339
from archiver.errors.outside import TimedOut, TooLarge
from archiver.platforms.platform import Visiting

_SAVE_SECONDS = 60.0
_FIRST_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")


@dataclass
class Documents:
    """A page's documents as the browser gave them. `frames` are (number of the element, answer), outermost first."""

    page: dict[str, Any]
    frames: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    not_reached: list[str] = field(default_factory=list)
    vanished: tuple[tuple[str, str], ...] = ()
    """HTML of items that a long feed took out of the page again while it was scrolled, each with the mark of its list in the
    document; empty for those whose own markup says what they are."""


async def read(tab: Tab, limits: Limits, visiting: Visiting) -> Documents:
    """Number the elements and take the documents. Raises TooLarge when the page's own document is larger than allowed."""
    vanished = tuple(await _vanished(tab, visiting))
    page = _sound(await tab.ask("save", {"first": 1, "most": limits.elements, "x": 0, "y": 0}, _SAVE_SECONDS))
    if len(page["html"]) > limits.page_bytes:
        raise TooLarge(url=tab.url, limit=f"{limits.page_bytes // 1_000_000} MB")
    found = Documents(page, vanished=vanished)
    places: dict[Frame, tuple[float, float]] = {tab.page.main_frame: (0.0, 0.0)}
    number = int(page["next"])
    for frame in tab.frames():
        parent = frame.parent_frame
        if parent not in places:
            continue
        try:
            element = await tab.within(4.0, frame.frame_element())
            place = await tab.within(4.0, element.evaluate(_PLACE))
            name = await tab.within(4.0, element.get_attribute("data-sa"))
            if not name or place["width"] < 2 or place["height"] < 2:
                continue
            x, y = places[parent][0] + place["x"], places[parent][1] + place["y"]
            answer = _sound(
                await tab.ask("save", {"first": number, "most": limits.elements, "x": x, "y": y}, 15.0, frame)
            )
        except (BrowserError, TimedOut):
            if tab.remaining <= 0:
                raise
            found.not_reached.append("En inbäddad ram gick inte att läsa.")
            continue
        places[frame] = (x, y)
        number = int(answer["next"])
        found.frames.append((name, answer))
    if tab.unheard():
        found.not_reached.append(f"{tab.unheard()} inbäddade ramar svarade inte.")
    return found


def entry(documents: Documents, at: datetime, known: masking.Known) -> PageEntry:
    """The page as the WACZ lists it."""
    page = documents.page
    texts = [str(page["text"]), *(str(answer["text"]) for _, answer in documents.frames)]
    url = known.over(masking.masked_address(str(page["url"])))
    return PageEntry(url, at, known.over(str(page["title"])), known.over("\n\n".join(texts)))


def write_answers(answers: Sequence[tuple[str, str]], target: Path) -> None:
    """Write address and JSON of what a page's scripts fetched; may be called in a thread."""
    told = [{"url": url, "body": body} for url, body in answers]
    target.write_text(_sound_text(json.dumps(told, ensure_ascii=False)), "utf-8")


def write(
    documents: Documents,
    folder: Path,
    size: tuple[int, int],
    pictures: Pictures,
    at: datetime,
    known: masking.Known,
) -> None:
    """Write page.html, page.txt, layout.json, words.json and frames/ into `folder`; may be called in a thread.

    `at` is when the page was opened; "för 3 timmar sedan" on it is counted from there. What is `known` is overwritten.
    """
    inner: dict[str, str] = {}
    listed: list[dict[str, str]] = []
    boxes = dict(documents.page["boxes"])
    texts = [str(documents.page["text"])]
    for number, (name, answer) in reversed(list(enumerate(documents.frames, 1))):
        inner[name] = known.over(_cleaned(answer, pictures, inner))
        path = f"frames/{number}.html"
        (folder / "frames").mkdir(exist_ok=True)
        (folder / path).write_text(inner[name], "utf-8", "replace")
        listed.insert(0, {"file": path, "url": masking.address(str(answer["url"])), "element": name})
        boxes.update(answer["boxes"])
        texts.insert(1, str(answer["text"]))
    whole = {**documents.page, "html": _with_vanished(documents.page["html"], documents.vanished)}
    (folder / "page.html").write_text(known.over(_cleaned(whole, pictures, inner)), "utf-8", "replace")
    text = known.over("\n\n".join(text for text in texts if text.strip()))
    (folder / "page.txt").write_text(f"{text}\n", "utf-8", "replace")
    layout = {
        "url": masking.address(str(documents.page["url"])),
        "seen_at": rfc3339(at),
        "width": size[0],
        "height": size[1],
        "boxes": boxes,
        "frames": listed,
    }
    laid = json.dumps(layout, ensure_ascii=False, separators=(",", ":"))
    (folder / "layout.json").write_text(known.over(laid), "utf-8")
    answers = [documents.page, *(answer for _, answer in documents.frames)]
    placed = {name: [one for answer in answers for one in answer.get(name, ())] for name in ("words", "pictures")}
    listing = _sound_text(json.dumps(placed, ensure_ascii=False, separators=(",", ":")))
    (folder / "words.json").write_text(known.over(listing), "utf-8")


def _sound_text(text: object) -> str:
    return str(text).replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


async def _vanished(tab: Tab, visiting: Visiting) -> list[tuple[str, str]]:
    """What `scripts/keep.js` kept of items that are no longer in the page, and the marks of where they were."""
    question = {"selector": visiting.items, "guesses": words.ITEM_GUESSES}
    told = await tab.ask("vanished", question, _SAVE_SECONDS)
    return [(_sound_text(one["html"]), str(one["mark"])) for one in told]


def _with_vanished(html: str, vanished: tuple[tuple[str, str], ...]) -> str:
    """The document with the vanished items in it, hidden: for the reading, not on the picture.

    Rows of a list stand in it; what is known by its own markup stands at the document's end.
    """
    rows: dict[str, list[str]] = {}
    apart: list[str] = []
    for each, mark in vanished:
        if mark:
            rows.setdefault(mark, []).append(_FIRST_TAG.sub(r'<\1 hidden="" data-sa-vanished=""', each, count=1))
        else:
            apart.append(each)
    for mark, of_list in rows.items():
        html = html.replace(f"<!--{mark}-->", "".join(of_list), 1)
    if not apart:
        return html
    section = f'<section data-sa-vanished="{len(apart)}" hidden="">{"".join(apart)}</section>'
    before, end, after = html.rpartition("</body>")
    return f"{before}{section}{end}{after}" if end else html + section


def _sound(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with texts that can be written: without lone surrogates and NUL, which pages can hold and files can't."""

    return {
        **answer,
        **{name: _sound_text(answer[name]) for name in ("html", "text", "title", "url")},
        "sheets": {_sound_text(name): _sound_text(css) for name, css in answer["sheets"].items()},
        "styles": [_sound_text(css) for css in answer["styles"]],
    }


def _cleaned(answer: dict[str, Any], pictures: Pictures, frames: Mapping[str, str]) -> str:
    sheets, styles = answer["sheets"], tuple(answer["styles"])
    return clean(answer["html"], answer["url"], sheets=sheets, styles=styles, pictures=pictures, frames=frames)


_PLACE = """(e) => {
  const box = e.getBoundingClientRect();
  const view = e.ownerDocument.defaultView;
  return {x: box.x + e.clientLeft + view.scrollX, y: box.y + e.clientTop + view.scrollY, width: box.width, height: box.height};
}"""
