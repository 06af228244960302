"""What of translations is kept: texts of the shop's own languages, cleaned."""

from typing import Any

from django.conf import settings

from core.catalog.rules import PRODUCT_TEXTS, clean_translations
from core.catalog.types import Translations


def product_texts(translations: Translations) -> dict[str, dict[str, Any]]:
    """Raises TranslationInvalid."""
    return clean_translations(translations, fields=PRODUCT_TEXTS, locales=settings.SHOP_LOCALES[1:])
