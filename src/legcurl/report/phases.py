"""Repetitions as spans of time, one a phase, for tables and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from legcurl.reps import Rep
from legcurl.vocabulary import FloatArray, Phase, PhaseOrder

ORDER: dict[PhaseOrder, tuple[Phase, Phase, Phase]] = {
    "concentric_first": ("concentric", "hold", "eccentric"),
    "eccentric_first": ("eccentric", "hold", "concentric"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One phase of one repetition, ``start_s <= t < end_s``; `rep` is None for rest outside of any repetition."""

    rep: int | None
    phase: Phase
    start_s: float
    end_s: float


def phase_spans(reps: Sequence[Rep], start_s: float, end_s: float) -> tuple[Span, ...]:
    """All phases from `start_s` to `end_s` in order of time, without overlap; empty spans are left out.

    A truncated repetition reaches to the recording's edge. The rest after a repetition belongs to it.

    Parameters
    ----------
    reps : sequence of Rep
        In order of time.
    start_s, end_s : float
        First and last sample time of the recording.
    """
    spans: list[Span] = []
    now, last = start_s, None
    for rep in reps:
        edges = _edges(rep, now, end_s)
        spans.append(Span(last, "rest", now, edges[0]))
        spans += [
            Span(rep.index, phase, *pair) for phase, pair in zip(ORDER[rep.phase_order], pairwise(edges), strict=True)
        ]
        now, last = edges[-1], rep.index
    spans.append(Span(last, "rest", now, end_s))
    return tuple(span for span in spans if span.end_s > span.start_s)


def _edges(rep: Rep, earliest: float, latest: float) -> tuple[float, ...]:
    """Start, top start, top end and end; what lies beyond the recording's edge is put at that edge."""
    given = (rep.start_s, rep.top_start_s, rep.top_end_s, rep.end_s)
    known = [k for k, value in enumerate(given) if value is not None] or [2]
    filled = [value if value is not None else (earliest if k < known[0] else latest) for k, value in enumerate(given)]
    return tuple(np.clip(np.maximum.accumulate(filled), earliest, latest).tolist())


def span_of_samples(time_s: FloatArray, spans: Sequence[Span]) -> NDArray[np.intp]:
    """Index into `spans` of the span that each sample lies in."""
    return np.searchsorted([span.start_s for span in spans], time_s, side="right").clip(1, None) - 1
