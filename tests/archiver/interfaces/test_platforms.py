"""Interfaces that can't be run here, against fakes that speak their documented JSON: all sixty posts, all comments, no secrets."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archiver.capture.guard import Allowed
from archiver.errors.outside import ErrorPage, LimitReached, OutsideFault, TokenRefused
from archiver.extract.items import as_reading
from archiver.interfaces.calls import CallLimits
from archiver.interfaces.client import Client
from archiver.interfaces.interface import Asked
from archiver.interfaces.registry import interface_of
from archiver.interfaces.visit import InterfaceOrder, ask, read_kept
from archiver.model import Item, Outcome
from tests.archiver.interfaces import platforms
from tests.archiver.interfaces.world import TOKEN, Reply, Speak, Words, World
from tests.real import material
from tests.real.compare import FIELDS, compare
from tests.real.truth import Truth

Link = Callable[[World, Words], str]

MEMBERS: dict[str, tuple[Speak, str, str, Link]] = {
    "facebook": (platforms.facebook, "https://www.facebook.com/nordby", "", platforms.facebook_link),
    "youtube": (platforms.youtube, "https://www.youtube.com/@nordby", "", platforms.youtube_link),
    "x": (platforms.x, "https://x.com/nordby", "", lambda world, one: platforms.x_link(one)),
    "linkedin": (platforms.linkedin, "https://www.linkedin.com/company/nordby/", "", platforms.linkedin_link),
    "instagram": (
        platforms.instagram,
        "https://www.instagram.com/nordby/",
        "178414",
        lambda world, one: (
            f"{platforms.instagram_link(world.by_key[one.post])}c/{one.number}/"
            if one.parent
            else platforms.instagram_link(one)
        ),
    ),
}
NAMES = {"instagram": "nordby"}
"""What the account calls itself there, where it is not the office's own name."""


def order_for(world: World, platform: str, token: str = TOKEN, limits: CallLimits | None = None) -> InterfaceOrder:
    _, url, id_, _ = MEMBERS[platform]
    asked = Asked(url, NAMES.get(platform, material.OFFICE), platform, id_, world.url, token)
    return InterfaceOrder(interface_of(platform), asked, limits or CallLimits())


def asked_for(order: InterfaceOrder, folder: Path, slept: list[float] | None = None) -> Any:
    with Client(Allowed(("127.0.0.1",)), "Somearkiv/prov", lambda: datetime.now(UTC)) as client:
        return ask(
            client, order, folder, now=lambda: datetime.now(UTC), sleep=(slept if slept is not None else []).append
        )


def items(order: InterfaceOrder, folder: Path) -> tuple[Item, ...]:
    return as_reading(read_kept(folder), account_name=order.asked.name, account_url=order.asked.url).items


def truth_of(world: World, platform: str) -> Truth:
    link = MEMBERS[platform][3]
    entries = [world.entry(one, link(world, one)) for one in world.items]
    if platform == "linkedin":
        entries = [replace(e, author=platforms.linkedin_author(w)) for e, w in zip(entries, world.items, strict=True)]
    if platform == "instagram":
        entries = [replace(one, author="nordby") if one.kind == "post" else one for one in entries]
    if platform == "youtube":  # two levels only: whatever answers an answer stands under the first
        entries = [replace(one, parent=_top(world, world.by_key[one.key])) for one in entries]
    return Truth(tuple(entries))


def _top(world: World, one: Words) -> str | None:
    if not one.parent or one.parent == one.post:
        return one.parent or None
    above = world.by_key[one.parent]
    while above.parent != above.post:
        above = world.by_key[above.parent]
    return above.key


@pytest.mark.parametrize("platform", MEMBERS)
def test_every_post_and_comment_comes_with_author_time_permalink_and_parent(platform: str, tmp_path: Path) -> None:
    with World(MEMBERS[platform][0]) as world:
        order = order_for(world, platform)
        result = asked_for(order, tmp_path / "e")
        found = compare(truth_of(world, platform), items(order, tmp_path / "e"))
    shares = {name: found.share(name) for name in FIELDS} | {"recall": found.recall, "precision": found.precision}
    assert {name: share for name, share in shares.items() if share < 1.0} == {}, found.table()
    # The pictures lie on hosts that don't exist; everything else came.
    assert [one for one in result.reach.not_reached if "bilder kom inte med" not in one] == []


@pytest.mark.parametrize("platform", MEMBERS)
def test_the_token_is_nowhere_in_what_is_kept_or_said(platform: str, tmp_path: Path) -> None:
    said: list[str] = []
    with World(MEMBERS[platform][0]) as world:
        result = asked_for(order_for(world, platform), tmp_path / "e")
        said.append(str(result))
        with pytest.raises(TokenRefused) as refused:
            asked_for(order_for(world, platform, token="en-annan-hemlig-nyckel"), tmp_path / "f")
    said += [refused.value.message("sv"), str(refused.value.facts)]
    kept = b"".join(
        path.read_bytes() for path in (tmp_path / "e").rglob("*") if path.is_file() and path.suffix != ".wacz"
    )
    kept += _unpacked(tmp_path / "e/traffic.wacz")
    for secret in (TOKEN, TOKEN.replace("/", "\\/"), TOKEN.replace("/", "%2F"), "en-annan-hemlig-nyckel"):
        assert secret.encode() not in kept
        assert not any(secret in one for one in said)
    assert b"Nordby" in kept


def _unpacked(wacz: Path) -> bytes:
    import gzip
    import zipfile

    with zipfile.ZipFile(wacz) as package:
        return b"".join(
            gzip.decompress(package.read(name)) if name.endswith(".gz") else package.read(name)
            for name in package.namelist()
        )


def test_a_platform_that_asks_for_patience_is_given_it(tmp_path: Path) -> None:
    slept: list[float] = []
    with World(platforms.x) as world:
        asked_for(order_for(world, "x"), tmp_path / "e", slept)
    assert any(0 < one <= 4 for one in slept), slept


def test_a_wait_longer_than_ours_ends_the_part_and_says_so(tmp_path: Path) -> None:
    def slow(world: World, asked: Any) -> Reply:
        if "/comments" in asked.path:
            return Reply({"error": {"code": 4}}, 400, {"Retry-After": "86400"})
        return platforms.facebook(world, asked)

    with World(slow) as world:
        result = asked_for(order_for(world, "facebook"), tmp_path / "e")
    assert result.outcome is Outcome.PARTIAL
    assert any("86400 sekunder" in one for one in result.reach.not_reached)


def test_a_wait_longer_than_ours_at_the_start_is_a_fault_worth_retrying(tmp_path: Path) -> None:
    busy = World(lambda world, asked: Reply({}, 429, {"Retry-After": "86400"}))
    with busy as world, pytest.raises(LimitReached) as limited:
        asked_for(order_for(world, "x"), tmp_path / "e")
    assert limited.value.retry
    assert limited.value.exit_code == 5


def test_the_limits_on_posts_and_comments_are_kept_and_said(tmp_path: Path) -> None:
    with World(platforms.facebook) as world:
        order = order_for(world, "facebook", limits=CallLimits(posts=30, comments=10))
        result = asked_for(order, tmp_path / "e")
        posts = [one for one in items(order, tmp_path / "e") if one.parent is None]
    assert 30 <= len(posts) <= 50
    assert any("Gränsen 30 inlägg" in one for one in result.reach.not_reached)
    assert any("Gränsen 10 kommentarer" in one for one in result.reach.not_reached)


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b"null", b"<html>", b'{"data": 7}', b'{"items": [null, 3, {}]}', b"\xff\xfe"]
)
@pytest.mark.parametrize("platform", [*MEMBERS, "mastodon", "bluesky", "wordpress", "feed"])
def test_a_broken_answer_is_a_named_fault_and_no_crash(platform: str, broken: bytes, tmp_path: Path) -> None:
    with World(lambda world, asked: Reply(broken)) as world:
        asked = Asked(f"{world.url}/nordby", "Nordby", platform, "x" if platform != "feed" else "", world.url, TOKEN)
        order = InterfaceOrder(interface_of(platform), asked)
        with suppress(OutsideFault):
            asked_for(order, tmp_path / "e")
            assert items(order, tmp_path / "e") == ()


def test_a_page_of_posts_that_is_no_json_is_a_fault_and_no_end(tmp_path: Path) -> None:
    """A login page or a proxy's answer in place of the second page."""
    posts = [
        {"id": str(n), "url": f"https://nordby.example/@n/{n}", "content": "Hej", "visibility": "public"}
        for n in range(9)
    ]

    def speak(world: World, asked: Any) -> Reply:
        if "lookup" in asked.path:
            return Reply({"id": "1"})
        return Reply(b"<html>Logga in</html>") if "max_id" in asked.query else Reply(posts)

    with World(speak) as world:
        order = InterfaceOrder(
            interface_of("mastodon"), Asked(f"{world.url}/@n", "Nordby", "mastodon", "", world.url, "")
        )
        with pytest.raises(ErrorPage):
            asked_for(order, tmp_path / "e")
