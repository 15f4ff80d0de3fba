"""The guide's pictures in space: the body on its machine at every phase that is drawn, ready to stand in a page."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterator

from legcurl.coach.guide.content import Chapter
from legcurl.coach.guide.leg import leg_figures
from legcurl.machine.model import PRESETS
from legcurl.report.guide_figures import guide_pose
from legcurl.report.leg_posture import places_of
from legcurl.report.render.canvas import canvas
from legcurl.report.render.stage import Moment, build_stage

WIDTH, HEIGHT = 640, 400
"""Pixels of a picture, about twice as many as it takes on a page."""
QUALITY = 85
"""Of the JPEG, in percent: no blocks are seen, and a picture takes about 20 kB."""


def space_pictures(chapter: Chapter) -> tuple[str, ...]:
    """The body at every phase that is drawn, each muscle coloured by how hard it works there; HTML elements.

    Parameters
    ----------
    chapter : Chapter

    Raises
    ------
    OutputError
        If this machine cannot draw, see :func:`legcurl.report.render.canvas.check_drawing`.
    """
    from PIL import Image

    variation = chapter.variation
    moments = tuple(_moments(chapter))
    stage = build_stage(
        moments[0], PRESETS.get(variation), leg_figures()[variation].load_kg or 0.0, 1.0,
        two_legs=variation != "standing",
    )  # fmt: skip
    found = []
    with canvas(stage, moments, WIDTH, HEIGHT) as drawing:
        for moment in moments:
            data = io.BytesIO()
            Image.fromarray(drawing.draw(moment)).save(data, format="jpeg", quality=QUALITY)
            said = f"{variation.capitalize()} leg curl, knee at {moment.pose.knee_deg:.0f}°"
            code = base64.b64encode(data.getvalue()).decode("ascii")
            found.append(f'<img alt="{said}" width="{WIDTH}" height="{HEIGHT}" src="data:image/jpeg;base64,{code}">')
    return tuple(found)


def _moments(chapter: Chapter) -> Iterator[Moment]:
    """The postures of the phases; the stack rests at the first of them."""
    machine = PRESETS.get(chapter.variation)
    radius_m = 0.0 if machine is None else machine.cam_radius_m[0]
    knees = [phase.knee_deg for phase in chapter.moments if phase.knee_deg is not None]
    for knee, active in zip(knees, leg_figures()[chapter.variation].activation, strict=True):
        pose = guide_pose(chapter.variation, knee)
        thigh_deg = math.degrees(places_of(pose)["femur"].turn_rad)
        yield Moment(pose, thigh_deg, knee, radius_m * math.radians(knee - knees[0]), active)
