import pytest

from tests.admin.staff import Staff


@pytest.fixture
def staff(db: None) -> Staff:
    """Somebody who may do everything."""
    return Staff()
