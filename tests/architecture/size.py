"""How long the product's functions and files are: a measure to look at, not a target to game.

Run by `make check` as `python -m tests.architecture.size`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tests.architecture.source import Source, product_sources


class Sized(NamedTuple):
    lines: int
    label: str


def functions_of(source: Source) -> Iterable[Sized]:
    for node in source.functions():
        yield Sized((node.end_lineno or node.lineno) - node.lineno + 1, f"{source.path}:{node.lineno} {node.name}")


def percentile(rows: list[Sized], share: float) -> int:
    """The length that `share` of the rows, 0 to 1, do not exceed."""
    lengths = sorted(row.lines for row in rows)
    return lengths[min(len(lengths) - 1, int(len(lengths) * share))] if lengths else 0


def report(sources: Iterable[Source]) -> str:
    sources = list(sources)
    functions = sorted((row for source in sources for row in functions_of(source)), reverse=True)
    files = sorted((Sized(source.text.count("\n"), str(source.path)) for source in sources), reverse=True)
    return "\n".join(
        [
            f"size: {len(functions)} functions, median {percentile(functions, 0.5)} lines (style: 8),"
            f" 90th percentile {percentile(functions, 0.9)} (25);"
            f" {len(files)} files, 90th percentile {percentile(files, 0.9)} (200)",
            "longest functions: " + "; ".join(f"{row.label} ({row.lines})" for row in functions[:4]),
            "longest files: " + "; ".join(f"{row.label} ({row.lines})" for row in files[:3]),
        ]
    )


if __name__ == "__main__":
    print(report(product_sources()))
