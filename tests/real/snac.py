"""snac, a real fediverse server in C, from Debian's backports; libfaketime moves its clock while it is filled.

By hand: `python -m tests.real.snac`.
"""

import fcntl
import hashlib
import html
import json
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from tests.real import material
from tests.real.by_hand import serve
from tests.real.cache import default_cache, made_once, run
from tests.real.clock import Clock
from tests.real.debian import codename, library_path, program, unpacked
from tests.real.multipart import send_form
from tests.real.server import Program, free_port, wait_until_answers
from tests.real.truth import Done, Entry, Running, Truth, load, save

NAMES = (material.OFFICE, *material.CITIZENS)
USERS = {name: f"u{number}" for number, name in enumerate(NAMES)} | {material.OFFICE: "nordby"}


class Snac:
    """One snac over `data`; with `clock` it lives in that time."""

    def __init__(self, root: Path, data: Path, clock: Clock | None = None) -> None:
        self._root, self._data = root, data
        self.settings = json.loads((data / "server.json").read_text())
        self.url = f"http://{self.settings['host']}"
        self.passwords: dict[str, str] = json.loads((data / "passwords.json").read_text())
        environment = {"LD_LIBRARY_PATH": library_path(root), "TZ": "UTC", **(clock.environment if clock else {})}
        self._program = Program([program(root, "usr/bin/snac"), "httpd", data], data / "httpd.log", env=environment)
        wait_until_answers(self.url, self._program, 20)

    def stop(self) -> None:
        self._program.stop()

    def wait_for_delivery(self, seconds: float = 300) -> None:
        """Waits until its queues, worked off every few seconds, have been empty twice in a row. RuntimeError when not in time."""
        end, empty = time.monotonic() + seconds, 0
        while empty < 2:
            if time.monotonic() > end:
                raise RuntimeError(f"snac did not deliver in {seconds:.0f} s: {self._program.last_words()}")
            time.sleep(3)
            waiting = [*self._data.glob("queue/*.json"), *self._data.glob("user/*/queue/*.json")]
            empty = 0 if waiting else empty + 1

    def until_told(self, act: Callable[[], object], url: str, told: str = "", gone: str = "") -> None:
        """Does `act` and waits until the page at `url` has `told` and no longer `gone`.

        One change at a time, and once more after a minute: of several at once a busy server lost one between its users.
        Raises RuntimeError when the page does not show it after the third time.
        """
        for _ in range(3):
            act()
            end = time.monotonic() + 60
            while time.monotonic() < end:
                time.sleep(0.5)
                with urllib.request.urlopen(url, timeout=30) as answer:
                    page = html.unescape(answer.read().decode())
                if told in page and (not gone or gone not in page):
                    return
        raise RuntimeError(f"snac shows no {told!r}, or still {gone!r}: {self._program.last_words()}")

    def holds(self, url: str, texts: Sequence[str]) -> None:
        """Raises RuntimeError when the page at `url` lacks one of the texts: the filled server is kept, and must be whole."""
        with urllib.request.urlopen(url, timeout=30) as answer:
            page = html.unescape(answer.read().decode())
        if lacking := [text for text in texts if text not in page]:
            raise RuntimeError(f"snac lost between its users: {lacking}; {self._program.last_words()}")

    def form(self, user: str, path: str, fields: dict[str, str]) -> None:
        send_form(f"{self.url}/{user}/admin/{path}", fields, user, self.passwords[user])

    def newest(self, user: str) -> tuple[str, datetime]:
        """Address and time of a user's newest note, by ActivityPub."""
        request = urllib.request.Request(f"{self.url}/{user}/outbox", headers={"Accept": "application/activity+json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            note = json.loads(answer.read())["orderedItems"][0]["object"]
        return note["id"], datetime.fromisoformat(note["published"].replace("Z", "+00:00"))

    def note(self, name: str, text: str, answers: str = "") -> tuple[str, datetime]:
        user = USERS[name]
        self.form(user, "note", {"content": html.escape(text, quote=False), "in_reply_to": answers})
        return self.newest(user)


def token(running: Running) -> str:
    """A token of the office's for the Mastodon interface, as its own log-in page gives it."""
    base = running.url.rpartition("/")[0]
    data = urlencode({"login": "nordby", "passwd": PASSWORDS[base]}).encode()
    request = urllib.request.Request(f"{base}/oauth/x-snac-get-token", data=data)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode()).strip()


PASSWORDS: dict[str, str] = {}
"""The office's password on each running server, by address."""


def software(cache: Path) -> Path:
    """The unpacked packages. Raises `Unavailable`."""
    suite = codename()
    backports = f"{suite}-backports"
    return unpacked(cache / f"snac-{suite}", [f"snac2/{backports}"], [backports])


def _initialised(root: Path, data: Path) -> None:
    binary, libraries = program(root, "usr/bin/snac"), {"LD_LIBRARY_PATH": library_path(root)}
    port = free_port()
    run([binary, "init", data], seconds=20, env=libraries, stdin=f"127.0.0.1\n{port}\n127.0.0.1:{port}\n\n\n")
    settings = json.loads((data / "server.json").read_text())
    settings |= {
        "protocol": "http",
        "timeline_purge_days": 0,
        "local_purge_days": 0,
        "num_threads": 64,
        "disable_cache": True,
    }
    (data / "server.json").write_text(json.dumps(settings))
    passwords = {}
    for user in USERS.values():
        said = run([binary, "adduser", data, user], seconds=30, env=libraries)
        passwords[user] = said.split("password is ")[1].split()[0]
    (data / "passwords.json").write_text(json.dumps(passwords))


def _fill(snac: Snac, clock: Clock, count: int) -> Truth:
    for name, user in USERS.items():
        snac.form(user, "user-setup", {"name": name, "bio": "", "tz": "Europe/Stockholm", "purge_days": "0"})
    for user in USERS.values():  # the office hears of answers between citizens only when it follows them
        if user != "nordby":
            snac.form("nordby", "action", {"action": "Follow", "actor": f"{snac.url}/{user}"})
    snac.wait_for_delivery()
    events = []
    for story in material.stories(count):
        events.append((story.at, story.key, material.OFFICE, f"{story.title}\n\n{story.text}", ""))
        events += [(remark.at, remark.key, remark.author, remark.text, parent) for remark, parent in story.thread()]
    links: dict[str, str] = {}
    entries: list[Entry] = []
    for at, key, author, text, parent in sorted(events):
        clock.set(at)
        links[key], shown = snac.note(author, text, links.get(parent, ""))
        entries.append(Entry(key, "comment" if parent else "post", author, shown, links[key], text, parent or None))
    clock.set(datetime.now(UTC))
    snac.wait_for_delivery()
    for story in material.stories(count):
        thread = {story.key, *(remark.key for remark, _ in story.thread())}
        first_lines = [entry.text.partition("\n")[0] for entry in entries if entry.key in thread]
        snac.holds(links[story.key], first_lines)
    return Truth(tuple(entries))


def _filled(cache: Path, root: Path, count: int) -> Path:
    stamp = hashlib.sha256(Path(__file__).read_bytes() + Path(material.__file__).read_bytes()).hexdigest()[:12]
    folder = cache / f"snac-site-{count}-{stamp}"
    with made_once(folder) as draft:
        if draft:
            _initialised(root, draft / "data")
            clock = Clock(cache, draft / "clock", material.FIRST)
            snac = Snac(root, draft / "data", clock)
            try:
                truth = _fill(snac, clock, count)
            finally:
                snac.stop()
            save(truth, draft / "truth.json")
    return folder


def start(cache: Path | None = None, count: int = 16) -> Running:
    """Starts a filled snac on loopback, on the port it was filled on. Raises `Unavailable`."""
    cache = (cache or default_cache()).absolute()
    root = software(cache)
    filled = _filled(cache, root, count)
    alone = filled.with_name(f"{filled.name}.port").open("w")  # its addresses hold the port: one of them at a time
    fcntl.flock(alone, fcntl.LOCK_EX)
    state = Path(tempfile.mkdtemp(prefix="snac-"))
    run(["cp", "-a", f"{filled}/.", state], seconds=60)  # it keeps one message as several hard links
    snac = Snac(root, state / "data")
    PASSWORDS[snac.url] = snac.passwords["nordby"]
    truth = load(state / "truth.json")
    by_key = {entry.key: entry for entry in truth.entries}

    def change() -> Done:
        edited, added = "Ändrad efteråt: nu är det lagat.", "Nyinkommen fråga om snöröjningen?"
        changed, gone, first, second = (by_key[key] for key in ("p2c1", "p2c3", "p1", "p2"))
        edit = {"content": edited, "edit_id": changed.permalink, "in_reply_to": "", "summary": ""}
        delete = {"action": "Delete", "id": gone.permalink, "actor": "", "group": "", "redir": "x"}
        snac.until_told(lambda: snac.form(USERS[changed.author], "note", edit), second.permalink, told=edited)
        snac.until_told(lambda: snac.form(USERS[gone.author], "action", delete), second.permalink, gone=gone.text)
        snac.until_told(lambda: snac.note("Jörgen", added, first.permalink), first.permalink, told=added)
        return Done(("p2c1",), ("p2c3",), (added,))

    def stop() -> None:
        snac.stop()
        alone.close()
        shutil.rmtree(state, ignore_errors=True)

    return Running(
        name="snac",
        url=f"{snac.url}/nordby",
        truth=truth,
        change=change,
        stop=stop,
        account_name=material.OFFICE,
        platform="mastodon",
    )


if __name__ == "__main__":
    serve(start())
