"""A whole analysis by hand, from a motion whose answer is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from legcurl.analysis import SetAnalysis
from legcurl.exercise import Exercise
from legcurl.form.findings import Finding, Form, NotJudged
from legcurl.metrics import Metrics, RepMetrics, SetMetrics
from legcurl.motion import Motion
from legcurl.plan import Plan, Tempo
from legcurl.recording import Issue, Recording
from legcurl.reps import Rep

REST_DEG, ROM_DEG = 4.0, 90.0
RISE_S, TOP_S, FALL_S, PAUSE_S = 1.0, 0.5, 2.0, 0.5  # of the whole flanks; between repetitions
PERIOD_S = RISE_S + TOP_S + FALL_S + PAUSE_S
EDGE = np.arccos(0.8) / np.pi  # share of a half-cosine flank below 10 % of its height


def knee_angle(time_s: np.ndarray, reps: int) -> np.ndarray:
    """Half-cosine flanks with a flat top; each repetition 1 degree lower than the one before, nine times."""
    k, t = np.divmod(time_s - PAUSE_S, PERIOD_S)
    corners = np.cumsum([0.0, RISE_S, TOP_S, FALL_S])
    way = np.interp(t, corners, [0.0, 1.0, 1.0, 0.0])
    inside = (k >= 0) & (k < reps)
    return REST_DEG + np.where(inside, (ROM_DEG - k % 9) * 0.5 * (1 - np.cos(np.pi * way)), 0.0)


def measured(index: int, reps: int) -> RepMetrics:
    """The known answer for one repetition."""
    zero = PAUSE_S + (index - 1) * PERIOD_S
    start, top_start = zero + EDGE * RISE_S, zero + (1 - EDGE) * RISE_S
    top_end, end = zero + RISE_S + TOP_S + EDGE * FALL_S, zero + RISE_S + TOP_S + (1 - EDGE) * FALL_S
    rom = ROM_DEG - (index - 1) % 9
    rep = Rep(index, "complete", start, top_start, zero + RISE_S + TOP_S / 2, top_end, end,
              REST_DEG, REST_DEG + rom, REST_DEG, REST_DEG, confidence=0.97)  # fmt: skip
    rest = PERIOD_S - (end - start) if index < reps else None
    return RepMetrics(rep, top_start - start, top_end - top_start, end - top_end, rest, rom, REST_DEG + rom,
                      0.8 * rom / (top_start - start), np.pi / 2 * rom, np.pi**2 / 2 * rom, -1.45)  # fmt: skip


Make = Callable[..., SetAnalysis]


@pytest.fixture
def make() -> Make:
    """Makes an analysis of `reps` repetitions at `rate_hz`, with the verdict asked for."""

    def build(reps: int = 8, rate_hz: float = 100.0, is_leg_curl: bool | None = True, **changes: object) -> SetAnalysis:
        time = np.arange(0.0, reps * PERIOD_S + 2 * PAUSE_S, 1 / rate_hz)
        angle = knee_angle(time, reps)
        issue = Issue("spikes", "2 samples jumped by more than the knee can move; they were replaced.", 3.2, 3.21)
        recording = Recording(
            time, {"knee_flexion_deg": angle}, source="set.csv", format="table", variation="seated", leg="left",
            notes=("Column angle is taken as knee flexion in degrees.",), issues=(issue,), input_sha256="ab" * 32,
        )  # fmt: skip
        velocity = np.gradient(angle, time)
        motion = Motion(
            time, rate_hz, "knee_flexion_deg", "deg", angle, velocity, np.gradient(velocity, time),
            np.zeros(time.size, dtype=bool), REST_DEG, 1, True, "The sign is taken as given.", 0.1,
            {"hip_flexion_deg": 85 + 0 * angle},
        )  # fmt: skip
        listed = tuple(measured(k + 1, reps) for k in range(reps)) if is_leg_curl else ()
        summary = (
            SetMetrics(reps, reps * 2.4, "1.2-0.6-0.6-1.1", ROM_DEG - (reps - 1) / 2, 6.4, 1.0 - reps, None)
            if is_leg_curl
            else SetMetrics(None, None, None, None, None, None, None)
        )
        findings = (
            Finding("missing_hold", "fault", 0.93, tuple(range(1, reps + 1)), 1.1, 3.0, "s",
                    "Stay at the top and squeeze until you have counted to three.", "design choice"),
            Finding("dropped_eccentric", "advice", 0.8, (2, 3, 5), 1.18, 3.0, "s",
                    "Take about three seconds on the way down.", "planned tempo"),
            Finding("pain", "info", 1.0, (), 2.0, 3.0, "of 10", "Pain 2 of 10: keep an eye on it.", "exercise guide"),
        )  # fmt: skip
        analysis = SetAnalysis(
            recording=recording,
            motion=motion,
            exercise=Exercise(is_leg_curl, 0.97, "The hamstrings work while the knee is bent."),
            metrics=Metrics(listed, summary),
            form=Form(
                findings if is_leg_curl else (), (NotJudged("hips_rising", "No hip or trunk angle was recorded."),)
            ),
            plan=Plan(goal="hypertrophy", tempo=Tempo(3, 0, 1, 3), target_reps=(8, 20), repetitions_in_reserve=2),
            usable=True,
            issues=(issue,),
        )
        from dataclasses import replace

        return replace(analysis, **changes)

    return build
