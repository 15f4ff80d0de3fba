"""The page's three pictures: the trace, the repetitions laid over each other, the tempo."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from legcurl.form.findings import Finding
from legcurl.metrics import Metrics
from legcurl.motion import Motion
from legcurl.plan import Plan, Tempo
from legcurl.report.frame import Frame, Mark, Path, thinned, with_air
from legcurl.report.phases import ORDER, Span, phase_spans
from legcurl.reps import Rep
from legcurl.vocabulary import FloatArray, Phase, PhaseOrder

BINS = 1000  # columns of the trace, about one a pixel on a wide page
LAID_OVER = 40  # curves laid over each other; more only blacken the picture
CURVE_POINTS = 90  # samples of one of them
MARGIN = 0.1  # of a repetition's length, shown on either side of it
TEMPO_ROWS = 40  # bars; the table has the rest
REST_ROOM = 0.35  # of the longest repetition, kept for the rest after it; longer rests are cut off
APART_WIDE, APART_NARROW = 2.1, 6.0  # per cent between numbers: two digits take 16 px of 900, and of 300
PHASES: tuple[Phase, ...] = get_args(Phase)

SHOWN_PHASE: Mapping[str, Phase] = {
    "missing_hold": "hold",
    "dropped_eccentric": "eccentric",
    "pause_between_reps": "rest",
    "pointed_toes": "concentric",
}
"""The phase that a finding is about; any other is about the whole repetition."""

SHOWN_CHANNELS: Mapping[str, tuple[str, ...]] = {
    "pointed_toes": ("ankle_dorsiflexion_deg",),
    "hips_rising": ("hip_flexion_deg", "thigh_inclination_deg"),
    "trunk_rocking": ("trunk_inclination_deg", "hip_flexion_deg"),
    "thigh_swinging": ("thigh_inclination_deg", "hip_flexion_deg"),
}
"""The channel, the first that is there, in which a finding shows that the main trace does not show."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Strips above the trace where the evidence of one cue lies."""

    letter: str
    kind: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes with their axes, and a lane for each cue."""

    paths: tuple[Path, ...]
    x_ticks: tuple[Mark, ...]
    y_ticks: tuple[Mark, ...]
    numbers: tuple[Mark, ...] = ()
    lanes: tuple[Lane, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """Phases of one repetition in a row; a part's size is in per cent of the longest row."""

    label: str
    kind: str
    parts: tuple[Mark, ...]
    under_tension_s: float


def trace(motion: Motion, metrics: Metrics, cues: Sequence[tuple[str, Finding]]) -> Picture:
    """The whole movement, phases coloured, repetitions numbered, and the evidence of each cue, by its letter."""
    time, scale = motion.time_s, _scale(motion)
    reps = [measures.rep for measures in metrics.reps]
    values = motion.position * scale
    rest = scale * (float(np.median([rep.rest_position for rep in reps])) if reps else motion.rest)
    frame = Frame((float(time[0]), float(time[-1])), with_air(values, rest))
    spans = phase_spans(reps, *frame.x) if reps else ()
    resting = Path("resting", frame.line(np.array(frame.x), np.full(2, rest)))
    return Picture(
        paths=(resting, *_coloured(frame, time, values, spans, rest)),
        x_ticks=frame.time_ticks(),
        y_ticks=frame.value_ticks(),
        numbers=_numbers(frame, reps, scale),
        lanes=tuple(Lane(letter, finding.severity, _strips(frame, finding, spans)) for letter, finding in cues),
    )


def other_traces(motion: Motion, metrics: Metrics, cues: Sequence[tuple[str, Finding]]) -> dict[str, Picture]:
    """By channel, the cues' evidence that lies outside of the main trace."""
    pictures: dict[str, Picture] = {}
    time = motion.time_s
    spans = phase_spans([measures.rep for measures in metrics.reps], float(time[0]), float(time[-1]))
    for letter, finding in cues:
        channel = next((name for name in SHOWN_CHANNELS.get(finding.id, ()) if name in motion.channels), None)
        if channel is None or not np.isfinite(motion.channels[channel]).any():
            continue
        values = motion.channels[channel]
        frame = Frame((float(time[0]), float(time[-1])), with_air(values))
        keep = thinned(values, BINS)
        lane = Lane(letter, finding.severity, _strips(frame, finding, spans))
        path = Path("unphased", frame.line(time[keep], values[keep]))
        pictures[channel] = Picture((path,), frame.time_ticks(), frame.value_ticks(), lanes=(lane,))
    return pictures


def laid_over(motion: Motion, metrics: Metrics, plan: Plan) -> Picture | None:
    """Whole repetitions from their start, above rest; first, last and plan stand out. None for fewer than two."""
    whole = [
        (m.rep, m.rep.start_s, m.rep.end_s)
        for m in metrics.reps
        if m.rep.start_s is not None and m.rep.end_s is not None
    ]
    if len(whole) < 2:
        return None
    picked = np.unique(np.linspace(0, len(whole) - 1, LAID_OVER).round().astype(int))
    curves = [_curve(motion, *whole[k]) for k in picked]
    times = np.concatenate([x for x, _ in curves])
    frame = Frame((float(times.min()), float(times.max())), with_air(np.concatenate([y for _, y in curves]), 0.0))
    first, *middle, last = (frame.line(x, y) for x, y in curves)
    paths = [Path("resting", frame.line(np.array(frame.x), np.zeros(2))), Path("every", "".join(middle))]
    if plan.tempo is not None and metrics.set.rom_deg is not None and motion.unit == "deg":
        first_rep = whole[0][0]
        away = math.copysign(metrics.set.rom_deg, first_rep.peak_position - first_rep.rest_position)
        ghost = _planned(plan.tempo, first_rep.phase_order, away, frame.x[1])
        paths.append(Path("planned", frame.line(*ghost)))
    paths += [Path("first", first), Path("last", last)]
    return Picture(tuple(paths), frame.time_ticks(), frame.value_ticks())


def tempo_bars(metrics: Metrics, plan: Plan) -> tuple[tuple[Bar, ...], tuple[Mark, ...]]:
    """A row of phases for the plan and for each repetition, on one scale of seconds, and that scale's ticks."""
    reps = [m for m in metrics.reps if m.concentric_s is not None or m.eccentric_s is not None][:TEMPO_ROWS]
    if not reps:
        return (), ()
    rows: list[tuple[str, str, dict[Phase, float | None]]] = [
        (str(m.rep.index), m.rep.kind,
         {"concentric": m.concentric_s, "hold": m.hold_s, "eccentric": m.eccentric_s, "rest": m.rest_after_s})
        for m in reps
    ]  # fmt: skip
    if plan.tempo is not None:
        t = plan.tempo
        rows.insert(0, ("plan", "plan", {
            "concentric": t.concentric_s, "hold": t.squeezed_pause_s, "eccentric": t.eccentric_s,
            "rest": t.stretched_pause_s,
        }))  # fmt: skip
    order = ORDER[reps[0].rep.phase_order]
    tension = [sum(seconds[phase] or 0.0 for phase in order) for _, _, seconds in rows]
    rests = [seconds["rest"] or 0.0 for _, _, seconds in rows]
    longest = max(t + min(r, REST_ROOM * max(tension)) for t, r in zip(tension, rests, strict=True))
    bars = tuple(
        Bar(label, kind,
            tuple(Mark(0, phase, size=100 * min(s, longest - (under if phase == "rest" else 0.0)) / longest)
                  for phase in (*order, "rest") if (s := seconds[phase])),
            under)
        for (label, kind, seconds), under in zip(rows, tension, strict=True)
    )  # fmt: skip
    return bars, Frame((0.0, longest), (0.0, 1.0)).time_ticks()


def _coloured(
    frame: Frame, time: FloatArray, values: FloatArray, spans: Sequence[Span], floor: float
) -> tuple[Path, ...]:
    """The trace in pieces, one style a phase; neighbouring pieces share their border sample."""
    keep = thinned(values, BINS)
    if not spans:
        return (Path("unphased", frame.line(time[keep], values[keep])),)
    lines = dict.fromkeys(PHASES, "")
    areas = dict.fromkeys(PHASES, "")
    borders = np.searchsorted(time, [span.start_s for span in spans] + [spans[-1].end_s])
    for span, a, b in zip(spans, borders[:-1], np.minimum(borders[1:], time.size - 1), strict=True):
        index = np.unique(np.r_[a, keep[(keep > a) & (keep < b)], b])
        lines[span.phase] += frame.line(time[index], values[index])
        areas[span.phase] += frame.area(time[index], values[index], floor) if span.phase != "rest" else ""
    filled = [Path(f"area {phase}", areas[phase]) for phase in PHASES if areas[phase]]
    return (*filled, *(Path(phase, lines[phase]) for phase in PHASES if lines[phase]))


def _curve(motion: Motion, rep: Rep, start_s: float, end_s: float) -> tuple[FloatArray, FloatArray]:
    """One repetition with a margin, from its start, above its rest."""
    margin = MARGIN * (end_s - start_s)
    low, high = max(start_s - margin, float(motion.time_s[0])), min(end_s + margin, float(motion.time_s[-1]))
    time = np.linspace(low, high, CURVE_POINTS)
    height = np.interp(time, motion.time_s, motion.position) - rep.rest_position
    return time - start_s, height * _scale(motion)


def _planned(tempo: Tempo, order: PhaseOrder, away_deg: float, until_s: float) -> tuple[FloatArray, FloatArray]:
    """The repetition that the tempo asks for, straight from corner to corner, as far as the picture goes."""
    out, back = tempo.concentric_s, tempo.eccentric_s
    if order == "eccentric_first":
        out, back = back, out
    corners = np.cumsum([0.0, out, tempo.squeezed_pause_s, back])
    time = np.linspace(0.0, min(until_s, corners[-1]), CURVE_POINTS)
    return time, np.interp(time, corners, [0.0, away_deg, away_deg, 0.0])


def _numbers(frame: Frame, reps: Sequence[Rep], scale: float) -> tuple[Mark, ...]:
    """The repetitions' numbers over the middle of their tops, as many as fit beside each other."""
    marks: list[Mark] = []
    last_wide = last_narrow = -math.inf
    for rep in reps:
        middle = (
            rep.peak_s if rep.top_start_s is None or rep.top_end_s is None else (rep.top_start_s + rep.top_end_s) / 2
        )
        at = frame.across(middle)
        if at - last_wide < APART_WIDE:
            continue
        narrow = at - last_narrow >= APART_NARROW
        last_wide, last_narrow = at, at if narrow else last_narrow
        marks.append(Mark(at, str(rep.index), frame.up(rep.peak_position * scale), narrow=narrow, kind=rep.kind))
    return tuple(marks)


def _strips(frame: Frame, finding: Finding, spans: Sequence[Span]) -> tuple[Mark, ...]:
    """Strips over what a finding rests on; over the whole set where it names no repetition."""
    part = SHOWN_PHASE.get(finding.id)
    of_reps = [span for span in spans if span.rep is not None]
    if finding.reps:
        groups = [
            [s for s in of_reps if s.rep == rep and (s.phase == part if part else s.phase != "rest")]
            for rep in finding.reps
        ]
    else:
        groups = [[span for span in of_reps if span is not of_reps[-1] or span.phase != "rest"]]
    pieces = [(group[0].start_s, group[-1].end_s) for group in groups if group]
    return tuple(Mark(frame.across(a), finding.id, size=frame.across(b) - frame.across(a)) for a, b in pieces)


def _scale(motion: Motion) -> float:
    """Metres are drawn in cm."""
    return 100.0 if motion.unit == "m" else 1.0
