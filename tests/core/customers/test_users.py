"""People who sign in: known by e-mail, and signed out everywhere by a new password."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from pytest_django import Settings

from core.customers.models import User
from tests.personas import PASSWORD, make_customer

pytestmark = pytest.mark.django_db

MD5 = "django.contrib.auth.hashers.MD5PasswordHasher"
PBKDF2 = "django.contrib.auth.hashers.PBKDF2PasswordHasher"


def epoch(user: User) -> int:
    return User.objects.values_list("credential_epoch", flat=True).get(pk=user.pk)


@pytest.fixture
def ada() -> User:
    user: User = make_customer("ada@example.org")
    return user


def test_an_address_is_one_persons_whatever_its_case(ada: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ADA@Example.org", PASSWORD)


def test_people_are_found_whatever_the_case_they_type(ada: User) -> None:
    assert User.objects.get_by_natural_key("Ada@EXAMPLE.org") == ada


def test_a_superuser_is_staff() -> None:
    boss = get_user_model().objects.create_superuser("boss@example.org", PASSWORD)
    assert boss.is_staff
    assert boss.is_superuser


def test_a_new_password_raises_the_epoch_and_ends_every_session(ada: User) -> None:
    before, session = epoch(ada), ada.get_session_auth_hash()
    ada.set_password("quite-another-9")
    ada.save()
    assert epoch(ada) == before + 1
    assert ada.get_session_auth_hash() != session


def test_even_the_same_password_set_again_ends_every_session(ada: User) -> None:
    before, session = epoch(ada), ada.get_session_auth_hash()
    ada.set_password(PASSWORD)
    ada.save(update_fields=["password"])
    assert epoch(ada) == before + 1
    assert User.objects.get(pk=ada.pk).get_session_auth_hash() != session


def test_other_changes_leave_the_epoch_and_sessions_alone(ada: User) -> None:
    user = User.objects.get(pk=ada.pk)
    before, session = epoch(user), user.get_session_auth_hash()
    user.name = "Ada Lovelace"
    user.save()
    user.save(update_fields=["name"])
    assert epoch(user) == before
    assert user.get_session_auth_hash() == session


def test_a_password_saved_once_counts_once(ada: User) -> None:
    before = epoch(ada)
    ada.set_password("quite-another-9")
    ada.save()
    ada.save()
    assert epoch(ada) == before + 1


def test_a_stronger_hash_of_the_same_password_is_no_new_password(settings: Settings, ada: User) -> None:
    user, before = User.objects.get(pk=ada.pk), epoch(ada)
    settings.PASSWORD_HASHERS = [PBKDF2, MD5]
    assert user.check_password(PASSWORD)
    user.refresh_from_db()
    assert user.password.startswith("pbkdf2_"), "it was hashed anew"
    assert epoch(user) == before


def test_signing_in_with_an_old_hash_raises_nothing(settings: Settings, ada: User) -> None:
    before = epoch(ada)
    User.objects.filter(pk=ada.pk).update(password=make_password(PASSWORD, hasher="md5"))
    settings.PASSWORD_HASHERS = [PBKDF2, MD5]
    assert authenticate(None, email="ada@example.org", password=PASSWORD) == ada
    assert epoch(ada) == before
