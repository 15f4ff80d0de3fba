"""What the set was meant to be: goal, tempo, repetitions, effort and pain, as the person says them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legcurl.errors import UsageError
from legcurl.vocabulary import GOALS, Goal

BOUNDS = {"repetitions_in_reserve": (0, 50), "borg": (6, 20), "pain": (0, 10), "load_kg": (0, 1000)}
"""What the numbers of a plan can be; beyond is a typing error."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """Planned phase times in s, in the order in which lifters write them."""

    eccentric_s: float
    stretched_pause_s: float
    concentric_s: float
    squeezed_pause_s: float

    @classmethod
    def parse(cls, text: str) -> Tempo:
        """Read ``3-0-1-3``: eccentric, stretched pause, concentric, squeezed pause, in s.

        Raises
        ------
        UsageError
            If there are not four numbers from 0 to 60.
        """
        parts = re.split(r"\s*[-/ ]\s*", text.strip())
        try:
            seconds = [float(part) for part in parts]
        except ValueError:
            seconds = []
        if len(seconds) != 4 or not all(0 <= value <= 60 for value in seconds):
            raise UsageError(
                f"tempo {text!r} is not four times in seconds.\n"
                "Write eccentric-pause-concentric-squeeze, for example --tempo 3-0-1-3"
            )
        return cls(*seconds)

    def __str__(self) -> str:
        return "-".join(f"{v:g}" for v in (self.eccentric_s, self.stretched_pause_s, self.concentric_s,
                                            self.squeezed_pause_s))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What the set is judged against; everything may be unknown.

    Parameters
    ----------
    goal : optional
        What the set was for.
    tempo : Tempo, optional
        Planned phase times.
    target_reps : tuple of int, optional
        Fewest and most repetitions planned.
    repetitions_in_reserve : float, optional
        How many more repetitions the person could have done, by their own account.
    borg : float, optional
        Effort on Borg's 6–20 scale.
    pain : float, optional
        Pain during the set, 0–10.
    load_kg : float, optional
        Load shown by the machine.

    Raises
    ------
    UsageError
        If a value is none that a set can have.
    """

    goal: Goal | None = None
    tempo: Tempo | None = None
    target_reps: tuple[int, int] | None = None
    repetitions_in_reserve: float | None = None
    borg: float | None = None
    pain: float | None = None
    load_kg: float | None = None

    def __post_init__(self) -> None:
        if self.goal is not None and self.goal not in GOALS:
            raise UsageError(f"goal {self.goal!r} is unknown.\nKnown are {', '.join(GOALS)}")
        for name, (low, high) in BOUNDS.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise UsageError(f"{name} = {value:g}: expected {low:g} to {high:g}")
        if self.target_reps is not None and not 1 <= self.target_reps[0] <= self.target_reps[1]:
            raise UsageError(f"target_reps = {self.target_reps}: expected the fewest and the most, as in (8, 20)")
