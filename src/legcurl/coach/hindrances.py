"""What in a set speaks against more: how hard it was, how it was done, and whether it slowed down unusually."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from legcurl.coach.dose import Target
from legcurl.coach.history import LoggedSet
from legcurl.form.findings import Finding
from legcurl.form.standards import Standards

DOSE = frozenset({"too_few_reps", "too_many_reps", "stopped_short", "pain"})
"""Findings that the next set itself answers, so that they need no cue."""
TECHNIQUE: Mapping[str, str] = MappingProxyType({
    "pad_slipping": "Set the pad just above the heel and keep the leg against it.",
    "axis_misaligned": "Set the seat so that your knee is in line with the machine's pivot.",
    "momentum": "Start each repetition slowly, without a jerk.",
    "rushed_repetition": "Take your time on the way up.",
    "dropped_eccentric": "Lower slowly, all the way down.",
    "hips_rising": "Keep your hips on the bench.",
    "trunk_rocking": "Keep your back still against the pad.",
    "thigh_swinging": "Keep your thigh still against the pad.",
    "short_range": "Bring the heels all the way in, and lower until the knee is nearly straight.",
    "missing_hold": "Squeeze at the top for as long as planned.",
})  # fmt: skip
"""What is said for a fault that holds the load, where no finding brings its own sentence; by id, gravest first."""


def effort_excess(last: LoggedSet, target: Target) -> float | None:
    """How much harder it was than planned, in repetitions or points of Borg; negative if easier, None if not said.

    The scale that the goal is judged by comes first; the other one stands in where only that was given.
    """
    left = 0.0 if last.kind == "failure" and last.repetitions_in_reserve is None else last.repetitions_in_reserve
    by_reserve = None if left is None else _beyond(-left, (-target.reserve[1], -target.reserve[0]))
    by_borg = None if last.borg is None else _beyond(last.borg, target.borg)
    if target.judged is None:
        return None
    first, second = (by_reserve, by_borg) if target.judged == "reserve" else (by_borg, by_reserve)
    return second if first is None else first


def fault_and_cue(last: LoggedSet, findings: Sequence[Finding]) -> tuple[str | None, str | None]:
    """The gravest fault of technique, which holds the load, and the cue; advice is a cue alone."""
    if findings:
        told = [finding for finding in findings if finding.severity != "info" and finding.id not in DOSE]
        fault = next((finding.id for finding in told if finding.severity == "fault"), None)
        first = next((finding for finding in told if finding.id == fault), next(iter(told), None))
        return fault, first.cue if first else None
    found = next((name for name in last.findings if name in TECHNIQUE), None)
    return found, TECHNIQUE[found] if found else None


def slowed_down(last: LoggedSet, history: Sequence[LoggedSet], standards: Standards) -> bool:
    """Whether the velocity loss is unusual among this person's own sets of the same variation."""
    own = sorted(
        done.velocity_loss_pct
        for done in history
        if done.velocity_loss_pct is not None and done.variation == last.variation and done is not last
    )
    if last.velocity_loss_pct is None or len(own) < standards.of("velocity_history").value:
        return False
    return last.velocity_loss_pct > own[min(len(own) - 1, int(standards.of("velocity_usual").value * len(own)))]


def _beyond(value: float, bounds: tuple[float, float]) -> float:
    """How far above the bounds, or, negative, below."""
    return max(value - bounds[1], 0.0) + min(value - bounds[0], 0.0)
