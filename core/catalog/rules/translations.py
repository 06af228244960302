"""What shoppers read, in other languages than the catalogue's own."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from core.catalog.rules.texts import safe_html
from core.catalog.types import TranslationInvalid, Translations

LONGEST_MARKUP = 100_000
LONGEST_WORD = 120  # of an option, one of its values, or a choice
MOST_WORDS = 2000

type Clean = Callable[[object], Any]
"""Makes what is kept of what somebody wrote; raises ValueError where it is nothing that could be read there."""


def translated(translations: Translations, locale: str, field: str, own: Any) -> Any:
    """A text in a language: in "pt-BR" where there is one, else in "pt", else the catalogue's `own`."""
    for known in (locale, locale.partition("-")[0]):
        if found := translations.get(known, {}).get(field):
            return found
    return own


def words_in(translations: Translations, locale: str, field: str, own: Iterable[str]) -> tuple[str, ...]:
    """Words of a glossary, such as option values, each in a language where it has one there."""
    glossary = translated(translations, locale, field, {})
    return tuple(glossary.get(word) or word for word in own)


def names_in(translations: Translations, locale: str, field: str, own: Sequence[str]) -> tuple[str, ...]:
    """Names by their places, such as those of options, each in a language where it has one there."""
    names = translated(translations, locale, field, ())
    return tuple(theirs or mine for theirs, mine in zip(names, own, strict=True)) if len(names) == len(own) else (*own,)


def clean_translations(
    translations: Mapping[str, object], *, fields: Mapping[str, Clean], locales: Collection[str]
) -> dict[str, dict[str, Any]]:
    """What is kept of translations: markup without harm, and nothing that is empty. Raises TranslationInvalid."""
    kept, wrong = dict[str, dict[str, Any]](), list[str]()
    for locale, texts in translations.items():
        if locale not in locales or not isinstance(texts, Mapping):
            wrong.append(locale)
            continue
        for field, text in texts.items():
            try:
                if found := fields[field](text):
                    kept.setdefault(locale, {})[field] = found
            except (KeyError, ValueError):
                wrong.append(f"{locale}.{field}")
    if wrong:
        raise TranslationInvalid(fields=sorted(wrong))
    return kept


def _line(longest: int) -> Clean:
    def clean(text: object) -> str:
        if not isinstance(text, str) or len(text) > longest or "\x00" in text:
            raise ValueError
        return text.strip()

    return clean


def _markup(text: object) -> str:
    return safe_html(_line(LONGEST_MARKUP)(text))


def _names(names: object) -> list[str]:
    """Those of as many things as there are, the missing ones empty; none where all are missing."""
    if not isinstance(names, list | tuple) or len(names) > MOST_WORDS:
        raise ValueError
    found = [_line(LONGEST_WORD)(name) for name in names]
    return found if any(found) else []


def _glossary(words: object) -> dict[str, str]:
    if not isinstance(words, Mapping) or len(words) > MOST_WORDS:
        raise ValueError
    said = {_line(LONGEST_WORD * 2)(word): _line(LONGEST_WORD)(theirs) for word, theirs in words.items()}
    return {word: theirs for word, theirs in said.items() if word and theirs}


_SEO: dict[str, Clean] = {"seo_title": _line(250), "seo_description": _line(500)}

# What is translated of each kind of thing, and how long it may be: as long as its own column.
PRODUCT_TEXTS: Mapping[str, Clean] = {
    **{"title": _line(250), "description": _markup, "option_names": _names, "option_values": _glossary},
    **_SEO,
}
CATEGORY_TEXTS: Mapping[str, Clean] = {"name": _line(120), "description": _line(LONGEST_MARKUP), **_SEO}
COLLECTION_TEXTS: Mapping[str, Clean] = {"name": _line(120), "description": _line(250), **_SEO}
ATTRIBUTE_TEXTS: Mapping[str, Clean] = {
    "name": _line(120),
    "unit": _line(20),
    "yes": _line(40),
    "no": _line(40),
    "choices": _glossary,
}
IMAGE_TEXTS: Mapping[str, Clean] = {"alt": _line(250)}
