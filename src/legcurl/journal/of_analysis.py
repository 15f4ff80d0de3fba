"""What the journal keeps of an analysed set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median

from legcurl.analysis import SetAnalysis
from legcurl.coach.history import LoggedSet
from legcurl.journal.entry import Entry, LoggedRep
from legcurl.metrics import RepMetrics

SOURCE = "analysis"


def entry_of(
    analysis: SetAnalysis,
    performed_at: datetime,
    *,
    text: str | None = None,
    videos: Sequence[str] = (),
    machine: str | None = None,
) -> Entry:
    """The entry of a recorded set.

    Parameters
    ----------
    analysis : SetAnalysis
        Of a leg curl that could be judged.
    performed_at : datetime
        When it was done, with its zone; a recording seldom says.
    text : str, optional
        Its ``analysis.json``.
    videos : sequence of str
        Paths of films of it.
    machine : str, optional
        Name of the machine.

    Notes
    -----
    The set is known again by the bytes of its recording, whatever it was called and however it was analysed.
    """
    plan, measures, recording = analysis.plan, analysis.metrics.set, analysis.recording
    complete = [rep for rep in analysis.metrics.reps if rep.rep.kind == "complete"]
    done = LoggedSet(
        performed_at=performed_at,
        reps=len(complete),
        load_kg=plan.load_kg,
        variation=recording.variation,
        leg=recording.leg,
        goal=plan.goal,
        borg=plan.borg,
        repetitions_in_reserve=plan.repetitions_in_reserve,
        pain=plan.pain,
        rom_deg=measures.rom_deg,
        concentric_s=_median(rep.concentric_s for rep in complete),
        hold_s=_median(rep.hold_s for rep in complete),
        eccentric_s=_median(rep.eccentric_s for rep in complete),
        velocity_loss_pct=measures.velocity_loss_pct,
        side_difference_pct=measures.side_difference_pct,
        time_under_tension_s=measures.time_under_tension_s,
        findings=tuple(finding.id for finding in analysis.form.findings),
        machine=machine,
        source=SOURCE,
        source_id=recording.input_sha256,
    )
    return Entry(done, tuple(map(_logged, analysis.metrics.reps)), analysis.form.findings, tuple(videos), text)


def _logged(measured: RepMetrics) -> LoggedRep:
    rep = measured.rep
    return LoggedRep(
        number=rep.index,
        kind=rep.kind,
        corrected=rep.corrected,
        start_s=rep.start_s,
        end_s=rep.end_s,
        concentric_s=measured.concentric_s,
        hold_s=measured.hold_s,
        eccentric_s=measured.eccentric_s,
        rest_after_s=measured.rest_after_s,
        rom_deg=measured.rom_deg,
        peak_knee_flexion_deg=measured.peak_knee_flexion_deg,
        mean_concentric_velocity_deg_s=measured.mean_concentric_velocity_deg_s,
        peak_velocity_deg_s=measured.peak_velocity_deg_s,
        sparc=measured.sparc,
        inertial_share=measured.inertial_share,
        work_j=measured.work_j,
        confidence=rep.confidence,
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
