"""The contracts for people to read come from the shop alone, script and style included."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("path", "operation"),
    [("/api/web/docs/", "/api/web/v1/checkout/complete/"), ("/api/mobile/docs", "actions/checkout/complete")],
)
def test_the_docs_show_each_operation(visit: Open, path: str, operation: str) -> None:
    reader = visit(path.strip("/").replace("/", "-"), width=1280, script=True)
    reader.go(path)
    expect(reader.page.get_by_text(operation).first).to_be_visible()
    reader.take_picture("docs")
    reader.leave()
