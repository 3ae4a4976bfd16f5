"""What watches the archive is told whether it is well; figures only for the operator, and no name or word of any record."""

from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from jobs import health
from tests.web import planted
from tests.web.conftest import House
from web import metrics

TOKEN = "driftens-egen-strang-1234567890"
NAMES = (*planted.SECRET_WORDS, "lillan", "omsorg", planted.COUNCIL, planted.CARE, "arkivarie", "Maja")


@pytest.fixture(scope="module")
def watched(house_with: Callable[..., House], tmp_path_factory: pytest.TempPathFactory) -> House:
    file = tmp_path_factory.mktemp("hemligt") / "token"
    file.write_text(TOKEN + "\n")
    return house_with(f'[web]\nmetrics_token_file = "{file}"\n')


def test_a_stranger_learns_whether_it_is_well_and_nothing_else(watched: House) -> None:
    answer = watched.client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_metrics_are_for_whoever_has_the_token(watched: House, house: House) -> None:
    client = watched.client()
    assert client.get("/metrics").status_code == 401
    assert client.get(f"/metrics?token={TOKEN}").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert house.client().get("/metrics").status_code == 404


def test_figures_are_totals_and_name_nobody(watched: House) -> None:
    text = watched.client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["somearkiv_captures", "fångad"] == 2
    assert found["somearkiv_suspected_secrets", "1d_to_3d"] == 1
    assert found["somearkiv_suspected_secrets", "under_1d"] == 0
    assert found["somearkiv_orders", "väntar"] == 1
    assert sum(value for key, value in found.items() if key[0] == "somearkiv_duties") > 0
    assert not [name for name in NAMES if name.casefold() in text.casefold()]


def test_the_port_of_loopback_tells_all_parts(watched: House) -> None:
    health.beat(watched.archive)
    told = TestClient(metrics.build(watched.desk)).get("/healthz").json()
    assert set(told) == {"status", "database", "shelf", "daemon_age_seconds", "last_fault"}
    assert told["daemon_age_seconds"] is not None


def test_a_disk_that_is_full_is_told(watched: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 62)
    answer = watched.client().get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "fel"})


def test_a_database_that_does_not_answer_is_told(house_with: Callable[..., House], tmp_path: Path) -> None:
    house = house_with()
    client = house.client()
    house.archive.close()
    database = Path(house.desk.config.database_url.removeprefix("sqlite:///"))
    if not database.is_file():
        pytest.skip("the cards are on a server here")
    for file in database.parent.glob("kort.db*"):
        file.unlink()
    database.mkdir()
    assert client.get("/healthz").status_code == 503
