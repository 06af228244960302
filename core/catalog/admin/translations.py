"""What is translated, asked for in each language of the shop beside the catalogue's own."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from babel import Locale
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.catalog.rules import Clean
from core.shared.backoffice import GlossaryField, TextsField, column, inputs, label

PREFIX = "in_"
GLOSSARIES = ("option_values", "choices")
_LONG = {"description"}
_BESIDE = {"option_names": "option_values", "seo_title": "seo_description", "yes": "no"}
_LABELS = {"seo_title": "SEO title", "seo_description": "SEO description", "alt": "text", "option_names": "options"}


def languages() -> list[tuple[str, str]]:
    """Code and English name of each language beside the catalogue's own, such as ("de", "German")."""
    return [(code, Locale.parse(code, sep="-").english_name or code) for code in settings.SHOP_LOCALES[1:]]


def field_name(locale: str, field: str) -> str:
    return f"{PREFIX}{locale}_{field}"


def translation_fields(texts: Mapping[str, Clean]) -> dict[str, forms.Field]:
    """A form field for each text in each language, by the field's name."""
    return {field_name(locale, field): _field(field, name) for locale, name in languages() for field in texts}


def _field(field: str, language: str) -> forms.Field:
    said = _LABELS.get(field, field.replace("_", " "))
    shared: dict[str, Any] = {"label": f"{said[:1].upper()}{said[1:]} in {language}", "required": False}
    if field == "option_names":
        return TextsField(help_text="As many as it has options, separated by commas.", **shared)
    if field in GLOSSARIES:
        return GlossaryField(help_text="One a line, such as Red = Rot.", **shared)
    return forms.CharField(widget=inputs.Textarea() if field in _LONG else inputs.Text(), **shared)


class TranslatedForm(ModelForm[Any]):
    """Puts what was written into `translations`; what there is of languages the shop has not stays there."""

    texts: ClassVar[Mapping[str, Clean]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for locale, _ in languages():
            known = self.instance.translations.get(locale, {})
            for field in self.texts:
                self.initial[field_name(locale, field)] = self._shown(field, known.get(field))

    def words(self, field: str) -> Iterable[str]:
        """Those of a glossary, each of which waits for what it is called."""
        return ()

    def _shown(self, field: str, known: Any) -> Any:
        return dict.fromkeys(self.words(field), "") | (known or {}) if field in GLOSSARIES else known

    def clean(self) -> Any:
        data: dict[str, Any] = super().clean() or {}
        spoken = {code for code, _ in languages()}
        kept = {code: texts for code, texts in self.instance.translations.items() if code not in spoken}
        for locale in sorted(spoken):
            if said := self._said(locale, data):
                kept[locale] = said
        self.instance.translations = kept
        return data

    def _said(self, locale: str, data: Mapping[str, Any]) -> dict[str, Any]:
        said = dict[str, Any]()
        for field, clean in self.texts.items():
            name = field_name(locale, field)
            try:
                if text := data.get(name) and clean(data[name]):
                    said[field] = text
            except ValueError:
                self.add_error(name, "This is too long.")
        return said


def language_tabs(texts: Mapping[str, Clean]) -> list[tuple[str, dict[str, Any]]]:
    """A fieldset a language; what belongs together stands beside each other."""
    return [
        (name, {"classes": ["tab"], "fields": [tuple(field_name(locale, one) for one in row) for row in _rows(texts)]})
        for locale, name in languages()
    ]


def _rows(texts: Mapping[str, Clean]) -> list[tuple[str, ...]]:
    seconds = set(_BESIDE.values())
    return [(field, _BESIDE[field]) if field in _BESIDE else (field,) for field in texts if field not in seconds]


class UntranslatedFilter(admin.SimpleListFilter):
    """What has no name, or title, in a language yet."""

    title = "untranslated"
    parameter_name = "untranslated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        self.field = model_admin.named_by
        return [(code, f"in {name}") for code, name in languages()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(Q(**{f"translations__{self.value()}__{self.field}__isnull": True}))


class TranslatedAdmin:
    """Of rows with `translations`; mixed in before the admin's base. `named_by` is the text that makes one so."""

    texts: ClassVar[Mapping[str, Clean]]
    named_by = "name"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = kwargs.pop("form", self.form)  # type: ignore[attr-defined]  # the base's
        fields = {**translation_fields(self.texts), "texts": self.texts}
        translated = type("TranslatedForm", (form,), fields)
        return super().get_form(request, obj, change, form=translated, **kwargs)  # type: ignore[misc]  # the base's

    def get_list_display(self, request: HttpRequest) -> Any:
        shown = super().get_list_display(request)  # type: ignore[misc]  # the base's
        return (*shown, "spoken") if languages() else shown

    def get_list_filter(self, request: HttpRequest) -> Any:
        filters = super().get_list_filter(request)  # type: ignore[misc]  # the base's
        return (*filters, UntranslatedFilter) if languages() else filters

    @column("translated")
    def spoken(self, row: Any) -> str:
        known = [code for code, _ in languages() if row.translations.get(code, {}).get(self.named_by)]
        return label(", ".join(known), "info") if known else ""
