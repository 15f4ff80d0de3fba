"""What each muscle did in each repetition, with an interval around every figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from legcurl.athlete import Athlete, body_of, peak_knee_flexion_torque
from legcurl.machine.demand import FOOT_HELD, HOLDS, Posture, Setup, load_of
from legcurl.muscles.capacity import strength_scale_for
from legcurl.muscles.model import LegModel, reference_leg
from legcurl.muscles.sharing import Ankle, MuscleEffort, share_load
from legcurl.muscles.surfaces import ANKLE, KNEE
from legcurl.muscles.uncertainty import Draw, draws
from legcurl.reps import Rep
from legcurl.vocabulary import FloatArray

DRAWS = 200
"""Draws of what is not known exactly: enough that a 5 % point is the tenth of them."""
LEVELS = (5.0, 95.0)
"""Percentiles that a 90 % interval goes between."""
_HIP_IS_LEFT_OUT = "what the hamstrings must do at the hip, to hold the trunk up, is left out"
REFERENCE_HEIGHT_M = 1.78
"""Height of the man whose leg the anatomy is."""


@dataclass(frozen=True, slots=True)
class MuscleRep:
    """One muscle in one repetition; names and units as in the contract.

    Parameters
    ----------
    rep : int
        Index of the repetition.
    muscle : str
    peak_force_n : float
        Along the tendon.
    mean_activation, peak_activation : float
        0 to 1.
    impulse_ns : float
        Force over time.
    concentric_work_j, eccentric_work_j : float
        Work that it did while it shortened, and that was done on it while it lengthened.
    peak_normalized_fiber_length : float
        Over the optimal fibre length.
    long_length_share : float
        Share of the impulse made at fibre lengths above optimal.
    intervals : mapping of str to (float, float)
        90 % interval of every figure above.
    """

    rep: int
    muscle: str
    peak_force_n: float
    mean_activation: float
    peak_activation: float
    impulse_ns: float
    concentric_work_j: float
    eccentric_work_j: float
    peak_normalized_fiber_length: float
    long_length_share: float
    intervals: Mapping[str, tuple[float, float]]


FIGURES = tuple(field.name for field in fields(MuscleRep) if field.name not in ("rep", "muscle", "intervals"))


@dataclass(frozen=True, eq=False)
class Traces:
    """What the muscles did over one repetition, for figures; arrays of shape (n, muscles) unless said otherwise.

    Parameters
    ----------
    rep : int
        Index of the repetition.
    time_s, knee_deg, hip_deg, ankle_deg : ndarray, shape (n,)
    activation, force_n : ndarray
    activation_interval, force_interval : tuple of ndarray
        Lower and upper bounds of the 90 % interval.
    """

    rep: int
    time_s: FloatArray
    knee_deg: FloatArray
    hip_deg: FloatArray
    ankle_deg: FloatArray
    activation: FloatArray
    force_n: FloatArray
    activation_interval: tuple[FloatArray, FloatArray]
    force_interval: tuple[FloatArray, FloatArray]


@dataclass(frozen=True, eq=False)
class MuscleLoad:
    """What each muscle did in a set.

    Parameters
    ----------
    muscles : tuple of str
    per_rep : tuple of MuscleRep
        By repetition, then by muscle.
    share_pct : mapping of str to float
        Share of the knee flexion impulse, of the muscles that flex the knee.
    share_intervals : mapping of str to (float, float)
    reserve_nm : float
        Largest knee torque that the muscles could not make, in the athlete as estimated.
    assumptions : tuple of str
    traces : Traces
        Of the repetition in the middle of the set.
    time_s : ndarray, shape (n,)
        Samples of all repetitions.
    activation, force_n : ndarray, shape (n, muscles)
        At those samples.
    """

    muscles: tuple[str, ...]
    per_rep: tuple[MuscleRep, ...]
    share_pct: Mapping[str, float]
    share_intervals: Mapping[str, tuple[float, float]]
    reserve_nm: float
    assumptions: tuple[str, ...]
    traces: Traces
    time_s: FloatArray
    activation: FloatArray
    force_n: FloatArray


@dataclass(frozen=True, eq=False)
class Window:
    """The samples of the repetitions, one after the other.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Indices into the motion's grid.
    starts, counts : ndarray of int, shape (reps,)
        Where each repetition begins in `samples`, and how long it is.
    step_s : float
    """

    samples: np.ndarray
    starts: np.ndarray
    counts: np.ndarray
    step_s: float


def muscle_load(
    reps: tuple[Rep, ...],
    setup: Setup,
    posture: Posture,
    athlete: Athlete,
    *,
    model: LegModel | None = None,
    count: int = DRAWS,
    seed: int = 0,
) -> MuscleLoad | None:
    """Share the load of a set among the muscles.

    Parameters
    ----------
    reps : tuple of Rep
        As listed; those with a start and an end are computed.
    setup, posture : Setup, Posture
        Who did it on what, and the joint angles.
    athlete : Athlete
        For size and strength.
    model : LegModel, optional
        Another leg, taken as it is; otherwise the reference man's, scaled to the athlete.
    count : int
        Draws for the intervals.
    seed : int
        The same seed gives the same intervals.

    Returns
    -------
    MuscleLoad or None
        None where no repetition has a start and an end.
    """
    whole = [rep for rep in reps if rep.start_s is not None and rep.end_s is not None]
    if not whole:
        return None
    window = _window(whole, posture.time_s)
    assumptions = (*setup.assumptions, *posture.assumptions)
    if model is None:
        model = athlete_leg(athlete)
    held, clipped = within_model(posture, model)
    if clipped:
        assumptions += (f"angles beyond the model's range are held at its edge, in {clipped} samples",)
    assumptions += (
        HOLDS.get(setup.variation, "the foot is free and its weight is held up by the muscles of the ankle"),
        _HIP_IS_LEFT_OUT if setup.machine is None else "the trunk is supported",
        "only the knee's speed counts: hip and ankle are taken to move slowly",
        "muscles share the load at the least sum of activation²",
    )
    middle = len(whole) // 2
    shown = slice(window.starts[middle], window.starts[middle] + window.counts[middle])

    effort = effort_of(Draw(model, setup, held, 2.0), window)
    figures, shares = figures_of(effort, window), _shares(effort, model)
    measured = athlete.knee_flexion_torque_nm is not None
    drawn_figures, drawn_shares, drawn_traces = [], [], []
    for draw in draws(model, setup, held, count, measured_strength=measured, seed=seed):
        other = effort_of(replace(draw, posture=within_model(draw.posture, model)[0]), window)
        drawn_figures.append(figures_of(other, window))
        drawn_shares.append(_shares(other, draw.model))
        drawn_traces.append((other.activation[shown], other.force_n[shown]))
    low, high = np.percentile(np.array(drawn_figures), LEVELS, axis=0)
    share_low, share_high = np.percentile(np.array(drawn_shares), LEVELS, axis=0)
    trace_low, trace_high = np.percentile(np.array(drawn_traces), LEVELS, axis=0)
    flexing = np.flatnonzero(shares > 0)
    at = window.samples[shown]
    return MuscleLoad(
        muscles=model.muscles,
        per_rep=tuple(
            _muscle_rep(rep.index, muscle, figures[i, m], low[i, m], high[i, m])
            for i, rep in enumerate(whole)
            for m, muscle in enumerate(model.muscles)
        ),
        share_pct={model.muscles[m]: float(shares[m]) for m in flexing},
        share_intervals={model.muscles[m]: (float(share_low[m]), float(share_high[m])) for m in flexing},
        reserve_nm=float(np.abs(effort.reserve_nm[:, KNEE]).max()),
        assumptions=assumptions,
        traces=Traces(
            whole[middle].index, posture.time_s[at], held.knee_deg[at], held.hip_deg[at], held.ankle_deg[at],
            effort.activation[shown], effort.force_n[shown],
            (trace_low[0], trace_high[0]), (trace_low[1], trace_high[1]),
        ),
        time_s=posture.time_s[window.samples],
        activation=effort.activation,
        force_n=effort.force_n,
    )  # fmt: skip


def athlete_leg(athlete: Athlete) -> LegModel:
    """The reference leg in the athlete's size, at the strength of people like them or as it was measured."""
    size = body_of(athlete).height_m / REFERENCE_HEIGHT_M
    sized = replace(reference_leg().scaled(size=size), hip_share=athlete.hip_share)
    return sized.scaled(strength=strength_scale_for(peak_knee_flexion_torque(athlete), model=sized))


def _muscle_rep(rep: int, muscle: str, figures: FloatArray, low: FloatArray, high: FloatArray) -> MuscleRep:
    values = dict(zip(FIGURES, figures.tolist(), strict=True))
    bounds = dict(zip(FIGURES, zip(low.tolist(), high.tolist(), strict=True), strict=True))
    return MuscleRep(rep=rep, muscle=muscle, intervals=bounds, **values)


def _window(reps: list[Rep], time_s: FloatArray) -> Window:
    times = np.array([(rep.start_s, rep.end_s) for rep in reps], dtype=float)
    bounds = np.searchsorted(time_s, times).tolist()
    pieces = [np.arange(first, max(last, first + 1) + 1).clip(max=time_s.size - 1) for first, last in bounds]
    counts = np.array([piece.size for piece in pieces])
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    return Window(np.concatenate(pieces), starts, counts, float(time_s[1] - time_s[0]))


def within_model(posture: Posture, model: LegModel) -> tuple[Posture, int]:
    """The posture held within what the model spans, and how many samples that changed."""
    low, high = np.degrees(model.surfaces.low_rad), np.degrees(model.surfaces.high_rad)
    low, high = low / [model.hip_share, 1, 1], high / [model.hip_share, 1, 1]
    angles = np.stack([posture.hip_deg, posture.knee_deg, posture.ankle_deg])
    held = np.clip(angles, low[:, None], high[:, None])
    changed = int(np.count_nonzero((held != angles).any(axis=0)))
    return replace(posture, hip_deg=held[0], knee_deg=held[1], ankle_deg=held[2]), changed


def effort_of(draw: Draw, window: Window, ankle: Ankle = "free") -> MuscleEffort:
    """What every muscle does in the samples of a window, in one way that it may have been.

    Parameters
    ----------
    draw : Draw
        Its posture within what the model spans (:func:`within_model`).
    window : Window
    ankle : {"free", "braced", "balanced"}
        See :func:`legcurl.muscles.sharing.share_load`; where the exercise holds the foot it is braced.
    """
    posture, at = draw.posture, window.samples
    femur_deg = draw.model.hip_share * posture.hip_deg[at]
    angles = np.radians([femur_deg, posture.knee_deg[at], posture.ankle_deg[at]]).T
    rates, moments = np.zeros_like(angles), np.zeros_like(angles)
    rates[:, KNEE] = posture.knee_velocity[at]
    load = load_of(draw.setup, posture)
    moments[:, KNEE], moments[:, ANKLE] = load.torque_nm[at], load.ankle_nm[at]
    held: Ankle = "braced" if draw.setup.variation in FOOT_HELD else ankle
    return share_load(draw.model, angles, rates, moments, ankle=held, power=draw.power, roles=draw.roles)


def figures_of(effort: MuscleEffort, window: Window) -> FloatArray:
    """Every one of :data:`FIGURES` of every muscle in every piece of a window, shape (pieces, muscles, figures)."""
    starts, step = window.starts, window.step_s
    # Muscle by muscle, as the kernel lays them down.
    force, activation, fiber = effort.force_n.T, effort.activation.T, effort.fiber_length.T
    power = force * effort.velocity_m_s.T
    impulse = np.add.reduceat(force, starts, axis=1) * step
    long = np.add.reduceat(np.where(fiber > 1.0, force, 0.0), starts, axis=1) * step
    figures = [
        np.maximum.reduceat(force, starts, axis=1),
        np.add.reduceat(activation, starts, axis=1) / window.counts,
        np.maximum.reduceat(activation, starts, axis=1),
        impulse,
        np.add.reduceat(np.maximum(-power, 0.0), starts, axis=1) * step,
        np.add.reduceat(np.maximum(power, 0.0), starts, axis=1) * step,
        np.maximum.reduceat(fiber, starts, axis=1),
        long / np.maximum(impulse, 1e-12),
    ]
    return np.stack(figures).T


def _shares(effort: MuscleEffort, model: LegModel) -> FloatArray:
    """Share of every muscle in the knee flexion impulse, percent, shape (muscles,)."""
    flexing = np.maximum(effort.force_n * effort.knee_arm_m, 0.0).sum(axis=0)
    return np.asarray(100.0 * flexing / max(float(flexing.sum()), 1e-12))
