"""A quote says what the cart would cost now and what is missing; the steps fill it in."""

import pytest
from pytest_django import DjangoAssertNumQueries

from core.carts.services import add_line, merge
from core.carts.types import CartEmpty
from core.checkout.selectors import quote_for
from core.checkout.services import set_address, set_payment, set_shipping
from core.checkout.types import Quote, Step
from core.customers.types import AddressInvalid, Customer, Guest, Principal
from core.payments.types import PaymentUnknown, Provider
from core.shared.money import Money
from core.shipping.types import ShippingUnknown
from tests.core.examples import CURRENCY, MARKET
from tests.factories import a_record, a_shipping_method, an_address, someone
from tests.factories.shop import NOW
from tests.personas import make_customer

pytestmark = pytest.mark.django_db


def with_a_cart(principal: Principal, *, price: int = 1000) -> Principal:
    variant = a_record(price=price).variant
    add_line(principal=principal, variant_id=variant, quantity=1, market=MARKET, now=NOW)
    return principal


def quote(principal: Principal | None) -> Quote:
    return quote_for(principal, market=MARKET)


def test_at_first_everything_the_shopper_has_to_say_is_missing() -> None:
    a_shipping_method(code="standard")
    a_shipping_method(code="express", price=990)
    found = quote(with_a_cart(someone()))
    assert found.missing == (Step.ADDRESS, Step.SHIPPING)
    assert (found.email, found.address, found.shipping) == ("", None, None)
    assert [option.code for option in found.shipping_options] == ["standard", "express"]
    assert found.total == Money(1000, CURRENCY), "the subtotal alone, until shipping is chosen"


def test_a_choice_with_a_single_option_is_made_already() -> None:
    a_shipping_method(price=490)
    found = quote(with_a_cart(someone()))
    assert found.shipping == found.shipping_options[0]
    assert found.payment is Provider.MANUAL
    assert found.total == Money(1490, CURRENCY)
    assert found.missing == (Step.ADDRESS,)


def test_each_step_is_remembered() -> None:
    a_shipping_method(code="standard")
    a_shipping_method(code="express", price=990)
    guest = with_a_cart(someone())
    set_address(principal=guest, email="ada@example.org", address=an_address())
    set_shipping(principal=guest, code="express", currency=CURRENCY)
    set_payment(principal=guest, provider="manual")
    found = quote(guest)
    assert (found.email, found.address) == ("ada@example.org", an_address())
    assert found.shipping
    assert found.shipping.code == "express"
    assert found.total == Money(1990, CURRENCY)
    assert found.missing == ()


def test_a_step_can_be_taken_again() -> None:
    guest = with_a_cart(someone())
    set_address(principal=guest, email="ada@example.org", address=an_address())
    set_address(principal=guest, email="bob@example.org", address=an_address(city="Hamburg"))
    found = quote(guest)
    assert found.address
    assert (found.email, found.address.city) == ("bob@example.org", "Hamburg")


def test_a_customers_own_address_is_proposed() -> None:
    user = make_customer("ada@example.org")
    customer = Customer(user.pk, user.email)
    assert quote(with_a_cart(customer)).email == "ada@example.org"


def test_shipping_that_is_no_longer_offered_has_to_be_chosen_again() -> None:
    guest = with_a_cart(someone())
    for code in ("standard", "express", "pigeon"):
        a_shipping_method(code=code)
    set_shipping(principal=guest, code="pigeon", currency=CURRENCY)
    pigeon = a_shipping_method(code="pigeon")
    pigeon.active = False
    pigeon.save()
    assert Step.SHIPPING in quote(guest).missing


def test_what_a_guest_said_stays_with_the_cart_at_sign_in() -> None:
    guest, user = someone(), make_customer("ada@example.org")
    with_a_cart(guest)
    set_address(principal=guest, email="else@example.org", address=an_address())
    merge(guest_id=guest.id, customer_id=user.pk, now=NOW)
    found = quote(Customer(user.pk, user.email))
    assert (found.email, found.address) == ("else@example.org", an_address())


def test_unknown_choices_are_refused_and_nothing_is_remembered() -> None:
    guest = with_a_cart(someone())
    a_shipping_method(code="abroad", currency="SEK")
    with pytest.raises(ShippingUnknown):
        set_shipping(principal=guest, code="abroad", currency=CURRENCY)
    with pytest.raises(PaymentUnknown):
        set_payment(principal=guest, provider="gold")
    assert (quote(guest).shipping, quote(guest).address) == (None, None)


@pytest.mark.parametrize("email", ["ada", "ada@", "ada@localhost.", "a\nb@example.org", f"{'a' * 64}@{'b.' * 95}org"])
def test_an_address_that_is_no_email_is_refused(email: str) -> None:
    guest = with_a_cart(someone())
    with pytest.raises(AddressInvalid) as refused:
        set_address(principal=guest, email=email, address=an_address())
    assert refused.value.details["fields"] == {"email": "invalid"}
    assert quote(guest).address is None


def test_without_a_cart_there_is_nothing_to_say() -> None:
    a_shipping_method()
    guest: Guest = someone()
    with pytest.raises(CartEmpty):
        set_address(principal=guest, email="ada@example.org", address=an_address())
    with pytest.raises(CartEmpty):
        set_shipping(principal=guest, code="standard", currency=CURRENCY)
    with pytest.raises(CartEmpty):
        set_payment(principal=guest, provider="manual")


def test_a_quote_is_at_most_four_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_shipping_method()
    guest = with_a_cart(someone())
    set_address(principal=guest, email="ada@example.org", address=an_address())
    with django_assert_num_queries(4):
        quote(guest)
    with django_assert_num_queries(2):
        quote(None)
