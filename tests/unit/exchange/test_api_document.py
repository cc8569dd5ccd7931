"""MIS-3: the API's description of itself, for programs and for people."""

from pathlib import Path
from typing import Any

import pytest

from lantern.exchange.rules.api.document import Told, finished, told
from lantern.exchange.rules.api.in_words import BATCH, RULES, command, page
from lantern.exchange.rules.api.messages import Batch
from lantern.exchange.rules.api.problems import Kind
from lantern.exchange.urls import api
from lantern.organisation.vocabulary import API_PATH

DOCS = Path(__file__).resolve().parents[3] / "docs" / "api.md"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return finished(dict(api.get_openapi_schema(path_prefix=API_PATH)))


@pytest.fixture(scope="module")
def said(document: dict[str, Any]) -> Told:
    return told(document)


def test_docs_api_md_is_what_the_models_say(said: Told) -> None:
    """Stale? Run `lantern write-api-page`."""
    assert DOCS.read_text(encoding="utf-8") == page(said)


def test_it_is_openapi_3_1_with_every_operation(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert {path: set(methods) for path, methods in document["paths"].items()} == {
        "/api/v1/notifications": {"post"},
        "/api/v1/notifications/{batch}": {"get"},
        "/api/v1/episodes": {"get"},
        "/api/v1/me": {"get"},
    }


def test_every_answer_is_described(document: dict[str, Any]) -> None:
    """Problems by their own media type; every operation needs the credential."""
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["security"] == [{"Credentials": []}]
            assert {"401", "429"} <= set(operation["responses"])
            for status, answer in operation["responses"].items():
                wanted = "application/json" if int(status) < 400 else "application/problem+json"
                assert list(answer["content"]) == [wanted]
                assert answer["description"].endswith(".")
    assert document["components"]["securitySchemes"]["Credentials"]["scheme"] == "bearer"


def test_nothing_is_taken_that_is_not_described(document: dict[str, Any]) -> None:
    shapes = document["components"]["schemas"]
    for name, shape in shapes.items():
        if "properties" in shape:
            assert shape["additionalProperties"] is False, name


def test_every_field_says_what_it_is(said: Told) -> None:
    for shape in said.shapes:
        for field in shape.fields:
            assert field.about.endswith("."), f"{shape.name}.{field.name}"
            assert field.kind, f"{shape.name}.{field.name}"


def test_the_example_can_be_sent_as_it_stands(said: Told) -> None:
    Batch.model_validate(BATCH)
    commands = {operation.name: command(operation) for operation in said.operations}
    assert "Idempotency-Key: " in commands["sendNotifications"]
    assert commands["readOutcomes"].endswith('/api/v1/notifications/$BATCH"')
    for each in commands.values():
        assert '-H "Authorization: Bearer $LANTERN_CREDENTIAL"' in each


def test_the_page_names_every_problem_and_every_rule(said: Told) -> None:
    written = page(said)
    assert all(f"`/api/#{kind}`" in written for kind in Kind)
    assert all(rule in written for rule, _ in RULES)
