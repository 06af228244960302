"""Words that differ by a slip or two meet, and their distance is what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.search.slips import distance, slips_allowed, without_letters

LETTERS = st.text("abcd", min_size=3, max_size=11)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("beatles", "beatles", 0),
        ("bealtes", "beatles", 1),  # two swapped
        ("beetles", "beatles", 1),  # one wrong
        ("beatls", "beatles", 1),  # one missing
        ("beattles", "beatles", 1),  # one too many
        ("beetels", "beatles", 2),
        ("ca", "abc", 3),  # a swapped pair is left alone afterwards (optimal string alignment)
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other, limit=3) == distance(other, one, limit=3) == slips


def test_short_words_may_have_fewer_slips() -> None:
    assert [slips_allowed("beatles"[:length]) for length in range(1, 8)] == [0, 0, 1, 1, 1, 2, 2]


@given(LETTERS, LETTERS)
def test_past_the_limit_a_distance_is_only_known_to_be_past_it(one: str, other: str) -> None:
    exact = distance(one, other, limit=20)
    for limit in (1, 2):
        assert (
            (distance(one, other, limit=limit) == exact)
            if exact <= limit
            else (distance(one, other, limit=limit) > limit)
        )


@st.composite
def typed_and_meant(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and what may be typed for it: with up to two slips anywhere."""
    meant = draw(LETTERS)
    typed = list(meant)
    for slip in draw(st.lists(st.sampled_from(["more", "less", "other", "swap"]), max_size=2)):
        at = draw(st.integers(0, len(typed) - 2))
        letter = draw(st.sampled_from("abcdx"))
        match slip:
            case "more":
                typed.insert(at, letter)
            case "less":
                del typed[at]
            case "other":
                typed[at] = letter
            case "swap":
                typed[at : at + 2] = reversed(typed[at : at + 2])
    return "".join(typed), meant


@given(typed_and_meant())
def test_every_word_within_its_slips_is_a_candidate(pair: tuple[str, str]) -> None:
    typed, meant = pair
    if distance(typed, meant, limit=2) <= slips_allowed(typed) and slips_allowed(meant):
        assert without_letters(typed) & without_letters(meant)
