"""What differs for each muscle in one figure, as a drawing: a dot for the change, a line for its 90 % interval."""

from __future__ import annotations

from collections.abc import Iterator

from legcurl.report.axes import STYLE as AXES_STYLE
from legcurl.report.axes import Axes, ticks
from legcurl.report.compare_words import SHOWN, muscles_of
from legcurl.report.muscle_names import HAMSTRINGS, muscle_name
from legcurl.report.svg import Drawing, number, path, text
from legcurl.simulate.whatif.compare import Pair

WIDTH, ROW = 440.0, 25.0
"""Units across, about the pixels of a telephone; and the height of a muscle."""
LEFT, RIGHT, TOP, BOTTOM = 190.0, 16.0, 6.0, 26.0
"""Room round the plot for names and figures."""
AIR = 0.06
"""Free at either end of the scale, of its length."""
STYLE = """
.lc .zero{stroke:var(--i);stroke-width:1.2}
.lc .reach{stroke:var(--s);stroke-width:5;opacity:.45;stroke-linecap:butt}.lc .reach.clear{stroke:var(--c);opacity:.45}
.lc .dot{fill:var(--p);stroke:var(--s);stroke-width:2}.lc .dot.clear{fill:var(--c);stroke:var(--c)}
"""


def difference_figure(pair: Pair, name: str) -> str:
    """The change of one figure in every muscle.

    Parameters
    ----------
    pair : Pair
        With figures.
    name : str
        One of :data:`legcurl.simulate.whatif.compare.COMPARED`.

    Returns
    -------
    str
        An SVG element for a page.
    """
    shown, muscles = SHOWN[name], muscles_of(pair)
    ones = [pair.muscles[muscle][name] for muscle in muscles]
    values = [shown.factor * value for one in ones for value in (one.change, *one.interval, 0.0) if value == value]
    span = max(max(values) - min(values), 10.0**-shown.decimals)
    height = ROW * len(muscles)
    axes = Axes(
        LEFT, TOP, WIDTH - LEFT - RIGHT, height, (min(values) - AIR * span, max(values) + AIR * span), (0.0, 1.0)
    )
    pieces = [*axes.x_ticks(ticks(*axes.x, 5)), path("zero", f"M{number(axes.across(0.0))} {number(TOP)}v{height}")]
    for k, (muscle, one) in enumerate(zip(muscles, ones, strict=True)):
        y = TOP + (k + 0.5) * ROW
        low, high = (shown.factor * end for end in one.interval)
        pieces += _row(axes, y, muscle, (low, shown.factor * one.change, high), clear=one.clear)
    clear = [muscle_name(muscle) for muscle, one in zip(muscles, ones, strict=True) if one.clear]
    described = f"Stands out of its interval in: {', '.join(clear) or 'no muscle'}"
    drawing = Drawing(WIDTH, TOP + height + BOTTOM, "".join(pieces))
    return drawing.svg(f"{shown.name}: change, {shown.unit}", described, AXES_STYLE + STYLE)


def _row(axes: Axes, y: float, muscle: str, bounds: tuple[float, float, float], *, clear: bool) -> Iterator[str]:
    """Name, interval and dot of one muscle."""
    low, change, high = (axes.across(value) for value in bounds)
    kind = " clear" if clear else ""
    yield text(axes.left - 10, y + 4.5, muscle_name(muscle), anchor="end", kind="i" if muscle in HAMSTRINGS else "")
    if low == low and high == high:
        yield path(f"reach{kind}", f"M{number(low)} {number(y)}H{number(high)}")
    yield f'<circle class="dot{kind}" cx="{number(change)}" cy="{number(y)}" r="4"/>'
