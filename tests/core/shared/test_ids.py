"""Numbers for people to read out."""

import pytest

from core.shared.ids import ALPHABET, random_number


@pytest.mark.parametrize("length", [1, 10, 20])
def test_a_number_has_its_length_and_no_letter_people_misread(length: int) -> None:
    number = random_number(length)
    assert len(number) == length
    assert not set(number) - set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_numbers_do_not_repeat_and_cannot_be_counted_by() -> None:
    assert len({random_number() for _ in range(10_000)}) == 10_000
    assert {number[0] for number in (random_number() for _ in range(2_000))} == set(ALPHABET)
