import pytest

from core.customers.types import Guest
from tests.core.checkout.readiness import ready
from tests.factories import Record, a_record, someone


@pytest.fixture
def record(db: None) -> Record:
    return a_record(title="Kind of Blue", price=1000, stock=5)


@pytest.fixture
def guest(record: Record) -> Guest:
    """Somebody with two records in the cart who has said all that has to be said."""
    return ready(someone(), record)
