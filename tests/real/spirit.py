"""Spirit, a real forum in Django from PyPI, in Swedish; libfaketime moves its clock while it is filled through its forms.

By hand: `python -m tests.real.spirit`. A topic is a post, its comments are flat: each answers the topic.
"""

import hashlib
import http.cookiejar
import json
import re
import shutil
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path

from tests.real import material
from tests.real.by_hand import serve
from tests.real.cache import default_cache, made_once, run
from tests.real.clock import Clock
from tests.real.material import Story
from tests.real.multipart import Stay
from tests.real.pypi import environment
from tests.real.server import Program, free_port, wait_until_answers
from tests.real.truth import Done, Entry, Running, Truth, load, save

PACKAGES = ("django-spirit==0.14.3",)
PASSWORD = "en lång fras för en låtsasperson"
SETTINGS = """
import os
from nordby.settings.dev import *
LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
ST_SITE_URL = os.environ["SITE_URL"]
ST_RATELIMIT_ENABLE = False
ST_DOUBLE_POST_THRESHOLD_MINUTES = 0
SESSION_COOKIE_AGE = CSRF_COOKIE_AGE = 20 * 365 * 86400
"""
PEOPLE = """
import json, os, sys
from django.contrib.auth import get_user_model
for name in json.loads(os.environ["SITE_PEOPLE"]):
    user = get_user_model().objects.create_user(name, f"u{len(name)}{abs(hash(name))}@example.test", os.environ["SITE_PASSWORD"])
    user.st.is_verified = True
    user.st.timezone = "Europe/Stockholm"
    user.st.is_administrator = user.st.is_moderator = name == "Nordby_kommun"
    user.st.save()
"""


def username(name: str) -> str:
    """A person's name as Spirit allows it; it is shown so, with its capitals."""
    return re.sub(r"[^\w.+-]+", "_", name).strip("_")


class Forum:
    """One Spirit project in `folder`, running; with `clock` it lives in that time."""

    def __init__(self, programs: Path, folder: Path, clock: Clock | None = None) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self._sessions: dict[str, urllib.request.OpenerDirector] = {}
        settings = {"DJANGO_SETTINGS_MODULE": "site_settings", "SITE_URL": f"{self.url}/", "PYTHONPATH": str(folder)}
        words = [programs / "python", "manage.py", "runserver", "--noreload", self.url.removeprefix("http://")]
        more = clock.environment if clock else {"TZ": "UTC"}
        self._program = Program(words, folder / "forum.log", cwd=folder, env=settings | more)
        wait_until_answers(f"{self.url}/user/login/", self._program, 60)

    def stop(self) -> None:
        self._program.stop()

    def send(self, name: str, path: str, fields: dict[str, str]) -> str:
        """Sends a form as a person and gives the path it leads to."""
        session = self._sessions.get(name) or self._log_in(name)
        return self._post(session, path, fields)

    def _log_in(self, name: str) -> urllib.request.OpenerDirector:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        session = self._sessions[name] = urllib.request.build_opener(cookies, Stay)
        self._post(session, "/user/login/", {"username": username(name), "password": PASSWORD})
        return session

    def _post(self, session: urllib.request.OpenerDirector, path: str, fields: dict[str, str]) -> str:
        with session.open(self.url + path, timeout=30) as answer:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        form = {**fields, "csrfmiddlewaretoken": token[1] if token else ""}
        try:
            with session.open(self.url + path, urllib.parse.urlencode(form).encode(), timeout=30) as answer:
                raise RuntimeError(f"{path} was not accepted: {_faults(answer.read().decode())}")
        except urllib.error.HTTPError as moved:
            if moved.code != 302:
                raise
            return str(moved.headers["Location"])

    def find(self, path: str) -> str:
        """The address that `/comment/N/find/` leads to."""
        try:
            urllib.request.build_opener(Stay).open(self.url + path, timeout=30).close()
        except urllib.error.HTTPError as moved:
            return urllib.parse.urljoin(self.url + path, str(moved.headers["Location"]))
        raise RuntimeError(f"{path} leads nowhere")


def _faults(page: str) -> str:
    return " ".join(re.findall(r"errorlist[^>]*>(.*?)</ul>", page, re.DOTALL))[:300]


def _initialised(programs: Path, folder: Path) -> None:
    path = {"PATH": f"{programs}:/usr/bin:/bin"}
    run([programs / "spirit", "startproject", "nordby"], seconds=60, cwd=folder, env=path)
    project = folder / "nordby"
    (project / "site_settings.py").write_text(SETTINGS)
    names = [username(name) for name in (*material.WRITERS, *material.CITIZENS)]
    settings = {
        "DJANGO_SETTINGS_MODULE": "site_settings",
        "SITE_URL": "http://127.0.0.1/",
        "SITE_PASSWORD": PASSWORD,
        "SITE_PEOPLE": json.dumps(names),
        "PYTHONPATH": str(project),
        **path,
    }
    run([programs / "python", "manage.py", "spiritinstall"], seconds=300, cwd=project, env=settings)
    run([programs / "python", "manage.py", "shell", "-c", PEOPLE], seconds=60, cwd=project, env=settings)


def _fill(forum: Forum, clock: Clock, count: int) -> Truth:
    stories = material.stories(count)
    events: list[tuple[object, ...]] = []
    for story in stories:
        events.append((story.at, story.key, story.author, story))
        events += [(remark.at, remark.key, remark.author, (story, remark)) for remark, _ in story.thread()]
    topics: dict[str, str] = {}
    found: dict[str, str] = {}
    entries: list[Entry] = []
    for at, key, author, what in sorted(events, key=lambda event: event[:2]):
        clock.set(at)
        if isinstance(what, Story):
            form = {"title": what.title, "category": "2", "comment": what.text}
            topics[what.key] = forum.send(author, "/topic/publish/", form)
            link = forum.url + topics[what.key]
            entries.append(Entry(key, "post", username(author), at, link, what.text, None, what.title))
        else:
            story, remark = what
            number = topics[story.key].split("/")[2]
            found[key] = forum.send(author, f"/comment/{number}/publish/", {"comment": remark.text})
            entries.append(Entry(key, "comment", username(author), at, "", remark.text, story.key))
    placed = [
        replace(one, permalink=forum.find(found[one.key]), also=(forum.url + found[one.key],))
        if one.key in found
        else one
        for one in entries
    ]
    return Truth(tuple(placed))


def _filled(cache: Path, programs: Path, count: int) -> Path:
    stamp = hashlib.sha256(Path(__file__).read_bytes() + Path(material.__file__).read_bytes()).hexdigest()[:12]
    folder = cache / f"spirit-site-{count}-{stamp}"
    with made_once(folder) as draft:
        if draft:
            _initialised(programs, draft)
            clock = Clock(cache, draft / "clock", material.FIRST)
            forum = Forum(programs, draft / "nordby", clock)
            try:
                truth = _fill(forum, clock, count)
            finally:
                forum.stop()
            save(_rebased(truth, forum.url, "{url}"), draft / "truth.json")
    return folder


def _rebased(truth: Truth, old: str, new: str) -> Truth:
    def moved(address: str) -> str:
        return address.replace(old, new, 1)

    return Truth(
        tuple(replace(one, permalink=moved(one.permalink), also=tuple(map(moved, one.also))) for one in truth.entries)
    )


def start(cache: Path | None = None, count: int = 8) -> Running:
    """Starts a filled Spirit on loopback. Raises `Unavailable` when PyPI or libfaketime can't be had."""
    cache = (cache or default_cache()).absolute()
    programs = environment(cache / "spirit-0.14.3", PACKAGES)
    filled = _filled(cache, programs, count)
    state = Path(tempfile.mkdtemp(prefix="spirit-"))
    shutil.copytree(filled, state, dirs_exist_ok=True, symlinks=True)
    forum = Forum(programs, state / "nordby")
    truth = _rebased(load(state / "truth.json"), "{url}", forum.url)
    by_key = {entry.key: entry for entry in truth.entries}

    def change() -> Done:
        edited, gone = (by_key[key].also[0].split("/")[-3] for key in ("p2c1", "p2c3"))
        forum.send(material.OFFICE, f"/comment/{edited}/update/", {"comment": "Ändrad efteråt: nu är det lagat."})
        forum.send(material.OFFICE, f"/comment/{gone}/delete/", {})
        topic = by_key["p1"].permalink.split("/")[-3]
        forum.send("Jörgen", f"/comment/{topic}/publish/", {"comment": "Nyinkommen fråga om snöröjningen?"})
        return Done(("p2c1",), ("p2c3",), ("Nyinkommen fråga om snöröjningen?",))

    def stop() -> None:
        forum.stop()
        shutil.rmtree(state, ignore_errors=True)

    return Running(
        name="spirit",
        url=f"{forum.url}/",
        truth=truth,
        change=change,
        stop=stop,
        account_name=username(material.OFFICE),
        platform="forum",
    )


if __name__ == "__main__":
    serve(start())
