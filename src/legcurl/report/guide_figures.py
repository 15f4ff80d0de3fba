"""The guide's pictures: the body at each phase, and what the leg can give against what it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from legcurl.coach.guide.content import Chapter
from legcurl.coach.guide.leg import LegFigures, leg_figures
from legcurl.report.axes import AIR, STEPS_DEG, Axes, ticks
from legcurl.report.axes import STYLE as AXES_STYLE
from legcurl.report.leg_picture import leg_picture
from legcurl.report.leg_posture import Pose
from legcurl.report.svg import Drawing, text
from legcurl.vocabulary import FloatArray, Variation

WIDTH, HEIGHT = 480.0, 280.0
"""Units across a torque figure: so few that its words can be read on a telephone."""
LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 16.0, 44.0
TOES_UP_DEG = 5.0
"""The feet of the pictures are flexed, as the guide asks for."""
LETTER = 7.0
"""Width of a letter."""
NORDIC_ANKLE_DEG = -10.0
"""Where the ankles are held, the feet hang over the edge."""

STYLE = """
.lc .gives{stroke:var(--c);stroke-width:2.6}.lc .asks{stroke:var(--h);stroke-width:2.6;stroke-dasharray:8 5}
.lc .room{fill:var(--c);opacity:var(--w)}.lc .lack{fill:var(--h);opacity:var(--w)}
.lc text.gives{fill:var(--c);stroke:none;font-weight:600}.lc text.asks{fill:var(--h);stroke:none;font-weight:600}
"""


def phase_pictures(chapter: Chapter) -> tuple[str, ...]:
    """The body at every phase that is drawn, each muscle coloured by how hard it works there; SVG elements."""
    activation = leg_figures()[chapter.variation].activation
    knees = [phase.knee_deg for phase in chapter.moments if phase.knee_deg is not None]
    return tuple(
        leg_picture(guide_pose(chapter.variation, knee), active) for knee, active in zip(knees, activation, strict=True)
    )


def guide_pose(variation: Variation, knee_deg: float) -> Pose:
    """The posture that the guide draws at a knee angle."""
    return Pose(variation, knee_deg, ankle_deg=NORDIC_ANKLE_DEG if variation == "nordic" else TOES_UP_DEG)


def torque_figure(variation: Variation) -> str:
    """What one leg can give and what the variation asks of it, over the knee angle; an SVG element."""
    figures = leg_figures()[variation]
    knee, gives, asks = (np.array(row) for row in (figures.knee_deg, figures.gives_nm, figures.asks_nm))
    top = AIR * float(max(gives.max(), asks.max()))
    axes = Axes(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, (0.0, 100.0), (0.0, top))
    pieces = [
        *axes.x_ticks(ticks(*axes.x, 8, STEPS_DEG), "°"),
        *axes.y_ticks(ticks(*axes.y, 5)),
        axes.area("room", knee, np.minimum(gives, asks), gives),
        axes.area("lack", knee, np.minimum(gives, asks), asks),
        axes.line("gives", knee, gives),
        axes.line("asks", knee, asks),
        *_names(axes, figures),
        text(LEFT + 0.5 * axes.width, HEIGHT - 6, "knee bent by", anchor="middle", kind="t"),
        text(2, 10, "N·m", kind="t"),
    ]
    said = ", ".join(f"at {k:g}° {g:g} and {a:g} N·m" for k, g, a in zip(knee[::4], gives[::4], asks[::4], strict=True))
    return Drawing(WIDTH, HEIGHT, "".join(pieces)).svg(
        f"{variation.capitalize()}: what one leg can give and what it is asked for", said, AXES_STYLE + STYLE
    )


def _names(axes: Axes, figures: LegFigures) -> Iterator[str]:
    """The names of the lines, above the upper and below the lower one, where they are far apart."""
    knee, gives, asks = (np.array(row) for row in (figures.knee_deg, figures.gives_nm, figures.asks_nm))
    at = int(np.argmax(np.abs(gives - asks)))
    side = float(np.clip(axes.across(knee[at]), axes.left + 12 * LETTER, axes.left + axes.width - 12 * LETTER))
    for words, kind, line, other in (
        ("the leg can give", "gives", gives, asks),
        ("the exercise asks", "asks", asks, gives),
    ):
        yield text(side, _beside(axes, knee, line, side, above=line[at] > other[at]), words, anchor="middle", kind=kind)


def _beside(axes: Axes, knee: FloatArray, line: FloatArray, middle: float, *, above: bool) -> float:
    """Height of words that touch no part of a line."""
    places = axes.points(knee, line)
    near = places[np.abs(places[:, 0] - middle) < 10 * LETTER][:, 1]
    return float(near.min() - 8 if above else near.max() + 18)
