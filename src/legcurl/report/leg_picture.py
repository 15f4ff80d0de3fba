"""The leg curl as a picture: the body from the side, every muscle along its path, coloured by its activation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from legcurl.errors import InputError
from legcurl.muscles.anatomy import reference_anatomy
from legcurl.report.leg_bellies import belly, sides
from legcurl.report.leg_drawing import BARE_POSE, STYLE, Framing, bare_leg, leg_drawing
from legcurl.report.leg_posture import Pose, places_of
from legcurl.report.muscle_colours import activation_style
from legcurl.report.muscle_names import HAMSTRINGS, in_order, muscle_name
from legcurl.report.svg import Drawing, line_data, number, path, placed, spread, text
from legcurl.vocabulary import FloatArray, Muscle

WIDTH = 1000.0
"""Units across a row of pictures: about the pixels of a wide page."""
GAP, HEADING = 20.0, 30.0
ROW, CELL, CELL_GAP = 26.0, 38.0, 3.0
"""Height of a row of the key, width of one of its cells, and the gap between cells."""
KEY_SCALE, KEY_GAP = 0.62, 34.0
"""Size of the key's leg against its drawing, and room for the lines that lead to it."""
SCALE_WIDTH, SCALE_STEPS = 150.0, 25
BRIGHT = 0.45
"""Activation from which a cell is so dark by day, and so light by night, that its figure is the other way."""
BEHIND: Mapping[Muscle, tuple[float, float]] = MappingProxyType({
    "glmax": (0.45, 0.4), "semiten": (0.35, 0.3), "bflh": (0.52, 0.5), "semimem": (0.62, 0.1), "bfsh": (0.5, 0.7),
    "popli": (0.5, 0.5), "gasmed": (0.45, 0.3), "gaslat": (0.65, 0.6), "soleus": (0.8, 0.3),
})  # fmt: skip
"""Muscles that the key names on the left, from above, and where it points at: along the belly, and across from the
back (0) to the front (1)."""
BEFORE: Mapping[Muscle, tuple[float, float]] = MappingProxyType({
    "sart": (0.3, 0.5), "recfem": (0.4, 0.6), "grac": (0.6, 0.6), "vasti": (0.6, 0.35), "tibant": (0.5, 0.6),
})  # fmt: skip
"""The same on the right."""

KEY_STYLE = """
.lc .card{fill:var(--faint,#f1eee7)}
.lc .dot{fill:var(--s)}
.lc .cell{fill:var(--day)}.lc .cell.unknown{fill:none}
.lc text.cell-low{fill:#1c1b19}.lc text.cell-high{fill:#fff}
@media screen and (prefers-color-scheme:dark){.lc .cell{fill:var(--night)}
.lc text.cell-low{fill:#ecebe7}.lc text.cell-high{fill:#15161a}}
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a repetition.

    Parameters
    ----------
    label : str
        What it is called: start, middle, top.
    pose : Pose
    activation : mapping of str to float
        0 to 1 by muscle; NaN or missing is unknown.
    """

    label: str
    pose: Pose
    activation: Mapping[str, float]


def leg_picture(pose: Pose, activation: Mapping[str, float], *, framing: Framing = "body") -> str:
    """A body in a posture, every muscle of the leg along its path and coloured by its activation.

    Parameters
    ----------
    pose : Pose
    activation : mapping of str to float
        0 to 1 by muscle; NaN or missing is unknown, and drawn as an outline.
    framing : {"body", "leg"}
        All of it, or from the pelvis to the foot.

    Returns
    -------
    str
        An SVG element for a page; :func:`legcurl.report.svg.standalone` makes a file of it.
    """
    title = f"{pose.variation.capitalize()} leg curl, knee at {pose.knee_deg:.0f}°"
    return leg_drawing(pose, activation, framing).svg(title, _described(activation), STYLE)


def rep_pictures(moments: Sequence[Moment]) -> str:
    """Moments of a repetition side by side, and a key that names every muscle and says how active it is.

    Parameters
    ----------
    moments : sequence of Moment
        Start, middle and top, say; all of one variation.

    Returns
    -------
    str
        An SVG element for a page.

    Raises
    ------
    InputError
        Where there is no moment, or they show different variations.
    """
    variations = {moment.pose.variation for moment in moments}
    if len(variations) != 1:
        raise InputError(f"pictures of {len(variations)} variations, expected moments of one repetition")
    panels, below = _panels(moments)
    key = _key(moments)
    whole = Drawing(WIDTH, below + key.height, panels + placed(key, 0.0, below))
    names = ", ".join(moment.label.lower() for moment in moments)
    described = ". ".join(
        f"{moment.label}, knee at {moment.pose.knee_deg:.0f}°: {_described(moment.activation)}" for moment in moments
    )
    return whole.svg(f"{variations.pop().capitalize()} leg curl: {names}", described, STYLE + KEY_STYLE)


def _panels(moments: Sequence[Moment]) -> tuple[str, float]:
    """The pictures in a row under their headings, and where the next thing may begin."""
    width = (WIDTH - GAP * (len(moments) - 1)) / len(moments)
    pieces, height = [], 0.0
    for k, moment in enumerate(moments):
        left = k * (width + GAP)
        drawing = leg_drawing(moment.pose, moment.activation, "leg")
        pieces.append(text(left, 14, moment.label, kind="k"))
        pieces.append(text(left + width, 14, f"knee {moment.pose.knee_deg:.0f}°", anchor="end"))
        scale = width / drawing.width
        height = scale * drawing.height
        pieces.append(
            f'<rect class="card" x="{number(left)}" y="{number(HEADING)}" '
            f'width="{number(width)}" height="{number(height)}"/>'
        )
        pieces.append(placed(drawing, left, HEADING, scale=scale))
    return "".join(pieces), HEADING + height + 2 * GAP


def _key(moments: Sequence[Moment]) -> Drawing:
    """A straight leg whose muscles are named on either side, each with its activation at every moment."""
    leg, pen = bare_leg()
    wide, tall = KEY_SCALE * leg.width, KEY_SCALE * leg.height
    edge = 0.5 * (WIDTH - wide)
    femur = places_of(BARE_POSE)["femur"]
    pieces = [placed(leg, edge, 0.0, scale=KEY_SCALE)]
    for side, muscles in ((-1, BEHIND), (1, BEFORE)):
        points = {
            name: KEY_SCALE * pen.units(femur.world(_point_of(name, *at)[None, :]))[0] + (edge, 0.0)
            for name, at in muscles.items()
        }
        rows = spread([point[1] for point in points.values()], ROW, 1.5 * ROW, tall - ROW)
        start = 0.5 * WIDTH + side * (0.5 * wide + KEY_GAP)
        pieces += _heads(moments, side, start, rows[0] - 0.75 * ROW)
        for (name, point), row in zip(points.items(), rows, strict=True):
            pieces += _lead(start - side * CELL_GAP, row, point)
            pieces += _row(moments, name, side, start, row)
    pieces += _scale(0.5 * WIDTH + 0.5 * wide + KEY_GAP, tall - 2.2 * ROW)
    return Drawing(WIDTH, tall, "".join(pieces))


def _point_of(muscle: Muscle, along_belly: float, across: float) -> FloatArray:
    """A point of a belly of the bare leg, in the frame of the femur."""
    anatomy = reference_anatomy()
    back, front = sides(belly(anatomy, anatomy.muscle(muscle), BARE_POSE))
    k = round(along_belly * (len(back) - 1))
    return np.asarray((1.0 - across) * back[k] + across * front[k])


def _lead(x: float, y: float, point: FloatArray) -> Iterator[str]:
    """The line from a row of the key to its muscle."""
    yield path("lead", line_data(np.array([[x, y], point])))
    yield f'<circle class="dot" cx="{number(point[0])}" cy="{number(point[1])}" r="2.2"/>'


def _heads(moments: Sequence[Moment], side: int, start: float, y: float) -> Iterator[str]:
    """The moments' names over the cells."""
    for k, moment in enumerate(moments):
        x = _cell_left(len(moments), k, side, start)
        yield text(x + 0.5 * CELL, y, moment.label.lower(), anchor="middle", kind="t")


def _row(moments: Sequence[Moment], muscle: Muscle, side: int, start: float, y: float) -> Iterator[str]:
    """The name of a muscle and a cell for each moment, in per cent."""
    for k, moment in enumerate(moments):
        active = moment.activation.get(muscle, math.nan)
        x = _cell_left(len(moments), k, side, start)
        kind = "cell unknown" if math.isnan(active) else "cell"
        yield (
            f'<rect class="{kind}" style="{activation_style(active)}" x="{number(x)}" y="{number(y - 9)}" '
            f'width="{number(CELL)}" height="18" rx="2"/>'
        )
        written = "–" if math.isnan(active) else f"{100 * active:.0f}"
        tone = "cell-high" if active > BRIGHT else "cell-low"
        yield text(x + 0.5 * CELL, y + 4, written, anchor="middle", kind=f"t {tone}")
    beyond = start + side * (len(moments) * (CELL + CELL_GAP) + 6)
    anchor, kind = "end" if side < 0 else "start", "k" if muscle in HAMSTRINGS else "i"
    yield text(beyond, y + 4.5, muscle_name(muscle), anchor=anchor, kind=kind)


def _cell_left(count: int, k: int, side: int, start: float) -> float:
    """Left edge of the cell of a moment; time runs to the right on either side of the leg."""
    first = start if side > 0 else start - count * (CELL + CELL_GAP) + CELL_GAP
    return first + k * (CELL + CELL_GAP)


def _scale(x: float, y: float) -> Iterator[str]:
    """The colours from rest to full activation."""
    step = SCALE_WIDTH / SCALE_STEPS
    for k in range(SCALE_STEPS):
        style = activation_style(k / (SCALE_STEPS - 1))
        yield (
            f'<rect class="cell" style="{style}" x="{number(x + k * step)}" y="{number(y)}" '
            f'width="{number(step + 0.4)}" height="10"/>'
        )
    for share in (0, 50, 100):
        yield text(x + SCALE_WIDTH * share / 100, y + 25, f"{share}", anchor="middle", kind="t")
    yield text(x + SCALE_WIDTH + 12, y + 9, "activation, %", kind="t")
    yield text(x, y + 44, "Thicker is stronger. Bellies lie fanned out beside their paths.", kind="t")


def _described(activation: Mapping[str, float]) -> str:
    """Every known activation in words."""
    known = [name for name in in_order(activation) if not math.isnan(activation[name])]
    return "activation: " + ", ".join(f"{muscle_name(name)} {100 * activation[name]:.0f} %" for name in known)
