"""The repetitions of a stream so far: their turning points by the definition of the analysis, their times measured.

The kind of a repetition depends on the others: how far the best one went, where the limb rests. So all of them are
classified anew, by the function that the analysis uses, whenever one more has come to its end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from legcurl.live.tracker import Extreme
from legcurl.metrics import RepMetrics
from legcurl.motion import Motion
from legcurl.motion.conditioning import GRID_HZ
from legcurl.reps import Cycle, Rep, reps_of_cycles
from legcurl.vocabulary import PhaseOrder


@dataclass(slots=True)
class Seen:
    """One cycle between two valleys, and what was measured of it.

    Parameters
    ----------
    left, peak, right : Extreme
        Turning points, as flexion in degrees or in metres.
    starts, ends : bool
        Whether the data begin (end) at that valley.
    measures : RepMetrics or None
        None where too little was seen.
    """

    left: Extreme
    peak: Extreme
    right: Extreme
    starts: bool
    ends: bool
    measures: RepMetrics | None = None


def measured(motion: Motion, order: PhaseOrder) -> Rep | None:
    """The one repetition of a stretch from valley to valley, timed as the analysis does; None where it moves nowhere."""
    x = motion.position if order == "concentric_first" else -motion.position
    seen = np.flatnonzero(np.isfinite(x))
    if seen.size < 3:
        return None
    peak = int(seen[np.argmax(x[seen])])
    before, after = seen[seen <= peak], seen[seen >= peak]
    left, right = int(before[np.argmin(x[before])]), int(after[np.argmin(x[after])])
    found = reps_of_cycles(motion, [Cycle(left, peak, right, starts=False, ends=False)], order)
    return found[0] if found else None


def classified(cycles: list[Seen], motion: Motion, order: PhaseOrder) -> list[RepMetrics]:
    """All repetitions, each of the kind and with the rest that it has among the others.

    Parameters
    ----------
    cycles : list of Seen
        In order of time.
    motion : Motion
        Any stretch of the stream, for its channel and unit.
    order : {"concentric_first", "eccentric_first"}
    """
    points: list[Extreme] = []
    sketch: list[Cycle] = []
    for cycle in cycles:
        if not points or points[-1] != cycle.left:
            points.append(cycle.left)
        at = len(points) - 1
        points += [cycle.peak, cycle.right]
        sketch.append(Cycle(at, at + 1, at + 2, cycle.starts, cycle.ends))
    drawn = replace(
        motion,
        time_s=np.array([point.time_s for point in points]),
        position=np.array([point.at for point in points]),
        filled=np.zeros(len(points), dtype=bool),
        rate_hz=GRID_HZ,
        noise=0.0,
    )
    by_peak = {cycle.peak.time_s: cycle.measures for cycle in cycles}
    reps = []
    for rep in reps_of_cycles(drawn, sketch, order):
        measures = by_peak[rep.peak_s]
        if measures is not None:
            reps.append(_as_among_others(measures, rep, motion.unit == "deg"))
    return [replace(m, rep=replace(m.rep, index=k)) for k, m in enumerate(_with_rests(reps), start=1)]


def _as_among_others(measures: RepMetrics, drawn: Rep, degrees: bool) -> RepMetrics:
    """Kind and rest from the set, times from what was measured; a flank that was cut has none."""
    rep = measures.rep
    whole = replace(
        rep,
        kind=drawn.kind,
        rest_position=drawn.rest_position,
        start_s=None if drawn.start_s is None else rep.start_s,
        top_start_s=None if drawn.start_s is None else rep.top_start_s,
        top_end_s=None if drawn.end_s is None else rep.top_end_s,
        end_s=None if drawn.end_s is None else rep.end_s,
    )
    return replace(measures, rep=whole, rom_deg=whole.height if degrees else None)


def _with_rests(reps: list[RepMetrics]) -> list[RepMetrics]:
    """The rest between neighbours, as far as both ends of it are known."""
    rested = []
    for m, following in zip(reps, [*reps[1:], None], strict=True):
        end_s, start_s = m.rep.end_s, following.rep.start_s if following else None
        rested.append(replace(m, rest_after_s=None if end_s is None or start_s is None else max(0.0, start_s - end_s)))
    return rested
