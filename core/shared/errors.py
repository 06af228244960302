"""What the domain refuses, in words a program can rely on."""

from typing import Any, ClassVar

from django.db import InterfaceError, OperationalError


class DomainError(Exception):
    """A refusal with a stable `code` and structured details; each backend chooses its own status and sentence.

    Nothing was changed where one is raised.
    """

    code: ClassVar[str]

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details

    def __str__(self) -> str:
        return f"{self.code} {self.details}" if self.details else self.code


class NotFound(DomainError):
    """There is no such thing, or it is not yours: the two look alike."""

    code = "not_found"


class TooManyRequests(DomainError):
    """Somebody asks more often than they may; `seconds` from now they may again."""

    code = "too_many_requests"


# What a database says that is gone, has no connection left, or lets one of two that wait for each other give way:
# soon it may be possible.
DATABASE_TROUBLE = (OperationalError, InterfaceError)
