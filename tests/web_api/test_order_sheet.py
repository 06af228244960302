"""A shopper takes their own orders away as a spreadsheet."""

import csv
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.orders import selectors
from core.orders.models import OrderLine
from tests.factories import Shop, an_order, someone
from tests.personas import WEB, Browser

SHEET = WEB + "orders.csv"


def rows(response: Any) -> list[dict[str, str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_it_has_a_row_a_line_of_the_shoppers_own_orders(shop: Shop, regular: tuple[Browser, str]) -> None:
    browser, number = regular
    an_order(someone(), shop.record.variant)
    found = rows(browser.get(SHEET))
    lines = OrderLine.objects.filter(order__number=number)
    assert [row["Order"] for row in found] == [number] * lines.count()
    assert {row["SKU"] for row in found} == set(lines.values_list("sku", flat=True))
    line = lines.earliest("id")
    assert (found[0]["Quantity"], found[0]["Price"]) == (str(line.quantity), f"{line.price / 100:.2f}")


def test_it_is_nobody_elses_and_never_stored(regular: tuple[Browser, str]) -> None:
    browser, _ = regular
    response = browser.get(SHEET)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "Cookie" in response["Vary"]
    assert rows(Client().get(SHEET)) == []


def test_what_is_called_like_a_formula_is_text_in_it(regular: tuple[Browser, str]) -> None:
    browser, number = regular
    OrderLine.objects.filter(order__number=number).update(title='=HYPERLINK("http://evil.example")')
    assert {row["Title"] for row in rows(browser.get(SHEET))} == {'\'=HYPERLINK("http://evil.example")'}


def test_it_takes_two_statements_however_many_orders_there_are(
    regular: tuple[Browser, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser, _ = regular
    with django_assert_num_queries(2):
        rows(browser.get(SHEET))


def test_it_is_bounded(regular: tuple[Browser, str], monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _ = regular
    monkeypatch.setattr(selectors, "MOST_PURCHASES", 1)
    assert len(rows(browser.get(SHEET))) == 1


def test_it_takes_no_parameters(regular: tuple[Browser, str]) -> None:
    browser, _ = regular
    response = browser.get(f"{SHEET}?customer=1")
    assert (response.status_code, list(response.json()["errors"])) == (400, ["customer"])


def test_the_page_of_orders_leads_to_it(regular: tuple[Browser, str]) -> None:
    browser, _ = regular
    assert f'href="{SHEET}"' in browser.get("/orders/").content.decode()
