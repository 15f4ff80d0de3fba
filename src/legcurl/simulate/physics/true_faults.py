"""What is truly wrong in a simulated set: the standards, held against MuJoCo's own states.

The counterpart of the form rules, as :mod:`legcurl.simulate.truth` is that of the detector: it shares the thresholds
with them and nothing else, so that a set that nobody meant to be wrong, but whose weight was swung or whose pad lost
the leg, is known to be so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from legcurl.athlete import GRAVITY_M_S2
from legcurl.form.standards import load_standards
from legcurl.plan import Tempo
from legcurl.simulate.physics.apparatus import lever_rad
from legcurl.simulate.physics.lift import SimulatedLift
from legcurl.simulate.physics.reference import BLOCK_S
from legcurl.simulate.physics.trace import Trace
from legcurl.simulate.truth import TrueRep
from legcurl.vocabulary import FloatArray

SMOOTHED = 7
"""Blocks that an acceleration is averaged over: 0.07 s, in which cable and pad have settled (numerical)."""
STANDSTILL_DEG_S = 2.0
"""Speed below which a leg stands still (numerical: a tenth of the slowest way, 90 deg in 8 s with even ramps)."""
LEVER_TABLE_DEG = np.arange(-10.0, 151.0, 5.0)


class _Seen:
    """A set as the judgements below see it: complete repetitions as spans of the trace, and the standards."""

    def __init__(self, lift: SimulatedLift, tempo: Tempo) -> None:
        movement = lift.plan.movement
        self.lift, self.trace, self.tempo, self.away = lift, lift.trace, tempo, movement.away
        self.nordic, self.variation = movement.variation == "nordic", movement.variation
        self.reps: list[TrueRep] = [rep for rep in lift.truth.reps if rep.kind == "complete"]
        self.spans = [self.span(rep.start_s, rep.end_s) for rep in self.reps]

    def standard(self, name: str) -> float:
        """A threshold of the form rules."""
        return load_standards().of(name, self.variation).value

    def span(self, start_s: float | None, end_s: float | None) -> slice:
        """The samples between two times of the recording; all the rest where one lies beyond its edge."""
        first = 0 if start_s is None else round((start_s + self.lift.start_s) / BLOCK_S)
        return slice(first, None if end_s is None else round((end_s + self.lift.start_s) / BLOCK_S) + 1)

    def shorter(self, phases: Sequence[float | None], bound_s: float) -> bool:
        """Whether one of the known phases is shorter."""
        return any(phase is not None and phase < bound_s for phase in phases)

    def moves(self, angle: FloatArray, name: str) -> bool:
        """Whether an angle departs by more than a standard from where a repetition began."""
        return any(float(np.abs(angle[span] - angle[span.start]).max()) > self.standard(name) for span in self.spans)


def true_findings(lift: SimulatedLift, tempo: Tempo) -> frozenset[str]:
    """Ids of the findings that a set which went as it went has earned.

    Parameters
    ----------
    lift : SimulatedLift
    tempo : Tempo
        Whole phases that the lifter planned.

    Returns
    -------
    frozenset of str
    """
    seen = _Seen(lift, tempo)
    return frozenset(name for name, judge in JUDGEMENTS.items() if judge(seen))


def _rushed(seen: _Seen) -> bool:
    bound = seen.standard("flank_share") * (seen.tempo.concentric_s - seen.standard("phase_tolerance"))
    return seen.shorter([rep.concentric_s for rep in seen.reps], bound)


def _dropped(seen: _Seen) -> bool:
    share = seen.standard("least_eccentric_of_plan") * seen.standard("flank_share")
    if seen.shorter([rep.eccentric_s for rep in seen.reps], share * seen.tempo.eccentric_s):
        return True
    falling = -_acceleration(seen.trace.knee_deg)
    ways = [] if seen.nordic else [seen.span(rep.top_end_s, rep.end_s) for rep in seen.reps]
    return any(float(falling[way].max(initial=0.0)) > seen.standard("free_fall") for way in ways)


def _no_hold(seen: _Seen) -> bool:
    planned_s = seen.tempo.stretched_pause_s if seen.nordic else seen.tempo.squeezed_pause_s
    return seen.shorter([rep.hold_s for rep in seen.reps], planned_s - seen.standard("phase_tolerance"))


def _pause(seen: _Seen) -> bool:
    planned_s = seen.tempo.squeezed_pause_s if seen.nordic else seen.tempo.stretched_pause_s
    still = np.abs(np.gradient(seen.trace.knee_deg, BLOCK_S)) < STANDSTILL_DEG_S
    rests = [seen.span(rep.end_s, following.start_s) for rep, following in pairwise(seen.reps)]
    return any(BLOCK_S * float(still[rest].sum()) > planned_s + seen.standard("pause_tolerance") for rest in rests)


def _swung(seen: _Seen) -> bool:
    share = swing_of(seen.lift)
    return share is not None and share > seen.standard("inertial_share")


def swing_of(lift: SimulatedLift) -> float | None:
    """Largest upward acceleration of the stack within a repetition, over gravity's; None without a stack."""
    if not lift.trace.stack_m.any():
        return None
    lifted = _acceleration(lift.trace.stack_m) / GRAVITY_M_S2
    seen = _Seen(lift, Tempo(1.0, 0.0, 1.0, 0.0))
    return max((float(lifted[span].max()) for span in seen.spans), default=0.0)


def _short(seen: _Seen) -> bool:
    ranges = [rep.rom_deg for rep in seen.reps]
    best = max(map(abs, ranges), default=0.0)
    missed = max((1 - seen.standard("range_of_best")) * best, seen.standard("angle_difference"))
    return any(abs(reached) < best - missed for reached in ranges)


def _apart(seen: _Seen) -> FloatArray | None:
    """How far the lever is from where the shank and a firm pad would have it, deg; None without a machine."""
    machine, trace = seen.lift.machine, seen.trace
    if machine is None or not trace.tension_n.any():
        return None
    return np.asarray(trace.lever_deg - _with_the_shank(seen, _knee_against_pad(trace)))


def _with_the_shank(seen: _Seen, knee_deg: FloatArray) -> FloatArray:
    """Lever angle at which the pad touches a shank at a knee angle."""
    assert seen.lift.machine is not None
    table = [np.degrees(lever_rad(seen.lift.machine, float(np.radians(knee)))) for knee in LEVER_TABLE_DEG]
    return np.asarray(np.interp(knee_deg, LEVER_TABLE_DEG, table))


def _knee_against_pad(trace: Trace) -> FloatArray:
    """The knee angle as the machine sees it, on a thigh that may have moved from where it was."""
    return np.asarray(trace.knee_deg - (trace.thigh_deg - trace.thigh_deg[0]))


def _slips(seen: _Seen) -> bool:
    apart = _apart(seen)
    if apart is None:
        return False
    return any(float(np.ptp(apart[span])) > seen.standard("pad_slip") for span in seen.spans)


def _askew(seen: _Seen) -> bool:
    if seen.lift.machine is None or not seen.spans:
        return False
    knee = np.concatenate([seen.trace.knee_deg[span] for span in seen.spans])
    return float(np.ptp(_with_the_shank(seen, knee) - knee)) > seen.standard("axis_drift")


def _toes(seen: _Seen) -> bool:
    ways = [seen.span(rep.start_s, rep.top_start_s) for rep in seen.reps]
    if seen.nordic:
        ways = [seen.span(rep.top_end_s, rep.end_s) for rep in seen.reps]
    bound = seen.standard("least_dorsiflexion")
    return any(float(np.mean(seen.trace.ankle_deg[way])) < bound for way in ways)


def _one_side(seen: _Seen) -> bool:
    standard, difference = load_standards().of("side_difference"), seen.lift.truth.side_difference_pct
    return difference is not None and abs(difference) > 0.5 * (standard.low + standard.high)


def _acceleration(values: FloatArray) -> FloatArray:
    """Second derivative of something sampled once a block, averaged over a few."""
    rough = np.gradient(np.gradient(values, BLOCK_S), BLOCK_S)
    return np.convolve(rough, np.full(SMOOTHED, 1.0 / SMOOTHED), mode="same")


JUDGEMENTS: dict[str, Callable[[_Seen], bool]] = {
    "rushed_repetition": _rushed,
    "dropped_eccentric": _dropped,
    "momentum": _swung,
    "short_range": _short,
    "missing_hold": _no_hold,
    "pause_between_reps": _pause,
    "hips_rising": lambda seen: seen.variation == "prone" and seen.moves(seen.trace.hip_deg, "hip_change"),
    "trunk_rocking": lambda seen: seen.variation == "seated" and seen.moves(seen.trace.trunk_deg, "trunk_change"),
    "thigh_swinging": lambda seen: seen.variation == "standing" and seen.moves(seen.trace.thigh_deg, "thigh_change"),
    "pointed_toes": _toes,
    "pad_slipping": _slips,
    "axis_misaligned": _askew,
    "side_difference": _one_side,
}
"""What tells that a finding is truly there, by its id."""
