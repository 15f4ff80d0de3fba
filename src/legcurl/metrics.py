"""What a repetition and a set were like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from legcurl.motion import Motion
from legcurl.reps import REST_ZONE, Rep
from legcurl.vocabulary import FloatArray, base_channel

RISING_SHARE = 0.05
"""A movement begins and ends where its speed passes this share of its peak speed."""
RUN_UP_S = 2.0
"""How far beyond the 10 and 90 % crossings a movement's beginning and end are looked for."""
SPARC_PADDING = 4
"""Powers of two by which the spectrum of SPARC is refined."""
SPARC_BAND_HZ = 10.0
"""Widest band of SPARC; the low-pass leaves nothing above it."""
SPARC_FLOOR = 0.05
"""Share of the largest amplitude below which SPARC's band ends."""
POSTURE = ("hip_flexion_deg", "trunk_inclination_deg", "thigh_inclination_deg")


@dataclass(frozen=True, slots=True)
class RepMetrics:
    """Measures of one repetition; None where unknown (truncated side, no machine, position not in degrees).

    Parameters
    ----------
    rep : Rep
        The repetition measured.
    concentric_s, hold_s, eccentric_s, rest_after_s : float or None
        Durations of its phases, and of the rest until the next repetition starts (None after the last).
    rom_deg : float or None
        Peak less the set's resting angle at that time.
    peak_knee_flexion_deg : float or None
        Peak as measured, sign made right.
    mean_concentric_velocity_deg_s, peak_velocity_deg_s, peak_acceleration_deg_s2 : float or None
        Mean over the concentric phase; largest absolute values over the whole repetition.
    sparc : float or None
        Spectral arc length of the concentric velocity (Balasubramanian 2012); closer to 0 is smoother.
    inertial_share, work_j : float or None
        None until a machine and a load are known.
    excursions_deg : mapping of str to float
        Largest change of every other angle channel during the repetition, against its value at the start,
        signed: ``hip_flexion_deg``, ``trunk_inclination_deg``, ``thigh_inclination_deg`` where recorded; and for
        ``ankle_dorsiflexion_deg`` the mean angle over the concentric phase.
    """

    rep: Rep
    concentric_s: float | None
    hold_s: float | None
    eccentric_s: float | None
    rest_after_s: float | None
    rom_deg: float | None
    peak_knee_flexion_deg: float | None
    mean_concentric_velocity_deg_s: float | None
    peak_velocity_deg_s: float | None
    peak_acceleration_deg_s2: float | None
    sparc: float | None
    inertial_share: float | None = None
    work_j: float | None = None
    excursions_deg: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetMetrics:
    """Measures of the set, over its complete repetitions; None where unknown.

    Parameters
    ----------
    complete_reps : int or None
        How many repetitions are complete; None where it is not known that they are leg curls.
    time_under_tension_s : float or None
        Sum of concentric, hold and eccentric phases.
    tempo : str or None
        Median tempo as lifters write it, eccentric–pause–concentric–squeeze, in s: ``2.1-0.4-1.0-0.6``.
    rom_deg : float or None
        Median range.
    velocity_loss_pct : float or None
        How much slower the last repetition's mean concentric velocity is than the fastest one's; from 3 repetitions.
    rom_drift_deg : float or None
        Change of range from the first to the last repetition along a robust line.
    side_difference_pct : float or None
        Left less right median range, of the larger one, where both legs are recorded and move.
    """

    complete_reps: int | None
    time_under_tension_s: float | None
    tempo: str | None
    rom_deg: float | None
    velocity_loss_pct: float | None
    rom_drift_deg: float | None
    side_difference_pct: float | None


@dataclass(frozen=True, slots=True)
class Metrics:
    """The measures of every repetition, in order, and of the set."""

    reps: tuple[RepMetrics, ...]
    set: SetMetrics


def measure(motion: Motion, reps: tuple[Rep, ...], other_leg: tuple[Rep, ...] = ()) -> Metrics:
    """Measure every repetition and the set.

    Parameters
    ----------
    motion : Motion
        What the repetitions were found in.
    reps : tuple of Rep
        All listed repetitions, in time.
    other_leg : tuple of Rep
        The repetitions of the other leg, where it was recorded too.

    Returns
    -------
    Metrics
    """
    following: list[Rep | None] = [*reps[1:], None]
    measured = tuple(_measure_rep(motion, rep, after) for rep, after in zip(reps, following, strict=False))
    return Metrics(measured, _measure_set(motion, measured, other_leg))


NO_REPS = Metrics((), SetMetrics(None, None, None, None, None, None, None))
"""Of a recording that is not known to be a leg curl."""


def _measure_rep(motion: Motion, rep: Rep, following: Rep | None) -> RepMetrics:
    first, hold = _between(rep.start_s, rep.top_start_s), _between(rep.top_start_s, rep.top_end_s)
    second = _between(rep.top_end_s, rep.end_s)
    lifts_first = rep.phase_order == "concentric_first"
    lift = (rep.start_s, rep.top_start_s) if lifts_first else (rep.top_end_s, rep.end_s)
    degrees = motion.unit == "deg"
    first_s = motion.time_s[0] if rep.start_s is None else rep.start_s
    last_s = motion.time_s[-1] if rep.end_s is None else rep.end_s
    whole = _samples(motion, first_s, last_s)
    is_knee = base_channel(motion.source_channel) == "knee_flexion_deg"
    return RepMetrics(
        rep=rep,
        concentric_s=first if lifts_first else second,
        hold_s=hold,
        eccentric_s=second if lifts_first else first,
        rest_after_s=_rest_between(motion, rep, following) if following else None,
        rom_deg=rep.height if degrees else None,
        peak_knee_flexion_deg=max(rep.peak_position, rep.start_position, rep.end_position) if is_knee else None,
        mean_concentric_velocity_deg_s=_mean_speed(motion, lift) if degrees else None,
        peak_velocity_deg_s=_largest(motion.velocity[whole]) if degrees else None,
        peak_acceleration_deg_s2=_largest(motion.acceleration[whole]) if degrees else None,
        sparc=_smoothness(motion, lift),
        excursions_deg=_excursions(motion, rep, lift),
    )


def _rest_between(motion: Motion, rep: Rep, following: Rep) -> float | None:
    """Rest until the next repetition; None where the limb moved meanwhile, as in a repetition that was dropped."""
    rest_s = _between(rep.end_s, following.start_s)
    if rest_s is None or rep.end_s is None or following.start_s is None or following.start_s <= rep.end_s:
        return rest_s
    between = np.abs(motion.position[_samples(motion, rep.end_s, following.start_s)] - rep.rest_position)
    edge = max(abs(rep.end_position - rep.rest_position), abs(following.start_position - rep.rest_position))
    moved = between.size and float(np.nanmax(between)) > edge + REST_ZONE * max(rep.height, following.height)
    return None if moved else rest_s


def _starts_at_rest(rep: Rep) -> bool:
    """Whether it began where the set rests, and not half-way after an incomplete return."""
    return abs(rep.start_position - rep.rest_position) <= REST_ZONE * rep.height


def _measure_set(motion: Motion, reps: tuple[RepMetrics, ...], other_leg: tuple[Rep, ...]) -> SetMetrics:
    complete = [m for m in reps if m.rep.kind == "complete"]
    speeds = _known(m.mean_concentric_velocity_deg_s for m in complete if _starts_at_rest(m.rep))
    ranges = _known(m.rom_deg for m in complete)
    phases = [_known(values) for values in zip(*(_tempo(m) for m in complete), strict=True)] if complete else []
    tempo = [float(np.median(values)) if values.size else None for values in phases]
    under_tension = [m.concentric_s + m.hold_s + m.eccentric_s for m in complete
                     if m.concentric_s is not None and m.hold_s is not None and m.eccentric_s is not None]  # fmt: skip
    return SetMetrics(
        complete_reps=len(complete),
        time_under_tension_s=sum(under_tension) if under_tension else None,
        tempo="-".join("?" if t is None else f"{t:.1f}" for t in tempo) if tempo else None,
        rom_deg=float(np.median(ranges)) if ranges.size else None,
        velocity_loss_pct=float(100 * (1 - speeds[-1] / speeds.max())) if speeds.size >= 3 else None,
        rom_drift_deg=_drift(ranges) if ranges.size >= 3 else None,
        side_difference_pct=_side_difference(motion, ranges, other_leg),
    )


def _tempo(m: RepMetrics) -> tuple[float | None, ...]:
    return m.eccentric_s, m.rest_after_s, m.concentric_s, m.hold_s


def _between(start_s: float | None, end_s: float | None) -> float | None:
    return None if start_s is None or end_s is None else max(0.0, end_s - start_s)


def _known(values: Iterable[float | None]) -> FloatArray:
    return np.array([value for value in values if value is not None], dtype=float)


def _samples(motion: Motion, start_s: float, end_s: float) -> slice:
    first = int(np.ceil((start_s - motion.time_s[0]) * motion.rate_hz - 1e-6))
    last = int(np.floor((end_s - motion.time_s[0]) * motion.rate_hz + 1e-6))
    return slice(max(first, 0), min(last + 1, motion.time_s.size))


def _largest(x: FloatArray) -> float | None:
    return float(np.nanmax(np.abs(x))) if np.isfinite(x).any() else None


def _mean_speed(motion: Motion, lift: tuple[float | None, float | None]) -> float | None:
    start_s, end_s = lift
    if start_s is None or end_s is None or end_s <= start_s:
        return None
    ends = np.interp([start_s, end_s], motion.time_s, motion.position)
    return float(abs(ends[1] - ends[0]) / (end_s - start_s))


def _smoothness(motion: Motion, lift: tuple[float | None, float | None]) -> float | None:
    """SPARC of the lift, from where its speed rises above a small share of its peak to where it falls below it."""
    start_s, end_s = lift
    if start_s is None or end_s is None or end_s <= start_s:
        return None
    around = _samples(motion, start_s - RUN_UP_S, end_s + RUN_UP_S)
    inside = _samples(motion, start_s, end_s)
    speed = np.abs(motion.velocity[around])
    first, last = inside.start - around.start, inside.stop - around.start
    if last - first < 3 or not np.isfinite(speed[first:last]).all():
        return None
    slow = speed < RISING_SHARE * speed[first:last].max()
    before, after = np.flatnonzero(slow[:first]), np.flatnonzero(slow[last:])
    moving = speed[before[-1] if before.size else 0 : last + after[0] + 1 if after.size else speed.size]
    return sparc(moving, motion.rate_hz) if np.isfinite(moving).all() else None


def sparc(speed: FloatArray, rate_hz: float) -> float:
    """Spectral arc length of a speed profile (Balasubramanian, Melendez-Calderon and Burdet 2012).

    Parameters
    ----------
    speed : ndarray, shape (n,)
        Speed over one movement, from standstill to standstill, any unit.
    rate_hz : float
        Sampling rate.

    Returns
    -------
    float
        Negative; the closer to 0, the smoother. A single bell-shaped movement has about −1.4 to −1.6.
    """
    size = 2 ** (int(np.ceil(np.log2(speed.size))) + SPARC_PADDING)
    amplitude = np.abs(np.fft.rfft(speed, size))
    frequency = np.fft.rfftfreq(size, 1.0 / rate_hz)
    amplitude = amplitude / amplitude.max()
    band = frequency <= SPARC_BAND_HZ
    loud = np.flatnonzero(amplitude[band] >= SPARC_FLOOR)
    f, a = frequency[loud[0] : loud[-1] + 1], amplitude[loud[0] : loud[-1] + 1]
    if f.size < 2:
        return 0.0
    return float(-np.hypot(np.diff(f) / (f[-1] - f[0]), np.diff(a)).sum())


def _excursions(motion: Motion, rep: Rep, lift: tuple[float | None, float | None]) -> dict[str, float]:
    start_s = motion.time_s[0] if rep.start_s is None else rep.start_s
    end_s = motion.time_s[-1] if rep.end_s is None else rep.end_s
    excursions = {}
    for channel in POSTURE:
        x = motion.companion(channel)
        part = x[_samples(motion, start_s, end_s)] if x is not None else np.empty(0)
        if np.isfinite(part).any() and np.isfinite(part[0]):
            change = part - part[0]
            excursions[channel] = float(change[np.nanargmax(np.abs(change))])
    ankle = motion.companion("ankle_dorsiflexion_deg")
    if ankle is not None and lift[0] is not None and lift[1] is not None:
        part = ankle[_samples(motion, lift[0], lift[1])]
        if np.isfinite(part).any():
            excursions["ankle_dorsiflexion_deg"] = float(np.nanmean(part))
    return excursions


def _drift(ranges: FloatArray) -> float:
    """Median slope over all pairs (Theil and Sen), times the number of steps from first to last."""
    i, j = np.triu_indices(min(ranges.size, 400), 1)
    return float(np.median((ranges[j] - ranges[i]) / (j - i)) * (ranges.size - 1))


def _side_difference(motion: Motion, ranges: FloatArray, other_leg: tuple[Rep, ...]) -> float | None:
    other = np.array([rep.height for rep in other_leg if rep.kind == "complete"])
    if not ranges.size or not other.size:
        return None
    this, that = float(np.median(ranges)), float(np.median(other))
    left, right = (this, that) if motion.side == "l" else (that, this)
    return 100 * (left - right) / max(left, right)
