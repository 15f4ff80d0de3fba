"""What a repetition and a set were like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from legcurl.reps import Rep


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
        How much slower the last repetitions' concentric phase is than the fastest one's.
    rom_drift_deg : float or None
        Change of range from the first to the last repetition along a robust line.
    side_difference_pct : float or None
        Left against right range, of the larger one, where both are recorded.
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
