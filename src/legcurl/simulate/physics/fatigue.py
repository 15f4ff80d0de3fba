"""Fatigue of the knee flexors: the three-compartment model of Xia and Frey-Law.

Motor units are resting, active or fatigued, and together make 1. Active ones tire at the rate F, tired ones recover at
the rate R, faster by a factor where the muscle rests. What is not tired can be used at once: the model's own lag
between rest and activity (10 a second) is shorter than a control step of a repetition and left out.

Sources: Xia and Frey-Law 2008, J Biomech 41:3046–3052 (the model); Frey-Law, Looft and Heitsman 2012, J Biomech
45:1803–1808 (F and R of the knee; the abstract was read, the two values for the knee are recalled); Looft, Herkert and
Frey-Law 2018, J Biomech 77:16–25 (faster recovery at rest; read in the abstract, the factor is recalled). All were
fitted to isometric tasks. Nothing here is fitted to numbers of repetitions.
"""

from __future__ import annotations

from dataclasses import dataclass

FATIGUE_PER_S = 0.01500
"""F of the knee, 1/s (recalled)."""
RECOVERY_PER_S = 0.00149
"""R of the knee, 1/s (recalled)."""
REST_FACTOR = 15.0
"""How much faster recovery is at rest, knee (recalled)."""
RESTING_EFFORT = 0.05
"""Below this share of full effort a muscle rests (design choice: the source's tasks were on or off)."""


@dataclass(slots=True)
class Fatigue:
    """The state of one muscle group; changed step by step.

    Parameters
    ----------
    tired : float
        Share of the motor units that are fatigued.
    tires : bool
        Whether there is fatigue at all.
    """

    tired: float = 0.0
    tires: bool = True

    @property
    def capacity(self) -> float:
        """Share of full strength that is left."""
        return 1.0 - self.tired

    def work(self, effort: float, step_s: float) -> None:
        """Go on for a step in which a share of all motor units is active."""
        if self.tires:
            recovery = RECOVERY_PER_S * (REST_FACTOR if effort < RESTING_EFFORT else 1.0)
            self.tired += step_s * (FATIGUE_PER_S * effort - recovery * self.tired)
