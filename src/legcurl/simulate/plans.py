"""What to simulate: a set, its repetitions, the faults in it and the sensor that records it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from legcurl.errors import UsageError
from legcurl.plan import Tempo
from legcurl.vocabulary import Leg, Variation

ChannelGroup = Literal["knee", "body", "emg", "machine"]

FASTEST_PHASE_S, SLOWEST_PHASE_S = 0.1, 20.0  # what `vary` may make of a phase; beyond it nobody moves a leg
EMG_RATE_HZ = 400.0  # a raw surface EMG sampled slower than this is an alias of itself


@dataclass(frozen=True, slots=True)
class RepPlan:
    """One repetition to be made.

    Parameters
    ----------
    tempo : Tempo
        Phase times as they are measured: between the 10 % and 90 % crossings of the flanks. A pause shorter than
        the ends of its two flanks take is as short as they allow.
    peak_deg : float
        Knee flexion furthest from rest.
    return_deg : float
        Knee flexion at which it turns round afterwards; far from rest for an incomplete return.
    sag_deg : float
        How much of the peak is lost by the end of the hold.
    dip_deg : float
        Depth of the dip between two peaks; 0 for one peak.
    sticking_s : float
        How long the movement away from rest hesitates half-way.
    """

    tempo: Tempo
    peak_deg: float
    return_deg: float
    sag_deg: float = 0.5
    dip_deg: float = 0.0
    sticking_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Faults:
    """Movements that do not belong there, in degrees at the peak of a repetition; 0 for none."""

    hips_rising_deg: float = 0.0
    trunk_rocking_deg: float = 0.0
    thigh_swinging_deg: float = 0.0
    toes_pointed_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Sensor:
    """How the set is recorded, and what goes wrong with it.

    Parameters
    ----------
    rate_hz : float
        Rows a second of the recording.
    jitter : float
        Largest shift of a sample time, as a share of the sampling interval, below 0.5.
    sensor_rate_hz : float, optional
        Rate of an angle sensor slower than the file.
    interpolated : bool
        Whether the slow sensor is drawn by straight lines rather than held.
    noise_deg : float
        Standard deviation of the white noise of every angle.
    quantum_deg : float
        Step of the knee angle's readings; 0 for none.
    tremor_deg : float
        Standard deviation of a tremor of 8 to 12 Hz on the knee angle.
    drift_deg : float
        Drift of the knee angle's zero from the first to the last sample.
    spikes, gaps : int
        How many spikes and gaps (NaN) the knee angle has.
    gap_s : float
        Length of a gap.
    missing_rows : float
        Share of rows that are left out, one by one, below 0.5.
    inverted : bool
        Whether the knee angle's sign is the wrong way round.
    offset_deg : float
        Error of the knee angle's zero.
    """

    rate_hz: float = 100.0
    jitter: float = 0.0
    sensor_rate_hz: float | None = None
    interpolated: bool = False
    noise_deg: float = 0.0
    quantum_deg: float = 0.0
    tremor_deg: float = 0.0
    drift_deg: float = 0.0
    spikes: int = 0
    gaps: int = 0
    gap_s: float = 0.1
    missing_rows: float = 0.0
    inverted: bool = False
    offset_deg: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.rate_hz <= 100_000:
            raise UsageError(f"a sensor of {self.rate_hz:g} Hz; expected above 0, at most 100000 Hz")
        for name in ("jitter", "missing_rows"):
            if not 0 <= getattr(self, name) < 0.5:
                raise UsageError(f"{name} is {getattr(self, name):g}; expected a share from 0 to below 0.5")


@dataclass(frozen=True, slots=True)
class SetPlan:
    """A set of leg curls to be simulated.

    Parameters
    ----------
    variation : Variation
    reps : tuple of RepPlan
        At least one.
    rest_deg : float
        Knee flexion at rest; bent for a nordic curl.
    leg : Leg
        ``both`` makes a channel of each side; the left leg is then the weaker one.
    faults : Faults
    sensor : Sensor
    channels : tuple of {"knee", "body", "emg", "machine"}
        Which channels are recorded.
    lead_in_s, lead_out_s : float
        Standstill before and after the repetitions.
    starts_up, ends_up : bool
        Whether the leg is up, at the first or last repetition's peak, during that standstill.
    fidget_deg : float
        Size of the set-up movements before and after; 0 for none.
    ramp_s : float
        How long it takes to come up to speed, where the phase is long enough.
    cut_start_s, cut_end_s : float
        What is missing of the recording at either edge.
    side_difference : float
        Share by which the left leg's range is smaller.
    load_kg : float
        Load on the stack, for the machine's channels.
    """

    variation: Variation
    reps: tuple[RepPlan, ...]
    rest_deg: float
    leg: Leg = "right"
    faults: Faults = field(default_factory=Faults)
    sensor: Sensor = field(default_factory=Sensor)
    channels: tuple[ChannelGroup, ...] = ("knee",)
    lead_in_s: float = 1.5
    lead_out_s: float = 1.5
    starts_up: bool = False
    ends_up: bool = False
    fidget_deg: float = 0.0
    ramp_s: float = 0.5
    cut_start_s: float = 0.0
    cut_end_s: float = 0.0
    side_difference: float = 0.0
    load_kg: float = 30.0

    def __post_init__(self) -> None:
        if not self.reps:
            raise UsageError("a set plan without repetitions; give at least one")
        if "emg" in self.channels and self.sensor.rate_hz < EMG_RATE_HZ:
            raise UsageError(f"EMG at {self.sensor.rate_hz:g} Hz; give the sensor at least {EMG_RATE_HZ:g} Hz")

    @property
    def away(self) -> int:
        """+1 where the movement away from rest bends the knee, -1 where it straightens it (nordic)."""
        return 1 if self.best_deg > self.rest_deg else -1

    @property
    def best_deg(self) -> float:
        """Peak furthest from rest."""
        return max((rep.peak_deg for rep in self.reps), key=lambda peak: abs(peak - self.rest_deg))


def even_reps(count: int, tempo: str | Tempo, *, rest_deg: float, peak_deg: float) -> tuple[RepPlan, ...]:
    """`count` repetitions, all alike."""
    parsed = Tempo.parse(tempo) if isinstance(tempo, str) else tempo
    return (RepPlan(parsed, peak_deg, rest_deg),) * count


def vary(
    reps: Sequence[RepPlan],
    rng: np.random.Generator,
    *,
    time_spread: float = 0.1,
    peak_spread_deg: float = 2.0,
    return_spread_deg: float = 1.0,
    slowing: float = 0.0,
) -> tuple[RepPlan, ...]:
    """Repetitions as a person makes them: none like the other, the last ones slower.

    Parameters
    ----------
    reps : sequence of RepPlan
    rng : Generator
    time_spread : float
        Standard deviation of the logarithm of each phase time.
    peak_spread_deg, return_spread_deg : float
        Standard deviation of peak and turning angle.
    slowing : float
        Share by which the last repetition's phases are longer than the first one's.
    """
    varied = []
    for i, rep in enumerate(reps):
        factors = np.exp(rng.normal(0.0, time_spread, 4)) * (1.0 + slowing * i / max(1, len(reps) - 1))
        old = rep.tempo
        phases = np.array([old.eccentric_s, old.stretched_pause_s, old.concentric_s, old.squeezed_pause_s]) * factors
        for moving in (0, 2):
            phases[moving] = np.clip(phases[moving], FASTEST_PHASE_S, SLOWEST_PHASE_S)
        peak, back = rng.normal(0.0, peak_spread_deg), rng.normal(0.0, return_spread_deg)
        varied.append(
            replace(
                rep,
                tempo=Tempo(*(float(phase) for phase in phases)),
                peak_deg=rep.peak_deg + float(peak),
                return_deg=rep.return_deg + float(back),
            )
        )
    return tuple(varied)
