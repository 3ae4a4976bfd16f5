"""The OpenAPI document against what answers: schemathesis asks every route what the document allows, and more."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import openapi
from schemathesis.checks import CHECKS

from archiver.model import Person
from jobs import tokens
from tests.web import planted
from tests.web.api.test_matrix import key_of
from tests.web.conftest import House
from tests.web.serving import on_loopback
from web.api.app import described
from web.api.registry import FAMILIES
from web.api.route import VERSION


@pytest.fixture(scope="module")
def key(house: House) -> str:
    return key_of(house, house.archive.get(Person, "arkivarie"))


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    with on_loopback(house) as url:
        yield f"{url}/api"


OPERATIONS = [found.ok() for found in openapi.from_dict(described()).get_all_operations()]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_every_route_answers_as_the_document_says(operation: schemathesis.APIOperation, address: str, key: str) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def asked(case: schemathesis.Case) -> None:
        left_out = [
            CHECKS.get_one("ignored_auth")
        ]  # guessing costs waiting, which it takes for letting in: test_matrix.py
        if operation.path == "/v1/receipts":  # what is a receipt the document can't say
            left_out.append(CHECKS.get_one("positive_data_acceptance"))
        headers = {"Authorization": f"Bearer {key}"}
        case.call_and_validate(base_url=address, headers=headers, excluded_checks=left_out)

    asked()


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/v1/items/{item_id}", {"item_id": planted.OPEN_ITEM}),
        ("/v1/items/{item_id}/document", {"item_id": planted.OPEN_ITEM}),
        ("/v1/captures/{capture_id}", {"capture_id": planted.CAPTURE}),
        ("/v1/captures/{capture_id}/files/{path}", {"capture_id": planted.CAPTURE, "path": "page.png"}),
        ("/v1/accounts/{account_id}", {"account_id": "lillan"}),
    ],
)
def test_what_there_is_answers_as_the_document_says(path: str, named: dict[str, str], address: str, key: str) -> None:
    operation = next(one for one in OPERATIONS if (one.path, one.method.upper()) == (path, "GET"))
    case = operation.Case(path_parameters=named)
    answer = case.call(base_url=address, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    case.validate_response(answer, excluded_checks=[CHECKS.get_one("ignored_auth")])


def test_the_document_is_openapi_3_1_and_names_every_route() -> None:
    document = described()
    assert document["openapi"].startswith("3.1")
    named = {(method.upper(), path) for path, operations in document["paths"].items() for method in operations}
    routes = [route for family in FAMILIES for route in family.routes]
    assert named == {(route.method, VERSION + route.path.replace(":path", "")) for route in routes}
    operations = [one for each in document["paths"].values() for one in each.values()]
    assert all(one["security"] == [{"nyckel": []}] and one["description"] and one["summary"] for one in operations)
    assert tokens.MARK not in str(document)
