"""Motion to repetitions and their phases."""

from __future__ import annotations

from dataclasses import dataclass

from legcurl.vocabulary import PhaseOrder, RepKind


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition: when its flanks cross 10 and 90 % of their own height, and how high it went.

    A truncated repetition has None for what lies beyond the recording's edge.

    Parameters
    ----------
    index : int
        Counts from 1 over all listed repetitions.
    kind : {"complete", "partial", "truncated"}
        Whether it left the rest zone and came back to it.
    start_s, top_start_s, peak_s, top_end_s, end_s : float or None
        Times of the 10 % and 90 % crossings and of the peak.
    start_position, peak_position, end_position : float
        Base of the rising flank, peak, and base of the falling flank, in the motion's unit, as measured.
    rest_position : float
        Resting position of the set at this repetition (drift followed).
    phase_order : {"concentric_first", "eccentric_first"}
        Whether the movement away from rest is the concentric one (all but nordic).
    corrected : bool
        Whether a person dropped, merged, split or marked it.
    confidence : float
        0 to 1.
    """

    index: int
    kind: RepKind
    start_s: float | None
    top_start_s: float | None
    peak_s: float
    top_end_s: float | None
    end_s: float | None
    start_position: float
    peak_position: float
    end_position: float
    rest_position: float
    phase_order: PhaseOrder = "concentric_first"
    corrected: bool = False
    confidence: float = 1.0
