"""What forms of the back office ask with."""

from collections.abc import Callable, Iterable
from typing import Any

from django.forms import DateTimeInput, Widget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import INPUT_CLASSES, UnfoldAdminSelect2MultipleWidget
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget as Checkboxes
from unfold.widgets import UnfoldAdminDecimalFieldWidget as Number
from unfold.widgets import UnfoldAdminImageSmallFieldWidget as File
from unfold.widgets import UnfoldAdminNullBooleanSelectWidget as YesOrNo
from unfold.widgets import UnfoldAdminSelectWidget as Select
from unfold.widgets import UnfoldAdminTextareaWidget as Textarea
from unfold.widgets import UnfoldAdminTextInputWidget as Text
from unfold.widgets import UnfoldBooleanSwitchWidget as Switch

__all__ = [
    "Checkboxes",
    "File",
    "Moment",
    "Number",
    "Picture",
    "Select",
    "Several",
    "Suggesting",
    "Switch",
    "Text",
    "Textarea",
    "YesOrNo",
]


class Moment(DateTimeInput):
    """The browser's own date and time field, for dialogs: the admin's calendar starts only with a whole page."""

    def __init__(self) -> None:
        super().__init__({"type": "datetime-local", "class": " ".join(INPUT_CLASSES)}, format="%Y-%m-%dT%H:%M")


class Several(UnfoldAdminSelect2MultipleWidget):
    """Some of many, all in the page. Of unfold's own class Django's script would ask the server what there is."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs, choices)
        self.attrs["class"] = "unfold-admin-autocomplete"


class Suggesting(Text):
    """A line of text that can be any, beside those that are known already."""

    def __init__(self, known: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self.known = known

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        suggested = f"{name}-known"
        line = super().render(name, value, (attrs or {}) | {"list": suggested}, renderer)
        options = format_html_join("", '<option value="{}">', ((one,) for one in self.known()))
        return format_html('{}<datalist id="{}">{}</datalist>', line, suggested, options)


class Picture(Widget):
    """A picture that is kept, to be looked at: small, and leading to the whole of it."""

    def __init__(self, thumbnail: str) -> None:
        super().__init__()
        self.thumbnail = thumbnail

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        small = format_html('<img class="office-picture" src="{}" alt="">', self.thumbnail)
        return format_html('<a href="{}">{}</a>', value.url, small)
