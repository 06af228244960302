"""Languages by their BCP 47 tags: which of the shop's fits a reader best, and which one is spoken just now.

Texts are read in the language of a Market. Whoever shows prices, numbers and dates writes them in the one that is
spoken, which a backend says once a request.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from babel import Locale

_spoken: ContextVar[str] = ContextVar("spoken", default="en")


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """What is formatted in here is formatted as readers of this language expect it."""
    token = _spoken.set(tag)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> Locale:
    """How numbers, amounts and dates are written just now."""
    return locale_of(_spoken.get())


@cache
def locale_of(tag: str) -> Locale:
    """The shop's own tags alone: each is kept."""
    return Locale.parse(tag, sep="-")


def own_name(tag: str) -> str:
    """What its own speakers call a language: "Deutsch"."""
    locale = locale_of(tag)
    name = locale.get_display_name(locale) or tag
    return name[:1].upper() + name[1:]


def best_language(wanted: Iterable[str], known: Sequence[str]) -> str | None:
    """Of the `known` tags the one for a reader who wants these, the dearest first; None where none of them fits.

    By RFC 4647, 3.4: "de-AT" is content with "de". And who wants "pt" with "pt-BR", where there is no other.
    """
    by_name = {tag.lower(): tag for tag in known}
    for language in map(str.lower, wanted):
        steps = language.split("-")
        for length in range(len(steps), 0, -1):
            if found := by_name.get("-".join(steps[:length])):
                return found
        if found := next((tag for name, tag in by_name.items() if name.startswith(f"{steps[0]}-")), None):
            return found
    return None
