"""Fills a WordPress through its own interfaces and keeps the truth of what was put in."""

import html
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.real.material import HIDDEN, OFFICE, WRITERS, Remark, Story, stories
from tests.real.truth import Done, Entry, Truth
from tests.real.wordpress_admin import Admin

SETTINGS = {
    "timezone_string": "Europe/Stockholm",
    "thread_comments": "1",
    "thread_comments_depth": "5",
    "show_avatars": "0",
    "comments_notify": "0",
    "moderation_notify": "0",
    "comment_moderation": "1",
    "posts_per_page": "10",
}


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _blocks(text: str) -> str:
    """Text as the block editor saves it."""
    paragraphs = [html.escape(part, quote=False).replace("\n", "<br>") for part in text.split("\n\n")]
    return "\n\n".join(f"<!-- wp:paragraph -->\n<p>{part}</p>\n<!-- /wp:paragraph -->" for part in paragraphs)


def _people(admin: Admin) -> dict[str, int]:
    """The writers' user ids by shown name; the administrator is the office itself."""
    me = admin.rest("POST", "/users/me", {"name": OFFICE})
    ids = {OFFICE: int(me["id"])}
    for number, name in enumerate(WRITERS[1:], 2):
        user = {"username": f"skribent{number}", "name": name, "email": f"s{number}@example.test", "roles": ["author"]}
        ids[name] = int(admin.rest("POST", "/users", {**user, "password": f"{number}-lång-fras-{number}"})["id"])
    return ids


def _post(admin: Admin, story: Story, people: Mapping[str, int]) -> dict[str, Any]:
    values = {
        "title": html.escape(story.title, quote=False),
        "content": _blocks(story.text),
        "status": "publish",
        "author": people[story.author],
        "date_gmt": _time(story.at),
        "comment_status": "open",
    }
    return dict(admin.rest("POST", "/posts", values))


def _values(post: int, parent: int, remark: Remark) -> dict[str, Any]:
    return {
        "post": post,
        "parent": parent,
        "content": html.escape(remark.text, quote=False),
        "date_gmt": _time(remark.at),
        "author_name": remark.author,
        "author_email": "nagon@example.test",
        "status": "approved",
    }


def _comment(admin: Admin, post: int, parent: int, remark: Remark, people: Mapping[str, int]) -> dict[str, Any]:
    values = _values(post, parent, remark)
    if remark.author in people:
        values["author"] = people[remark.author]
    return dict(admin.rest("POST", "/comments", values))


def _hidden(admin: Admin, post: int) -> None:
    """What is on the server and must never be seen; the held comment comes through the public form."""
    held, spam, trashed, draft, future, private = HIDDEN
    visitor = Admin(admin.url, "")
    form = {"comment_post_ID": str(post), "author": "Hal", "email": "hal@example.test", "comment": held}
    visitor.page("/wp-comments-post.php", {**form, "submit": "Publicera"})
    for text, status in ((spam, "spam"), (trashed, "trash")):
        made = admin.rest(
            "POST", "/comments", {"post": post, "content": text, "author_name": "Hal", "author_email": "hal@a.test"}
        )
        admin.rest("POST", f"/comments/{made['id']}", {"status": status})
    for text, status, more in (
        (draft, "draft", {}),
        (future, "future", {"date_gmt": "2031-01-01T08:00:00"}),
        (private, "private", {}),
    ):
        admin.rest("POST", "/posts", {"title": text, "content": _blocks(text), "status": status, **more})


def fill(admin: Admin, theme: str, language: str, options: Mapping[str, str], count: int) -> Truth:
    """Installs the site in `language` with Swedish posts and threads, oldest post first."""
    admin.install("Nordby kommun", language)
    admin.log_in()
    admin.options({**SETTINGS, "template": theme, "stylesheet": theme, **options})
    for kind in ("posts", "pages"):
        for old in admin.rest("GET", f"/{kind}?per_page=100"):
            admin.rest("DELETE", f"/{kind}/{old['id']}?force=true")
    people = _people(admin)
    entries: list[Entry] = []
    ids: dict[str, int] = {}
    for story in reversed(stories(count)):
        made = _post(admin, story, people)
        ids[story.key] = made["id"]
        entries.append(Entry(story.key, "post", story.author, story.at, made["link"], story.text, None, story.title))
        for remark, parent in story.thread():
            answer = _comment(admin, made["id"], ids[parent] if parent != story.key else 0, remark, people)
            ids[remark.key] = answer["id"]
            entries.append(Entry(remark.key, "comment", remark.author, remark.at, answer["link"], remark.text, parent))
    _hidden(admin, ids["p2"])
    return Truth(tuple(_with_final_links(admin, entries, ids)), HIDDEN)


def _with_final_links(admin: Admin, entries: list[Entry], ids: Mapping[str, int]) -> list[Entry]:
    """A comment's page number, and so its address, is known only when all comments are there."""
    links = {comment["id"]: comment["link"] for comment in _all_comments(admin)}
    return [replace(entry, permalink=links[ids[entry.key]]) if entry.kind == "comment" else entry for entry in entries]


def _all_comments(admin: Admin) -> list[dict[str, Any]]:
    comments: list[dict[str, Any]] = []
    while found := admin.rest("GET", f"/comments?per_page=100&offset={len(comments)}&orderby=id&order=asc"):
        comments += found
    return comments


def change(admin: Admin, truth: Truth) -> Done:
    """Edits one comment and one post, removes one comment without answers, adds one comment."""
    admin.log_in()
    ids = {comment["link"]: comment["id"] for comment in _all_comments(admin)}
    by_key = {entry.key: entry for entry in truth.entries}
    posts = {post["link"]: post["id"] for post in admin.rest("GET", "/posts?per_page=100")}
    edited, gone, post = by_key["p2c1"], by_key["p2c3"], by_key["p1"]
    admin.rest("POST", f"/comments/{ids[edited.permalink]}", {"content": "Ändrad efteråt: nu är det lagat."})
    admin.rest(
        "POST", f"/posts/{posts[post.permalink]}", {"content": _blocks("Rättelse: nya tider gäller från april.")}
    )
    admin.rest("DELETE", f"/comments/{ids[gone.permalink]}?force=true")
    new = Remark("new", "Ny Röst", datetime.now(UTC), "Nyinkommen fråga om snöröjningen?")
    admin.rest("POST", "/comments", _values(posts[post.permalink], 0, new))
    return Done(edited=("p2c1", "p1"), removed=("p2c3",), added=(new.text,))
