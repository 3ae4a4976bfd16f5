"""Take in what a platform exported or a person took by hand: ZIP exports, WACZ and WARC, PDF and pictures.

try        every file               → what it is; one that can't be taken in stops all, and nothing is written
gather     the files                → evidence: content, pages, traffic without secrets, pictures, and `import.json`
read       the evidence             → items, with the identities the browser gives them
file       capture and items        → one change of the archive, whole or not at all

Nothing counts as gone for not being in an import, and older material never replaces a newer wording.
"""

import json
import shutil
import socket
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from archiver.by_hand import papers, traffic
from archiver.capture.facts import file_facts
from archiver.capture.masking import Known
from archiver.capture.order import VisitResult
from archiver.capture.warc import WARC_NAME, PageEntry, Warc, pack
from archiver.classify.appraisal import Rulebook
from archiver.dates import rfc3339
from archiver.digest import digest_of_file
from archiver.errors.refused import StepRefused
from archiver.errors.usage import ImportFault, UsageFault
from archiver.extract.changes import content_digest
from archiver.extract.drafts import Found, together
from archiver.extract.items import as_reading, read_items
from archiver.lifecycle.rights import Right, require
from archiver.model import Account, AccountState, CaptureRecord, CaptureScope, Item, Outcome, Reach
from archiver.platforms.platform import Reading
from archiver.platforms.registry import platform
from archiver.records import ItemRecord, item_id
from archiver.takeout.meta import absent
from archiver.takeout.package import Package, opened_package
from archiver.takeout.registry import takeout_of
from archiver.takeout.takeout import Owner
from archiver.text import Text
from jobs.context import Context
from jobs.file_capture import Taken, file_capture
from jobs.filing import Filed, Showing
from jobs.harvest import HarvestReport
from jobs.import_matching import as_known
from storage.change import Change
from storage.database import items

BY_HAND, EXPORT = "för_hand", "export"
PERMISSION = {
    EXPORT: "Plattformens egen export av kontot, hämtad av kommunens administratör.",
    BY_HAND: "Taget för hand av den som anges, av det skäl som anges.",
}
NO_REASON = Text("ange varför det tas in (--reason)", "say why it is taken in (--reason)")
NO_FILE = Text("filen finns inte", "the file does not exist")
NOT_A_FILE = Text("det är ingen fil", "it is not a file")
TOO_LARGE = Text("filen är större än gränsen ({limit} MB)", "the file is larger than the limit ({limit} MB)")
UNKNOWN = Text(
    "det är ingen export (JSON, inte HTML), WACZ, WARC, PDF eller bild som känns igen",
    "it is no export (JSON, not HTML), WACZ, WARC, PDF or picture that is known",
)
OTHERS = Text(
    "exporten är från {there}, men kontot finns på {account}",
    "the export is {there}'s, but the account is on {account}",
)
NOTHING = Text("exporten innehåller inga inlägg eller kommentarer", "the export holds no posts or comments")
TAKE_IN = Text("ta in material", "take material in")
NEVER_OPEN = Text("kontot har aldrig varit öppet", "the account was never open")
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")


class _Gathering:
    """The evidence being gathered from the files, one after another."""

    def __init__(self, context: Context, account: Account, folder: Path) -> None:
        settings = context.config.imports
        self.account = account
        self.folder = folder
        self.say = context.say
        self.limit_bytes = settings.unpacked_megabytes * 1_000_000
        self.read = traffic.Read(left_bytes=self.limit_bytes)
        self.found: list[Found] = []
        self.told: list[dict[str, object]] = []
        self.entries: list[PageEntry] = []
        self.methods: list[str] = []
        self.pictures = 0
        self.parts: dict[Path, Package] = {}
        """ZIPs of pictures that an export was parted into."""
        self._warc: Warc | None = None
        self._path = folder.parent / f"{folder.name}.{WARC_NAME}"

    def take(self, file: Path) -> None:
        """One file. Raises ImportFault naming it."""
        self.say(Text(f"Läser {file.name}", f"Reading {file.name}"))
        start = file.open("rb").read(16) if file.stat().st_size else b""
        if file in self.parts:
            taken: dict[str, object] = {"kind": "del av en export"}
        elif start.startswith(b"PK"):
            with opened_package(file, self.limit_bytes) as package:
                taken = self._wacz(file, package) if traffic.is_wacz(package.names) else self._export(file, package)
        elif start.startswith((b"WARC/", b"\x1f\x8b")):
            taken = self._warc_file(file)
        elif start.startswith(b"%PDF"):
            taken = self._paper(file, papers.pdf(file))
        elif start.startswith(_PICTURE_STARTS):
            master = None if (self.folder / "page.png").exists() else self.folder / "page.png"
            taken = self._paper(file, papers.picture(file, master))
            self.pictures += 1
        else:
            raise ImportFault(file=file, place="-", what=UNKNOWN)
        facts = {"name": file.name, "size_bytes": file.stat().st_size, "sha512": digest_of_file(file)}
        self.told.append({**facts, **taken})

    def _export(self, file: Path, package: Package) -> dict[str, object]:
        member = takeout_of(package.names, self.account.platform)
        if member is None:
            raise ImportFault(file=file, place="-", what=UNKNOWN)
        if member.platform != self.account.platform:
            facts = {"there": member.name.sv, "account": self.account.platform}
            raise ImportFault(file=file, place="-", what=Text(OTHERS.fill("sv", **facts), OTHERS.fill("en", **facts)))
        package.beside = tuple(self.parts.values())
        taken = member.read(package, Owner(self.account.name, self.account.url))
        if not taken.found.drafts:
            raise ImportFault(file=file, place="-", what=NOTHING)
        number = len(self.told) + 1
        for name in taken.kept:
            package.unpack(name, self.folder / "export" / str(number) / name)
        drafts = tuple(replace(one, place=f"export {number} {one.place}") for one in taken.found.drafts)
        beside = sorted(
            {word for mark, word in member.beside.items() if any(mark in name.lower() for name in package.names)}
        )
        lost = absent(package, drafts)
        remarks = (
            *taken.found.remarks,
            *([f"{lost} bilder eller filmer som inläggen nämner finns inte i exporten."] if lost else []),
            *(f"Exporten innehåller också {one}, som inte tas in." for one in beside),
        )
        self.found.append(replace(taken.found, drafts=drafts, remarks=remarks))
        self.methods.append(EXPORT)
        left = [name for name in package.names if name not in frozenset(taken.kept)]
        return {"kind": f"export {member.platform} {member.version}", "taken": list(taken.kept), "left": len(left)}

    def _wacz(self, file: Path, package: Package) -> dict[str, object]:
        traffic.check_wacz(package, self.read)
        named = traffic.pages_of(package)
        for name in traffic.warcs_of(package):
            with tempfile.NamedTemporaryFile(dir=self.folder.parent) as unpacked:
                package.unpack(name, Path(unpacked.name))
                with Path(unpacked.name).open("rb") as stream:
                    traffic.read_warc(stream, f"{file.name}/{name}", self._out(), self.read, self.account.url, named)
        return self._traffic_taken("WACZ", file)

    def _warc_file(self, file: Path) -> dict[str, object]:
        with file.open("rb") as stream:
            traffic.read_warc(stream, file.name, self._out(), self.read, self.account.url, ())
        return self._traffic_taken("WARC", file)

    def _traffic_taken(self, kind: str, file: Path) -> dict[str, object]:
        if not self.read.responses:
            what = Text(f"{kind}-filen innehåller inga svar", f"the {kind} holds no answers")
            raise ImportFault(file=file, place=self.read.remarks[-1] if self.read.remarks else "-", what=what)
        self.methods.append(BY_HAND)
        return {"kind": kind, "responses": self.read.responses, "revisits": self.read.revisits}

    def _paper(self, file: Path, paper: papers.Paper) -> dict[str, object]:
        name = f"by_hand/{len(self.told) + 1}.{paper.ending}"
        (self.folder / "by_hand").mkdir(exist_ok=True)
        shutil.copyfile(file, self.folder / name)
        self.methods.append(BY_HAND)
        return {"kind": paper.media_type, "file": name, "pages": paper.pages}

    def _out(self) -> Warc:
        if self._warc is None:
            self._warc = Warc(self._path, socket.gethostname(), "")
        return self._warc

    def finish(self, now: datetime) -> None:
        """Pages and traffic into the folder."""
        self.close()
        first = 0 if not (self.folder / "page.png").exists() else 1
        known = self._warc.known if self._warc is not None else Known()
        self.entries += traffic.write_pages(self.read, self.folder, self.account.url, first, known)
        if self._warc is not None:
            at = self.read.newest or now
            pages = self.entries or [PageEntry(self.account.url, at, self.account.url, "")]
            pack(self._warc, self._path, pages, self.folder / "traffic.wacz", now)

    def close(self) -> None:
        """End the WARC being written; may be called twice."""
        if self._warc is not None:
            self._warc.close()

    def clear(self) -> None:
        """Take away what lies beside the folder."""
        self.close()
        self._path.unlink(missing_ok=True)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to say of the files: what was wrong, what was left out."""
        revisits = f"{self.read.revisits} upprepade svar utan eget innehåll är inte med." if self.read.revisits else ""
        return tuple(dict.fromkeys(one for one in (*self.read.remarks, revisits) if one))


def import_files(
    context: Context, rules: Rulebook, account_id: str, files: Sequence[Path], reason: str
) -> HarvestReport:
    """Take files in as one capture of an account.

    Args:
        reason: why, as a person says it; kept with the capture, with who.
    Raises:
        ImportFault naming file and place, UsageFault, RightRefused, StepRefused, Busy: nothing is taken in then.
    """
    account = context.archive.get(Account, account_id)
    require(context.who, Right.TAKE_IN, account.committee)
    if account.state not in (AccountState.OPEN, AccountState.CLOSED):
        raise StepRefused(step=TAKE_IN, state=account.state.value, what=NEVER_OPEN)
    if not reason.strip() or not files:
        raise UsageFault(what=NO_REASON)
    for file in files:
        _require_file(file, context.config.imports.file_megabytes)
    with context.archive.lock(f"account-{account_id}"), ExitStack() as after:
        folder = Path(tempfile.mkdtemp(prefix="import-", dir=context.archive.scratch))
        after.callback(shutil.rmtree, folder, ignore_errors=True)
        gathering = _Gathering(context, account, folder)
        after.callback(gathering.clear)
        gathering.parts = _parts(files, account.platform, gathering.limit_bytes, after)
        return _import(context, rules, gathering, files, reason.strip())


def _parts(files: Sequence[Path], platform_key: str, limit_bytes: int, after: ExitStack) -> dict[Path, Package]:
    """The ZIPs beside an export that hold none of its content themselves: a large export is parted, its pictures in several."""
    found, exports = {}, 0
    for file in files:
        if file.open("rb").read(2) != b"PK":
            continue
        package = after.enter_context(opened_package(file, limit_bytes))
        if takeout_of(package.names, platform_key) is not None:
            exports += 1
        elif not traffic.is_wacz(package.names):
            found[file] = package
    return found if exports else {}


def _require_file(file: Path, limit_megabytes: int) -> None:
    if not file.exists():
        raise ImportFault(file=file, place="-", what=NO_FILE)
    if not file.is_file():
        raise ImportFault(file=file, place="-", what=NOT_A_FILE)
    if file.stat().st_size > limit_megabytes * 1_000_000:
        what = Text(TOO_LARGE.fill("sv", limit=limit_megabytes), TOO_LARGE.fill("en", limit=limit_megabytes))
        raise ImportFault(file=file, place="-", what=what)


def _import(
    context: Context, rules: Rulebook, gathering: _Gathering, files: Sequence[Path], reason: str
) -> HarvestReport:
    started, account, folder = context.now(), gathering.account, gathering.folder
    for file in files:
        gathering.take(file)
    for file, part in gathering.parts.items():
        if not part.used:
            raise ImportFault(file=file, place="-", what=UNKNOWN)
    gathering.finish(context.now())
    reading = _reading(gathering)
    reading = replace(reading, items=_matched(context, account, reading.items, gathering.read.newest or _made(files)))
    remarks = (*gathering.remarks, *reading.remarks)
    _write(folder, context.who.username, reason, gathering, remarks, started)
    result = _result(account, gathering, started, context.now(), remarks)
    reading = replace(reading, remarks=(), claimed={})
    showing = Showing(account, str(uuid4()), started, folder, reading.items)
    reader = platform(account.platform)
    taken = Taken(reader, result, reading, reason, CaptureScope.ACCOUNT, reached_end=False)

    def note(change: Change, capture: CaptureRecord, filed: Filed) -> None:
        facts = {"account": account.id, "files": str(len(files)), "method": result.method}
        facts |= {"new": str(len(filed.new)), "changed": str(len(filed.changed)), "remarks": str(len(remarks))}
        change.note("capture.imported", about=capture, why=reason, facts=facts)

    capture, filed = file_capture(context, rules, showing, taken, note)
    return HarvestReport(capture, filed, (context.now() - started).total_seconds())


def _reading(gathering: _Gathering) -> Reading:
    account, more = gathering.account, together(gathering.found)
    if gathering.read.pages:
        reader = platform(account.platform)
        return read_items(gathering.folder, reader, account_name=account.name, account_url=account.url, more=more)
    return as_reading(more, account_name=account.name, account_url=account.url)


def _matched(context: Context, account: Account, seen: tuple[Item, ...], made_at: datetime) -> tuple[Item, ...]:
    """The items under the identities the archive knows them by; an older wording of a known one is left out."""
    with context.archive.session() as session:
        known = items.known(session, account.id)
    records = {identity: context.archive.get(ItemRecord, item_id(account.id, identity)) for identity in known}
    matched = as_known(seen, records)
    return tuple(
        item
        for item in matched
        if item.identity not in known
        or known[item.identity].digest == content_digest(item)
        or records[item.identity].latest.seen_at < made_at
    )


def _made(files: Sequence[Path]) -> datetime:
    """When an export was made: the newest of the files, as the machine knows it."""
    return datetime.fromtimestamp(max(file.stat().st_mtime for file in files), UTC)


def _write(folder: Path, who: str, reason: str, gathering: _Gathering, remarks: tuple[str, ...], at: datetime) -> None:
    told = {"by": who, "why": reason, "at": rfc3339(at), "files": gathering.told, "remarks": remarks}
    (folder / "import.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _result(
    account: Account, gathering: _Gathering, began: datetime, ended: datetime, remarks: tuple[str, ...]
) -> VisitResult:
    methods = tuple(dict.fromkeys(gathering.methods))
    return VisitResult(
        started_at=began,
        finished_at=ended,
        outcome=Outcome.PARTIAL if remarks else Outcome.CAPTURED,
        requested_url=account.url,
        final_url=account.url,
        http_status=None,
        browser="",
        user_agent="",
        viewport=(0, 0),
        language="",
        method="+".join(methods),
        permission=" ".join(PERMISSION[one] for one in methods),
        reach=Reach(got={"picture": gathering.pictures}, not_reached=remarks),
        files=file_facts(gathering.folder),
    )
