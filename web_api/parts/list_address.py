"""Where a list of products is."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from core.catalog.types import Choices
from web_api.parts.facets import PREFIX

LONGEST_QUERY = 200  # of what is searched for, in characters


@dataclass(frozen=True, slots=True)
class ListAddress:
    """Where a list is: its path, and the query that says what is shown of it. `sort` is empty where it is as usual.

    `own` are those choices that make it the list it is, such as the collection that it shows.
    """

    path: str
    choices: Choices = field(default_factory=dict)
    sort: str = ""
    q: str = ""
    own: Choices = field(default_factory=dict)

    def page(self, number: int = 1) -> str:
        return self._url(self.choices, self.sort, number)

    def without(self, code: str, value: str) -> str:
        """The same list, not narrowed by a value any more."""
        fewer = {**self.choices, code: tuple(one for one in self.choices[code] if one != value)}
        return self._url(fewer, self.sort)

    def unnarrowed(self) -> str:
        return self._url({}, self.sort)

    def plain(self, number: int = 1) -> str:
        """Neither narrowed nor sorted: the one that search engines are to keep."""
        return self._url(self.own, "", number)

    def _url(self, choices: Choices, sort: str, page: int = 1) -> str:
        query = [("q", self.q)] if self.q else []
        query += [(f"{PREFIX}{code}", value) for code, values in choices.items() for value in values]
        query += [("sort", sort)] if sort else []
        query += [("page", str(page))] if page > 1 else []
        return f"{self.path}?{urlencode(query)}" if query else self.path
