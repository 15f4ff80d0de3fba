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
from legcurl.reps import Cycle, Rep, Standing, reps_of_cycles, standings
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
    measures : RepMetrics
    """

    left: Extreme
    peak: Extreme
    right: Extreme
    starts: bool
    ends: bool
    measures: RepMetrics


def measured(motion: Motion, order: PhaseOrder) -> Rep | None:
    """The one repetition of a stretch from valley to valley, timed as in the analysis; None where nothing moves."""
    x = motion.position if order == "concentric_first" else -motion.position
    seen = np.flatnonzero(np.isfinite(x))
    if seen.size < 3:
        return None
    peak = int(seen[np.argmax(x[seen])])
    before, after = seen[seen <= peak], seen[seen >= peak]
    left, right = int(before[np.argmin(x[before])]), int(after[np.argmin(x[after])])
    found = reps_of_cycles(motion, [Cycle(left, peak, right, starts=False, ends=False)], order)
    return found[0] if found else None


def classified(cycles: list[Seen], order: PhaseOrder, *, degrees: bool) -> list[RepMetrics]:
    """All repetitions, each of the kind and with the rest that it has among the others.

    Parameters
    ----------
    cycles : list of Seen
        At least one, in order of time.
    order : {"concentric_first", "eccentric_first"}
    degrees : bool
        Whether positions are in degrees.
    """
    way = 1.0 if order == "concentric_first" else -1.0
    points: list[Extreme] = []
    sketch: list[Cycle] = []
    for cycle in cycles:
        if not points or points[-1] != cycle.left:
            points.append(cycle.left)
        at = len(points) - 1
        points += [cycle.peak, cycle.right]
        sketch.append(Cycle(at, at + 1, at + 2, cycle.starts, cycle.ends))
    among = standings(way * np.array([point.at for point in points]), sketch)
    reps = [
        _as(cycle.measures, standing, way, degrees) for cycle, standing in zip(cycles, among, strict=True) if standing
    ]
    return [replace(m, rep=replace(m.rep, index=k)) for k, m in enumerate(_with_rests(reps), start=1)]


def _as(measures: RepMetrics, standing: Standing, way: float, degrees: bool) -> RepMetrics:
    """Kind and rest from the set, times from what was measured; a flank that was cut has none."""
    rep = measures.rep
    rep = replace(
        rep,
        kind=standing.kind,
        rest_position=way * standing.rest,
        start_s=None if standing.cut_left else rep.start_s,
        top_start_s=None if standing.cut_left else rep.top_start_s,
        top_end_s=None if standing.cut_right else rep.top_end_s,
        end_s=None if standing.cut_right else rep.end_s,
    )
    return replace(measures, rep=rep, rom_deg=rep.height if degrees else None)


def _with_rests(reps: list[RepMetrics]) -> list[RepMetrics]:
    """The rest between neighbours, as far as both ends of it are known."""
    rested = []
    for m, following in zip(reps, [*reps[1:], None], strict=True):
        end_s, start_s = m.rep.end_s, following.rep.start_s if following else None
        rested.append(replace(m, rest_after_s=None if end_s is None or start_s is None else max(0.0, start_s - end_s)))
    return rested
