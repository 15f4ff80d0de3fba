"""One call a stage, from a recording to the whole analysis of the set."""

from __future__ import annotations

from dataclasses import dataclass

from legcurl.exercise import Exercise
from legcurl.form.findings import Form
from legcurl.metrics import Metrics
from legcurl.motion import Motion
from legcurl.plan import Plan
from legcurl.recording import Issue, Recording


@dataclass(frozen=True, eq=False)
class SetAnalysis:
    """Everything that is known about one set.

    Parameters
    ----------
    recording : Recording
        What was captured, with the person's word on variation and leg in it.
    motion : Motion or None
        None where nothing in the recording moves (a force alone, say).
    exercise : Exercise
        Whether it is a leg curl.
    metrics : Metrics
        Repetitions and set; no repetitions unless it is a leg curl.
    form : Form
        Findings, and what could not be judged.
    plan : Plan
        What the set was judged against.
    usable : bool
        Whether the data are good enough to be judged.
    issues : tuple of Issue
        Of the recording and of the motion together.
    """

    recording: Recording
    motion: Motion | None
    exercise: Exercise
    metrics: Metrics
    form: Form
    plan: Plan
    usable: bool
    issues: tuple[Issue, ...]
