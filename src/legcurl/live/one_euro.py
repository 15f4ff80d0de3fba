"""The One-Euro filter: a low-pass that is calm at rest and quick in motion, for one value pushed at a time.

Casiez, Roussel and Vogel 2012, "1 € filter: a simple speed-based low-pass filter for noisy input in interactive
systems", CHI. Its cutoff grows with speed, so that jitter is smoothed where it shows, and delay is kept short where
that would be felt. Steps between samples may vary.
"""

from __future__ import annotations

import math

MIN_CUTOFF_HZ = 1.2
"""Cutoff at standstill: a knee at rest that jitters by 1° at 30 Hz is shown to about 0.3°."""
BETA_PER_DEG = 0.05
"""Growth of the cutoff with speed, in Hz a deg/s: at 100°/s, a lift of 1 s, it is the 6 Hz of the analysis."""
SPEED_CUTOFF_HZ = 2.0
"""Cutoff of the speed itself: turning round is seen after about 0.1 s."""


class OneEuro:
    """Filter of one value in degrees.

    Parameters
    ----------
    min_cutoff_hz, beta_per_deg, speed_cutoff_hz : float
        As the constants of this module, which are their defaults.
    """

    def __init__(
        self,
        min_cutoff_hz: float = MIN_CUTOFF_HZ,
        beta_per_deg: float = BETA_PER_DEG,
        speed_cutoff_hz: float = SPEED_CUTOFF_HZ,
    ) -> None:
        self._min_cutoff_hz, self._beta, self._speed_cutoff_hz = min_cutoff_hz, beta_per_deg, speed_cutoff_hz
        self._time_s: float | None = None
        self._value = self._speed = 0.0

    def push(self, time_s: float, value: float) -> tuple[float, float]:
        """The filtered value and its speed a second after one more sample.

        Parameters
        ----------
        time_s : float
            Later than the last one.
        value : float
            Finite.
        """
        if self._time_s is None:
            self._time_s, self._value = time_s, value
            return value, 0.0
        step_s = time_s - self._time_s
        speed = (value - self._value) / step_s
        self._speed += _weight(self._speed_cutoff_hz, step_s) * (speed - self._speed)
        cutoff_hz = self._min_cutoff_hz + self._beta * abs(self._speed)
        self._value += _weight(cutoff_hz, step_s) * (value - self._value)
        self._time_s = time_s
        return self._value, self._speed


def _weight(cutoff_hz: float, step_s: float) -> float:
    """Weight of the new sample in a first-order low-pass."""
    turned = 2 * math.pi * cutoff_hz * step_s
    return turned / (1 + turned)
