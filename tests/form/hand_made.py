"""Sets made by hand: repetitions with the measures that a rule looks at, and a motion to go with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from legcurl.form import RULES, Finding, Form, NotJudged, judge, load_standards
from legcurl.form.case import Case
from legcurl.metrics import Metrics, RepMetrics, SetMetrics
from legcurl.motion import Motion
from legcurl.plan import Plan
from legcurl.reps import Rep
from legcurl.vocabulary import RepKind

NOTHING_KNOWN = SetMetrics(None, None, None, None, None, None, None)


def a_rep(
    *,
    kind: RepKind = "complete",
    height: float = 100.0,
    returns_to: float = 0.0,
    up_s: float = 1.0,
    hold_s: float = 0.5,
    down_s: float = 1.5,
    rest_s: float = 1.0,
    confidence: float = 1.0,
    acceleration: float | None = 300.0,
    inertial_share: float | None = None,
    excursions: Mapping[str, float] | None = None,
) -> RepMetrics:
    """A good repetition but for what is said."""
    rep = Rep(
        index=0, kind=kind, start_s=0.0, top_start_s=up_s, peak_s=up_s + hold_s / 2, top_end_s=up_s + hold_s,
        end_s=up_s + hold_s + down_s, start_position=0.0, peak_position=height, end_position=returns_to,
        rest_position=0.0, confidence=confidence,
    )  # fmt: skip
    return RepMetrics(
        rep=rep, concentric_s=up_s, hold_s=hold_s, eccentric_s=down_s, rest_after_s=rest_s, rom_deg=height,
        peak_knee_flexion_deg=height, mean_concentric_velocity_deg_s=0.8 * height / up_s, peak_velocity_deg_s=None,
        peak_acceleration_deg_s2=acceleration, sparc=None, inertial_share=inertial_share,
        excursions_deg=excursions or {},
    )  # fmt: skip


def ten(**changes: Any) -> tuple[RepMetrics, ...]:
    """Ten good repetitions; reps 4 to 6 differ as said."""
    return tuple(a_rep(**changes) if i in (4, 5, 6) else a_rep() for i in range(1, 11))


def shifted(rep: RepMetrics, index: int, seconds: float) -> RepMetrics:
    """The repetition with its number, and its times moved along."""
    names = ("start_s", "top_start_s", "peak_s", "top_end_s", "end_s")
    return replace(rep, rep=replace(rep.rep, index=index, **{n: getattr(rep.rep, n) + seconds for n in names}))


def a_set(
    reps: tuple[RepMetrics, ...],
    *,
    channel: str = "knee_flexion_deg",
    falls: float = 0.0,
    lever: tuple[float, float] | None = None,
    **known: Any,
) -> tuple[Motion, Metrics]:
    """The repetitions one after the other, the last without a rest, and a motion in which they lie.

    `falls` is the acceleration towards rest of every way down, in deg/s². `lever` puts the knee's course and a lever's
    beside it, which runs ahead by so many degrees at the top of every repetition, and gives way by so many from the
    middle of the way up to the end of reps 4 to 6. `known` are measures of the set.
    """
    placed: list[RepMetrics] = []
    now_s = 1.0
    for index, rep in enumerate(reps, 1):
        placed.append(shifted(rep, index, now_s))
        now_s = placed[-1].rep.end_s + rep.rest_after_s  # type: ignore[operator]
    if placed:
        placed[-1] = replace(placed[-1], rest_after_s=None)
    time_s = np.arange(0.0, now_s + 1.0, 0.02)
    acceleration = np.zeros_like(time_s)
    for rep in placed:
        acceleration[(time_s > rep.rep.top_end_s) & (time_s < rep.rep.end_s)] = -falls  # type: ignore[operator]
    knee, channels = np.zeros_like(time_s), {}
    if lever is not None:
        knee, slipped = _course(placed, time_s)
        ahead, slip = lever
        channels = {"lever_angle_deg": knee + ahead * (1 - np.cos(np.radians(knee))) + slip * slipped}
    motion = Motion(
        time_s=time_s, rate_hz=50.0, source_channel=channel, unit="deg" if channel.endswith("deg") else "m",
        position=knee, velocity=np.zeros_like(time_s), acceleration=acceleration,
        filled=np.zeros(time_s.shape, dtype=bool), rest=0.0, sign=1, sign_known=True, sign_why="made so", noise=0.0,
        channels=channels,
    )  # fmt: skip
    complete = sum(rep.rep.kind == "complete" for rep in placed)
    return motion, Metrics(tuple(placed), replace(NOTHING_KNOWN, **{"complete_reps": complete, **known}))


def _course(placed: list[RepMetrics], time_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The knee's course through the repetitions, deg, and 1 where the pad of reps 4 to 6 has given way."""
    times, angles, slipped = [time_s[0]], [0.0], np.zeros_like(time_s)
    for rep in (one.rep for one in placed):
        times += [rep.start_s, rep.top_start_s, rep.top_end_s, rep.end_s]
        angles += [0.0, rep.peak_position, rep.peak_position, 0.0]
        if rep.index in (4, 5, 6):
            slipped[(time_s >= 0.5 * (rep.start_s + rep.top_start_s)) & (time_s <= rep.end_s)] = 1.0
    return np.interp(time_s, [*times, time_s[-1]], [*angles, 0.0]), slipped


def verdict(rule_id: str, reps: tuple[RepMetrics, ...], plan: Plan, **of_set: Any) -> Finding | NotJudged | None:
    """What one rule says; `variation` and `standards` may be among `of_set`."""
    variation, standards = of_set.pop("variation", None), of_set.pop("standards", None)
    motion, metrics = a_set(reps, **of_set)
    return RULES[rule_id](Case(motion, metrics, plan, variation, standards or load_standards()))


def form(reps: tuple[RepMetrics, ...], plan: Plan, **of_set: Any) -> Form:
    """What all rules say."""
    variation = of_set.pop("variation", None)
    motion, metrics = a_set(reps, **of_set)
    return judge(motion, metrics, plan, variation)
