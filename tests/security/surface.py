"""Every URL that a backend answers, found in its own urlconf: what is new there is attacked by itself."""

import re
from collections.abc import Iterator
from importlib import import_module
from uuid import UUID

from django.urls import URLPattern, URLResolver

# Something each converter takes.
_SAMPLES = {"uuid": str(UUID(int=1)), "int": "1", "str": "x", "slug": "x", "path": "x"}
_PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")
_GROUP = re.compile(r"\(\?P<\w+>[^)]*\)")


def paths_of(backend: str) -> list[str]:
    """One path for each pattern of a backend's urlconf."""
    urlconf = import_module(f"project.urls.{backend}")
    return list(dict.fromkeys(_paths(urlconf.urlpatterns, "/")))


def _paths(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        path = before + _sample(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _paths(pattern.url_patterns, path)
        else:
            yield path


def _sample(route: str) -> str:
    """A route, or a regular expression, with something in place of what it names."""
    filled = _PARAMETER.sub(lambda found: _SAMPLES[found[1] or "str"], _GROUP.sub("x", route))
    return filled.removeprefix("^").removesuffix("$").replace("\\Z", "")
