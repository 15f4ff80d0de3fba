"""Is it a leg curl at all?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exercise:
    """The verdict on what was recorded.

    Parameters
    ----------
    is_leg_curl : bool or None
        None when the data cannot tell.
    confidence : float
        0 to 1.
    why : str
        The reason, in words for the person.
    """

    is_leg_curl: bool | None
    confidence: float
    why: str
