"""What the page says of the muscles: three pictures of a repetition, shares, traces and a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from legcurl.analysis import SetAnalysis
from legcurl.muscles.load import MuscleLoad, MuscleRep
from legcurl.report.leg_picture import Moment, rep_pictures
from legcurl.report.leg_posture import Pose
from legcurl.report.muscle_figures import Quantity, muscle_figures, share_figure
from legcurl.report.muscle_names import in_order, muscle_name
from legcurl.vocabulary import Variation

COLUMNS = (
    ("peak_force_n", "peak force", "N", 0),
    ("mean_activation", "mean activation", "%", 0),
    ("impulse_ns", "impulse", "N·s", 0),
    ("concentric_work_j", "work shortening", "J", 1),
    ("eccentric_work_j", "work lengthening", "J", 1),
    ("peak_normalized_fiber_length", "longest fibre", "of optimal", 2),
    ("long_length_share", "at long length", "%", 0),
)
"""Figure, heading, unit and decimals of the table; figures without a unit of their own are shown in per cent."""
SHOWN = 0.005
"""Muscles that never reach this activation are left out of the table and the traces."""


@dataclass(frozen=True, slots=True)
class Row:
    """One muscle in the table: its name, and value and interval of every column as text."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MuscleSection:
    """Everything that the section shows.

    Parameters
    ----------
    rep : int
        The repetition that pictures and traces are of.
    pictures : str
        SVG element.
    shares, activation, force : tuple of str
        SVG elements for a wide and a narrow page.
    rows : tuple of Row
        Median over the repetitions.
    reserve_nm : float
    assumptions : tuple of str
    headings : tuple of (str, str)
        Heading and unit of every column of the table.
    """

    rep: int
    pictures: str
    shares: tuple[str, str]
    activation: tuple[str, str]
    force: tuple[str, str]
    rows: tuple[Row, ...]
    reserve_nm: float
    assumptions: tuple[str, ...]
    headings: tuple[tuple[str, str], ...] = tuple((heading, unit) for _, heading, unit, _ in COLUMNS)


def muscle_section(analysis: SetAnalysis) -> MuscleSection | None:
    """What the page says of the muscles; None where nothing was computed."""
    load, variation = analysis.muscles, analysis.recording.variation
    if load is None or variation is None:
        return None
    traces = load.traces
    working = [m for m in in_order(load.muscles) if _peak(load, m) >= SHOWN]
    return MuscleSection(
        rep=traces.rep,
        pictures=rep_pictures(moments_of(load, variation)),
        shares=_wide_and_narrow(partial(share_figure, load.share_pct, load.share_intervals)),
        activation=_figures(load, working, "activation", traces.activation, traces.activation_interval),
        force=_figures(load, working, "force", traces.force_n, traces.force_interval),
        rows=tuple(_row(muscle, [one for one in load.per_rep if one.muscle == muscle]) for muscle in working),
        reserve_nm=load.reserve_nm,
        assumptions=load.assumptions,
    )


def _figures(
    load: MuscleLoad, muscles: list[str], quantity: Quantity, values: np.ndarray, bounds: tuple[np.ndarray, np.ndarray]
) -> tuple[str, str]:
    time_s = load.traces.time_s - load.traces.time_s[0]
    return _wide_and_narrow(partial(
        muscle_figures, time_s, load.traces.knee_deg, _columns(load, values, muscles),
        intervals=_bands(load, bounds, muscles), quantity=quantity,
    ))  # fmt: skip


def _wide_and_narrow(draw: Callable[..., str]) -> tuple[str, str]:
    return draw(), draw(narrow=True)


def _peak(load: MuscleLoad, muscle: str) -> float:
    return max(one.peak_activation for one in load.per_rep if one.muscle == muscle)


def moments_of(load: MuscleLoad, variation: Variation) -> list[Moment]:
    """The start, the middle and the far end of the repetition."""
    traces = load.traces
    away = np.abs(traces.knee_deg - traces.knee_deg[0])
    top = int(np.argmax(away))
    middle = int(np.argmin(np.abs(away[: top + 1] - away[top] / 2)))
    labels = ("upright", "middle", "low") if variation == "nordic" else ("start", "middle", "top")
    return [
        Moment(
            label,
            Pose(variation, float(traces.knee_deg[i]), float(traces.hip_deg[i]), float(traces.ankle_deg[i])),
            dict(zip(load.muscles, traces.activation[i].tolist(), strict=True)),
        )
        for label, i in zip(labels, (0, middle, top), strict=True)
    ]


def _columns(load: MuscleLoad, values: np.ndarray, muscles: list[str]) -> dict[str, np.ndarray]:
    return {muscle: values[:, load.muscles.index(muscle)] for muscle in muscles}


def _bands(
    load: MuscleLoad, bounds: tuple[np.ndarray, np.ndarray], muscles: list[str]
) -> Mapping[str, tuple[np.ndarray, np.ndarray]]:
    low, high = (_columns(load, bound, muscles) for bound in bounds)
    return {muscle: (low[muscle], high[muscle]) for muscle in muscles}


def _row(muscle: str, reps: list[MuscleRep]) -> Row:
    cells = []
    for key, _, unit, decimals in COLUMNS:
        scale = 100.0 if unit == "%" else 1.0
        value = scale * float(np.median([getattr(one, key) for one in reps]))
        low, high = scale * np.median([one.intervals[key] for one in reps], axis=0)
        cells.append((f"{value:.{decimals}f}", f"{low:.{decimals}f}–{high:.{decimals}f}"))
    return Row(muscle_name(muscle), tuple(cells))
