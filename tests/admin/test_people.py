"""People at the back office: known by e-mail, and signed out everywhere by a password staff set."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from core.customers.models import User
from core.customers.types import Customer
from tests.admin.staff import SIGN_IN, Staff
from tests.factories import a_record, an_order
from tests.personas import PASSWORD, Browser, make_customer


@pytest.fixture
def ada(staff: Staff) -> User:
    user: User = make_customer("ada@example.org")
    return user


def test_somebody_is_added_by_e_mail(staff: Staff) -> None:
    passwords = {"password1": "quite-another-9", "password2": "quite-another-9"}
    response = staff.send("customers/user/add/", {"email": "new@example.org", "name": "New", **passwords})
    assert response.status_code == 302
    assert get_user_model().objects.get(email="new@example.org").check_password("quite-another-9")


def test_an_address_somebody_has_is_refused_whatever_its_case(staff: Staff, ada: User) -> None:
    passwords = {"password1": "quite-another-9", "password2": "quite-another-9"}
    assert staff.send("customers/user/add/", {"email": "ADA@example.org", **passwords}).status_code == 200
    assert User.objects.filter(email__iexact=ada.email).count() == 1


def test_somebody_saved_as_they_are_keeps_password_and_epoch(staff: Staff, ada: User) -> None:
    staff.save(f"customers/user/{ada.pk}/change/", {"name": "Ada Lovelace"})
    before, ada = ada, User.objects.get(pk=ada.pk)
    assert (ada.name, ada.password, ada.credential_epoch) == ("Ada Lovelace", before.password, before.credential_epoch)


def test_a_password_staff_set_signs_out_everywhere(staff: Staff, ada: User) -> None:
    browser = Browser()
    browser.sign_in("ada@example.org")
    assert browser.is_signed_in()
    passwords = {"password1": "quite-another-9", "password2": "quite-another-9"}
    staff.save(f"customers/user/{ada.pk}/password/", passwords)
    assert not browser.is_signed_in()
    assert User.objects.get(pk=ada.pk).credential_epoch == ada.credential_epoch + 1


def test_a_customer_with_orders_cannot_be_deleted(staff: Staff, ada: User) -> None:
    an_order(Customer(ada.pk, ada.email), a_record().variant)
    path = f"customers/user/{ada.pk}/"
    staff.send(path + "change/", {"post": "yes"}, to=path + "delete/")
    assert User.objects.filter(pk=ada.pk).exists()


def test_a_customer_cannot_sign_in_at_the_back_office(ada: User) -> None:
    client = Client()
    client.post(SIGN_IN, {"login": "ada@example.org", "password": PASSWORD})
    assert "admin_session" not in client.cookies
