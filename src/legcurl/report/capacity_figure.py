"""The knee flexion torque that a leg can make, over the knee angle, by muscle."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from legcurl.errors import InputError
from legcurl.report.axes import AIR, STEPS_DEG, Axes, ticks
from legcurl.report.axes import STYLE as AXES_STYLE
from legcurl.report.muscle_names import CALF, HAMSTRINGS, in_order, muscle_name
from legcurl.report.svg import Drawing, line_data, number, path, spread, text
from legcurl.vocabulary import FloatArray

WIDTH, HEIGHT = 1000.0, 440.0
"""Units across the page, about its pixels."""
LEFT, RIGHT, TOP, BOTTOM = 62.0, 225.0, 14.0, 46.0
"""Room round the axes for figures and names."""
LABEL_GAP, LEAD = 17.0, 26.0
LETTER, STRIPS = 6.8, 141
"""Width of a letter, and strips of the plot in which room for words is looked for."""
SMALLEST_NM = 0.05
"""A muscle that never adds more than this is left out of the picture."""
SHADES: Mapping[str, tuple[str, tuple[float, ...]]] = MappingProxyType(
    {
        "hamstring": ("--c", (0.95, 0.74, 0.54, 0.36)),
        "calf": ("--e", (0.85, 0.55)),
        "other": ("--h", (0.85, 0.6, 0.38, 0.25)),
    }
)
"""Colour of the page, and the opacity of one muscle after the other, by group."""
DARK = 0.8
"""Opacity from which words on a layer take the colour of the paper."""

STYLE = """
.lc .layer{stroke:var(--p);stroke-width:1}.lc .total{stroke:var(--i);stroke-width:2.6}
.lc .passive{stroke:var(--i);stroke-width:1.8;stroke-dasharray:6 4;stroke-linecap:butt}
.lc .doubt{fill:var(--i);opacity:var(--w)}.lc text.on{fill:var(--p)}
.lc .peak{fill:var(--i);stroke:var(--p);stroke-width:1.5}
"""


def capacity_figure(
    knee_deg: FloatArray,
    active_nm: Mapping[str, FloatArray],
    passive_nm: Mapping[str, FloatArray],
    *,
    total_interval: tuple[FloatArray, FloatArray] | None = None,
) -> str:
    """Knee flexion torque over the knee angle: the active torque stacked by muscle, the passive and the total as lines.

    Parameters
    ----------
    knee_deg : ndarray, shape (n,)
        Knee flexion, increasing.
    active_nm, passive_nm : mapping of str to ndarray, shape (n,)
        N·m by muscle, positive bends the knee.
    total_interval : tuple of two ndarrays, shape (n,), optional
        Lower and upper end of the 90 % interval of the total.

    Returns
    -------
    str
        An SVG element for a page.

    Raises
    ------
    InputError
        Where there are fewer than two angles, or a muscle has another number of values.
    """
    knee, active, passive = _checked(knee_deg, active_nm, passive_nm)
    resting = np.sum([*passive.values(), np.zeros_like(knee)], axis=0)
    total = np.sum([*active.values(), resting], axis=0)
    layers = {name: torque.clip(min=0.0) for name, torque in active.items() if np.max(torque) > SMALLEST_NM}
    ends = [np.asarray(end, dtype=np.float64) for end in total_interval or ()]
    bounds = np.concatenate([total, resting, [0.0, 1.0], np.sum([*layers.values(), 0.0 * knee], axis=0), *ends])
    axes = Axes(
        LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, (float(knee[0]), float(knee[-1])),
        (float(bounds.min()), AIR * float(bounds.max())),
    )  # fmt: skip
    pieces = [*axes.x_ticks(ticks(*axes.x, 10, STEPS_DEG), "°"), *axes.y_ticks(ticks(*axes.y, 7), " N·m")]
    pieces += _layers(axes, knee, layers)
    if ends:
        pieces.append(axes.area("doubt", knee, *ends))
        pieces.append(text(WIDTH, HEIGHT - 8, "shaded: 90 % interval of all", anchor="end", kind="t"))
    pieces += [axes.line("passive", knee, resting), axes.line("total", knee, total)]
    lines = {"All, active and passive": float(total[-1]), "Passive alone": float(resting[-1])}
    pieces += _names(axes, knee, layers, lines)
    pieces += _peak(axes, knee, total)
    pieces.append(text(axes.left + 0.5 * axes.width, HEIGHT - 8, "knee flexion", anchor="middle", kind="t"))
    best = int(np.argmax(total))
    by_muscle = ", ".join(f"{muscle_name(name)} {torque[best]:.0f} N·m" for name, torque in layers.items())
    described = f"Most {total[best]:.0f} N·m at {knee[best]:.0f}°, of it {resting[best]:.0f} N·m at rest. {by_muscle}"
    whole = Drawing(WIDTH, HEIGHT, "".join(pieces))
    return whole.svg("Knee flexion torque over the knee angle", described, AXES_STYLE + STYLE)


def _checked(
    knee_deg: FloatArray, active_nm: Mapping[str, FloatArray], passive_nm: Mapping[str, FloatArray]
) -> tuple[FloatArray, dict[str, FloatArray], dict[str, FloatArray]]:
    """The arrays, the muscles in the order they are shown in."""
    knee = np.asarray(knee_deg, dtype=np.float64)
    if knee.size < 2 or np.any(np.diff(knee) <= 0.0):
        raise InputError(f"torque plot: {knee.size} knee angles, expected two or more, increasing")
    active, passive = (
        {name: np.asarray(torques[name], dtype=np.float64) for name in in_order(torques)}
        for torques in (active_nm, passive_nm)
    )
    for name, torque in (*active.items(), *passive.items()):
        if torque.shape != knee.shape:
            raise InputError(f"torque plot: {torque.size} values of '{name}', {knee.size} knee angles")
    return knee, active, passive


def _shades(muscles: Iterable[str]) -> dict[str, tuple[str, float]]:
    """Colour of the page and opacity by muscle: a colour a group, one shade a muscle."""
    used = dict.fromkeys(SHADES, 0)
    shades = {}
    for name in muscles:
        group = "hamstring" if name in HAMSTRINGS else "calf" if name in CALF else "other"
        colour, opacities = SHADES[group]
        shades[name] = (colour, opacities[min(used[group], len(opacities) - 1)])
        used[group] += 1
    return shades


def _layers(axes: Axes, knee: FloatArray, layers: Mapping[str, FloatArray]) -> Iterator[str]:
    """The active torques on top of each other."""
    below, shades = np.zeros_like(knee), _shades(layers)
    for name, torque in layers.items():
        colour, opacity = shades[name]
        style = f"fill:var({colour});fill-opacity:{opacity:g}"
        yield axes.area("layer", knee, below, below + torque, style=style)
        below = below + torque


def _names(axes: Axes, knee: FloatArray, layers: Mapping[str, FloatArray], lines: Mapping[str, float]) -> Iterator[str]:
    """The names of the layers inside of them where there is room, or, as those of the lines, at the right."""
    below, shades = np.zeros_like(knee), _shades(layers)
    beside = dict(lines)
    for name, torque in layers.items():
        place = _room(axes, knee, below, below + torque, LETTER * len(muscle_name(name)))
        if place is None:
            beside[name] = float(below[-1] + 0.5 * torque[-1])
        else:
            kind = "on" if shades[name][1] > DARK else "i"
            yield text(place[0], place[1] + 4.5, muscle_name(name), anchor="middle", kind=kind)
        below = below + torque
    wanted = [axes.down(value) for value in beside.values()]
    right = axes.left + axes.width
    for name, y, row in zip(beside, wanted, spread(wanted, LABEL_GAP, TOP + 6, HEIGHT - 8), strict=True):
        yield path("lead", line_data(np.array([[right + 3, y], [right + LEAD - 5, row]])))
        yield text(right + LEAD, row + 4.5, muscle_name(name), kind="k" if name in lines else "i")


def _room(axes: Axes, knee: FloatArray, low: FloatArray, high: FloatArray, width: float) -> tuple[float, float] | None:
    """The middle of the highest free strip of a width between two lines, in units; None where no words fit in."""
    x = np.linspace(axes.left, axes.left + axes.width, STRIPS)
    values = np.interp(x, axes.points(knee, low)[:, 0], knee)
    bottom, top = (axes.points(values, np.interp(values, knee, edge))[:, 1] for edge in (low, high))
    reach = math.ceil(0.5 * width / (x[1] - x[0]))
    if 2 * reach + 1 > STRIPS:
        return None
    floors, roofs = (sliding_window_view(edge, 2 * reach + 1) for edge in (bottom, top))
    free = floors.min(axis=1) - roofs.max(axis=1)
    best = int(np.argmax(free))
    if free[best] < LABEL_GAP:
        return None
    return float(x[best + reach]), float(0.5 * (floors[best].min() + roofs[best].max()))


def _peak(axes: Axes, knee: FloatArray, total: FloatArray) -> Iterator[str]:
    """The angle of the most torque."""
    best = int(np.argmax(total))
    x, y = axes.across(float(knee[best])), axes.down(float(total[best]))
    yield f'<circle class="peak" cx="{number(x)}" cy="{number(y)}" r="4.5"/>'
    side = "start" if best < 0.7 * knee.size else "end"
    words = f"{total[best]:.0f} N·m at {knee[best]:.0f}°"
    yield text(x + (9 if side == "start" else -9), y - 7, words, anchor=side, kind="k")
