"""What pictures cost: taking a cover in, its placeholder, all its renditions, and their sizes.

    python -m tests.bench.pictures [COVERS]

Seconds are of computing, on one core.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from statistics import mean
from time import process_time
from typing import Any

from PIL import Image

from core.catalog.imaging import accept, renditions
from core.catalog.imaging.impression import placeholder
from project.demo.covers import draw_cover
from project.demo.records import RECORDS

WIDTHS = (180, 320, 360, 540, 640, 720, 960, 1280)


def seconds(work: Callable[[], Any]) -> float:
    start = process_time()
    work()
    return process_time() - start


def show(name: str, figures: Iterable[float]) -> None:
    found = list(figures)
    print(f"{name:<16} mean {mean(found):.4f} s, largest {max(found):.4f} s, of {len(found)}")


def main(count: int) -> None:
    covers = [draw_cover(record.sleeve) for record in RECORDS[:: max(1, len(RECORDS) // count)]]
    kept = [accept(cover).data for cover in covers]
    show("taken in", [seconds(partial(accept, cover)) for cover in covers])
    show("placeholder", [seconds(partial(placeholder, Image.open(BytesIO(data)))) for data in kept])
    show("all renditions", [seconds(partial(list, renditions(data, widths=WIDTHS))) for data in kept])
    sizes: dict[tuple[int, str], list[int]] = defaultdict(list)
    for data in kept:
        for rendition in renditions(data, widths=WIDTHS):
            sizes[rendition.width, rendition.extension].append(len(rendition.data))
    for (width, extension), found in sorted(sizes.items()):
        print(f"{width:>5} {extension:<5} mean {mean(found):>9,.0f} bytes, largest {max(found):>9,}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
