"""What import-linter cannot see of the house's rules. Each check is shown an offender: it must be able to fail."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from project.backends import registry
from tests.architecture import checks
from tests.architecture.source import Source, all_sources, product_sources, top_level_packages

type Check = Callable[[Source], Iterator[str]]

# A check, and sources that break it.
OFFENDERS: list[tuple[Check, str, str]] = [
    (checks.named_for_what_it_holds, "core/carts/utils.py", ""),
    (checks.named_for_what_it_holds, "web_api/helpers/money.py", ""),
    (checks.services_take_keywords, "core/carts/services.py", "def add(cart_id: int) -> None: ..."),
    (checks.services_take_keywords, "core/carts/services/adding.py", "def add(*ids: int) -> None: ..."),
    (checks.core_takes_no_request, "core/carts/services.py", "def add(*, request: object) -> None: ..."),
    (checks.core_takes_no_request, "core/carts/selectors.py", "def cart(r: 'HttpRequest') -> int: ..."),
    (checks.no_queryset_leaves_core, "core/carts/selectors.py", "def carts() -> 'QuerySet[Cart]': ..."),
    (checks.no_queryset_leaves_core, "core/carts/selectors.py", "def carts() -> models.QuerySet | None: ..."),
    (checks.no_queryset_leaves_core, "core/carts/selectors.py", "def carts(): ..."),
    (checks.core_knows_no_http, "core/carts/services.py", "from django.http import JsonResponse"),
    (checks.core_knows_no_http, "core/carts/rules.py", "from django import http"),
    (checks.core_knows_no_http, "core/carts/rules.py", "def f():\n    import django.views.generic"),
    (checks.silence_has_a_reason, "web_api/urls.py", "x = 1  # type: ignore"),
    (checks.silence_has_a_reason, "web_api/urls.py", "x = 1  # type: ignore  # a reason, but what for?"),
    (checks.silence_has_a_reason, "web_api/urls.py", "x = 1  # type: ignore[arg-type]"),
    (checks.silence_has_a_reason, "web_api/urls.py", "x = 1  # noqa -- everything"),
    (checks.silence_has_a_reason, "web_api/urls.py", "x = 1  # noqa: F401"),
    (checks.no_lookup_from_a_client, "web_api/urls.py", "Cart.objects.filter(**request.GET.dict())"),
    (checks.no_lookup_from_a_client, "web_api/urls.py", "rows.exclude(**self.request.query_params)"),
]

# What the same checks let pass.
SOUND: list[tuple[Check, str, str]] = [
    (checks.services_take_keywords, "core/carts/services.py", "def add(*, cart_id: int) -> None: ..."),
    (checks.services_take_keywords, "core/carts/services.py", "def _row(cart_id: int) -> None: ..."),
    (checks.no_queryset_leaves_core, "core/carts/selectors.py", "def _rows() -> 'QuerySet[Cart]': ..."),
    (checks.no_queryset_leaves_core, "core/carts/selectors.py", "def carts() -> tuple[Cart, ...]: ..."),
    (checks.core_knows_no_http, "core/carts/admin.py", "from django.http import HttpResponse"),
    (checks.core_knows_no_http, "core/shared/backoffice/steps.py", "from django.http import HttpResponse"),
    (checks.silence_has_a_reason, "web_api/urls.py", "x = 1  # type: ignore[arg-type]  # the stub is wrong"),
    (checks.silence_has_a_reason, "web_api/urls.py", "x = 1  # noqa: F401, S105 -- imported for its effect"),
    (checks.no_lookup_from_a_client, "web_api/urls.py", "rows.filter(**ownership(principal))"),
]

OF_ALL: list[Check] = [checks.named_for_what_it_holds, checks.silence_has_a_reason]
OF_THE_PRODUCT: list[Check] = [
    checks.services_take_keywords,
    checks.core_takes_no_request,
    checks.no_queryset_leaves_core,
    checks.core_knows_no_http,
    checks.no_lookup_from_a_client,
]

UNCODED = "class A(DomainError): ..."
INHERITED = 'class A(DomainError):\n    code = "a"\nclass B(errors.A): ...'
TWICE = 'class A(DomainError):\n    code = "a"\nclass B(DomainError):\n    code: ClassVar[str] = "a"'


def _name(value: object) -> str:
    return getattr(value, "__name__", "")


def _faults(check: Check, sources: Iterable[Source]) -> list[str]:
    return [fault for source in sources for fault in check(source)]


@pytest.mark.parametrize(("check", "path", "text"), OFFENDERS, ids=_name)
def test_a_check_sees_its_offender(check: Check, path: str, text: str) -> None:
    assert _faults(check, [Source(Path(path), text)])


@pytest.mark.parametrize(("check", "path", "text"), SOUND, ids=_name)
def test_a_check_lets_sound_code_pass(check: Check, path: str, text: str) -> None:
    assert not _faults(check, [Source(Path(path), text)])


def test_every_check_has_its_offender() -> None:
    assert {check for check, _, _ in OFFENDERS} == {*OF_ALL, *OF_THE_PRODUCT}


@pytest.mark.parametrize("check", OF_ALL, ids=_name)
def test_everything_keeps_the_rule(check: Check) -> None:
    assert _faults(check, all_sources()) == []


@pytest.mark.parametrize("check", OF_THE_PRODUCT, ids=_name)
def test_the_product_keeps_the_rule(check: Check) -> None:
    assert _faults(check, product_sources()) == []


@pytest.mark.parametrize("text", [UNCODED, INHERITED, TWICE])
def test_a_refusal_without_its_own_code_is_seen(text: str) -> None:
    assert list(checks.refusals_have_their_own_code([Source(Path("core/carts/types.py"), text)]))


def test_every_refusal_has_its_own_code() -> None:
    assert list(checks.refusals_have_their_own_code(product_sources())) == []


def test_every_top_level_package_is_declared() -> None:
    """A new client is a package with a manifest; nothing else settles at the top."""
    declared = {backend.package for backend in registry().values()}
    assert top_level_packages() == declared | {"core", "project", "tests"}
