import json
from typing import Any

from tests.architecture.advisories import verdict


def report(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


CLEAN = {"name": "idna", "version": "3.10", "vulns": []}
FAULTY = {"name": "jinja", "version": "1.0", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]}
UNKNOWN = {"name": "amqp", "skip_reason": "not found"}


def test_a_package_with_a_known_vulnerability_is_named_whatever_else_is_unknown() -> None:
    assert verdict(report(CLEAN, FAULTY, UNKNOWN)).vulnerable == ["jinja 1.0 (PYSEC-1, PYSEC-2)"]


def test_what_the_service_does_not_know_is_not_called_clean() -> None:
    assert str(verdict(report(CLEAN, UNKNOWN))).startswith("NOT AUDITED: the advisory service said nothing of 1 ")
    assert str(verdict("")).startswith("NOT AUDITED: the advisory service said nothing of any ")
    assert str(verdict(report(CLEAN))) == "1 packages, none with a known vulnerability"
