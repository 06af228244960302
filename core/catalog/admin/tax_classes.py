"""As what products are taxed: chosen among the classes that have rates, which a domain above knows."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms

from core.shared.backoffice import inputs


class TaxClassField(forms.ChoiceField):
    """Asks what there is to choose from each time it is shown or sent. One statement."""

    sources: ClassVar[list[Callable[[], Iterable[str]]]] = []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._rated, initial="standard", widget=inputs.Select(), **kwargs)

    def keep(self, tax_class: str) -> None:
        """What a product is taxed as already can stay, though no rate has it: its rate may be yet to come."""
        rated = self._rated()
        known = {code for code, _ in rated}
        self.choices = rated if tax_class in known else [*rated, (tax_class, f"{tax_class}: no rate has it")]

    @classmethod
    def _rated(cls) -> list[tuple[str, str]]:
        return [(code, code) for source in cls.sources for code in source()]


def offer_tax_classes(source: Callable[[], Iterable[str]]) -> None:
    """For the domain of taxes: the classes that have a rate, asked for whenever there is one to choose."""
    TaxClassField.sources.append(source)
