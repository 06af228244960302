"""The front page of the back office: what there is to do now, for whoever may do it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.catalog.models import Product
from core.catalog.services import create_product
from core.catalog.types import ProductDraft, ProductStatus, VariantDraft
from core.inventory.models import Stock
from core.inventory.services import set_levels
from core.inventory.types import StockLevel
from core.orders.models import Order
from core.payments.models import Payment
from core.payments.services import record_received
from project.backoffice.chart import HEIGHT, chart
from tests.admin.staff import Staff
from tests.factories import a_record, an_order, someone
from tests.factories.shop import NOW


def read(staff: Staff) -> str:
    return " ".join(staff.get("").content.decode().split())


def figures(staff: Staff) -> dict[str, int]:
    context = staff.get("").context
    names = ("to_ship", "on_the_way", "awaited", "to_refund", "sold_out", "running_low", "draft_count", "unrated")
    return {name: context[name] for name in names if name in context}


def test_an_empty_shop_has_nothing_to_do(staff: Staff) -> None:
    page = read(staff)
    assert set(figures(staff).values()) == {0}
    for said in ("Everything has left the house.", "There is enough of everything.", "Nobody has ordered yet."):
        assert said in page


def test_it_counts_what_is_to_be_done_and_names_it(staff: Staff) -> None:
    few, gone = a_record(title="Kind of Blue", stock=3), a_record(title="Blue Train", stock=0)
    plenty, uncounted = a_record(stock=50), a_record(title="Gift card", stock=0)
    set_levels(levels=[StockLevel(uncounted.variant, 0, unlimited=True)], reference="", now=NOW)
    draft = ProductDraft(slug="d", title="A draft", variants=(VariantDraft("D"),), status=ProductStatus.DRAFT)
    create_product(draft=draft, now=NOW)
    number = an_order(someone(), plenty.variant)
    assert figures(staff) == {
        "to_ship": 1,
        "on_the_way": 0,
        "awaited": 1,
        "to_refund": 0,
        "sold_out": 1,
        "running_low": 1,
        "draft_count": 1,
        "unrated": 0,
    }
    page = read(staff)
    assert [title in page for title in (few.title, gone.title, plenty.title, "Gift card")] == [True, True, False, False]
    assert number in page
    assert "A draft" in page
    assert "€24.89" in page


def test_takings_are_of_the_last_thirty_days(staff: Staff) -> None:
    numbers = [an_order(someone(), a_record().variant) for _ in range(3)]
    for number, days in zip(numbers, (0, 29, 31), strict=True):
        record_received(reference=number, now=timezone.now() - timedelta(days=days))
    context = staff.get("").context
    assert context["takings"] == "€49.78"
    heights = [bar.height for bar in context["takings_chart"].bars]
    assert (len(heights), heights[0], heights[-1]) == (30, HEIGHT, HEIGHT)
    assert set(heights[1:-1]) == {0}


def test_receiving_goods_is_two_clicks_away(staff: Staff) -> None:
    never = a_record(title="Blue Train", stock=0).variant
    known = a_record(stock=1).variant
    page = read(staff)
    for variant, received in ((never, 7), (known, 6)):
        assert f'href="/admin/inventory/stock/{variant}/change/"' in page
        staff.save(f"inventory/stock/{variant}/change/", {"received": received})
    assert dict(Stock.objects.values_list("variant", "available")) == {never: 7, known: 7}
    assert "There is enough of everything." in read(staff)


@pytest.mark.parametrize(
    ("permission", "seen"),
    [
        ("view_order", {"to_ship", "on_the_way", "to_refund"}),
        ("view_payment", {"awaited"}),
        ("view_stock", {"sold_out", "running_low"}),
        ("view_product", {"draft_count"}),
        ("view_taxrate", {"unrated"}),
        ("view_group", set()),
    ],
)
def test_a_panel_is_for_those_who_may_see_what_is_in_it(db: None, permission: str, seen: set[str]) -> None:
    assert set(figures(Staff(permission, email="looker@example.org"))) == seen


def test_it_takes_no_more_statements_however_much_there_is_to_do(
    staff: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(3):
        an_order(someone(), a_record(stock=2).variant)
        a_draft = ProductDraft(slug=f"d{nth}", title="Draft", variants=(VariantDraft(f"D{nth}"),))
        create_product(draft=a_draft, now=NOW)
    with django_assert_max_num_queries(17):  # thirteen of its own; session, user, and the admin's
        staff.get("")
    assert (Order.objects.count(), Payment.objects.count(), Product.objects.count()) == (3, 3, 6)


def test_a_chart_is_as_high_as_its_highest_and_shows_the_smallest() -> None:
    bars = chart([("a", 0, ""), ("b", 1, ""), ("c", 1000, ""), ("d", 500, "")]).bars
    assert [bar.height for bar in bars] == [0, 2, HEIGHT, HEIGHT / 2]
    assert all(bar.y + bar.height == HEIGHT for bar in bars)
    assert chart([("a", 0, "")]).bars[0].height == 0
    assert chart([]).bars == ()
