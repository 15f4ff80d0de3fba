"""Form faults to order, each with a size in thresholds of the rule that looks for it: 1 is just noticed, 1.5 is clear.

A registry: one function a fault, which turns a plan into one with the fault in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from legcurl.athlete import Athlete
from legcurl.errors import UsageError
from legcurl.form.standards import load_standards
from legcurl.machine.load import inertial_share, knee_load
from legcurl.machine.model import PRESETS, Machine
from legcurl.plan import Tempo
from legcurl.simulate.kinematics import flank_duration, flank_ease
from legcurl.simulate.path import Path
from legcurl.simulate.physics.build import setup_for
from legcurl.simulate.physics.plan import LiftPlan
from legcurl.simulate.plans import RepPlan
from legcurl.simulate.posture import CURL_POSTURES, TOES_UP_BY_EFFORT_DEG
from legcurl.vocabulary import BODYWEIGHT, Variation

FASTEST_S = 0.12
"""Shortest way up or down between its crossings that an order makes (design choice)."""
FULL_REPS = 2
"""Repetitions that still go all the way before the range is cut: what the others are held against."""
LARGEST = 4.0
"""Largest size of an order; beyond, the set is no leg curl any more (design choice)."""
_ROUNDS, _SAMPLES = 40, 400


@dataclass(frozen=True, slots=True)
class Ordered:
    """What an order is made from.

    Parameters
    ----------
    plan : LiftPlan
        The clean one.
    tempo : Tempo
        Its whole phases as the lifter says them.
    size : float
        In thresholds.
    athlete : Athlete
    machine : Machine or None
    """

    plan: LiftPlan
    tempo: Tempo
    size: float
    athlete: Athlete
    machine: Machine | None

    def threshold(self, name: str) -> float:
        """A threshold of the form rules."""
        return load_standards().of(name, self.plan.movement.variation).value

    def with_reps(self, change: Callable[[RepPlan], RepPlan], *, after: int = 0) -> LiftPlan:
        """The plan with every repetition changed, but for the first ones."""
        movement = self.plan.movement
        reps = tuple(change(rep) if k >= after else rep for k, rep in enumerate(movement.reps))
        return replace(self.plan, movement=replace(movement, reps=reps))

    def with_tempo(self, **seconds: float) -> LiftPlan:
        """The plan with some measured phases changed; the other ones keep what the lifter planned."""
        return self.with_reps(lambda rep: replace(rep, tempo=replace(rep.tempo, **seconds)))


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that can be ordered.

    Parameters
    ----------
    finding : str
        Id of the rule that should find it.
    make : callable
    variations : frozenset of str
        Where there is such a thing.
    """

    finding: str
    make: Callable[[Ordered], LiftPlan]
    variations: frozenset[Variation]


ANY: frozenset[Variation] = frozenset({"prone", "seated", "standing", "nordic", "slider", "ball"})
ON_MACHINES: frozenset[Variation] = ANY - BODYWEIGHT
FAULTS: dict[str, Fault] = {}
"""Every fault by its name."""


def fault(
    finding: str, variations: frozenset[Variation] = ANY
) -> Callable[[Callable[[Ordered], LiftPlan]], Callable[[Ordered], LiftPlan]]:
    """Register a function as the fault of its own name."""

    def register(make: Callable[[Ordered], LiftPlan]) -> Callable[[Ordered], LiftPlan]:
        FAULTS[make.__name__] = Fault(finding, make, variations)
        return make

    return register


def with_fault(
    plan: LiftPlan, name: str, size: float, tempo: Tempo, athlete: Athlete | None = None, machine: Machine | None = None
) -> LiftPlan:
    """Order a fault.

    Parameters
    ----------
    plan : LiftPlan
    name : str
        One of :data:`FAULTS`.
    size : float
        In thresholds of the rule that looks for it.
    tempo : Tempo
        Whole phases of the clean plan.
    athlete : Athlete, optional
    machine : Machine, optional

    Returns
    -------
    LiftPlan

    Raises
    ------
    UsageError
        If there is no such fault, or not in this variation, or it cannot be that large.
    """
    if name not in FAULTS:
        raise UsageError(f"fault {name!r} is unknown.\nKnown are {', '.join(FAULTS)}")
    if not 0 <= size <= LARGEST:
        raise UsageError(f"fault {name}={size:g}: expected a size from 0 to {LARGEST:g} times what is noticed")
    if plan.movement.variation not in FAULTS[name].variations:
        raise UsageError(
            f"fault {name}: there is none in a {plan.movement.variation} curl, "
            f"but in {', '.join(sorted(FAULTS[name].variations))}"
        )
    return FAULTS[name].make(Ordered(plan, tempo, size, athlete or Athlete(), machine)) if size > 0 else plan


@fault("rushed_repetition")
def rushed(ordered: Ordered) -> LiftPlan:
    """The way up takes the bound's time over the size."""
    bound = ordered.threshold("flank_share") * (ordered.tempo.concentric_s - ordered.threshold("phase_tolerance"))
    return ordered.with_tempo(concentric_s=_possible(bound / ordered.size, "rushed", "a slower way up"))


@fault("dropped_eccentric")
def dropped(ordered: Ordered) -> LiftPlan:
    """The way down takes the bound's time over the size."""
    share = ordered.threshold("least_eccentric_of_plan") * ordered.threshold("flank_share")
    bound = share * ordered.tempo.eccentric_s
    return ordered.with_tempo(eccentric_s=_possible(bound / ordered.size, "dropped", "a slower way down"))


@fault("momentum", ON_MACHINES)
def momentum(ordered: Ordered) -> LiftPlan:
    """The weight is swung: so fast a way up that inertia makes that share of the load."""
    return ordered.with_tempo(concentric_s=_swung_s(ordered))


@fault("momentum", ON_MACHINES)
def bounced(ordered: Ordered) -> LiftPlan:
    """The same with a way down just as fast, and straight up again."""
    swung_s = _swung_s(ordered)
    return ordered.with_tempo(concentric_s=swung_s, eccentric_s=swung_s, stretched_pause_s=0.0)


@fault("short_range")
def range_cut(ordered: Ordered) -> LiftPlan:
    """All but the first repetitions miss the best one."""
    movement = ordered.plan.movement
    reach = movement.best_deg - movement.rest_deg
    drop = max((1 - ordered.threshold("range_of_best")) * abs(reach), ordered.threshold("angle_difference"))
    if ordered.size * drop > 0.5 * abs(reach) or len(movement.reps) <= FULL_REPS:
        raise UsageError(
            f"fault range_cut={ordered.size:g}: too much for {len(movement.reps)} repetitions of this range"
        )
    miss = float(np.sign(reach)) * ordered.size * drop
    return ordered.with_reps(lambda rep: replace(rep, peak_deg=rep.peak_deg - miss), after=FULL_REPS)


@fault("missing_hold")
def no_hold(ordered: Ordered) -> LiftPlan:
    """The squeeze is shorter than planned by so many tolerances."""
    tempo, nordic = ordered.tempo, ordered.plan.movement.variation == "nordic"
    planned_s = tempo.stretched_pause_s if nordic else tempo.squeezed_pause_s
    left_s = planned_s - ordered.size * ordered.threshold("phase_tolerance")
    ends_s = _turning_s(ordered)
    if left_s < ends_s:
        raise UsageError(
            f"fault no_hold={ordered.size:g}: the tempo {tempo} holds for {planned_s:g} s, "
            f"it takes {planned_s - left_s + ends_s:.1f} s or more"
        )
    return ordered.with_tempo(**{"stretched_pause_s" if nordic else "squeezed_pause_s": left_s})


@fault("pause_between_reps")
def pause(ordered: Ordered) -> LiftPlan:
    """A rest between repetitions, beyond the planned one."""
    name = "squeezed_pause_s" if ordered.plan.movement.variation == "nordic" else "stretched_pause_s"
    longer_s = ordered.size * ordered.threshold("pause_tolerance")
    return ordered.with_reps(
        lambda rep: replace(rep, tempo=replace(rep.tempo, **{name: getattr(rep.tempo, name) + longer_s}))
    )


@fault("hips_rising", frozenset({"prone"}))
def hips_rising(ordered: Ordered) -> LiftPlan:
    """The hips come off the bench with every repetition."""
    return _with_body(ordered, "hips_rising_deg", ordered.size * ordered.threshold("hip_change"))


@fault("trunk_rocking", frozenset({"seated"}))
def trunk_rocking(ordered: Ordered) -> LiftPlan:
    """The trunk leans into every repetition."""
    return _with_body(ordered, "trunk_rocking_deg", ordered.size * ordered.threshold("trunk_change"))


@fault("thigh_swinging", frozenset({"standing"}))
def thigh_swinging(ordered: Ordered) -> LiftPlan:
    """The thigh swings with every repetition."""
    return _with_body(ordered, "thigh_swinging_deg", ordered.size * ordered.threshold("thigh_change"))


@fault("pointed_toes")
def toes_pointed(ordered: Ordered) -> LiftPlan:
    """The toes point away while curling, so far beyond neutral."""
    usual = CURL_POSTURES[ordered.plan.movement.variation].ankle_deg + 0.5 * TOES_UP_BY_EFFORT_DEG
    return _with_body(ordered, "toes_pointed_deg", usual - ordered.size * ordered.threshold("least_dorsiflexion"))


@fault("pad_slipping", ON_MACHINES)
def pad_slipping(ordered: Ordered) -> LiftPlan:
    """The pad gives way half-way up."""
    return replace(ordered.plan, pad_slip_deg=ordered.size * ordered.threshold("pad_slip"))


@fault("axis_misaligned", ON_MACHINES)
def axis_misaligned(ordered: Ordered) -> LiftPlan:
    """The pivot stands behind the thigh, so far that lever and shank drift apart by that much over the range."""
    plan = ordered.plan
    lever_m = _machine(ordered).lever_m
    low, high = np.radians([plan.movement.rest_deg, plan.movement.best_deg])
    drift = np.radians(ordered.size * ordered.threshold("axis_drift"))
    across_m = float(drift * lever_m / (np.cos(low) - np.cos(high)))
    return replace(plan, misfit=replace(plan.misfit, pivot_across_m=plan.misfit.pivot_across_m + across_m))


@fault("side_difference", frozenset({"prone", "seated"}))
def weaker_side(ordered: Ordered) -> LiftPlan:
    """The left leg goes less far, each leg on a lever of its own."""
    standard = load_standards().of("side_difference")
    share = ordered.size * 0.5 * (standard.low + standard.high) / 100.0
    if share >= 0.5:
        raise UsageError(f"fault weaker_side={ordered.size:g}: {100 * share:.0f} % is no weaker side but a lame one")
    return replace(ordered.plan, movement=replace(ordered.plan.movement, leg="both", side_difference=share))


def _possible(seconds: float, name: str, remedy: str) -> float:
    if seconds < FASTEST_S:
        raise UsageError(f"fault {name}: {seconds:.2f} s is faster than a leg moves.\nPlan {remedy} with --tempo")
    return seconds


def _with_body(ordered: Ordered, name: str, degrees: float) -> LiftPlan:
    movement = ordered.plan.movement
    return replace(ordered.plan, movement=replace(movement, faults=replace(movement.faults, **{name: degrees})))


def _machine(ordered: Ordered) -> Machine:
    return ordered.machine or PRESETS[ordered.plan.movement.variation]


def _turning_s(ordered: Ordered) -> float:
    """Time that the two flanks spend within 10 % of the top, as the clean plan makes them."""
    tempo = ordered.plan.movement.reps[0].tempo
    ramp_s = ordered.plan.movement.ramp_s
    whole_s = sum(flank_duration(s, flank_ease(s, ramp_s)) for s in (tempo.concentric_s, tempo.eccentric_s))
    return 0.5 * (whole_s - tempo.concentric_s - tempo.eccentric_s)


def _swung_s(ordered: Ordered) -> float:
    """Time of the way up between its crossings at which inertia makes the ordered share of the load."""
    movement = ordered.plan.movement
    setup = setup_for(movement.variation, movement.leg, movement.load_kg, ordered.athlete, _machine(ordered))
    wanted = ordered.size * ordered.threshold("inertial_share")

    def share(seconds: float) -> float:
        ease = flank_ease(seconds, movement.ramp_s)
        whole_s = flank_duration(seconds, ease)
        path = Path(np.array([0.0, whole_s]), np.array([movement.rest_deg, movement.best_deg]), np.array([ease]))
        knee, rate, turn = np.radians(path.at(np.linspace(0.0, whole_s, _SAMPLES)))
        load = knee_load(_machine(ordered), setup.leg, movement.load_kg, knee, rate, turn, legs=setup.legs)
        return inertial_share(load, slice(None)) or 0.0

    low, high = FASTEST_S, ordered.plan.movement.reps[0].tempo.concentric_s
    if share(high) > wanted:
        return high  # the plan itself is as fast as that
    for _ in range(_ROUNDS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if share(middle) > wanted else (low, middle)
    return high
