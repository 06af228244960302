"""Who has processes of the shop's killed, at one named point after the other."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

LAID_OUT = 2  # tokens that wait for somebody to come by


class Killer:
    """Lays out a token for one point after the other, until enough processes have died of them."""

    def __init__(self, folder: Path, points: Sequence[str], kills: int) -> None:
        self.folder = folder
        self.points = cycle(points)
        self.kills = kills

    def spent(self) -> list[Path]:
        return list(self.folder.glob("*.spent"))

    @property
    def is_done(self) -> bool:
        return len(self.spent()) >= self.kills

    @contextmanager
    def at_large(self) -> Iterator[None]:
        thread = threading.Thread(target=self._kill, daemon=True)
        thread.start()
        yield
        self.kills = 0
        thread.join()

    def _kill(self) -> None:
        while not self.is_done:
            waiting = [path for path in self.folder.iterdir() if path.suffix != ".spent"]
            if len(waiting) < min(LAID_OUT, self.kills - len(self.spent())):
                (self.folder / next(self.points)).touch()
            else:
                time.sleep(0.05)
        for path in self.folder.iterdir():
            if path.suffix != ".spent":
                path.unlink()

    def by_point(self) -> Counter[str]:
        return Counter(path.name.rsplit(".", 2)[0] for path in self.spent())
