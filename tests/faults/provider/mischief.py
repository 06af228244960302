"""Faults that can be switched on: what goes wrong, at which operation, before or after it was done, and how often."""

import threading
from dataclasses import dataclass
from typing import Literal


@dataclass
class Fault:
    """`how` is a status ("500", "429"), "reset" (of the connection) or "hang" (`seconds`, and then the answer).

    After an operation a status is also what is kept under its idempotency key, as with the real one.
    """

    operation: str
    how: str
    when: Literal["before", "after"] = "before"
    times: int = 1
    seconds: float = 0.0
    fired: int = 0


class Mischief:
    """The faults switched on; each fires so many times."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.faults: list[Fault] = []

    def set(self, faults: list[Fault]) -> None:
        with self.lock:
            self.faults = faults

    def strike(self, operation: str, when: str) -> Fault | None:
        with self.lock:
            for fault in self.faults:
                if (fault.operation, fault.when) == (operation, when) and fault.fired < fault.times:
                    fault.fired += 1
                    return fault
        return None
