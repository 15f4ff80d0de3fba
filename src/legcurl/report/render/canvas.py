"""A picture without a screen: MuJoCo draws into memory through EGL, for which a processor is enough."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from legcurl.errors import OutputError
from legcurl.pose.frame import Image
from legcurl.report.leg_shapes import BELLIES
from legcurl.report.render.light import camera, corners_of
from legcurl.report.render.stage import VIEWS, Moment, Stage, pose_stage

if TYPE_CHECKING:
    import mujoco

PACKAGES = "libegl1 libgl1"
"""Debian's names of what MuJoCo needs to draw without a screen; Mesa draws on the processor."""
MOST_GEOMS = 400


def check_drawing() -> None:
    """Refuse, before any work is done, where nothing can be drawn.

    Raises
    ------
    OutputError
        If this machine has no OpenGL that needs no screen; the message names the packages.
    """
    _window(16, 16).free()


def _window(width: int, height: int) -> Any:
    """A place in memory for OpenGL to draw; on Linux always by EGL, whatever MuJoCo would choose by itself."""
    try:
        if sys.platform.startswith("linux"):
            from mujoco.egl import GLContext
        else:
            from mujoco import GLContext
        return GLContext(width, height)
    except Exception as error:  # a missing or half-installed driver shows itself in any way
        said = str(error).splitlines()[0].split(". ")[0] if str(error) else type(error).__name__
        raise OutputError(
            f"pictures cannot be drawn: this machine has no OpenGL through EGL ({said})\n"
            f"Install Debian's {PACKAGES}, or what they are called elsewhere, and try again"
        ) from error


class Canvas:
    """Draws a stage at moments; see :func:`canvas`."""

    def __init__(
        self, stage: Stage, moments: Sequence[Moment], width: int, height: int, context: mujoco.MjrContext
    ) -> None:
        import mujoco

        self._stage, self._context = stage, context
        self._data = mujoco.MjData(stage.model)
        self._scene = mujoco.MjvScene(stage.model, maxgeom=MOST_GEOMS)
        self._scene.flags[mujoco.mjtRndFlag.mjRND_FOG] = 1
        self._look = mujoco.MjvOption()
        self._rect = mujoco.MjrRect(0, 0, width, height)
        corners = []
        for moment in moments:
            pose_stage(stage, self._data, moment)
            corners.append(corners_of(stage.model, self._data))
        self._camera = camera(corners, *VIEWS[stage.start.pose.variation], width / height)
        self._muscles = [stage.model.mesh(name).id for name in BELLIES]

    def draw(self, moment: Moment) -> Image:
        """The picture of a moment.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
        """
        import mujoco

        pose_stage(self._stage, self._data, moment)
        for mesh in self._muscles:
            mujoco.mjr_uploadMesh(self._stage.model, self._context, mesh)
        mujoco.mjv_updateScene(
            self._stage.model, self._data, self._look, None, self._camera, mujoco.mjtCatBit.mjCAT_ALL, self._scene
        )
        mujoco.mjr_render(self._rect, self._scene, self._context)
        image = np.empty((self._rect.height, self._rect.width, 3), np.uint8)
        mujoco.mjr_readPixels(image, None, self._rect, self._context)
        return np.ascontiguousarray(image[::-1])


@contextmanager
def canvas(stage: Stage, moments: Sequence[Moment], width: int, height: int, *, samples: int = 4) -> Iterator[Canvas]:
    """Something to draw a stage on.

    Parameters
    ----------
    stage : Stage
    moments : sequence of Moment
        The camera sees all of these.
    width, height : int
    samples : int
        How many times a pixel at an edge is looked at.

    Raises
    ------
    OutputError
        See :func:`check_drawing`.
    """
    import mujoco

    stage.model.vis.global_.offwidth, stage.model.vis.global_.offheight = width, height
    stage.model.vis.quality.offsamples = samples
    window = _window(width, height)
    try:
        window.make_current()
        context = mujoco.MjrContext(stage.model, mujoco.mjtFontScale.mjFONTSCALE_100)
        mujoco.mjr_setBuffer(mujoco.mjtFramebuffer.mjFB_OFFSCREEN, context)
        try:
            yield Canvas(stage, moments, width, height, context)
        finally:
            context.free()
    finally:
        window.free()
