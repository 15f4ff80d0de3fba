"""How far the repetitions go, and both sides alike: short_range, side_difference."""

from __future__ import annotations

from legcurl.form.case import NO_COMPLETE_REP, Case, Excess, Verdict, rule
from legcurl.form.findings import Finding
from legcurl.form.scoring import certainty
from legcurl.form.wording import degrees
from legcurl.metrics import RepMetrics
from legcurl.vocabulary import base_channel


@rule
def short_range(case: Case) -> Verdict:
    """Repetitions that go less far than the best one in the recording, or a best one that is itself very short.

    A repetition is short when it misses the best one by more than the accepted share *and* by more than the
    smallest real difference: a smaller miss in degrees may be error, a smaller one in per cent does not matter. A
    partial repetition also counts as short where it turns round too early at the bottom. Where repetitions are short
    of the best and never straight either, what is more certain is told.
    """
    reps = [rep for rep in case.metrics.reps if rep.rep.kind != "truncated"]
    if not reps:
        return case.missing(NO_COMPLETE_REP)
    best = max(reps, key=lambda rep: rep.rep.height)
    share = case.standard("range_of_best")
    error = case.standard("angle_difference" if case.motion.unit == "deg" else "cable_difference")
    drop = (1 - share.value) * best.rep.height
    bound = best.rep.height - max(drop, error.value)
    found = [Excess(rep, _travel(rep), bound) for rep in reps if _travel(rep) < bound]
    shorter = case.of_reps(
        "fault",
        found,
        error.value,
        share if drop >= error.value else error,
        lambda reps, reached: f"In {reps} {_advice(case, found, reached, best.rep.height)}.",
        unit=case.motion.unit,
        trust=best.rep.confidence,
    )
    certain = [finding for finding in (shorter, _never_straight(case)) if finding is not None]
    return max(certain, key=lambda finding: finding.confidence) if certain else _all_short(case)


def _travel(rep: RepMetrics) -> float:
    """Peak less rest; of a partial repetition no more than its shorter flank."""
    if rep.rep.kind == "complete":
        return rep.rep.height
    flanks = (abs(rep.rep.peak_position - base) for base in (rep.rep.start_position, rep.rep.end_position))
    return min(rep.rep.height, *flanks)


def _advice(case: Case, found: list[Excess], reached: float, best: float) -> str:
    missed = best - reached
    way = degrees(missed) if case.motion.unit == "deg" else f"{100 * missed / best:.0f} %"
    if case.eccentric_first:
        return f"you stop about {way} short of your best; go down as far as you can control"
    low_peaks = sum(excess.rep.rep.height < excess.bound for excess in found)
    if 2 * low_peaks < len(found):
        return f"you turn round about {way} early; lower until the knee is nearly straight"
    return f"you stop about {way} short of your best; bring the heels all the way in"


def _never_straight(case: Case) -> Finding | None:
    """All turn round with the knee clearly bent, so that none is shorter than the others."""
    if base_channel(case.motion.source_channel) != "knee_flexion_deg" or case.eccentric_first:
        return None
    most = case.standard("most_bent_at_rest")
    reps = [rep for rep in case.metrics.reps if rep.rep.kind != "truncated"]
    found = [Excess(rep, rep.rep.end_position, most.value) for rep in reps if rep.rep.end_position > most.value]
    return case.of_reps(
        "fault",
        found,
        case.standard("angle_difference").value,
        most,
        lambda reps, bent: (
            f"In {reps} you turn round with the knee still bent by about {degrees(bent)}; lower until it is "
            "nearly straight."
        ),
    )


def _all_short(case: Case) -> Verdict:
    """All alike: only the anatomy can tell whether that is the whole range, and only for a knee angle."""
    least = case.standard("least_flexion")
    alike = "all repetitions go equally far; whether that is the whole range needs"
    if case.variation is None:
        return case.missing(f"{alike} --variation, and a knee angle")
    flexions = [
        (rep, max(rep.rom_deg, rep.peak_knee_flexion_deg))
        for rep in case.complete
        if rep.rom_deg is not None and rep.peak_knee_flexion_deg is not None
    ]
    if least.value <= 0 or not flexions or base_channel(case.motion.source_channel) != "knee_flexion_deg":
        return case.missing(f"{alike} the knee angle of a prone, seated or standing curl")
    best = max(flexion for _, flexion in flexions)
    if best >= least.value:
        return None
    return case.of_reps(
        "advice",
        [Excess(rep, flexion, least.value) for rep, flexion in flexions],
        case.standard("angle_difference").value,
        least,
        lambda _, bent: (
            f"Even your best rep bends the knee only {degrees(best)}; bring the heels closer to the "
            "buttocks, or take less weight."
        ),
        trust=case.standard("hint_confidence").value,
    )


@rule
def side_difference(case: Case) -> Verdict:
    """Left and right differ by more than is likely to be error.

    The smallest real difference itself is only known as a range: its middle is the bound, half its width the margin.
    """
    difference = case.metrics.set.side_difference_pct
    if difference is None:
        return case.missing("only one side is recorded: record both legs")
    standard = case.standard("side_difference")
    bound, margin = (standard.low + standard.high) / 2, (standard.high - standard.low) / 2
    if abs(difference) <= bound:
        return None
    confidence = certainty(abs(difference), bound, margin)
    side = "right" if difference > 0 else "left"
    cue = f"Your {side} side goes {abs(difference):.0f} % less far than the other; begin each session with it."
    return case.of_set("advice", confidence, abs(difference), standard, cue, expected=bound)
