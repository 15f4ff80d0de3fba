"""What happened in a simulated set: the definition of a repetition, applied to the noiseless angle.

This is written from the definition and from the knots of the path alone. It shares no code with the detector that
it is there to judge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from legcurl.simulate.kinematics import KneePath
from legcurl.simulate.path import Path
from legcurl.vocabulary import PhaseOrder, RepKind

START, TOP = 0.10, 0.90  # shares of a flank's own height at which it starts and has arrived
REST_ZONE = 0.25  # share of the set's range above rest within which a repetition begins and ends
HALF = 0.5  # share of the set's best range below which a repetition is partial


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition as it really was; None for what lies beyond the recording's edge.

    Parameters
    ----------
    kind : {"complete", "partial", "truncated"}
    start_s, top_start_s, peak_s, top_end_s, end_s : float or None
        Times on the recording's clock. The peak is None where it lies beyond the edge.
    peak_deg : float
        Knee flexion furthest from rest within the recording.
    rom_deg : float
        Its distance from rest.
    phase_order : {"concentric_first", "eccentric_first"}
    """

    kind: RepKind
    start_s: float | None
    top_start_s: float | None
    peak_s: float | None
    top_end_s: float | None
    end_s: float | None
    peak_deg: float
    rom_deg: float
    phase_order: PhaseOrder

    @property
    def away_s(self) -> float | None:
        """Time of the movement away from rest: the concentric phase, but for the eccentric one of a nordic curl."""
        return _between(self.start_s, self.top_start_s)

    @property
    def hold_s(self) -> float | None:
        """Time at the top."""
        return _between(self.top_start_s, self.top_end_s)

    @property
    def back_s(self) -> float | None:
        """Time of the movement back: the eccentric phase, but for the concentric one of a nordic curl."""
        return _between(self.top_end_s, self.end_s)

    @property
    def concentric_s(self) -> float | None:
        """Time of the concentric phase."""
        return self.away_s if self.phase_order == "concentric_first" else self.back_s

    @property
    def eccentric_s(self) -> float | None:
        """Time of the eccentric phase."""
        return self.back_s if self.phase_order == "concentric_first" else self.away_s


@dataclass(frozen=True, slots=True)
class Truth:
    """What a recording really holds.

    Parameters
    ----------
    activity : str
        ``leg_curl``, or the name of something else.
    reps : tuple of TrueRep
        Leg curls only; empty where it is something else.
    rest_deg : float
        Knee flexion at rest.
    side_difference_pct : float or None
        How much smaller the left leg's range is, where both legs are recorded.
    """

    activity: str
    reps: tuple[TrueRep, ...]
    rest_deg: float
    side_difference_pct: float | None = None

    @property
    def is_leg_curl(self) -> bool:
        """Whether it is a leg curl."""
        return self.activity == "leg_curl"

    @property
    def complete_reps(self) -> int:
        """How many repetitions are complete."""
        return sum(rep.kind == "complete" for rep in self.reps)


def _between(start: float | None, end: float | None) -> float | None:
    return None if start is None or end is None else end - start


def _since(origin_s: float, time_s: float | None) -> float | None:
    return None if time_s is None else time_s - origin_s


@dataclass(frozen=True, slots=True)
class _Visible:
    """One repetition within the recording: heights above rest, times of the path."""

    start_s: float
    peak_s: float
    end_s: float
    base_before: float
    peak: float
    base_after: float


def _lowest(path: Path, start_s: float, end_s: float) -> tuple[float, float]:
    """Time and value of the lowest point of an interval."""
    times, values = path.knots_within(start_s, end_s)
    i = int(np.argmin(values))
    return float(times[i]), float(values[i])


def _visible(path: Path, knee: KneePath, start_s: float, end_s: float) -> list[_Visible]:
    """The part of every repetition that lies within the recording, from valley to valley."""
    ends = [0.0] + [top.last_s for top in knee.tops]
    starts = [top.first_s for top in knee.tops] + [float(path.times_s[-1])]
    valleys = [_lowest(path, last, first)[0] for last, first in zip(ends, starts, strict=True)]
    seen = []
    for before, after in pairwise(valleys):
        left, right = max(before, start_s), min(after, end_s)
        if left >= right:
            continue
        times, values = path.knots_within(left, right)
        i = int(np.argmax(values))
        peak_s = float(times[i])
        lowest_before = _lowest(path, left, peak_s)[1]
        lowest_after = _lowest(path, peak_s, right)[1]
        seen.append(_Visible(left, peak_s, right, lowest_before, float(values[i]), lowest_after))
    return seen


def _flank(path: Path, rep: _Visible, *, rising: bool) -> tuple[float | None, float | None]:
    """The 10 and 90 % crossings of one flank: the last start before the top, the outermost arrival at it."""
    base = rep.base_before if rising else rep.base_after
    height = rep.peak - base
    if height <= 0:
        return None, None
    inner, outer = (rep.peak_s, rep.start_s) if rising else (rep.peak_s, rep.end_s)
    span = (min(inner, outer), max(inner, outer))
    direction = 1 if rising else -1
    low = [t for t, d in path.crossings(base + START * height, *span) if d == direction]
    if not low:
        return None, None
    edge = low[-1] if rising else low[0]
    high = [t for t, d in path.crossings(base + TOP * height, *span) if d == direction]
    high = [t for t in high if (t > edge if rising else t < edge)]
    arrival = (high[0] if rising else high[-1]) if high else None
    return edge, arrival


def true_reps(knee: KneePath, *, rest_deg: float, away: int, start_s: float, end_s: float) -> tuple[TrueRep, ...]:
    """The repetitions of a path, as far as they lie within a recording.

    Parameters
    ----------
    knee : KneePath
    rest_deg : float
        Resting angle of the set.
    away : {1, -1}
        Direction of the movement away from rest.
    start_s, end_s : float
        First and last time of the recording, in s of the path; the times returned count from `start_s`.

    Returns
    -------
    tuple of TrueRep
        Those that leave the rest zone, in order.
    """
    path = replace(knee.path, values=away * (knee.path.values - rest_deg))
    seen = _visible(path, knee, start_s, end_s)
    best = max((rep.peak for rep in seen), default=0.0)
    zone = REST_ZONE * best
    found = []
    for rep in seen:
        if rep.peak <= zone:
            continue
        cut_before = rep.base_before > zone and rep.start_s == start_s
        cut_after = rep.base_after > zone and rep.end_s == end_s
        if cut_before or cut_after:
            kind: RepKind = "truncated"
        elif rep.base_after <= zone and rep.peak >= HALF * best:
            kind = "complete"
        else:
            kind = "partial"
        # Where the cut is not at the top, the top lies beyond it, and with it the height that 90 % are taken of.
        top_seen = start_s < rep.peak_s < end_s
        start, top_start = (None, None) if cut_before else _flank(path, rep, rising=True)
        end, top_end = (None, None) if cut_after else _flank(path, rep, rising=False)
        if not top_seen:
            top_start, top_end = None, None
        peak_s = rep.peak_s if top_seen else None
        found.append(
            TrueRep(
                kind=kind,
                start_s=_since(start_s, start),
                top_start_s=_since(start_s, top_start),
                peak_s=_since(start_s, peak_s),
                top_end_s=_since(start_s, top_end),
                end_s=_since(start_s, end),
                peak_deg=rest_deg + away * rep.peak,
                rom_deg=rep.peak,
                phase_order="concentric_first" if away > 0 else "eccentric_first",
            )
        )
    return tuple(found)
