"""A bar chart as plain SVG: no script draws it, and no style attribute."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 600, 120, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """In the units of the chart's view box; `label` and `said` are for people."""

    x: float
    y: float
    width: float
    height: float
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    bars: tuple[Bar, ...]


def chart(values: Sequence[tuple[str, int, str]]) -> Chart:
    """Bars of equal width; the highest value is as high as the chart, and a value that is not nothing can be seen."""
    step = WIDTH / max(len(values), 1)
    highest = max((value for _, value, _ in values), default=0) or 1
    bars = []
    for nth, (label, value, said) in enumerate(values):
        height = round(max(HEIGHT * value / highest, 2 if value else 0), 1)
        bars.append(Bar(round(nth * step, 1), HEIGHT - height, round(step - GAP, 1), height, label, said))
    return Chart(WIDTH, HEIGHT, tuple(bars))
