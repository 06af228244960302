"""What the provider knows, on disk before anybody is told of it: one line a step, whole or not there."""

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

type Record = dict[str, Any]


@dataclass
class Step:
    """All that one request changes: objects as they are after it, movements of money, events, and its answer."""

    objects: list[Record] = field(default_factory=list)
    movements: list[Record] = field(default_factory=list)
    events: list[Record] = field(default_factory=list)
    answer: Record | None = None

    def keep(self, thing: Record) -> None:
        if not any(kept is thing for kept in self.objects):
            self.objects.append(thing)

    def move(self, kind: str, amount: int, intent: Record) -> None:
        """Money that was authorised, charged, captured, released, refunded, disputed or reinstated, in minor units."""
        named = {name: intent[name] for name in ("currency", "metadata")}
        self.movements.append({"kind": kind, "amount": amount, "intent": intent["id"], "at": time.time(), **named})

    @property
    def named(self) -> dict[str, Record]:
        return {thing["id"]: thing for thing in self.objects}

    @property
    def is_empty(self) -> bool:
        return not (self.objects or self.movements or self.events or self.answer)


class Journal:
    """Every step so far; what a crash cut short at the end was answered to nobody and is cut off."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Step]:
        whole = self.path.read_bytes() if self.path.exists() else b""
        whole = whole[: whole.rfind(b"\n") + 1]
        self.path.write_bytes(whole)
        return [Step(**json.loads(line)) for line in whole.splitlines()]

    def write(self, step: Step) -> None:
        line = json.dumps(vars(step)).encode() + b"\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line)
            os.fsync(file)
        finally:
            os.close(file)
