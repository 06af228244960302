"""A query as it is matched, once it has been read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word that a product must have or, if `prefix`, one that begins so."""

    word: str
    prefix: bool


@dataclass(frozen=True, slots=True)
class Query:
    """All of some terms. `corrected` is the whole query as it was understood, where that is not as it was written."""

    terms: tuple[Term, ...]
    corrected: str | None = None

    @property
    def empty(self) -> bool:
        """Nothing can be searched for: it finds nothing."""
        return not self.terms
