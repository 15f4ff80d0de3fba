"""Motion to repetitions and their phases, by the definitions of the design.

A flank is the rise to a peak or the fall from it, and has its own base: the lowest position on that side before the
neighbouring repetition or the end of the data. A repetition starts and ends where its flanks cross 10 % of their
height, and is at the top between their 90 % crossings.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from legcurl.motion import Motion, turning_points
from legcurl.motion.conditioning import extent, stretches
from legcurl.vocabulary import FloatArray, PhaseOrder, RepKind, Variation

EDGE, TOP = 0.10, 0.90
"""Shares of a flank's height at which a repetition starts and is at the top."""
REST_ZONE = 0.25
"""Share of the set's range above rest within which the limb counts as resting."""
DIP = 0.25
"""Share of the set's range by which the limb must come down for two peaks to be two repetitions."""
HALF = 0.50
"""A repetition that peaks below this share of the set's best is partial."""
RECURS, RECURRING_SHARE = 2, 0.1
"""A level at which the limb turns round at least so often, and in at least this share of all turns, recurs."""
HIDES_NOTHING_S = 1.0
"""A repetition takes longer: 0.5 s up and 0.5 s down at the least."""
STILL, STANDSTILL_S = 0.05, 1.0
"""Below this share of a flank's highest speed for longer than this, a limb in the rest zone stands still."""
LEAST_RANGE = {"deg": 15.0, "m": 0.06}
"""Sets with less movement hold no repetition: the smallest real difference of a phone's angle is 12° (Hancock 2018)."""


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition: when its flanks cross 10 and 90 % of their own height, and how high it went.

    A truncated repetition has None for the times of a flank that the recording's edge cuts: its height is not known.

    Parameters
    ----------
    index : int
        Counts from 1 over all listed repetitions.
    kind : {"complete", "partial", "truncated"}
        Whether it left the rest zone and came back to it.
    start_s, top_start_s, peak_s, top_end_s, end_s : float or None
        Times of the 10 % and 90 % crossings and of the peak.
    start_position, peak_position, end_position : float
        Base of the rising flank, peak, and base of the falling flank, in the motion's unit, as measured.
    rest_position : float
        Resting position of the set at this repetition (drift followed).
    phase_order : {"concentric_first", "eccentric_first"}
        Whether the movement away from rest is the concentric one (all but nordic).
    corrected : bool
        Whether a person dropped, merged, split or marked it.
    confidence : float
        0 to 1.
    """

    index: int
    kind: RepKind
    start_s: float | None
    top_start_s: float | None
    peak_s: float
    top_end_s: float | None
    end_s: float | None
    start_position: float
    peak_position: float
    end_position: float
    rest_position: float
    phase_order: PhaseOrder = "concentric_first"
    corrected: bool = False
    confidence: float = 1.0

    @property
    def height(self) -> float:
        """Distance of the peak from rest, in the motion's unit, not negative."""
        return abs(self.peak_position - self.rest_position)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A peak between two valleys, as sample indices; `starts` and `ends`: the data begin or end at that valley."""

    left: int
    peak: int
    right: int
    starts: bool
    ends: bool


class Standing(NamedTuple):
    """What a cycle is among the others of its set.

    Parameters
    ----------
    kind : {"complete", "partial", "truncated"}
    cut_left, cut_right : bool
        Whether the edge of the data cuts its rise (fall).
    rest : float
        Resting position at its peak.
    best : float
        Height of the set's best repetition.
    """

    kind: RepKind
    cut_left: bool
    cut_right: bool
    rest: float
    best: float


def find_reps(motion: Motion, variation: Variation | None = None) -> tuple[Rep, ...]:
    """Find the repetitions of a set.

    Parameters
    ----------
    motion : Motion
        The set on a uniform grid.
    variation : optional
        ``nordic`` starts bent and lowers first; its rest is the upright position.

    Returns
    -------
    tuple of Rep
        In time, complete, partial and truncated; movements that never leave the rest zone are not listed.
    """
    order: PhaseOrder = "eccentric_first" if variation == "nordic" else "concentric_first"
    way = -1.0 if order == "eccentric_first" else 1.0
    return reps_of_cycles(motion, find_cycles(motion, way), order)


def find_cycles(motion: Motion, way: float = 1.0) -> list[Cycle]:
    """Peaks of ``way * position`` that stand out of the set, each with the valleys on both sides."""
    x = _continuous(motion, way)
    parts = stretches(np.isfinite(x))
    reach = _reach(x, parts, LEAST_RANGE[motion.unit])
    if reach is None:
        return []
    cycles = []
    for start, stop in parts:
        peaks, _ = turning_points(x[start:stop], DIP * reach)
        valleys = _valleys(x[start:stop], peaks)
        for i, peak in enumerate(peaks):
            left, right = valleys[i], valleys[i + 1]
            cycles.append(Cycle(start + left, start + peak, start + right, i == 0, i == len(peaks) - 1))
    return cycles


def reps_of_cycles(motion: Motion, cycles: list[Cycle], order: PhaseOrder = "concentric_first") -> tuple[Rep, ...]:
    """Classify and time given cycles; see :func:`find_reps`."""
    if not cycles:
        return ()
    way = -1.0 if order == "eccentric_first" else 1.0
    x = _continuous(motion, way)
    reps: list[Rep] = []
    for cycle, standing in zip(cycles, standings(x, cycles), strict=True):
        if standing is None:
            continue
        rep = _measure(motion, x, cycle, standing)
        reps.append(
            replace(
                rep,
                index=len(reps) + 1,
                start_position=way * rep.start_position,
                peak_position=way * rep.peak_position,
                end_position=way * rep.end_position,
                rest_position=way * rep.rest_position,
                phase_order=order,
            )
        )
    return tuple(reps)


def standings(x: FloatArray, cycles: list[Cycle]) -> list[Standing | None]:
    """What each cycle is among the others; None for a movement that never leaves the rest zone.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Position away from rest; the turning points alone are enough.
    cycles : list of Cycle
        At least one, in order of time.
    """
    rest = _rest_line(x, cycles)
    best = _best(np.array([x[cycle.peak] - rest[cycle.peak] for cycle in cycles]))
    return [_standing(x, cycle, rest, best) for cycle in cycles]


def _standing(x: FloatArray, cycle: Cycle, rest: FloatArray, best: float) -> Standing | None:
    zone, height = REST_ZONE * best, x[cycle.peak] - rest[cycle.peak]
    if height < zone:
        return None
    cut_left = cycle.starts and bool(x[cycle.left] > rest[cycle.left] + zone)
    cut_right = cycle.ends and bool(x[cycle.right] > rest[cycle.right] + zone)
    returns = bool(x[cycle.right] <= rest[cycle.right] + zone)
    kind: RepKind = "complete"
    if cut_left or cut_right:
        kind = "truncated"
    elif not returns or height < HALF * best:
        kind = "partial"
    return Standing(kind, cut_left, cut_right, float(rest[cycle.peak]), best)


def _continuous(motion: Motion, way: float) -> FloatArray:
    """Position away from rest, with straight lines across gaps in which no repetition can hide."""
    x = way * motion.position
    for start, stop in stretches(np.isnan(x)):
        if start > 0 and stop < x.size and stop - start <= HIDES_NOTHING_S * motion.rate_hz:
            x[start:stop] = np.interp(np.arange(start, stop), [start - 1, stop], [x[start - 1], x[stop]])
    return x


def _reach(x: FloatArray, parts: list[tuple[int, int]], least: float) -> float | None:
    """Height of the set's highest movements above its valleys; None where there is no movement worth the name."""
    low, high = extent(x)
    span = high - low
    if span < least:
        return None
    heights: list[float] = []
    for start, stop in parts:
        piece = x[start:stop]
        peaks, _ = turning_points(piece, max(DIP * span, least / 2))
        valleys = _valleys(piece, peaks)
        heights += [piece[p] - min(piece[valleys[i]], piece[valleys[i + 1]]) for i, p in enumerate(peaks)]
    return _best(np.array(heights)) if heights else None


def _valleys(x: FloatArray, peaks: list[int]) -> list[int]:
    """Lowest sample before the first peak, between neighbours, and after the last: one more than there are peaks."""
    bounds = [0, *peaks, x.size - 1]
    return [a + int(np.argmin(x[a : b + 1])) for a, b in itertools.pairwise(bounds)]


def _best(heights: FloatArray) -> float:
    """The highest, unless it stands alone far above the others: then somebody got onto the machine."""
    ordered = np.sort(heights)[::-1]
    alone = ordered.size >= 4 and ordered[0] > 1.5 * ordered[1]
    return float(ordered[1] if alone else ordered[0])


def _rest_line(x: FloatArray, cycles: list[Cycle]) -> FloatArray:
    """Resting position over time: the middle one of the valleys, tilted where peaks and valleys drift alike.

    Of the valleys, the lowest that recur are rest: a lifter who turns round too early most of the time still rests
    below. An edge of the data counts only where it is down there too, or lower. A sensor that drifts moves peaks and
    valleys by the same amount; a lifter who tires does not.
    """
    peaks = [cycle.peak for cycle in cycles]
    inner = sorted({c.left for c in cycles if not c.starts} | {c.right for c in cycles if not c.ends})
    edges = sorted({c.left for c in cycles if c.starts} | {c.right for c in cycles if c.ends})
    floor = float(x[inner or edges].min())
    down_there = floor + REST_ZONE * (float(x[peaks].max()) - floor)
    levels = np.sort(x[inner + [i for i in edges if x[i] <= down_there]] if inner else x[edges])
    needed = min(levels.size, max(RECURS, round(RECURRING_SHARE * levels.size))) if inner else 1
    zone = REST_ZONE * (float(x[peaks].max()) - float(levels[0]))
    lowest = next((low for low in levels if np.count_nonzero(np.abs(levels - low) <= zone) >= needed), levels[0])
    valleys = sorted(i for i in (*inner, *edges) if abs(x[i] - lowest) <= zone)
    slope = 0.0
    if len(peaks) >= 4 and len(valleys) >= 4:
        of_peaks, of_valleys = _robust_slope(peaks, x[peaks]), _robust_slope(valleys, x[valleys])
        if of_peaks * of_valleys > 0 and 0.5 < of_peaks / of_valleys < 2.0:
            slope = min(of_peaks, of_valleys, key=abs)
    level = float(np.quantile(x[valleys] - slope * np.array(valleys), 0.5, method="lower"))
    return np.asarray(level + slope * np.arange(x.size))


def _robust_slope(at: list[int], values: FloatArray) -> float:
    """Median slope over all pairs at least half of the set apart (after Theil and Sen)."""
    index = np.array(at, dtype=float)[:400]
    i, j = np.triu_indices(index.size, max(1, index.size // 2))
    return float(np.median((values[:400][j] - values[:400][i]) / (index[j] - index[i])))


def _measure(motion: Motion, x: FloatArray, cycle: Cycle, standing: Standing) -> Rep:
    """Times of one cycle; `index` and signs are left to the caller."""
    cut_left, cut_right = standing.cut_left, standing.cut_right
    start_s, top_start_s = _flank(motion.time_s, x, cycle.left, cycle.peak)
    end_s, top_end_s = _flank(motion.time_s, x, cycle.right, cycle.peak)
    inside = slice(cycle.left, cycle.right + 1)
    bridged = float((motion.filled[inside] | np.isnan(motion.position[inside])).mean())
    noise = min(1.0, 10.0 * motion.noise / standing.best)
    known = motion.confidence.get(motion.source_channel)
    trust = 1.0 if known is None else float(known[inside].mean())
    return Rep(
        index=0,
        kind=standing.kind,
        start_s=None if cut_left else start_s,
        top_start_s=None if cut_left else top_start_s,
        peak_s=float(motion.time_s[cycle.peak]),
        top_end_s=None if cut_right else top_end_s,
        end_s=None if cut_right else end_s,
        start_position=float(x[cycle.left]),
        peak_position=float(x[cycle.peak]),
        end_position=float(x[cycle.right]),
        rest_position=standing.rest,
        confidence=round(trust * (1.0 - bridged) * (1.0 - 0.5 * noise), 3),
    )


def _flank(time_s: FloatArray, x: FloatArray, base: int, peak: int) -> tuple[float, float]:
    """Times at which a flank crosses 10 and 90 % of its height, seen from the top outwards and from the base inwards.

    The top is left where the flank is last (first, on the rise) at 90 %; standstill at the base belongs to the rest,
    so the edge is the crossing of 10 % nearest to the top.
    """
    step = 1 if peak >= base else -1
    flank = x[base : peak + 1] if step == 1 else x[peak : base + 1][::-1]
    times = time_s[base : peak + 1] if step == 1 else time_s[peak : base + 1][::-1]
    if flank.size < 2:
        return float(times[0]), float(times[0])
    low, height = flank[0], flank[-1] - flank[0]
    top = int(np.argmax(flank >= low + TOP * height))
    edge = int(np.flatnonzero(flank[: top + 1] <= low + EDGE * height)[-1])
    still = _last_standstill(np.abs(times - times[0]), flank, edge, top)
    if still is not None:
        return float(times[still]), _crossing(times, flank, top - 1, float(low + TOP * height))
    return (
        _crossing(times, flank, edge, float(low + EDGE * height)),
        _crossing(times, flank, top - 1, float(low + TOP * height)),
    )


def _last_standstill(elapsed_s: FloatArray, flank: FloatArray, edge: int, top: int) -> int | None:
    """Where a long standstill above the edge, but still in the rest zone, ends: it is rest, not movement."""
    if elapsed_s[top] - elapsed_s[edge] <= STANDSTILL_S:
        return None
    speed = np.abs(np.gradient(flank[: top + 1], elapsed_s[: top + 1]))
    resting = flank[edge : top + 1] < flank[0] + REST_ZONE * (flank[-1] - flank[0])
    still = stretches(resting & (speed[edge:] < STILL * speed.max()))
    long = [
        edge + stop - 1 for start, stop in still if elapsed_s[edge + stop - 1] - elapsed_s[edge + start] > STANDSTILL_S
    ]
    return long[-1] if long else None


def _crossing(times: FloatArray, flank: FloatArray, before: int, level: float) -> float:
    before = max(before, 0)
    after = min(before + 1, flank.size - 1)
    rise = flank[after] - flank[before]
    share = (level - flank[before]) / rise if rise > 0 else 0.0
    return float(times[before] + share * (times[after] - times[before]))
