"""Lists of texts and of pairs of them, as a person writes them."""

import csv
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget


class TextsField(forms.CharField):
    """Texts separated by commas; one that has a comma itself stands in quotes. Kept as a list."""

    widget = UnfoldAdminTextInputWidget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)  # what a model's JSONField hands its form's field
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(_written, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """A list, whatever the base class says of what a text field gives."""
        (texts,) = list(csv.reader([super().clean(value)], skipinitialspace=True)) or [[]]
        return [text.strip() for text in texts if text.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.clean(data or "") != (initial or []))


def _written(text: str) -> str:
    """In quotes where it would be read as two, or as quoted."""
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


class GlossaryField(forms.CharField):
    """Words and what they are called, a pair a line: "Red = Rot". Kept as a mapping, of those called anything."""

    widget = UnfoldAdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return (
            "\n".join(f"{word} = {said}".rstrip() for word, said in value.items()) if isinstance(value, dict) else value
        )

    def clean(self, value: Any) -> Any:
        """A mapping, whatever the base class says of what a text field gives."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if wrong := next((line for line in lines if "=" not in line), None):
            raise forms.ValidationError(f'Which is which? Write "{wrong} = …", one pair a line.')
        pairs = [line.rpartition("=") for line in lines]
        return {word.strip(): said.strip() for word, _, said in pairs if word.strip() and said.strip()}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or ""))
