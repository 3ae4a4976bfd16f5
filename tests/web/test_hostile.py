"""What somebody with bad intentions tries: headers, addresses, paths, slow bodies, the time an answer takes."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from archiver.errors.sign_in import TooManyAttempts
from jobs import passwords, signing_in
from tests.web import planted
from tests.web.conftest import House
from tests.web.serving import on_loopback
from web import app, arriving
from web.dispatch import _disposition
from web.pages.registry import SECTIONS

PROTECTION = ("content-security-policy", "x-frame-options", "x-content-type-options", "referrer-policy")


@pytest.fixture(scope="module")
def own(house_with: Callable[..., House]) -> House:
    return house_with()


def test_the_page_of_an_unexpected_fault_is_as_protected_as_the_rest(
    own: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> None:
        raise RuntimeError(planted.SECRET_WORDS[0])

    broken = [replace(one, routes=tuple(replace(route, does=fails) for route in one.routes)) for one in SECTIONS]
    monkeypatch.setattr(app, "SECTIONS", broken)
    client = TestClient(app.build(own.desk), base_url=own.desk.config.web.base_url, raise_server_exceptions=False)
    answer = client.get("/loggain")
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert all(name in answer.headers for name in PROTECTION)
    assert planted.SECRET_WORDS[0] not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "../../config.toml",
        "..%2f..%2fconfig.toml",
        "%2e%2e/%2e%2e/config.toml",
        "/etc/passwd",
        "page.png/../../../config.toml",
        "page.png%00.txt",
        "capture.json",
        "..\\..\\config.toml",
    ],
)
def test_no_path_leads_out_of_a_captures_evidence(own: House, path: str) -> None:
    answer = own.as_("arkivarie").get(f"/fangster/{planted.CAPTURE}/fil/{path}")
    assert answer.status_code in (303, 404)
    assert "municipality" not in answer.text


def test_what_an_archive_shows_is_kept_by_no_cache(own: House) -> None:
    client = own.as_("arkivarie")
    for path in (
        f"/fangster/{planted.CAPTURE}/fil/page.png",
        f"/fangster/{planted.CAPTURE}/tumnagel.png",
        "/mitt-konto",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store", path


@pytest.mark.parametrize("name", ['a"; filename="b.exe', "a\r\nSet-Cookie: x=y", "å\u202egnp.exe", "a/../b\\c"])
def test_a_files_name_adds_nothing_to_the_header(name: str) -> None:
    header = _disposition(name, inline=False)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert header.split("filename*=")[0].count(";") <= 2 + name.count(";")


@pytest.mark.parametrize(
    "path", ["//elak.example?sprak=en", "//elak.example/%2e%2e?sprak=en", "/\\elak.example?sprak=en"]
)
def test_choosing_a_language_leads_to_no_other_site(own: House, path: str) -> None:
    answer = own.client().request("GET", own.desk.config.web.base_url + path)
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_an_unknown_name_is_tried_as_long_as_a_known_one(own: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    verified = passwords.verified
    monkeypatch.setattr(passwords, "verified", lambda hashed, given: tried.append(hashed) or verified(hashed, given))
    for name in ("finns-inte", "arkivarie"):
        with pytest.raises(Exception, match="not right"):
            signing_in.with_password(own.archive, name, "fel lösenord", "1.2.3.4", own.clock())
    assert len(tried) == 2
    assert all(hashed.startswith("$argon2id$") for hashed in tried)


def test_many_passwords_at_once_leave_threads_for_everybody_else() -> None:
    taken = [passwords.WAITING_AT_ONCE.acquire(blocking=False) for _ in range(12)]
    try:
        with pytest.raises(TooManyAttempts):
            passwords.verified(passwords.nobodys_hash(), "x")
    finally:
        for _ in filter(None, taken):
            passwords.WAITING_AT_ONCE.release()
    assert not passwords.verified(passwords.nobodys_hash(), "x")


@pytest.mark.parametrize("path", ["/loggain", "/api/v1/receipts"])
def test_a_body_that_drips_is_let_go_and_the_rest_goes_on(
    own: House, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(arriving, "BODY_SECONDS", 0.3)
    with on_loopback(own) as url:
        host, _, port = url.removeprefix("http://").partition(":")
        with connected(host, int(port)) as slow:
            slow.sendall(
                f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                "Content-Length: 400\r\nAuthorization: Bearer x\r\n\r\nnamn=".encode()
            )
            began = time.monotonic()
            answer = slow.recv(200)
        assert answer.startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < 8


def test_what_comes_without_a_key_is_refused_unread(own: House) -> None:
    with on_loopback(own) as url:
        host, _, port = url.removeprefix("http://").partition(":")
        with connected(host, int(port)) as slow:
            slow.sendall(
                f"POST /api/v1/receipts HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 400\r\n\r\nx".encode()
            )
            assert slow.recv(200).startswith(b"HTTP/1.1 401")


def connected(host: str, port: int) -> socket.socket:
    """A connection to a server that may not listen yet."""
    end = time.monotonic() + 20
    while True:
        try:
            return socket.create_connection((host, port), 10)
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise


def test_every_route_that_changes_something_is_a_post(own: House) -> None:
    client = own.as_(planted.FOUNDER)
    for section in SECTIONS:
        for route in section.routes:
            if route.method == "POST" and "{" not in route.path:
                answer = client.request("PUT", route.path)
                assert answer.status_code in (404, 405), route.path
