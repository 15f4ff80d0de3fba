"""What a rule sees, what it answers, and the registry of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from legcurl.form.findings import Finding, NotJudged
from legcurl.form.scoring import certainty
from legcurl.form.standards import Standard, Standards
from legcurl.form.wording import which_reps
from legcurl.metrics import Metrics, RepMetrics
from legcurl.motion import Motion
from legcurl.plan import Plan
from legcurl.vocabulary import Severity, Variation

Verdict = Finding | NotJudged | None
"""What a rule answers: something found, nothing to go by, or judged and all well."""

Cue = Callable[[str, float], str]
"""Words for the repetitions (``reps 2 to 4``) and what was measured in them, to the sentence said to the lifter."""

SAY_GOAL_OR_TEMPO = "nothing says what was planned: give --goal or --tempo"
NO_COMPLETE_REP = "there is no complete repetition"


@dataclass(frozen=True, slots=True)
class Excess:
    """One repetition beyond its bound, both in the unit of the finding."""

    rep: RepMetrics
    measured: float
    bound: float

    def confidence(self, margin: float) -> float:
        """How sure it is, by the error of the measure and of the repetition itself."""
        return certainty(self.measured, self.bound, margin) * self.rep.rep.confidence


@dataclass(frozen=True, eq=False)
class Case:
    """A set as every rule gets it.

    Parameters
    ----------
    motion : Motion
    metrics : Metrics
    plan : Plan
    variation : optional
        None where nobody said it.
    standards : Standards
    rule_id : str
        The rule that is at work; set by :class:`Rule`.
    """

    motion: Motion
    metrics: Metrics
    plan: Plan
    variation: Variation | None
    standards: Standards
    rule_id: str = ""

    @property
    def complete(self) -> tuple[RepMetrics, ...]:
        """The complete repetitions, which most rules are about."""
        return tuple(rep for rep in self.metrics.reps if rep.rep.kind == "complete")

    @property
    def eccentric_first(self) -> bool:
        """Whether the movement away from rest is the eccentric one (nordic); it is so for all of a set or none."""
        reps = self.metrics.reps
        return bool(reps) and reps[0].rep.phase_order == "eccentric_first"

    def standard(self, name: str) -> Standard:
        """The threshold for this goal and variation."""
        return self.standards.of(name, self.plan.goal, self.variation)

    def acceleration_noise(self) -> float:
        """What noise alone may make of a peak acceleration, in the position's unit a second squared.

        The noise is what the low-pass removed. Pictures err by more than that shows, since a joint that is seen a
        little off stays off for several of them.
        """
        noise = self.motion.noise
        if self.motion.from_pictures:
            noise = max(noise, self.standard("picture_error").value)
        return self.standard("noise_peaks").value * self.motion.acceleration_gain * noise

    def bridged(self, rep: RepMetrics) -> bool:
        """Whether a repetition has a gap in it that was bridged, and is too long for an acceleration to be known."""
        time, start_s, end_s = self.motion.time_s, rep.rep.start_s, rep.rep.end_s
        if start_s is None or end_s is None:
            return True
        filled = self.motion.filled & (time >= start_s) & (time <= end_s)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(np.int8)))
        longest = self.standard("acceleration_gap").value * self.motion.rate_hz
        return bool((np.diff(edges)[::2] > longest).any())

    def too_noisy(self, noise: float) -> NotJudged:
        """The answer where noise alone may make an acceleration that is too high."""
        how = "an angle from pictures is too coarse" if self.motion.from_pictures else "the angle is too noisy"
        return self.missing(f"{how} to tell: its error alone may look like {noise:.0f} deg/s²; a sensor tells it")

    def rests(self) -> Iterator[tuple[RepMetrics, RepMetrics, float]]:
        """Each repetition, the next one, and the rest between them in s, where it is known."""
        for rep, following in zip(self.metrics.reps, self.metrics.reps[1:], strict=False):
            if rep.rest_after_s is not None:
                yield rep, following, rep.rest_after_s

    def set_ends(self) -> list[int]:
        """Indices of the repetitions after which a rest is so long that it ends the set."""
        longest = self.standard("set_break").value
        return [rep.rep.index for rep, _, rest_s in self.rests() if rest_s > longest]

    def missing(self, why: str) -> NotJudged:
        """The answer where something is missing."""
        return NotJudged(self.rule_id, why)

    def of_set(
        self, severity: Severity, confidence: float, measured: float, standard: Standard, cue: str,
        *, expected: float | None = None, unit: str | None = None, source: str | None = None,
    ) -> Finding:  # fmt: skip
        """A finding about the whole set; what is expected, its unit and its source are the standard's unless given."""
        return Finding(
            id=self.rule_id, severity=severity, confidence=confidence, reps=(), measured=measured,
            expected=standard.value if expected is None else expected,
            unit=standard.unit if unit is None else unit,
            cue=cue, source=standard.source if source is None else source,
        )  # fmt: skip

    def of_reps(
        self, severity: Severity, found: Sequence[Excess], margin: float, standard: Standard, cue: Cue,
        *, expected: float | None = None, unit: str | None = None, trust: float = 1.0,
    ) -> Finding | None:  # fmt: skip
        """A finding about the repetitions beyond their bounds, if there are any.

        `margin` is the error of the measure; `trust` is below 1 where the evidence is indirect. What is expected is
        the median of the bounds unless given.
        """
        if not found:
            return None
        indices = tuple(excess.rep.rep.index for excess in found)
        listed = sum(rep.rep.kind != "truncated" for rep in self.metrics.reps)
        measured = median(excess.measured for excess in found)
        whole = self.of_set(
            severity, trust * median(excess.confidence(margin) for excess in found), measured, standard,
            cue(which_reps(indices, listed), measured),
            expected=median(excess.bound for excess in found) if expected is None else expected, unit=unit,
        )  # fmt: skip
        return replace(whole, reps=indices)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its id, which is also that of its findings."""

    id: str
    check: Callable[[Case], Verdict]

    def __call__(self, case: Case) -> Verdict:
        return self.check(replace(case, rule_id=self.id))


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def rule(check: Callable[[Case], Verdict]) -> Rule:
    """Register a function as the rule of its own name."""
    if check.__name__ in RULES:
        raise ValueError(f"two rules are called {check.__name__}")
    RULES[check.__name__] = Rule(check.__name__, check)
    return RULES[check.__name__]
