"""Which way is flexion: from what a knee can do, from the muscles, or from where the limb rests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from legcurl.motion.conditioning import extent
from legcurl.motion.emg import contrast
from legcurl.vocabulary import FloatArray

HYPEREXTENSION_DEG = -30.0
"""No knee extends further, a goniometer's offset of 20° included."""
DEEPEST_FLEXION_DEG = 165.0
"""No knee bends further: 141 ± 5° is normal (AAOS)."""
CLEAR_FLEXION_DEG = 45.0
"""Beyond this on one side and not beyond hyperextension on the other, the sign is plain."""
INNER_ANGLE_DEG = 100.0
"""A knee that bends clearly does so about a middle below this; the angle between thigh and shank, about one above."""
SURE_CONTRAST = 0.6
"""Contrast from which a muscle is taken to tell one end of the movement from the other (1 at best; chance is 0)."""

HAMSTRINGS = ("emg_bflh_mv", "emg_semiten_mv", "emg_semimem_mv")
QUADRICEPS = ("emg_recfem_mv", "emg_vasti_mv")


class Orientation(NamedTuple):
    """flexion = sign * x + offset, whether anything told so, and what."""

    sign: int
    offset: float
    known: bool
    why: str


def orient(x: FloatArray, channel: str, envelopes: Mapping[str, FloatArray], rate_hz: float) -> Orientation:
    """Find the sign and convention of a position channel.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Position on a uniform grid; NaN in gaps.
    channel : str
        Base name of its channel.
    envelopes : mapping of str to ndarray, shape (n,)
        EMG envelopes by channel name.
    rate_hz : float
        Sampling rate of both.

    Returns
    -------
    Orientation
    """
    low, high = extent(x)
    if channel == "knee_flexion_deg":
        by_range = _by_range(low, high)
        if by_range is not None:
            return by_range
    height = (x - low) / max(high - low, 1e-9)
    by_muscle = _by_muscle(height, envelopes, rate_hz)
    return by_muscle or _by_rest(height)


def _by_range(low: float, high: float) -> Orientation | None:
    span = f"{low:.0f} to {high:.0f}°"
    clear, middle = high - low > CLEAR_FLEXION_DEG, (low + high) / 2
    if low > CLEAR_FLEXION_DEG / 2 and (high > DEEPEST_FLEXION_DEG or (clear and middle > INNER_ANGLE_DEG)):
        return Orientation(-1, 180.0, True, f"{span} is the angle between thigh and shank, 180° when straight")
    if high < -CLEAR_FLEXION_DEG / 2 and (low < -DEEPEST_FLEXION_DEG or (clear and middle < -INNER_ANGLE_DEG)):
        return Orientation(1, 180.0, True, f"{span} is the angle between thigh and shank, negative")
    if low >= HYPEREXTENSION_DEG and high >= CLEAR_FLEXION_DEG:
        return Orientation(1, 0.0, True, f"{span} is a knee's range with flexion positive")
    if high <= -HYPEREXTENSION_DEG and low <= -CLEAR_FLEXION_DEG:
        return Orientation(-1, 0.0, True, f"{span} is a knee's range with flexion negative")
    return None


def _by_muscle(height: FloatArray, envelopes: Mapping[str, FloatArray], rate_hz: float) -> Orientation | None:
    """The hamstrings work towards the bent end, the quadriceps towards the straight end; the surer one tells."""
    told: list[tuple[float, int, str]] = []
    for muscles, towards, name in ((HAMSTRINGS, 1, "hamstrings"), (QUADRICEPS, -1, "quadriceps")):
        for channel in muscles:
            if channel in envelopes:
                up = contrast(envelopes[channel], height, rate_hz)
                down = contrast(envelopes[channel], 1.0 - height, rate_hz)
                best = up if not abs(down) > abs(up) else -down
                if np.isfinite(best):
                    told.append((abs(best), towards * int(np.sign(best)), name))
    if not told or max(told)[0] < SURE_CONTRAST:
        return None
    _, sign, name = max(told)
    end = "bent" if name == "hamstrings" else "straight"
    return Orientation(sign, 0.0, True, f"the {name} work at the end that must be the {end} one")


def _by_rest(height: FloatArray) -> Orientation:
    why = "nothing tells the sign; the end where the limb rests is taken as the start of the movement"
    return Orientation(-1 if rests_high(height) > 0 else 1, 0.0, False, why)


def rests_high(height: FloatArray) -> float:
    """Whether a limb rests at the high end: where the recording begins and ends and where it stays longest.

    Parameters
    ----------
    height : ndarray, shape (n,)
        The movement, 0 at its low end and 1 at its high end; NaN is left out.

    Returns
    -------
    float
        Positive for the high end, negative for the low end; beyond 1 both edges and the time spent agree.
    """
    seen = height[np.isfinite(height)]
    edges = (seen[0], seen[-1])
    low = float((seen < 0.25).mean()) + 0.5 * sum(edge < 0.35 for edge in edges)
    high = float((seen > 0.75).mean()) + 0.5 * sum(edge > 0.65 for edge in edges)
    return float(high - low)
