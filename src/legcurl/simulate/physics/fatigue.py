"""Fatigue of the knee flexors: the three-compartment model of Xia and Frey-Law.

Motor units are resting, active or fatigued, and together make 1. Active ones tire at the rate F, tired ones recover at
the rate R, faster by a factor where the muscle rests. What is not tired can be used at once: the model's own lag
between rest and activity (10 a second) is shorter than a control step of a repetition and left out.

Sources: Xia and Frey-Law 2008, J Biomech 41:3046–3052 (the model); Frey-Law, Looft and Heitsman 2012, J Biomech
45:1803–1808 (F and R of the knee, Table 1); Looft, Herkert and Frey-Law 2018, J Biomech 77:16–25 (faster recovery at
rest). The abstracts were read; the values were read where MyoSuite's documentation of its fatigue model quotes them,
which also quotes what people endure (Frey-Law and Avin 2010, Table 2). All of it is about isometric tasks. Nothing here
is fitted to numbers of repetitions.

What the model is known to miss: with one F for all intensities a knee that is held at 40 or 50 % of its strength tires
as people's do (108 and 70 s), but too soon near the maximum: 29, 17 and 7 s at 70, 80 and 90 %, people 38, 30 and 24 s.
So repetitions with heavy loads are too few rather than too many.
"""

from __future__ import annotations

from dataclasses import dataclass

FATIGUE_PER_S = 0.01500
"""F of the knee, 1/s."""
RECOVERY_PER_S = 0.00149
"""R of the knee, 1/s."""
REST_FACTOR = 15.0
"""How much faster recovery is at rest: ankle, knee and elbow."""
RESTING_EFFORT = 0.01
"""Below this share of full effort a muscle rests: in the source only at none at all (numerical)."""


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
