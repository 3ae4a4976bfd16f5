"""Signing in: sittings that end and change their token, waiting after failures, cookies, headers, and a clean log."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from archiver.model import Person
from jobs import passwords, signing_in
from jobs.context import Context
from tests.web.conftest import House, form_token

PASSWORD = "korrekt häst batteri"


@pytest.fixture
def fresh(house_with: Callable[..., House]) -> House:
    """A house whose archivist has a password."""
    return with_password(house_with())


def with_password(house: House) -> House:
    who = house.archive.get(Person, "arkivarie")
    passwords.set_password(Context(house.desk.config, house.archive, who, house.clock), "arkivarie", PASSWORD)
    return house


def sign_in(client: TestClient, password: str = PASSWORD, name: str = "arkivarie", till: str = "/") -> int:
    form = {"formular": form_token(client, "/loggain"), "namn": name, "losenord": password, "till": till}
    return client.post("/loggain", data=form).status_code


def test_the_right_password_comes_in_and_signing_out_ends_it(fresh: House) -> None:
    client = fresh.client()
    assert sign_in(client) == 303
    token = client.cookies["somearkiv"]
    assert client.get("/").status_code == 200
    assert client.post("/loggaut", data={"formular": form_token(client)}).status_code == 303
    again = fresh.client()
    again.cookies.set("somearkiv", token)
    assert again.get("/").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("arkivarie", "fel"), ("finns-inte", PASSWORD), ("lasare", "")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(fresh: House, name: str, password: str) -> None:
    client = fresh.client()
    form = {"formular": form_token(client, "/loggain"), "namn": name, "losenord": password}
    answer = client.post("/loggain", data=form)
    assert answer.status_code == 401
    assert "Uppgifterna stämmer inte" in answer.text
    assert "somearkiv" not in client.cookies


def test_failures_cost_waiting_that_is_told_and_the_right_password_waits_too(fresh: House) -> None:
    client = fresh.client()
    assert [sign_in(client, "fel") for _ in range(6)][-1] == 429
    assert sign_in(client) == 429
    fresh.clock.time += timedelta(seconds=6)
    assert sign_in(client) == 303


def test_a_token_set_before_signing_in_is_worth_nothing_after(fresh: House) -> None:
    client = fresh.client()
    client.cookies.set("somearkiv", "valt-av-en-angripare")
    assert sign_in(client) == 303
    victim = fresh.client()
    victim.cookies.set("somearkiv", "valt-av-en-angripare")
    assert victim.get("/").status_code == 303


@pytest.mark.parametrize("idle", [timedelta(minutes=31), timedelta(hours=11)])
def test_a_sitting_ends_without_work(fresh: House, idle: timedelta) -> None:
    client = fresh.as_("arkivarie")
    assert client.get("/").status_code == 200
    fresh.clock.time += idle
    assert client.get("/").status_code == 303


def test_a_sitting_ends_at_last_however_much_is_done(fresh: House) -> None:
    client = fresh.as_("arkivarie")
    for _ in range(29):
        fresh.clock.time += timedelta(minutes=20)
        assert client.get("/aviseringar").status_code == 200
    fresh.clock.time += timedelta(minutes=25)
    assert client.get("/aviseringar").status_code == 303


def test_all_of_a_persons_sittings_can_be_ended_at_once(fresh: House) -> None:
    client = fresh.as_("arkivarie")
    signing_in.sign_out_elsewhere(fresh.archive, "arkivarie")
    assert client.get("/").status_code == 303


def test_one_sittings_form_token_is_refused_in_another(fresh: House) -> None:
    one, other = fresh.as_("registrator"), fresh.as_("registrator")
    assert other.post("/aviseringar", data={"formular": form_token(one)}).status_code == 403


def test_a_form_from_another_site_is_refused_even_with_its_token(fresh: House) -> None:
    client = fresh.as_("arkivarie")
    token = form_token(client)
    for header in ({"Origin": "https://elak.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/aviseringar", data={"formular": token}, headers=header).status_code == 403


@pytest.mark.parametrize("till", ["https://elak.example/", "//elak.example", "/\\elak.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(fresh: House, till: str) -> None:
    client = fresh.client()
    form = {"formular": form_token(client, "/loggain"), "namn": "arkivarie", "losenord": PASSWORD, "till": till}
    assert client.post("/loggain", data=form).headers["location"] == "/"


def test_over_https_cookies_are_secure_and_bound_to_the_host(house_with: Callable[..., House]) -> None:
    house = with_password(house_with('[web]\nbase_url = "https://arkiv.lillan.example"\n'))
    client = house.client()
    form = {"formular": form_token(client, "/loggain"), "namn": "arkivarie", "losenord": PASSWORD}
    answer = client.post("/loggain", data=form)
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-somearkiv="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "max-age" in answer.headers["strict-transport-security"]


def test_every_answer_forbids_what_pages_do_not_need(fresh: House) -> None:
    for path in ("/loggain", "/nej", "/static/style.css"):
        headers = fresh.client().get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert fresh.client().get("/loggain").headers["cache-control"] == "no-store"


def test_another_host_name_is_not_answered(fresh: House) -> None:
    assert fresh.client().get("/loggain", headers={"Host": "elak.example"}).status_code == 400


def test_too_large_a_form_is_refused_before_it_is_read(fresh: House) -> None:
    client = fresh.as_("arkivarie")
    assert client.post("/aviseringar", content=b"x" * 1_000_001).status_code == 413


def test_the_log_holds_neither_password_nor_token_nor_address(fresh: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = fresh.client()
    assert sign_in(client, "fel-hemlighet") == 401
    assert sign_in(client) == 303
    client.get("/handlingar?q=sokord-om-en-person")
    ours = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore")))
    for secret in ("fel-hemlighet", PASSWORD, client.cookies["somearkiv"], "sokord-om-en-person", "testclient"):
        assert secret not in ours
