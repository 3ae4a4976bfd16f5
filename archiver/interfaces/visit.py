"""A visit through an interface: one account → its answers as evidence, or an error that says why there are none.

Leaves in the folder: `answers/<n>.json|xml|html` as they came (without secrets), `answers.json` which says what each is, and
`traffic.wacz` with the same answers and the items' pictures as network traffic. `read_kept` reads the folder again, without network.
"""

import json
import socket
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from archiver.capture import masking
from archiver.capture.facts import file_facts
from archiver.capture.order import VisitResult
from archiver.capture.traffic import Exchange
from archiver.capture.warc import WARC_NAME, PageEntry, Warc, pack
from archiver.dates import rfc3339
from archiver.errors.outside import OutsideFault
from archiver.extract.drafts import Found
from archiver.extract.times import read_time
from archiver.interfaces.calls import CallLimits, Calls
from archiver.interfaces.client import Answered, Client
from archiver.interfaces.interface import Answer, Asked, Interface
from archiver.interfaces.registry import INTERFACES
from archiver.model import Outcome, Reach
from archiver.text import Text

METHOD = "gränssnitt"
FOLDER = "interface"
"""Where in a capture's evidence an interface's answers lie."""
MANIFEST = "answers.json"
_ENDINGS = {"text/html": "html", "application/rss+xml": "xml", "application/atom+xml": "xml", "text/xml": "xml"}
_PICTURES = 1000
_PICTURE_BYTES = 20_000_000
_PICTURES_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class InterfaceOrder:
    """One visit: through which interface, to which account, within what limits. `permission` empty takes the usual."""

    interface: Interface
    asked: Asked
    limits: CallLimits = field(default_factory=CallLimits)
    permission: str = ""


def ask(
    client: Client,
    order: InterfaceOrder,
    folder: Path,
    *,
    now: Callable[[], datetime],
    say: Callable[[Text], None] = lambda text: None,
    sleep: Callable[[float], None] | None = None,
) -> VisitResult:
    """Ask an interface for an account and leave its answers in `folder`, which is made.

    Raises an OutsideFault when the account itself could not be got (nothing is left then that counts), UsageFault when
    something the interface needs is not in the register.
    """
    began = now()
    (folder / "answers").mkdir(parents=True)
    say(Text(f"Frågar {order.interface.name.sv}", f"Asking {order.interface.name.en}"))
    path = folder / WARC_NAME
    warc = Warc(path, socket.gethostname(), client.user_agent)
    try:
        calls = Calls(client, order.interface, order.asked, order.limits, now, _recorder(warc))
        if sleep is not None:
            calls.sleep = sleep
        order.interface.collect(calls, order.asked)
        found = order.interface.read(calls.answers, order.asked)
        say(Text("Hämtar bilderna", "Fetching the pictures"))
        _pictures(calls, found)
    finally:
        warc.close()
    _write(folder, order, calls)
    pages = [PageEntry(one.url, one.at, one.about, "") for one in calls.answers[:1]]
    pack(warc, path, pages, folder / "traffic.wacz", now())
    path.unlink()
    return _result(client, order, calls, began, now(), folder)


def _recorder(warc: Warc) -> Callable[[Answered, bytes], None]:
    def record(answered: Answered, body: bytes) -> None:
        warc.add(
            Exchange(
                at=answered.at,
                url=answered.url,
                method="GET",
                sent_headers=answered.sent_headers,
                sent_body=b"",
                status=answered.status,
                status_text="",
                headers=answered.headers,
                body=body,
                kind="fetch",
            )
        )

    return record


def _pictures(calls: Calls, found: Found) -> None:
    """The items' pictures, into the traffic; how many did not come is said."""
    wanted = dict.fromkeys(
        one.url for draft in found.drafts for one in draft.attachments if one.kind == "image" and _web(one.url)
    )
    missed = taken = 0
    for number, address in enumerate(wanted):
        left = calls.limits.seconds - (calls.clock() - calls.began)
        if number >= _PICTURES or taken > _PICTURES_BYTES or left <= 0:
            missed += len(wanted) - number
            break
        try:
            answered = calls.client.get(address, seconds=min(30.0, left), limit_bytes=_PICTURE_BYTES)
        except OutsideFault:
            missed += 1
            continue
        if answered.status == 200 and answered.header("content-type").startswith("image/"):
            taken += len(answered.body)
            calls.record(answered, answered.body)
        else:
            missed += 1
    if missed:
        calls.lacking.append(f"{missed} av {len(wanted)} bilder kom inte med.")


def _web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _write(folder: Path, order: InterfaceOrder, calls: Calls) -> None:
    listed = []
    for answer in calls.answers:
        name = f"answers/{answer.number:04}.{_ENDINGS.get(answer.media_type, _guessed(answer.body))}"
        (folder / name).write_bytes(answer.body)
        listed.append(
            {
                "file": name,
                "about": answer.about,
                "url": answer.url,
                "at": rfc3339(answer.at),
                "media_type": answer.media_type,
            }
        )
    asked = {key: value for key, value in asdict(order.asked).items() if key != "token"}
    told = {
        "interface": order.interface.key,
        "version": order.interface.version,
        "asked": asked,
        "claimed": calls.claimed,
        "not_reached": calls.not_reached,
        "answers": listed,
    }
    (folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _guessed(body: bytes) -> str:
    start = body.lstrip()[:1]
    return "json" if start in (b"{", b"[") else "xml"


def _result(
    client: Client, order: InterfaceOrder, calls: Calls, began: datetime, ended: datetime, folder: Path
) -> VisitResult:
    first: Sequence[Answer] = calls.answers[:1]
    return VisitResult(
        started_at=began,
        finished_at=ended,
        outcome=Outcome.PARTIAL if calls.not_reached or calls.lacking else Outcome.CAPTURED,
        requested_url=order.asked.url,
        final_url=masking.address(order.asked.url),
        http_status=200 if first else None,
        browser="",
        user_agent=client.user_agent,
        viewport=(0, 0),
        language="",
        method=METHOD,
        permission=order.permission or order.interface.permission,
        reach=Reach(claimed=dict(calls.claimed), not_reached=tuple(calls.not_reached), lacking=tuple(calls.lacking)),
        files=file_facts(folder),
    )


def read_kept(folder: Path) -> Found:
    """The drafts of kept answers, by the interface's reader of today; nothing where there are no answers.

    A manifest or answer that can't be read is a remark.
    """
    if not (folder / MANIFEST).is_file():
        return Found()
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        asked = Asked(**told["asked"])
        reader = next(one for one in INTERFACES if one.key == told["interface"])
        answers = [_kept(folder, number, one) for number, one in enumerate(told["answers"], 1)]
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return Found(remarks=("Gränssnittets sparade svar gick inte att läsa",))
    return reader.read(answers, asked)


def _kept(folder: Path, number: int, told: dict[str, str]) -> Answer:
    when = read_time(told["at"])
    if when is None:
        raise ValueError(told["at"])
    return Answer(number, told["about"], told["url"], when.moment, told["media_type"], _inside(folder, told["file"]))


def _inside(folder: Path, name: str) -> bytes:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(name)
    return path.read_bytes()
