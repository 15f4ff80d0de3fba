"""Plans drawn at random over everything that a set can be, for long tables of accuracy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from legcurl.plan import Tempo
from legcurl.simulate.kinematics import knee_path
from legcurl.simulate.plans import Faults, RepPlan, Sensor, SetPlan
from legcurl.vocabulary import VARIATIONS, Variation

# Range of the knee flexion at rest and at the peak, in degrees; design choices after the usual picture.
RANGES_DEG: dict[Variation, tuple[tuple[float, float], tuple[float, float]]] = {
    "prone": ((0.0, 12.0), (85.0, 125.0)),
    "seated": ((0.0, 20.0), (75.0, 115.0)),
    "standing": ((0.0, 15.0), (80.0, 125.0)),
    "nordic": ((85.0, 95.0), (10.0, 45.0)),
    "slider": ((5.0, 20.0), (80.0, 115.0)),
    "ball": ((5.0, 20.0), (80.0, 115.0)),
}
PHASE_S = (0.5, 8.0)  # range of the set's moving phases
PHASE_LIMITS_S = (0.5, 10.0)  # what unevenness may make of one
HOLD_S = (0.2, 10.0)  # range of a hold that is one
PAUSE_S = (0.1, 4.0)  # range of a rest between repetitions that is one
LONGEST_S = 180.0  # sets are cut to fewer repetitions rather than being longer
COUNT = (3, 16)  # range of the number of repetitions, the end left out
COMMON = 0.25  # share of plans that have any one disturbance
# Shares of the set's range. They stay clear of the definition's own limits (25 % and half), about which an angle
# with noise cannot be sure.
INCOMPLETE = (0.35, 0.60)  # where an incomplete return turns round
LOW_PEAK = (0.32, 0.42)  # peak of a repetition too low to be complete
SHORT_PEAK = (0.60, 0.85)  # peak of a short, yet complete repetition
DIP = (0.04, 0.15)  # depth of the dip between two peaks
UNCLEAR = (0.17, 0.33)  # heights at which no recording is cut
HALF_WAY = 0.65  # no recording is cut just after a leg turned round between there and the unclear heights
LARGEST_CUT = 0.3  # share of the recording that may be cut off either edge


def _log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _tempo(rng: np.random.Generator) -> Tempo:
    hold = 0.0 if rng.random() < 0.3 else _log_uniform(rng, *HOLD_S)
    pause = 0.0 if rng.random() < 0.4 else _log_uniform(rng, *PAUSE_S)
    return Tempo(_log_uniform(rng, *PHASE_S), pause, _log_uniform(rng, *PHASE_S), hold)


def _reps(rng: np.random.Generator, rest_deg: float, peak_deg: float) -> tuple[RepPlan, ...]:
    """Uneven repetitions, the first and last of them complete, one of them at the best peak."""
    tempo, reach = _tempo(rng), peak_deg - rest_deg
    spread, slowing = float(rng.uniform(0.0, 0.25)), float(rng.uniform(0.0, 0.8))
    has = {name: rng.random() < COMMON for name in ("double", "sticking", "incomplete", "low", "short")}
    often = float(rng.uniform(0.1, 0.9))  # from a slip now and then to a set of half repetitions
    count = int(rng.integers(*COUNT))
    reps: list[RepPlan] = []
    for i in range(count):
        factors = np.exp(rng.normal(0.0, spread, 4)) * (1.0 + slowing * i / (count - 1))
        this = Tempo(
            eccentric_s=float(np.clip(tempo.eccentric_s * factors[0], *PHASE_LIMITS_S)),
            stretched_pause_s=float(tempo.stretched_pause_s * factors[1]),
            concentric_s=float(np.clip(tempo.concentric_s * factors[2], *PHASE_LIMITS_S)),
            squeezed_pause_s=float(tempo.squeezed_pause_s * factors[3]),
        )
        top, base = 1.0 - abs(float(rng.normal(0.0, 0.03))), float(rng.normal(0.0, 0.015))
        inner = 0 < i < count - 1 and i != count // 2
        kind = rng.random()
        after_incomplete = bool(reps) and abs(reps[-1].return_deg - rest_deg) > 0.3 * abs(reach)
        if rng.random() < often:
            if inner and has["low"] and kind < 0.3 and not after_incomplete:
                top = float(rng.uniform(*LOW_PEAK))
            elif has["short"] and kind < 0.6 and i != count // 2 and not after_incomplete:
                top = float(rng.uniform(*SHORT_PEAK))
            elif inner and has["incomplete"]:
                base = float(rng.uniform(*INCOMPLETE))
        rep = RepPlan(
            this,
            peak_deg=rest_deg + top * reach,
            return_deg=rest_deg + base * reach,
            sag_deg=float(rng.uniform(0.0, 3.0)) if this.squeezed_pause_s > 0.5 else 0.2,
            dip_deg=abs(reach) * top * float(rng.uniform(*DIP)) if has["double"] and rng.random() < 0.5 else 0.0,
            sticking_s=float(rng.uniform(0.2, 1.0)) if has["sticking"] and rng.random() < 0.5 else 0.0,
        )
        reps.append(rep)
    return tuple(reps)


def _sensor(rng: np.random.Generator, reach_deg: float) -> Sensor:
    def maybe(value: float) -> float:
        return value if rng.random() < COMMON else 0.0

    rate = float(rng.choice([25.0, 30.0, 50.0, 100.0, 200.0]))
    slow = None
    if rng.random() < COMMON:
        rate, slow = float(rng.choice([200.0, 1000.0])), float(rng.choice([25.0, 50.0]))
    return Sensor(
        rate_hz=rate,
        jitter=maybe(float(rng.uniform(0.05, 0.4))),
        sensor_rate_hz=slow,
        interpolated=bool(rng.random() < 0.5),
        noise_deg=maybe(_log_uniform(rng, 0.05, 1.0)),
        quantum_deg=maybe(float(rng.choice([0.1, 0.25, 0.5, 1.0]))),
        tremor_deg=maybe(float(rng.uniform(0.1, 0.6))),
        drift_deg=maybe(float(rng.uniform(-0.1, 0.1)) * abs(reach_deg)),
        spikes=int(maybe(float(rng.integers(1, 6)))),
        gaps=int(maybe(float(rng.integers(1, 4)))),
        gap_s=float(rng.uniform(0.05, 0.25)),
        missing_rows=maybe(float(rng.uniform(0.01, 0.1))),
        inverted=bool(rng.random() < COMMON),
        offset_deg=maybe(float(rng.uniform(-18.0, 18.0))),
    )


def _faults(rng: np.random.Generator, variation: Variation) -> Faults:
    def maybe(low: float, high: float) -> float:
        return float(rng.uniform(low, high)) if rng.random() < COMMON else 0.0

    return Faults(
        hips_rising_deg=maybe(10.0, 30.0) if variation == "prone" else 0.0,
        trunk_rocking_deg=maybe(10.0, 25.0) if variation == "seated" else 0.0,
        thigh_swinging_deg=maybe(10.0, 30.0) if variation == "standing" else 0.0,
        toes_pointed_deg=maybe(20.0, 40.0),
    )


def random_plan(rng: np.random.Generator) -> SetPlan:
    """Draw a set over all variations, tempos from 0.5 to 8 s, disturbances and faults.

    Parameters
    ----------
    rng : Generator

    Returns
    -------
    SetPlan
        At most about three minutes long. What is drawn stays clear of the limits in the definition of a repetition.
    """
    variation = VARIATIONS[int(rng.integers(len(VARIATIONS)))]
    rest_range, peak_range = RANGES_DEG[variation]
    rest, peak = float(rng.uniform(*rest_range)), float(rng.uniform(*peak_range))
    edges = rng.random(5) < COMMON / 2
    plan = SetPlan(
        variation=variation,
        reps=_reps(rng, rest, peak),
        rest_deg=rest,
        leg="left" if rng.random() < 0.5 else "right",
        faults=_faults(rng, variation),
        sensor=_sensor(rng, peak - rest),
        channels=("knee", "body"),
        lead_in_s=float(rng.uniform(0.3, 5.0)),
        lead_out_s=float(rng.uniform(0.3, 5.0)),
        starts_up=bool(edges[0]),
        ends_up=bool(edges[1]),
        fidget_deg=0.12 * abs(peak - rest) * float(rng.random()) if edges[2] else 0.0,
        ramp_s=float(rng.uniform(0.25, 1.0)),
    )
    while len(plan.reps) > COUNT[0] and _duration(plan) > LONGEST_S:
        middle = len(plan.reps) // 2
        plan = replace(plan, reps=plan.reps[:middle] + plan.reps[middle + 1 :])
    if not edges[3:].any():
        return plan
    plan = replace(plan, fidget_deg=0.0)  # so that what the cut meets is known here
    return replace(
        plan,
        cut_start_s=_cut(plan, rng, from_end=False) if edges[3] else 0.0,
        cut_end_s=_cut(plan, rng, from_end=True) if edges[4] else 0.0,
    )


def _duration(plan: SetPlan) -> float:
    """Length of the set in s, set-up movements left out."""
    return float(knee_path(replace(plan, fidget_deg=0.0), np.random.default_rng(0)).path.times_s[-1])


def _cut(plan: SetPlan, rng: np.random.Generator, *, from_end: bool) -> float:
    """How much to cut off an edge, in s: at no height about which the definition could be read either way."""
    path = knee_path(plan, rng).path
    whole, reach = float(path.times_s[-1]), plan.best_deg - plan.rest_deg
    while True:
        cut = float(rng.uniform(0.0, LARGEST_CUT)) * whole
        at = whole - cut if from_end else cut
        after = int(np.searchsorted(path.times_s, at))
        beside = path.values[after - 1 if from_end else after]  # the knot that is still in the recording
        height, turning = (path.value(at) - plan.rest_deg) / reach, (float(beside) - plan.rest_deg) / reach
        just_turned = UNCLEAR[1] <= turning < HALF_WAY and abs(height - turning) < HALF_WAY - UNCLEAR[1]
        if not UNCLEAR[0] < height < UNCLEAR[1] and not just_turned:
            return cut


def disturbances(plan: SetPlan) -> tuple[str, ...]:
    """What makes a plan harder than a smooth set of even repetitions, by name."""
    sensor, faults = plan.sensor, plan.faults
    reach = abs(plan.best_deg - plan.rest_deg)
    shares = [(abs(rep.peak_deg - plan.rest_deg) / reach, abs(rep.return_deg - plan.rest_deg) / reach)
              for rep in plan.reps]  # fmt: skip
    present = {
        "uneven sampling": sensor.jitter > 0 or sensor.missing_rows > 0,
        "slow sensor in a fast file": sensor.sensor_rate_hz is not None,
        "noise": sensor.noise_deg > 0,
        "quantised": sensor.quantum_deg > 0,
        "tremor": sensor.tremor_deg > 0,
        "drift": sensor.drift_deg != 0,
        "spikes": sensor.spikes > 0,
        "gaps": sensor.gaps > 0,
        "inverted": sensor.inverted,
        "offset": sensor.offset_deg != 0,
        "double peaks": any(rep.dip_deg > 0 for rep in plan.reps),
        "sticking": any(rep.sticking_s > 0 for rep in plan.reps),
        "incomplete returns": any(base > 0.25 for _, base in shares),
        "low peaks": any(top < 0.5 for top, _ in shares),
        "short repetitions": any(0.5 <= top < 0.87 for top, _ in shares),
        "leg up at an edge": plan.starts_up or plan.ends_up,
        "set-up movements": plan.fidget_deg > 0,
        "cut at an edge": plan.cut_start_s > 0 or plan.cut_end_s > 0,
        "faults": faults != Faults(),
    }
    return tuple(name for name, there in present.items() if there)
