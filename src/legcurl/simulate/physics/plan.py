"""What a simulated athlete sets out to do: a movement, a load, how long to go on, and what is set up wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from legcurl.errors import UsageError
from legcurl.machine.demand import TWO_LEGS
from legcurl.machine.model import Machine
from legcurl.plan import Tempo
from legcurl.simulate.kinematics import flank_duration, flank_ease
from legcurl.simulate.plans import ChannelGroup, RepPlan, Sensor, SetPlan, vary
from legcurl.simulate.posture import CURL_POSTURES
from legcurl.vocabulary import BODYWEIGHT, Variation

RANGE_DEG: Mapping[Variation, tuple[float, float]] = {
    "prone": (5.0, 95.0), "seated": (8.0, 90.0), "standing": (5.0, 95.0),
    "nordic": (90.0, 40.0), "slider": (15.0, 85.0), "ball": (15.0, 80.0),
}  # fmt: skip
"""Knee flexion at rest and at the far end where nobody says otherwise (middle of the usual, design choice)."""
MOST_REPS = 60
"""After so many repetitions a set to failure ends without one (design choice)."""
SHORTEST_PHASE_S, LONGEST_PHASE_S = 0.2, 20.0
"""Bounds of a whole way up or down (design choice)."""
CHANNELS: tuple[ChannelGroup, ...] = ("knee", "body", "machine")
CLEAN = Sensor(rate_hz=100.0)
_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Misfit:
    """What about the machine is set up wrongly on purpose, m.

    Parameters
    ----------
    pivot_along_m, pivot_across_m : float
        Pivot from the knee axis, beside what the machine itself says: along the thigh, away from the hip, and towards
        the back of the thigh.
    pad_m : float
        Pad further down the leg.
    seat_m : float
        Seat further back, so that the knee stands behind the pivot.
    """

    pivot_along_m: float = 0.0
    pivot_across_m: float = 0.0
    pad_m: float = 0.0
    seat_m: float = 0.0

    def applied(self, machine: Machine) -> Machine:
        """The machine as it stands to the leg.

        Raises
        ------
        InputError
            If no leg fits into that.
        """
        return replace(
            machine,
            lever_m=machine.lever_m + self.pad_m,
            pivot_along_m=machine.pivot_along_m + self.pivot_along_m + self.seat_m,
            pivot_across_m=machine.pivot_across_m + self.pivot_across_m,
        )


@dataclass(frozen=True, slots=True)
class LiftPlan:
    """A set to be lifted.

    Parameters
    ----------
    movement : SetPlan
        What the athlete means to do, the load, and how it is recorded. Where `leg` is ``both`` they share the load.
    to_failure : bool
        Whether to go on until a repetition fails; the last repetition of the movement is then repeated.
    tires : bool
        Whether the muscles tire.
    hands : bool
        Whether the hands help where the muscles cannot (nordic only).
    misfit : Misfit
    pad_slip_deg : float
        How far the pad gives way in the middle of every way up, as an angle of the lever; it is back at the bottom.
    """

    movement: SetPlan
    to_failure: bool = False
    tires: bool = True
    hands: bool = True
    misfit: Misfit = field(default_factory=Misfit)
    pad_slip_deg: float = 0.0

    def __post_init__(self) -> None:
        if self.movement.variation in BODYWEIGHT and (self.misfit != Misfit() or self.pad_slip_deg):
            raise UsageError(f"a {self.movement.variation} curl has no machine whose pivot or pad could be wrong")

    @property
    def legs(self) -> int:
        """How many legs share the load."""
        return 2 if self.movement.leg == "both" else 1


def plan_lift(
    variation: Variation,
    *,
    load_kg: float = 0.0,
    reps: int = 10,
    tempo: str | Tempo = "2-0-1-0",
    rest_deg: float | None = None,
    peak_deg: float | None = None,
    to_failure: bool = False,
    one_leg: bool | None = None,
    sensor: Sensor = CLEAN,
) -> LiftPlan:
    """A plan as a lifter says it.

    Parameters
    ----------
    variation : str
    load_kg : float
        Load on the label.
    reps : int
        How many repetitions; not heeded in a set to failure.
    tempo : str or Tempo
        Whole phases in s, in the order in which lifters write them: ``2-0-1-1``.
    rest_deg, peak_deg : float, optional
        Knee flexion at rest and at the far end; :data:`RANGE_DEG` unless given.
    to_failure : bool
    one_leg : bool, optional
        Whether one leg works alone; as usual in the variation unless given.
    sensor : Sensor

    Returns
    -------
    LiftPlan

    Raises
    ------
    UsageError
        If nobody can plan that.
    """
    if not 1 <= reps <= MOST_REPS:
        raise UsageError(f"{reps} repetitions: expected 1 to {MOST_REPS}")
    rest, peak = RANGE_DEG[variation]
    rest, peak = rest if rest_deg is None else rest_deg, peak if peak_deg is None else peak_deg
    if not (-5.0 <= rest <= 140.0 and -5.0 <= peak <= 140.0) or abs(peak - rest) < LEAST_RANGE_DEG:
        raise UsageError(
            f"a range from {rest:g} to {peak:g} deg: expected -5 to 140 deg, {LEAST_RANGE_DEG:g} deg apart"
        )
    if (peak > rest) == (variation == "nordic"):
        raise UsageError(f"a {variation} curl from {rest:g} to {peak:g} deg goes the wrong way")
    alone = variation not in TWO_LEGS if one_leg is None else one_leg
    asked = Tempo.parse(tempo) if isinstance(tempo, str) else tempo
    rep = RepPlan(measured_tempo(asked), peak, rest)
    movement = SetPlan(
        variation, (rep,) * (MOST_REPS if to_failure else reps), rest, leg="right" if alone else "both",
        sensor=sensor, channels=CHANNELS if variation not in BODYWEIGHT else ("knee", "body"), load_kg=load_kg,
    )  # fmt: skip
    return LiftPlan(movement, to_failure=to_failure)


def with_foot(plan: LiftPlan, dorsiflexion_deg: float) -> LiftPlan:
    """The plan with the foot held elsewhere, toes up positive.

    Raises
    ------
    UsageError
        If no ankle goes there.
    """
    low, high = FOOT_DEG
    if not low <= dorsiflexion_deg <= high:
        raise UsageError(f"a foot at {dorsiflexion_deg:g} deg: expected {low:g} to {high:g}, toes up positive")
    movement = plan.movement
    pointed = CURL_POSTURES[movement.variation].ankle_deg - dorsiflexion_deg
    return replace(plan, movement=replace(movement, faults=replace(movement.faults, toes_pointed_deg=pointed)))


def with_uneven_reps(plan: LiftPlan, spread: float, seed: int) -> LiftPlan:
    """The plan with phases of uneven length, as people make them; `spread` is that of their logarithm."""
    rng = np.random.default_rng([seed, 2])
    reps = vary(plan.movement.reps, rng, time_spread=spread, peak_spread_deg=1.0, return_spread_deg=0.5)
    return replace(plan, movement=replace(plan.movement, reps=reps))


FOOT_DEG = (-50.0, 25.0)
"""Where an ankle can be held (design choice, within what the muscles' surfaces span)."""
LEAST_RANGE_DEG = 20.0
"""A smaller movement is no leg curl (a little above what is taken for a repetition at all)."""


def measured_tempo(tempo: Tempo, ramp_s: float = 0.5) -> Tempo:
    """Phase times between the 10 and 90 % crossings of a set whose whole phases are as given.

    The pauses grow by the ends of the flanks, which are within 10 % of the turning points and count as pauses.

    Raises
    ------
    UsageError
        If a way up or down is faster or slower than anybody moves.
    """
    for what, whole_s in (("down", tempo.eccentric_s), ("up", tempo.concentric_s)):
        if not SHORTEST_PHASE_S <= whole_s <= LONGEST_PHASE_S:
            raise UsageError(
                f"tempo {tempo}: {whole_s:g} s {what}, expected {SHORTEST_PHASE_S:g} to {LONGEST_PHASE_S:g} s"
            )
    down_s, up_s = _between_crossings(tempo.eccentric_s, ramp_s), _between_crossings(tempo.concentric_s, ramp_s)
    ends_s = 0.5 * (tempo.eccentric_s - down_s + tempo.concentric_s - up_s)
    return Tempo(down_s, tempo.stretched_pause_s + ends_s, up_s, tempo.squeezed_pause_s + ends_s)


def _between_crossings(whole_s: float, ramp_s: float) -> float:
    """The share of a whole way that lies between 10 and 90 %, by halving: longer flanks are wholly longer."""
    low, high = 0.0, whole_s
    for _ in range(_ROUNDS):
        middle = 0.5 * (low + high)
        whole = flank_duration(middle, flank_ease(middle, ramp_s)) if middle > 0 else 0.0
        low, high = (middle, high) if whole < whole_s else (low, middle)
    return 0.5 * (low + high)
