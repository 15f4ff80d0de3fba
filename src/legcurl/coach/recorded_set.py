"""A set that was analysed, as the history holds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from statistics import median

from legcurl.coach.history import LoggedSet
from legcurl.form.findings import Form
from legcurl.metrics import Metrics
from legcurl.plan import Plan
from legcurl.recording import Recording


def recorded_set(
    recording: Recording, metrics: Metrics, form: Form, plan: Plan, performed_at: datetime
) -> LoggedSet | None:
    """The set, or None where no repetition was counted.

    Parameters
    ----------
    recording : Recording
        Where variation and leg stand.
    metrics : Metrics
    form : Form
        Its findings, most important first; those that are a mere note are left out.
    plan : Plan
        What the person said of load, effort and pain.
    performed_at : datetime
        When, with its time zone.
    """
    summary = metrics.set
    if summary.complete_reps is None:
        return None
    complete = [rep for rep in metrics.reps if rep.rep.kind == "complete"]
    return LoggedSet(
        performed_at=performed_at,
        reps=summary.complete_reps,
        load_kg=plan.load_kg,
        variation=recording.variation,
        leg=recording.leg,
        goal=plan.goal,
        borg=plan.borg,
        repetitions_in_reserve=plan.repetitions_in_reserve,
        pain=plan.pain,
        rom_deg=summary.rom_deg,
        concentric_s=_middle([rep.concentric_s for rep in complete]),
        hold_s=_middle([rep.hold_s for rep in complete]),
        eccentric_s=_middle([rep.eccentric_s for rep in complete]),
        velocity_loss_pct=summary.velocity_loss_pct,
        side_difference_pct=summary.side_difference_pct,
        time_under_tension_s=summary.time_under_tension_s,
        findings=tuple(finding.id for finding in form.findings if finding.severity != "info"),
        source="analysis",
        source_id=recording.input_sha256,
    )


def _middle(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
