"""How mistyped words and right ones meet.

Two words no more than n slips apart (a letter too many, one missing, one wrong, two swapped) have something in common
once up to n letters are left out of each (the symmetric deletion neighbourhood of SymSpell). It is enough to leave them
out of the first seven: what has something in common is only a candidate, and its distance then measured.
"""

from itertools import combinations

START = 7  # letters of a word's beginning that are looked at


def slips_allowed(word: str) -> int:
    """How many slips a word of its length may have: none up to 2 letters, one up to 5, then two."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def without_letters(word: str) -> set[str]:
    """A word's beginning, and what is left of it without any one or two letters, as its length allows."""
    start = word[:START]
    kept = range(len(start) - slips_allowed(word), len(start) + 1)
    return {"".join(letters) for length in kept for letters in combinations(start, length)}


def distance(one: str, other: str, *, limit: int) -> int:
    """How many slips apart two words are (optimal string alignment); past the limit just some number above it."""
    if abs(len(one) - len(other)) > limit or max(len({*one} - {*other}), len({*other} - {*one})) > limit:
        return limit + 1  # there are more letters of one alone than slips
    before, row = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        above_that, before, row = before, row, [at]
        for to, there in enumerate(other, 1):
            least = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != there))
            if at > 1 < to and letter == other[to - 2] and there == one[at - 2]:
                least = min(least, above_that[to - 2] + 1)
            row.append(least)
        if min(row) > limit <= min(before):
            break  # no way leads below the limit again
    return row[-1]
