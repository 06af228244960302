"""What no backend should have to look at is refused before any of them does."""

import pytest
from django.test import Client

from project.backends import backend_for_path, registry
from project.middleware import bodies


@pytest.mark.parametrize("name", ["web", "mobile"])
def test_a_body_beyond_the_backends_own_limit_is_refused(name: str) -> None:
    manifest = registry()[name]
    body = b" " * (manifest.limits.body_bytes + 1)
    response = Client().generic("POST", manifest.prefix[-1] + "v1/nothing", body, "application/json")
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_a_body_of_unknown_length_is_refused() -> None:
    response = Client().post("/api/mobile/v1/devices", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")
    assert (response.status_code, response.json()["code"]) == (411, "length_required")


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "9" * 5000])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    response = Client().post("/api/mobile/v1/devices", CONTENT_LENGTH=length)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_content_length")


def test_a_path_with_nul_is_refused() -> None:
    response = Client().get("/api/mobile/v1/screens/order/a%00b")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_path")


def nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


def with_keys(count: int) -> bytes:
    return b"{" + b",".join(b'"%d":1' % number for number in range(count)) + b"}"


def with_items(count: int) -> bytes:
    return b'{"a":[' + b",".join([b"1"] * count) + b"]}"


def as_form(count: int) -> bytes:
    return b"&".join([b"a=1"] * count)


JSON, FORM = "application/json", "application/x-www-form-urlencoded"
PLACES = [f"/api/{name}/{place}" for name in ("web", "mobile") for place in ("v1/nothing/", "auth/v1/auth/login")]


def code_of(path: str, body: bytes, content_type: str = JSON) -> str:
    """The refusal's code, in whichever envelope."""
    answer = Client().generic("POST", path, body, content_type).json()
    return str(answer["errors"][0]["code"] if "errors" in answer and "type" not in answer else answer["code"])


@pytest.mark.parametrize("path", PLACES)
def test_a_body_that_is_nested_too_deep_or_of_too_much_is_refused_before_any_view(path: str) -> None:
    limits = backend_for_path(path).limits
    assert code_of(path, nested(limits.depth + 1)) == "body_too_deep"
    assert code_of(path, with_keys(limits.keys + 1)) == "body_too_many_keys"
    assert code_of(path, with_items(limits.keys)) == "body_too_many_keys"
    assert code_of(path, as_form(limits.keys + 1), FORM) == "body_too_many_keys"


def refused(path: str, body: bytes, content_type: str = JSON) -> bool:
    answer = Client().generic("POST", path, body, content_type).json()
    return str(answer.get("code")).startswith("body_")


@pytest.mark.parametrize("path", ["/api/web/v1/nothing/", "/api/mobile/v1/nothing"])
def test_what_is_just_within_the_limits_is_not(path: str) -> None:
    limits = backend_for_path(path).limits
    assert not refused(path, nested(limits.depth))
    assert not refused(path, with_keys(limits.keys))
    assert not refused(path, as_form(limits.keys), FORM)
    assert not refused(path, b'"' + b"&" * 2 * limits.keys + b'"')


def test_a_multipart_form_of_too_many_fields_is_refused_too() -> None:
    fields = {f"f{number}": "1" for number in range(max(one.limits.keys for one in registry().values()) + 1)}
    assert Client().post("/admin/auth/login/", fields).status_code == 400


@pytest.mark.django_db
def test_without_the_measure_a_view_has_to_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_measure", lambda value, limits: (0, 0))
    path = "/api/mobile/v1/devices"
    assert Client().generic("POST", path, with_keys(2000), JSON).json()["code"] == "invalid_request"


@pytest.mark.parametrize("name", ["web", "mobile", "admin", "ops"])
def test_queries_and_headers_have_their_limits(name: str) -> None:
    manifest = registry()[name]
    limits, path = manifest.limits, manifest.prefix[-1]
    answers = {
        Client().get(path, QUERY_STRING="a" * (limits.query_bytes + 1)).status_code,
        Client().get(path, headers={"X-Long": "a" * (limits.header_bytes + 1)}).status_code,
        Client().get(path, headers={"Cookie": "a=" + "b" * limits.header_bytes}).status_code,
    }
    assert answers == {414, 431}


def test_a_query_of_too_many_parameters_is_refused() -> None:
    response = Client().get("/", QUERY_STRING="a&" * registry()["web"].limits.keys)
    assert (response.status_code, response.json()["code"]) == (400, "query_too_many_keys")
