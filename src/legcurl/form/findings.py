"""What a rule says: a finding, or that it could not judge and why."""

from __future__ import annotations

from dataclasses import dataclass

from legcurl.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake or remark, with what it rests on.

    Parameters
    ----------
    id : str
        Name of the rule.
    severity : {"info", "advice", "fault", "stop"}
    confidence : float
        0 to 1.
    reps : tuple of int
        Indices of the repetitions that it rests on; empty for the whole set.
    measured, expected : float or None
        What was measured (median over `reps`) and the bound or plan that it is held against, in `unit`.
    unit : str
    cue : str
        One sentence to the lifter.
    source : str
        Where the threshold comes from; ``design choice`` where nobody published one.
    """

    id: str
    severity: Severity
    confidence: float
    reps: tuple[int, ...]
    measured: float | None
    expected: float | None
    unit: str
    cue: str
    source: str


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule that had nothing to go by, and what is missing."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Form:
    """All findings, the most useful first, and what could not be judged."""

    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]
