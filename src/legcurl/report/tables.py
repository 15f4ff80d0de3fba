"""The repetitions and the movement as tables that other programs read."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, get_args

import numpy as np

from legcurl.analysis import SetAnalysis
from legcurl.report.contract import REP_KEYS, rep_row
from legcurl.report.phases import Span, phase_spans, span_of_samples
from legcurl.vocabulary import Phase

if TYPE_CHECKING:
    import polars as pl

    from legcurl.motion import Motion


PHASES: tuple[Phase, ...] = get_args(Phase)


def reps_csv(analysis: SetAnalysis) -> str:
    """One row a repetition, named as in the contract; unknown is empty, truth is ``true`` or ``false``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(REP_KEYS)
    for measures in analysis.metrics.reps:
        writer.writerow([_cell(value) for value in rep_row(measures).values()])
    return text.getvalue()


def frames(analysis: SetAnalysis, motion: Motion) -> pl.DataFrame:
    """The movement sample by sample.

    Returns
    -------
    polars.DataFrame
        ``time_s``, ``position_deg`` (or ``_m``), its velocity and acceleration, ``phase`` and ``rep`` (null where the
        recording is not known to be a leg curl), ``filled`` where a gap was bridged, and the other channels by name.
    """
    import polars as pl

    unit, time = motion.unit, motion.time_s
    spans: tuple[Span, ...] = ()
    if analysis.metrics.reps:
        spans = phase_spans([m.rep for m in analysis.metrics.reps], float(time[0]), float(time[-1]))
    span = span_of_samples(time, spans) if spans else np.zeros(time.size, dtype=np.intp)
    phases = pl.Series([s.phase for s in spans] or [None], dtype=pl.Enum(PHASES))
    reps = pl.Series([s.rep for s in spans] or [None], dtype=pl.UInt32)
    return pl.DataFrame({
        "time_s": time,
        f"position_{unit}": motion.position,
        f"velocity_{unit}_s": motion.velocity,
        f"acceleration_{unit}_s2": motion.acceleration,
        "phase": phases.gather(span),
        "rep": reps.gather(span),
        "filled": motion.filled,
        **motion.channels,
    }, nan_to_null=True)  # fmt: skip


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
