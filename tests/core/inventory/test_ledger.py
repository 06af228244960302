"""Whatever happens to stock, its movements add up to it, and nothing is lost or sold twice."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from core.inventory import services
from core.inventory.models import Reservation, Stock, StockTakeLine, Warehouse
from core.inventory.selectors import audit_stock, available, explain
from core.inventory.services import levels
from core.inventory.services.telling import BEST_FIRST
from core.inventory.types import StockLevel
from core.shared.errors import DomainError
from tests.core.examples import listing_of
from tests.factories import a_record, a_warehouse
from tests.factories.shop import NOW
from tests.faults.report import sized

pytestmark = pytest.mark.django_db

PLACES, WAREHOUSES = st.integers(0, 1), st.integers(0, 1)
FEW = st.integers(-1, 6)
REFERENCES = st.sampled_from(["A", "B", "C"])
WANTED = st.dictionaries(PLACES, st.integers(0, 4), min_size=1)


class Stockroom(RuleBasedStateMachine):
    """Two variants in two warehouses, three orders, and staff who count, carry and promise."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize()
    def open(self) -> None:
        self.record = a_record(formats=("LP", "CD"), stock=3)
        self.variants = self.record.variants
        self.warehouses = (Warehouse.objects.get(code="main").pk, a_warehouse("north").pk)

    @rule(asked=WANTED, reference=REFERENCES, minutes=st.sampled_from([None, 5, 60]))
    def reserve(self, asked: dict[int, int], reference: str, minutes: int | None) -> None:
        until = None if minutes is None else self.now + timedelta(minutes=minutes)
        there = available(variant_ids=self.variants, now=self.now)
        free = not Reservation.objects.filter(reference=reference).exists()
        done = self._try(services.reserve, quantities=self._of(asked), reference=reference, expires_at=until)
        enough = all(0 < quantity <= there[self.variants[at]] for at, quantity in asked.items())
        assert done == (enough and free) or not free, "what is said to be available can be reserved, and no more"

    @rule(asked=WANTED, reference=REFERENCES)
    def secure(self, asked: dict[int, int], reference: str) -> None:
        self._try(services.secure, quantities=self._of(asked), reference=reference)

    @rule(asked=WANTED, reference=REFERENCES)
    def release(self, asked: dict[int, int], reference: str) -> None:
        self._try(services.release, quantities=self._of(asked), reference=reference)

    @rule(reference=REFERENCES)
    def let_go(self, reference: str) -> None:
        self._try(services.release_all, reference=reference)

    @rule(asked=WANTED, reference=REFERENCES, at=st.none() | WAREHOUSES)
    def ship(self, asked: dict[int, int], reference: str, at: int | None) -> None:
        where = None if at is None else self.warehouses[at]
        self._try(services.ship_out, quantities=self._of(asked), reference=reference, warehouse_id=where)

    @rule(minutes=st.sampled_from([1, 10, 90]))
    def time_goes_by(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def sweep(self) -> None:
        services.expire_reservations(now=self.now)
        assert not Reservation.objects.filter(expires_at__lte=self.now).exists()

    @rule(place=PLACES, quantity=FEW, at=WAREHOUSES)
    def receive(self, place: int, quantity: int, at: int) -> None:
        where = self.warehouses[at]
        self._try(services.receive, variant_id=self.variants[place], quantity=quantity, warehouse_id=where)

    @rule(asked=WANTED)
    def take_back(self, asked: dict[int, int]) -> None:
        self._try(services.take_back, quantities=self._of(asked), reference="A")

    @rule(counted=st.lists(st.tuples(PLACES, FEW, st.booleans()), max_size=3))
    def set_levels(self, counted: list[tuple[int, int, bool]]) -> None:
        wanted = [StockLevel(self.variants[place], n, unlimited) for place, n, unlimited in counted]
        self._try(services.set_levels, levels=wanted, reference="IMPORT")

    @rule(place=PLACES, limit=FEW)
    def allow_backorders(self, place: int, limit: int) -> None:
        self._try(services.set_backorder, variant_id=self.variants[place], limit=limit, expected_at=None)

    @rule(place=PLACES, units=FEW)
    def hold_back(self, place: int, units: int) -> None:
        self._try(services.set_safety, variant_id=self.variants[place], units=units)

    @rule(asked=WANTED, turn=st.booleans())
    def carry(self, asked: dict[int, int], turn: bool) -> None:
        source, target = reversed(self.warehouses) if turn else self.warehouses
        self._try(services.transfer, source=source, target=target, quantities=self._of(asked))

    @rule(at=WAREHOUSES)
    def begin_to_count(self, at: int) -> None:
        self._try(services.open_take, warehouse_id=self.warehouses[at])

    @rule(asked=WANTED, take=st.integers(0, 1))
    def count(self, asked: dict[int, int], take: int) -> None:
        for take_id in self._takes()[take : take + 1]:
            self._try(services.count, take_id=take_id, counts=self._of(asked))

    @rule(take=st.integers(0, 1))
    def finish_counting(self, take: int) -> None:
        """What is there afterwards is what was counted, and what has come and gone since."""
        for take_id in self._takes()[take : take + 1]:
            lines = list(StockTakeLine.objects.filter(take=take_id))
            before = {line.variant_id: self._on_hand(line.variant_id) for line in lines}
            if self._try(services.close_take, take_id=take_id):
                after = {line.variant_id: self._on_hand(line.variant_id) for line in lines}
                assert after == {v.variant_id: before[v.variant_id] + v.counted - v.expected for v in lines}

    @invariant()
    def everything_adds_up(self) -> None:
        assert list(audit_stock()) == []

    @invariant()
    def the_explanation_ends_at_what_can_be_sold(self) -> None:
        for row in Stock.objects.all():
            found = explain(row.pk)
            assert found.agrees
            if not row.unlimited:
                assert found.available == row.available == found.there - row.reserved - row.safety
                assert row.available + row.backorder_limit >= 0

    @invariant()
    def lists_say_what_is_there(self) -> None:
        if hasattr(self, "record"):
            supplies = {row.supply for row in Stock.objects.filter(variant__in=self.variants)}
            assert listing_of(self.record.product_id).supply == min(supplies, key=BEST_FIRST.index)

    def _of(self, asked: dict[int, int]) -> dict[int, int]:
        return {self.variants[place]: quantity for place, quantity in asked.items()}

    def _takes(self) -> list[int]:
        return list(
            Warehouse.objects.filter(takes__closed_at=None, takes__isnull=False).values_list("takes", flat=True)
        )

    def _on_hand(self, variant_id: int) -> int:
        return explain(variant_id).there

    def _try(self, step: Any, **asked: Any) -> bool:
        with suppress(DomainError):  # to be refused is an answer, too: then nothing has changed
            with transaction.atomic():
                step(**asked, now=self.now)
            return True
        return False


BOUNDED = settings(
    max_examples=sized(8, 400),
    stateful_step_count=sized(20, 60),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_stock_adds_up_whatever_is_done() -> None:
    run(Stockroom, settings=BOUNDED)


def test_goods_that_come_in_and_are_not_written_down_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the above would see it, too."""
    monkeypatch.setattr(levels, "record", lambda moves, now: None)
    with pytest.raises(AssertionError):
        run(Stockroom, settings=BOUNDED)
