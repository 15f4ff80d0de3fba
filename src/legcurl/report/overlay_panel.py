"""The strip under the picture: count, phase, knee angle, cue, and the last seconds as a trace.

Nothing of it lies over the picture, so no leg is ever hidden. Sizes are in hundredths of the picture's shorter side:
a strip of a 720-line film is read on a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from legcurl.pose.frame import Image
from legcurl.report.overlay_draw import Colour, Mask, disc, stamp
from legcurl.vocabulary import FloatArray, Phase

PAPER: Colour = (21, 22, 26)
INK: Colour = (236, 235, 231)
SOFT: Colour = (165, 162, 154)
COLOURS: dict[Phase, Colour] = {
    "concentric": (76, 192, 189),
    "hold": (233, 176, 78),
    "eccentric": (165, 157, 255),
    "rest": (137, 135, 130),
}
"""The dark colours of the report."""
CUE_COLOUR: Colour = (255, 158, 102)

ROW, TRACE, EDGE = 11.0, 11.0, 2.0
"""Heights of the two rows and the margin, in units."""
SHOWN_S = 10.0
"""Length of the trace."""
STRAIGHT_DEG, BENT_DEG = -5.0, 125.0
"""The trace's range, wider where the knee goes beyond."""
LINE, BOLD = 1.3, 0.03
"""Height of a line of text and width of the stroke that makes it bolder, as shares of its size."""
WASH = 0.2
"""How much of its colour the area under the trace has."""


@dataclass(frozen=True)
class State:
    """What is shown at one moment.

    Parameters
    ----------
    time_s : float
    count : int
    phase : {"concentric", "hold", "eccentric", "rest"}
    angle_deg : float or None
    cue : str
        Empty for none.
    """

    time_s: float
    count: int
    phase: Phase
    angle_deg: float | None
    cue: str


@dataclass(frozen=True)
class Panel:
    """A strip for pictures of one size.

    Parameters
    ----------
    width, height : int
        Of the picture above it; the width is even.
    """

    width: int
    height: int

    @property
    def unit(self) -> float:
        """A hundredth of the shorter side, in pixels."""
        return float(min(self.width, self.height)) / 100

    @property
    def rows(self) -> int:
        """Height of the strip, such that picture and strip together have an even number of lines."""
        rows = round((ROW + TRACE + 2 * EDGE) * self.unit)
        return rows + (rows + self.height) % 2

    def draw(self, strip: Image, state: State, time_s: FloatArray, angle_deg: FloatArray,
             phases: Sequence[tuple[float, Phase]]) -> None:  # fmt: skip
        """Draw the strip.

        Parameters
        ----------
        strip : ndarray of uint8, shape (rows, width, 3)
            Changed in place.
        state : State
        time_s, angle_deg : ndarray, shape (n,)
            The knee angle up to now; NaN where it was not seen.
        phases : sequence of (float, str)
            Since when which phase was on, in order of time.
        """
        strip[:] = blank(self.rows, self.width)
        self._words(strip, state)
        self._trace(strip, state, time_s, angle_deg, phases)

    def _words(self, strip: Image, state: State) -> None:
        u = self.unit
        left, middle = EDGE * u, (EDGE + ROW / 2) * u
        left = self._put(strip, str(state.count), 10.5, left, middle, INK)
        left = self._put(strip, "rep" if state.count == 1 else "reps", 3.4, left + u, middle + 2.6 * u, SOFT) + 3 * u
        across = left + 21 * u
        self._put(strip, state.phase, 4.4, left, middle - 2.7 * u, COLOURS[state.phase])
        angle = "-" if state.angle_deg is None else f"{state.angle_deg:.0f}°"
        self._put(strip, f"knee {angle}", 4.4, left, middle + 2.7 * u, INK)
        if state.cue:
            room = self.width - EDGE * u - across
            size = min(5.2, 5.2 * room / max(text_mask(state.cue, round(5.2 * u)).shape[1], 1))
            wide = text_mask(state.cue, round(size * u)).shape[1]
            self._put(strip, state.cue, size, max(across, self.width - EDGE * u - wide), middle, CUE_COLOUR)

    def _put(self, strip: Image, text: str, size: float, left: float, middle: float, colour: Colour) -> float:
        """Write a text about a line; return where it ends."""
        mask = text_mask(text, round(size * self.unit))
        stamp(strip, mask, round(left), round(middle - mask.shape[0] / 2), colour)
        return float(left + mask.shape[1])

    def _trace(self, strip: Image, state: State, time_s: FloatArray, angle_deg: FloatArray,
               phases: Sequence[tuple[float, Phase]]) -> None:  # fmt: skip
        u = self.unit
        top, rows = round((EDGE / 2 + ROW + EDGE / 2) * u), round(TRACE * u)
        region = strip[top : top + rows]
        seen = np.isfinite(angle_deg)
        if np.count_nonzero(seen) < 2:
            return
        first_s = max(state.time_s - SHOWN_S, time_s[0])
        at = first_s + SHOWN_S * (np.arange(self.width) - EDGE * u) / (self.width - 2 * EDGE * u)
        value = np.interp(at, time_s[seen], angle_deg[seen], left=np.nan, right=np.nan)
        value[at < first_s] = np.nan
        recent = angle_deg[seen][time_s[seen] >= at[0]]
        low, high = min(STRAIGHT_DEG, recent.min(initial=0.0)), max(BENT_DEG, recent.max(initial=0.0))
        y = ((rows - 1) * (high - value) / (high - low)).astype(np.float32)
        steep = np.sqrt(1 + np.gradient(y) ** 2)
        since = np.array([since_s for since_s, _ in phases])
        which = np.searchsorted(since, at, side="right") - 1
        table = np.array([COLOURS[phase] for _, phase in phases] + [COLOURS["rest"]], dtype=np.float32)
        colour = table[which]
        below = np.arange(rows, dtype=np.float32)[:, None] - y[None, :]
        line = np.clip(0.3 * u + 0.5 - np.abs(below) / steep[None, :], 0, 1)
        mask = np.nan_to_num(np.maximum(line, np.where(below > 0, np.float32(WASH), 0)))[..., None]
        region[:] = region + (colour[None] - region) * mask
        now = int(np.searchsorted(at, time_s[seen][-1], side="right")) - 1
        if 0 <= now < self.width and np.isfinite(y[now]):
            disc(strip, np.array([now, top + y[now]], dtype=np.float64), 0.9 * u, INK)


def picture_height(width: int, height: int) -> int:
    """Height of the picture in a film of this size, which has the strip below it."""
    share = (ROW + TRACE + 2 * EDGE) / 100
    return height - round(share * min(width, height / (1 + share)))


@lru_cache(maxsize=4)
def blank(rows: int, width: int) -> Image:
    """A strip with nothing on it, not to be changed."""
    return np.full((rows, width, 3), PAPER, dtype=np.uint8)


@lru_cache(maxsize=512)
def text_mask(text: str, size: int) -> Mask:
    """A line of text as coverage, 0 to 1, shape (height, width)."""
    from PIL import Image as Pictures
    from PIL import ImageDraw, ImageFont

    font, bold = ImageFont.load_default(size), max(1, round(BOLD * size))
    left, _, right, _ = font.getbbox(text)
    height = round(LINE * size)
    picture = Pictures.new("L", (int(np.ceil(right - left)) + 2 * bold, height))
    place = (bold - left, height / 2)
    ImageDraw.Draw(picture).text(place, text, 255, font, anchor="lm", stroke_width=bold, stroke_fill=96)
    return np.asarray(np.asarray(picture) / np.float32(255), dtype=np.float32)
