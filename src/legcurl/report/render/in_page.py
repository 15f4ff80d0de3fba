"""Moments of a repetition drawn in space, as pictures that stand in a page."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Sequence

from legcurl.machine.model import PRESETS
from legcurl.report.leg_picture import Moment
from legcurl.report.leg_posture import places_of
from legcurl.report.render.canvas import canvas
from legcurl.report.render.stage import Moment as Placed
from legcurl.report.render.stage import build_stage

WIDTH, HEIGHT = 640, 400
"""Pixels of a picture, about twice as many as it takes on a page."""
QUALITY = 85
"""Of the JPEG, in percent: no blocks are seen, and a picture takes about 20 kB."""


def space_pictures(moments: Sequence[Moment], load_kg: float) -> tuple[str, ...]:
    """The body on the generic machine at each moment, every muscle coloured by its activation; HTML elements.

    Parameters
    ----------
    moments : sequence of Moment
        Of one variation; the stack rests at the first.
    load_kg : float

    Raises
    ------
    OutputError
        If this machine cannot draw, see :func:`legcurl.report.render.canvas.check_drawing`.
    """
    from PIL import Image

    variation = moments[0].pose.variation
    placed = tuple(_placed(moment, moments[0].pose.knee_deg) for moment in moments)
    stage = build_stage(placed[0], PRESETS.get(variation), load_kg, 1.0, two_legs=variation != "standing")
    found = []
    with canvas(stage, placed, WIDTH, HEIGHT) as drawing:
        for moment in placed:
            data = io.BytesIO()
            Image.fromarray(drawing.draw(moment)).save(data, format="jpeg", quality=QUALITY)
            said = f"{variation.capitalize()} leg curl, knee at {moment.pose.knee_deg:.0f}°"
            code = base64.b64encode(data.getvalue()).decode("ascii")
            found.append(f'<img alt="{said}" width="{WIDTH}" height="{HEIGHT}" src="data:image/jpeg;base64,{code}">')
    return tuple(found)


def _placed(moment: Moment, rest_deg: float) -> Placed:
    pose = moment.pose
    machine = PRESETS.get(pose.variation)
    radius_m = 0.0 if machine is None else machine.cam_radius_m[0]
    lifted_m = radius_m * math.radians(max(pose.knee_deg - rest_deg, 0.0))
    known = {muscle: a for muscle, a in moment.activation.items() if not math.isnan(a)}
    return Placed(pose, math.degrees(places_of(pose)["femur"].turn_rad), pose.knee_deg, lifted_m, known)
