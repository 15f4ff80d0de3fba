"""What the set was meant to be: goal, tempo, repetitions, effort and pain, as the person says them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legcurl.errors import UsageError
from legcurl.vocabulary import Goal


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
    """

    goal: Goal | None = None
    tempo: Tempo | None = None
    target_reps: tuple[int, int] | None = None
    repetitions_in_reserve: float | None = None
    borg: float | None = None
    pain: float | None = None
    load_kg: float | None = None
