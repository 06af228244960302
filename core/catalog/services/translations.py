"""What of translations is kept: texts of the shop's own languages, cleaned."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from core.catalog.rules import IMAGE_TEXTS, PRODUCT_TEXTS, Clean, clean_translations
from core.catalog.types import Translations

type Texts = dict[str, dict[str, Any]]


def product_texts(*, translations: Translations) -> Texts:
    """Raises TranslationInvalid."""
    return _texts(translations, PRODUCT_TEXTS)


def image_texts(*, translations: Translations) -> Texts:
    """Raises TranslationInvalid."""
    return _texts(translations, IMAGE_TEXTS)


def _texts(translations: Translations, fields: Mapping[str, Clean]) -> Texts:
    return clean_translations(translations, fields=fields, locales=settings.SHOP_LOCALES[1:])
