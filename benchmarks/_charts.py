"""Charts as plain SVG, drawn with the colours of the page that they stand in.

Every chart stands beside a table with the same numbers, so it is marked as a picture with a name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its interval, 0 to 1."""

    label: str
    share: float
    low: float
    high: float
    count: int


def bars(title: str, rows: Sequence[Bar], *, goal: float | None = None) -> str:
    """Shares as dots on lines, with the interval around each.

    Args:
        title: Said to who cannot see the chart.
        rows: From top to bottom.
        goal: Where to draw the line of what is wanted.
    """
    left, width, step, head = 190, 420, 22, 26
    least = min([row.low for row in rows] + ([goal] if goal is not None else []), default=0.0)
    start = max(math.floor(least * 10 - 0.2) / 10, 0.0)
    height = head + step * len(rows) + 8

    def x(share: float) -> float:
        return left + width * (share - start) / (1.0 - start)

    ticks = [start + (1.0 - start) * i / 5 for i in range(6)]
    out = [_open(title, left + width + 70, height)]
    for tick in ticks:
        out.append(_line((x(tick), head - 6), (x(tick), height - 4), "grid"))
        out.append(_text((x(tick), head - 11), f"{tick:.0%}", "middle", "tick"))
    if goal is not None:
        out.append(_line((x(goal), head - 6), (x(goal), height - 4), "goal"))
    for i, row in enumerate(rows):
        y = head + step * i + step / 2
        out.append(_text((left - 10, y + 4), row.label, "end", "label"))
        out.append(_line((x(row.low), y), (x(row.high), y), "range"))
        below = goal is not None and row.high < goal
        out.append(_dot((x(row.share), y), "short" if below else "dot"))
        out.append(_text((left + width + 10, y + 4), f"{row.share:.1%}", "start", "value"))
    return "".join([*out, "</svg>"])


@dataclass(frozen=True, slots=True)
class Line:
    """A named line through points."""

    label: str
    points: Sequence[Point]
    style: str = "a"


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a chart: what it shows, from where to where, and how a number is written."""

    label: str
    low: float
    high: float
    write: Callable[[float], str]
    logarithmic: bool = False

    def part(self, value: float) -> float:
        """Where a value lies between the ends, 0 to 1."""
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Values to mark."""
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high) + 1e-9)
            return [10.0**power for power in range(first, last + 1)]
        return [self.low + (self.high - self.low) * i / 5 for i in range(6)]


def lines(title: str, rows: Sequence[Line], across: Axis, up: Axis) -> str:
    """Lines over two axes, each named at its last point.

    Args:
        title: Said to who cannot see the chart.
        rows: The lines.
        across: From left to right.
        up: From bottom to top.
    """
    left, top, width, height = 64, 16, 430, 240

    def at(point: Point) -> Point:
        return left + width * across.part(point[0]), top + height * (1 - up.part(point[1]))

    out = [_open(title, left + width + 150, top + height + 48)]
    for tick in across.ticks():
        x, _ = at((tick, up.low))
        out.append(_line((x, top), (x, top + height), "grid"))
        out.append(_text((x, top + height + 16), across.write(tick), "middle", "tick"))
    for tick in up.ticks():
        _, y = at((across.low, tick))
        out.append(_line((left, y), (left + width, y), "grid"))
        out.append(_text((left - 8, y + 4), up.write(tick), "end", "tick"))
    out.append(_text((left + width / 2, top + height + 38), across.label, "middle", "label"))
    out.append(
        f'<text class="label" text-anchor="middle" '
        f'transform="translate(14 {top + height / 2:.0f}) rotate(-90)">{escape(up.label)}</text>'
    )
    taken: list[float] = []
    for row in rows:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(at, row.points))
        out.append(f'<polyline class="line {row.style}" points="{path}"/>')
        out += [_dot(at(point), row.style) for point in row.points if len(row.points) < 15]
        x, y = at(row.points[-1])
        while any(abs(y - other) < 14 for other in taken):
            y += 14 if y < top + height / 2 else -14
        taken.append(y)
        out.append(_text((x + 8, y + 4), row.label, "start", f"name {row.style}"))
    return "".join([*out, "</svg>"])


def standalone(svg: str) -> str:
    """A chart as a file of its own, for light and dark pages."""
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        "</title>", f"</title><style>{STYLE}{_ALONE}</style>", 1
    )


STYLE = (
    ".chart text{font:12px system-ui,sans-serif;fill:var(--ink)}.chart .tick,.chart .value"
    "{fill:var(--quiet);font-variant-numeric:tabular-nums}.chart .grid{stroke:var(--line)}"
    ".chart .goal{stroke:var(--hold);stroke-dasharray:4 3;stroke-width:1.5}"
    ".chart .range{stroke:var(--link);stroke-width:2;opacity:.55}.chart .dot{fill:var(--link)}"
    ".chart .short{fill:var(--block)}.chart .line{fill:none;stroke-width:2}"
    ".chart .line.a{stroke:var(--link)}.chart circle.a,.chart text.a{fill:var(--link)}"
    ".chart .line.b{stroke:var(--block)}.chart circle.b,.chart text.b{fill:var(--block)}"
    ".chart .line.c{stroke:var(--hold)}.chart circle.c,.chart text.c{fill:var(--hold)}"
    ".chart .line.ideal{stroke:var(--quiet);stroke-dasharray:4 3;stroke-width:1.5}"
    ".chart circle.ideal{fill:none}.chart text.ideal{fill:var(--quiet)}"
)
"""For the page: classes of all charts, in its own colours."""

_ALONE = (
    ".chart{--ink:#191d21;--quiet:#59626b;--line:#d5d9dc;--link:#0b4f8a;--block:#9d1526;"
    "--hold:#835400}@media (prefers-color-scheme:dark){.chart{--ink:#e7eaec;--quiet:#a3adb5;"
    "--line:#353c42;--link:#8cc3f5;--block:#ff8f98;--hold:#f0c05a}}"
)


def _open(title: str, width: float, height: float) -> str:
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}"><title>{escape(title)}</title>'
    )


def _line(start: Point, end: Point, style: str) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{style}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(at: Point, text: str, anchor: str, style: str) -> str:
    return (
        f'<text class="{style}" text-anchor="{anchor}" x="{at[0]:.1f}" y="{at[1]:.1f}">'
        f"{escape(text)}</text>"
    )


def _dot(at: Point, style: str) -> str:
    return f'<circle class="{style}" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="4"/>'
