"""When hands that catch a falling body mean that a set to failure has ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from legcurl.form.standards import load_standards

CAUGHT_S = 0.2
"""How long the hands have to help for the body to be caught (design choice)."""


@dataclass(slots=True)
class OwnWay:
    """How far the muscles alone let the body down, repetition by repetition; changed block by block.

    A repetition has failed when the hands hold the body before it came down by that share of the furthest such way at
    which the form rules call a range short (``range_of_best``).

    Parameters
    ----------
    rest_rad : float
        Knee angle of the upright body.
    best_rad : float
        The furthest so far.
    least : float
        The share of it that a repetition has to reach.
    helped_s : float
        How long the hands have helped without a break.
    caught : bool
        Whether they have caught the body in this repetition.
    """

    rest_rad: float
    best_rad: float = 0.0
    least: float = field(default_factory=lambda: load_standards().of("range_of_best", "nordic").value)
    helped_s: float = 0.0
    caught: bool = False

    def failed(self, knee_rad: float, rate: float, helped_nm: float, block_s: float) -> bool:
        """Whether the body was caught too early, a block later.

        Parameters
        ----------
        knee_rad : float
            Where the knee is.
        rate : float
            Which way it is meant to go; negative on the way down.
        helped_nm : float
            Help by the hands.
        block_s : float
        """
        if rate >= 0.0:  # on the way back they may help
            self.helped_s, self.caught = 0.0, False
            return False
        if self.caught:
            return False
        way = self.rest_rad - knee_rad
        self.helped_s = self.helped_s + block_s if helped_nm > 0.0 else 0.0
        self.caught = self.helped_s > CAUGHT_S
        if self.caught and way < self.least * self.best_rad:
            return True
        self.best_rad = max(self.best_rad, way)
        return False
