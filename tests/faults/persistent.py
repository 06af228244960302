"""granian, for servers whose workers are killed on purpose: it starts them again however often they die.

By itself it takes a worker that dies twice within 5.5 seconds for one that cannot start, and ends. What its workers
import, it has imported before it forks them: a worker that follows a killed one then opens in no time.
"""

import sys
from importlib import import_module
from typing import Any

from granian.cli import entrypoint
from granian.server.common import AbstractServer


class Forgetful(dict[Any, Any]):
    """When a worker was started last is forgotten at once."""

    def get(self, _key: Any, _default: Any = None) -> Any:
        return float("-inf")


def forget_deaths() -> None:
    made = AbstractServer.__init__

    def make(self: Any, *arguments: Any, **options: Any) -> None:
        made(self, *arguments, **options)
        self.respawned_wrks = Forgetful()

    AbstractServer.__init__ = make  # type: ignore[method-assign]  # there is no setting for it


if __name__ == "__main__":
    forget_deaths()
    import_module(sys.argv[1].partition(":")[0])
    entrypoint()  # type: ignore[no-untyped-call]  # theirs
