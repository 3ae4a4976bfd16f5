"""Isso, a real comment server from PyPI on an origin of its own, under the pages of a plain news site.

By hand: `python -m tests.real.isso`. Its comments come in through its own importer (WordPress's export format) and its own
interface; it keeps threads two levels deep, so an answer to an answer hangs under the first comment, as its interface does.
"""

import http.cookiejar
import json
import shutil
import tempfile
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from tests.real import blog, material
from tests.real.by_hand import serve
from tests.real.cache import default_cache, run
from tests.real.material import Story
from tests.real.pypi import environment
from tests.real.server import Program, free_port, wait_until_answers
from tests.real.truth import Done, Entry, Running, Truth

PACKAGES = ("isso==0.14.0",)

WXR = "http://wordpress.org/export/1.2/"


def _export(stories: tuple[Story, ...], numbers: dict[str, int], tops: dict[str, str]) -> bytes:
    """All comments as a WordPress export. `numbers` are the ids, `tops` the first comment of each answer's thread."""
    root = etree.Element("rss", nsmap={"wp": WXR}, version="2.0")
    channel = etree.SubElement(root, "channel")
    for story in stories:
        item = etree.SubElement(channel, "item")
        etree.SubElement(item, "title").text = story.title
        etree.SubElement(item, "link").text = f"http://nordby.example{blog.path_of(story)}"
        for remark, _ in story.thread():
            comment = etree.SubElement(item, f"{{{WXR}}}comment")
            values = {
                "comment_id": str(numbers[remark.key]),
                "comment_author": remark.author,
                "comment_author_email": "",
                "comment_author_url": "",
                "comment_author_IP": "127.0.0.1",
                "comment_date_gmt": f"{remark.at:%Y-%m-%d %H:%M:%S}",
                "comment_content": remark.text,
                "comment_approved": "1",
                "comment_parent": str(numbers.get(tops[remark.key], 0)),
            }
            for name, value in values.items():
                etree.SubElement(comment, f"{{{WXR}}}{name}").text = value
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _numbers(stories: tuple[Story, ...]) -> tuple[dict[str, int], dict[str, str]]:
    """Isso's ids in the order its importer gives them, and for each comment the first comment of its thread ("" for itself)."""
    numbers: dict[str, int] = {}
    tops: dict[str, str] = {}
    for story in stories:
        for remark, parent in story.thread():
            numbers[remark.key] = len(numbers) + 1
            tops[remark.key] = "" if parent == story.key else (tops[parent] or parent)
    return numbers, tops


def _entries(url: str, stories: tuple[Story, ...]) -> list[Entry]:
    numbers, tops = _numbers(stories)
    entries = []
    for story in stories:
        page = f"{url}{blog.path_of(story)}"
        entries.append(Entry(story.key, "post", story.author, story.at, page, story.text, None, story.title))
        for remark, _ in story.thread():
            link, parent = f"{page}#isso-{numbers[remark.key]}", tops[remark.key] or story.key
            entries.append(Entry(remark.key, "comment", remark.author, remark.at, link, remark.text, parent))
    return entries


class _Visitor:
    """Somebody who writes with Isso's own interface; the cookie it gives lets them edit and take back."""

    def __init__(self, url: str, site: str) -> None:
        self._url, self._site = url, site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def call(self, method: str, path: str, values: dict[str, object] | None = None) -> dict[str, object]:
        data = json.dumps(values).encode() if values is not None else None
        headers = {"Content-Type": "application/json", "Origin": self._site}
        request = urllib.request.Request(self._url + path, data, headers, method=method)
        with self._opener.open(request, timeout=20) as answer:
            return dict(json.loads(answer.read()) or {})

    def write(self, story: Story, author: str, text: str) -> int:
        path = f"/new?uri={urllib.parse.quote(blog.path_of(story), safe='')}"
        made = self.call("POST", path, {"author": author, "text": text, "title": story.title})
        return int(str(made["id"]))


def start(cache: Path | None = None, count: int = 12) -> Running:
    """Starts Isso and the news site on loopback, filled. Raises `Unavailable` when PyPI can't be had."""
    programs = environment((cache or default_cache()).absolute() / "isso-0.14.0", PACKAGES)
    stories = material.stories(count)
    state = Path(tempfile.mkdtemp(prefix="isso-"))
    comments = f"http://127.0.0.1:{free_port()}"
    embedding = (
        f'<script data-isso="{comments}/" data-isso-lang="sv" data-isso-max-comments-top="10" data-isso-avatar="true" '
        f'src="{comments}/js/embed.min.js"></script><section id="isso-thread" data-title="x"></section>'
    )
    pages = {"/": blog.front_of(stories)} | {blog.path_of(one): blog.page_of(one, embedding) for one in stories}
    site = blog.Blog(lambda: pages)
    config = state / "isso.cfg"
    config.write_text(
        f"[general]\ndbpath = {state}/comments.db\nhost = {site.url}\nmax-age = 2h\n[server]\nlisten = {comments}\n"
        "[guard]\nenabled = false\n[moderation]\nenabled = false\n"
    )
    numbers, tops = _numbers(stories)
    (state / "export.xml").write_bytes(_export(stories, numbers, tops))
    run(
        [programs / "isso", "-c", config, "import", "-t", "wordpress", state / "export.xml"],
        seconds=60,
        env={"TZ": "UTC"},
    )
    server = Program([programs / "isso", "-c", config, "run"], state / "isso.log", env={"TZ": "UTC"})
    wait_until_answers(f"{comments}/js/embed.min.js", server, 30)
    visitor = _Visitor(comments, site.url)
    extra = [
        _written(visitor, site.url, stories[1], f"x{n}", f"Skrivet genom gränssnittet, nummer {n}.") for n in (1, 2)
    ]

    def change() -> Done:
        numbers = [int(entry.permalink.rpartition("-")[2]) for entry in extra]
        visitor.call("PUT", f"/id/{numbers[0]}", {"text": "Ändrad efteråt: nu är det lagat.", "author": "Ny Röst"})
        visitor.call("DELETE", f"/id/{numbers[1]}", {})
        visitor.write(stories[0], "Ny Röst", "Nyinkommen fråga om snöröjningen?")
        return Done(("x1",), ("x2",), ("Nyinkommen fråga om snöröjningen?",))

    def stop() -> None:
        server.stop()
        site.stop()
        shutil.rmtree(state, ignore_errors=True)

    return Running(
        name="isso",
        url=f"{site.url}/",
        truth=Truth((*_entries(site.url, stories), *extra)),
        change=change,
        stop=stop,
        account_name=material.OFFICE,
        platform="generic",
        networks=(comments.removeprefix("http://"),),
    )


def _written(visitor: _Visitor, site: str, story: Story, key: str, text: str) -> Entry:
    number = visitor.write(story, "Ny Röst", text)
    link = f"{site}{blog.path_of(story)}#isso-{number}"
    return Entry(key, "comment", "Ny Röst", datetime.now(UTC), link, text, story.key)


if __name__ == "__main__":
    serve(start())
