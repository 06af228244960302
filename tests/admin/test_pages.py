"""Every page of the back office opens, for whoever may open it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client, RequestFactory
from pytest_django import DjangoDbBlocker

from core.carts.services import add_line
from core.catalog.services import add_image
from core.checkout.services import set_address
from core.idempotency.services import once
from core.idempotency.types import Intention
from core.imports.services.runs import begin_run, finish_run
from core.inventory.models import Warehouse
from core.inventory.services import ask_alert, count, open_take
from core.webhooks.models import Subscription
from tests.admin.staff import Staff
from tests.core.examples import CURRENCY, MARKET, a_picture
from tests.factories import a_category, a_record, an_address, an_order, someone, the_post_goes
from tests.factories.shop import NOW
from tests.once import arranged_once

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = [
    "carts/cart",
    "catalog/listing",
    "catalog/variant",
    "checkout/checkout",
    "idempotency/idempotencyrecord",
    "imports/importrun",
    "inventory/movement",
    "inventory/reservation",
    "inventory/stockalert",
    "notifications/mail",
    "orders/order",
    "outbox/outboxevent",
    "payments/payment",
    "webhooks/webhookdelivery",
]


def path_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}/{model._meta.model_name}/"


@pytest.fixture(scope="module")
def shop(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Something of everything there can be."""
    with arranged_once(django_db_blocker):
        record = a_record(formats=("LP", "CD"), categories=(a_category("Bebop", parent=a_category("Jazz")),))
        add_image(product_id=record.product_id, file=a_picture(), alt="The cover")
        Subscription.objects.create(url="https://merchant.example/")
        once(intention=Intention("guest:1", "web", "test", "key", {}), work=dict, now=NOW)
        finish_run(run=begin_run(file_name="products.csv", digest="0" * 64, currency=CURRENCY, now=NOW), now=NOW)
        an_order(someone(), record.variant)
        the_post_goes()
        gone = a_record(stock=0)
        ask_alert(principal=someone(), variant_id=gone.variant, email="ada@example.org", market=MARKET, now=NOW)
        take = open_take(warehouse_id=Warehouse.objects.get().pk, now=NOW)
        count(take_id=take, counts={record.variant: 3}, now=NOW)
        guest = someone()
        add_line(principal=guest, variant_id=record.variant, quantity=1, market=MARKET, now=NOW)
        set_address(principal=guest, email="ada@example.org", address=an_address())
        yield


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("model", REGISTERED, ids=path_of)
def test_its_list_its_form_and_one_of_it_open(model: type[Model], staff: Staff) -> None:
    path, view = path_of(model), admin.site.get_model_admin(model)
    assert staff.get(path).status_code == 200
    assert staff.get(path, {"q": "record"}).status_code == 200
    request = RequestFactory().get("/")
    request.user = staff.user
    assert staff.get(path + "add/").status_code == (200 if view.has_add_permission(request) else 403)
    row = model._default_manager.first()
    if row is not None:
        assert staff.get(f"{path}{row.pk}/change/").status_code == 200
        assert staff.get(f"{path}{row.pk}/history/").status_code == 200


@pytest.mark.usefixtures("shop")
def test_the_front_page_leads_to_all_of_them(staff: Staff) -> None:
    page = staff.get("").content.decode()
    assert len(REGISTERED) >= 15
    assert [path_of(model) for model in REGISTERED if f"/admin/{path_of(model)}" not in page] == []


def rows(model: type[Model]) -> list[Any]:
    return list(model._default_manager.order_by("pk").values())


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("path", READ_ONLY)
def test_what_services_write_can_only_be_looked_at(path: str, staff: Staff) -> None:
    (model,) = (m for m in REGISTERED if path_of(m) == path + "/")
    before = rows(model)
    (one, *_) = before
    pk = one[model._meta.pk.attname]
    token = {"csrfmiddlewaretoken": staff.fields("")["csrfmiddlewaretoken"], "post": "yes"}
    for action in (f"{path}/add/", f"{path}/{pk}/change/", f"{path}/{pk}/delete/"):
        assert staff.client.post(f"/admin/{action}", token).status_code == 403
    assert "delete_selected" not in staff.get(f"{path}/").content.decode()
    assert rows(model) == before


def test_nobody_but_staff_gets_in(db: None) -> None:
    for model in REGISTERED:
        answer = Client().get(f"/admin/{path_of(model)}")
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/admin/login/")
