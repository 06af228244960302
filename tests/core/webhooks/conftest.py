from collections.abc import Iterator

import pytest

from tests.core.webhooks.receiver import Receiver, a_receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as one:
        yield one
