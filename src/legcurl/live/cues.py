"""What to say to a lifter in the middle of a set: the rules of the analysis in a few words, and seldom.

The rules and their thresholds are those of :mod:`legcurl.form`; here is only how they are called out, and how often.
"""

from __future__ import annotations

from collections.abc import Sequence

import legcurl.form.rules  # noqa: F401  (registers the rules)
from legcurl.form import Finding, Standards
from legcurl.form.case import RULES, Case
from legcurl.form.scoring import usefulness
from legcurl.live.events import Cue
from legcurl.metrics import NO_REPS, Metrics, RepMetrics
from legcurl.motion import Motion
from legcurl.plan import Plan
from legcurl.vocabulary import Variation

SAY = {
    "rushed_repetition": "Slower on the way up",
    "dropped_eccentric": "Slower on the way down",
    "momentum": "No swing",
    "short_range": "Come up all the way",
    "missing_hold": "Hold at the top",
    "pause_between_reps": "Straight into the next one",
    "pointed_toes": "Toes up",
    "hips_rising": "Hips down",
    "trunk_rocking": "Trunk still",
    "thigh_swinging": "Thigh still",
}
"""The rules that can be judged after a single repetition, and what is called out; the others are about whole sets."""
NORDIC = {
    "rushed_repetition": "Slower",
    "short_range": "Go down further",
    "missing_hold": "Hold it down there",
}
"""The same where the way down comes first."""
ALL_THE_WAY_DOWN = "All the way down"
SURE = 0.7
"""Least confidence of what is called out: with two cues a set, none may be wrong often."""
MOST_CUES = 2
"""Different cues in one set; more than two things at once help nobody (as in the report)."""
QUIET_REPS = 2
"""Repetitions between two cues: one to hear it, one to do it."""
AGAIN_AFTER_REPS = 4
"""Repetitions before the same cue is said again, if it is still needed."""


class CueBook:
    """Picks the most useful cue after a repetition, and remembers what was said in this set.

    Parameters
    ----------
    plan : Plan
    variation : optional
    standards : Standards
    """

    def __init__(self, plan: Plan, variation: Variation | None, standards: Standards) -> None:
        self._plan, self._variation, self._standards = plan, variation, standards
        self._said: dict[str, int] = {}

    def forget(self) -> None:
        """A new set begins."""
        self._said.clear()

    def after(self, time_s: float, motion: Motion, reps: Sequence[RepMetrics]) -> Cue | None:
        """The cue that the last repetition earned, None where all was well or enough was said.

        Parameters
        ----------
        time_s : float
        motion : Motion
            Of the last repetition.
        reps : sequence of RepMetrics
            All repetitions of the set so far.
        """
        last = reps[-1].rep.index
        if self._said and last - max(self._said.values()) <= QUIET_REPS:
            return None
        case = Case(motion, Metrics(tuple(reps), NO_REPS.set), self._plan, self._variation, self._standards)
        found = [verdict for name in SAY if isinstance(verdict := RULES[name](case), Finding)]
        due = [one for one in found if self._is_due(one, last)]
        if not due:
            return None
        best = min(due, key=lambda finding: usefulness(finding, len(reps)))
        self._said[best.id] = last
        return Cue(time_s, best.id, self._words(best, reps[-1], case), best.cue, last)

    def _is_due(self, finding: Finding, last: int) -> bool:
        """Whether it is about what was just done, sure enough, and not a nuisance."""
        about = last - 1 if finding.id == "pause_between_reps" else last
        if about not in finding.reps or finding.severity == "info" or finding.confidence < SURE:
            return False
        if finding.id in self._said:
            return last - self._said[finding.id] >= AGAIN_AFTER_REPS
        return len(self._said) < MOST_CUES

    def _words(self, finding: Finding, last: RepMetrics, case: Case) -> str:
        if finding.id == "short_range" and finding.expected is not None and last.rep.height >= finding.expected:
            return "Come up straight" if case.eccentric_first else ALL_THE_WAY_DOWN
        return NORDIC.get(finding.id, SAY[finding.id]) if case.eccentric_first else SAY[finding.id]
