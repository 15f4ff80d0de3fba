"""Knee angles whose answer is known by calculation: minimum-jerk flanks and standstills.

A minimum-jerk flank from a to b in T seconds is a + (b - a)·(10τ³ - 15τ⁴ + 6τ⁵), τ = t/T (Flash and Hogan 1985). It
crosses 10 % of its way at ``TEN`` and 90 % at 1 - ``TEN`` of its time; its mean speed between the two is
0.8·(b - a)/(1 - 2·TEN)/T, its peak speed 1.875·(b - a)/T and its peak acceleration 5.7735·(b - a)/T².
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from legcurl.motion import Motion, motion_from_recording
from legcurl.recording import Recording
from legcurl.reps import Rep, find_reps

TEN = 0.246636


def flank(share):
    """Share of the way that a minimum-jerk flank has come after a share of its time."""
    return share**3 * (10 - 15 * share + 6 * share**2)


def share_at(way):
    """Share of its time after which a minimum-jerk flank has come a share of its way."""
    share = np.linspace(0, 1, 10_001)
    return float(np.interp(way, flank(share), share))


def trace(*moves, start=5.0, rate_hz=100.0):
    """Times and angles of a knee that makes one move after the other.

    A move is (angle, seconds): a minimum-jerk flank to that angle, or a standstill where the knee is there already.
    """
    knots = np.concatenate(([0.0], np.cumsum([seconds for _, seconds in moves])))
    time = np.arange(round(knots[-1] * rate_hz) + 1) / rate_hz
    angle, at = np.full(time.size, float(start)), float(start)
    for (to, seconds), begins in zip(moves, knots, strict=False):
        after = time > begins
        angle[after] = at + (to - at) * flank(np.clip((time[after] - begins) / seconds, 0.0, 1.0))
        at = float(to)
    return time, angle


def curls(count, *, up_s=1.0, hold_s=0.5, down_s=1.5, pause_s=0.5, rest=5.0, peak=100.0, lead_s=1.0):
    """Moves of a set of even repetitions, with standstill before and after."""
    one = [(peak, up_s), (peak, hold_s), (rest, down_s), (rest, pause_s)]
    return [(rest, lead_s), *(move for move in one * count if move[1] > 0), (rest, lead_s)]


def recording(time, angle, **others) -> Recording:
    return Recording(time, {"knee_flexion_deg": angle, **others})


def motion(*moves, **how) -> Motion:
    made = motion_from_recording(recording(*trace(*moves, **how)))
    assert made is not None
    return made


def reps(*moves, variation=None, **how) -> tuple[Rep, ...]:
    return find_reps(motion(*moves, **how), variation)


def kinds(found) -> str:
    """``ccpt``: the kinds of repetitions, in order."""
    return "".join(rep.kind[0] for rep in found)


def moved(rep: Rep, by_s: float) -> Rep:
    """The same repetition on another clock."""
    names = ("start_s", "top_start_s", "peak_s", "top_end_s", "end_s")
    return replace(rep, **{n: getattr(rep, n) + by_s for n in names if getattr(rep, n) is not None})
