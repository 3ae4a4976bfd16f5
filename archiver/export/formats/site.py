"""`site`: the public reading copy, a static and accessible site that can be searched without a server.

    index.html            the accounts
    konto-<id>.html       its posts and comments in threads, and the pictures that may be shown
    sok.html sok.js sok-data.js   search; without JavaScript every text still stands on the accounts' pages
    bilder/<capture>.png

What may stand here is `publication.py`'s. Nothing is fetched from elsewhere.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from archiver.dates import swedish
from archiver.errors.refused import Refused
from archiver.export.building import Tree, built_folder
from archiver.export.cover_sheet import KINDS
from archiver.export.formats.format import Format
from archiver.export.package import Material, Say, Written, manifest_digest
from archiver.export.pages import page
from archiver.export.publication import publishable, publishable_captures, shown_author
from archiver.export.xml import printable
from archiver.model import Account, CaptureRecord
from archiver.records import ItemRecord
from archiver.text import Text

_PICTURE = "page.png"
_NOTHING = Text(
    "ingen handling i urvalet får publiceras (de är inte prövade, kan innehålla sekretess eller är borttagna)",
    "no item in the selection may be published (undecided, possibly secret or removed)",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the site shows it. `depth` is its place in the thread, 0 for what begins it."""

    id: str
    kind: str
    author: str
    when: str
    text: str
    depth: int
    answers_hidden: bool
    """It answers something that isn't shown."""


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes the site as the folder `target`. Raises as `Format.write` says."""
    shown = [record for record in material.items if publishable(record)]
    captures = publishable_captures(material.captures, material.items)
    if not shown and not captures:
        raise Refused(what=_NOTHING)
    concerned = {one.account_id for one in shown} | {one.account_id for one in captures}
    accounts = sorted((material.account(one) for one in concerned), key=lambda one: (one.name, one.platform, one.id))
    with built_folder(target) as tree:
        for account in accounts:
            own = [one for one in shown if one.account_id == account.id]
            _account(tree, material, account, own, [one for one in captures if one.account_id == account.id])
        _front(tree, material, accounts, shown)
        _search(tree, material, accounts, shown)
        size, count = sum(one.size_bytes for one in tree.files.values()), len(tree.files)
        digest = manifest_digest(tree.files)
    say(
        f"{len(shown)} av {len(material.items)} handlingar och {len(captures)} av {len(material.captures)} bilder visas"
    )
    ids = (*(one.id for one in captures), *(one.id for one in shown))
    return Written(target, FORMAT.key, ids, count, size, digest)


def _account(
    tree: Tree, material: Material, account: Account, records: list[ItemRecord], captures: list[CaptureRecord]
) -> None:
    pictures = []
    for capture in captures:
        master = next((one for one in capture.files if one.path == _PICTURE), None)
        if master:
            source = material.file(CaptureRecord, capture.id, _PICTURE)
            tree.copy(f"bilder/{capture.id}.png", source, master.sha512)
            pictures.append((f"bilder/{capture.id}.png", swedish(capture.finished_at)))
    html = page(
        "site_account.html",
        municipality=material.municipality,
        account=account,
        entries=entries(records),
        pictures=pictures,
        made_at=material.made_at,
    )
    tree.write(f"konto-{account.id}.html", html.encode())


def entries(records: list[ItemRecord]) -> tuple[Entry, ...]:
    """The items thread by thread, newest thread first, answers under what they answer in the order they came."""
    known = {one.id: one for one in records}
    answers: dict[str | None, list[ItemRecord]] = {}
    for record in sorted(records, key=lambda one: (one.received_at, one.id)):
        answers.setdefault(record.parent_id if record.parent_id in known else None, []).append(record)
    found: list[Entry] = []
    waiting = [(one, 0) for one in answers.get(None, [])]
    while waiting:
        record, depth = waiting.pop()
        hidden = record.parent_id is not None and record.parent_id not in known
        found.append(
            Entry(
                record.id,
                KINDS[record.kind],
                shown_author(record),
                swedish(record.received_at),
                record.latest.text,
                depth,
                hidden,
            )
        )
        waiting += [(one, depth + 1) for one in reversed(answers.get(record.id, []))]
    return tuple(found)


def _front(tree: Tree, material: Material, accounts: list[Account], shown: list[ItemRecord]) -> None:
    counted = [(one, sum(record.account_id == one.id for record in shown)) for one in accounts]
    html = page("site_front.html", municipality=material.municipality, accounts=counted, made_at=material.made_at)
    tree.write("index.html", html.encode())


def _search(tree: Tree, material: Material, accounts: list[Account], shown: list[ItemRecord]) -> None:
    names = {one.id: f"{one.name}, {one.platform.capitalize()}" for one in accounts}
    listed = [
        {
            "page": f"konto-{one.account_id}.html#h-{one.id}",
            "account": names[one.account_id],
            "author": shown_author(one),
            "when": swedish(one.received_at),
            "text": printable(one.latest.text),
        }
        for one in sorted(shown, key=lambda one: (one.received_at, one.id), reverse=True)
    ]
    data = json.dumps(listed, ensure_ascii=True).replace("<", "\\u003c")
    tree.write("sok-data.js", f"window.handlingar = {data};\n".encode())
    tree.write("sok.js", (files("archiver.export.templates") / "site_search.js").read_bytes())
    html = page("site_search.html", municipality=material.municipality, count=len(listed), made_at=material.made_at)
    tree.write("sok.html", html.encode())


FORMAT = Format("site", Text("Offentlig läskopia", "Public reading copy"), write)
