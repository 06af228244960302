"""Reports of errors for makers: Django's page of a traceback, and its like in a mail, without secrets."""

from collections.abc import Iterable
from typing import Any

from django.views.debug import ExceptionReporter

from core.shared.scrubbing import scrub, scrub_value

_INPUTS = ("filtered_POST_items", "request_GET_items", "request_COOKIES_items")


class ScrubbingReporter(ExceptionReporter):
    """Names and shapes hide a value whether or not somebody marked it, and with DEBUG on, too."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        shown: dict[str, Any] = {name: _scrubbed(data[name]) for name in _INPUTS if name in data}
        shown["request_meta"] = dict(_scrubbed(data["request_meta"].items()))
        for text in ("request_insecure_uri", "exception_value", "exception_notes", "unicode_hint"):
            if text in data:
                shown[text] = scrub(str(data[text]))
        for frame in data["frames"]:
            frame["vars"] = _scrubbed(frame.get("vars", []))
        return data | shown


def _scrubbed(items: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(scrub(name), scrub_value(name, str(value))) for name, value in items]
