"""What the sample shop says in other languages: a file each, read by the names it has in its own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

type Translations = dict[str, dict[str, Any]]


def texts(kind: str, name: str) -> Translations:
    """How a category, collection or attribute is called in each of the shop's languages that there is a file of."""
    return {locale: words[kind][name] for locale, words in _files().items() if name in words[kind]}


def record_texts(slug: str) -> Translations:
    """What is said of a record, and of the formats that records come in."""
    return {locale: _of_record(words, slug) for locale, words in _files().items()}


def _of_record(words: Mapping[str, Any], slug: str) -> dict[str, Any]:
    """A line of the file is no line of the text."""
    description = " ".join(words["records"].get(slug, "").split())
    return {"option_values": words["options"], **({"description": description} if description else {})}


@cache
def _files() -> dict[str, dict[str, Any]]:
    folder = Path(__file__).parent
    known = {path.stem: path for path in folder.glob("*.toml") if path.stem in settings.SHOP_LOCALES[1:]}
    return {locale: tomllib.loads(path.read_text()) for locale, path in sorted(known.items())}
