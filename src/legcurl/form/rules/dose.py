"""How many repetitions: too_few_reps, too_many_reps."""

from __future__ import annotations

from legcurl.form.case import Case, Verdict, rule
from legcurl.form.findings import NotJudged
from legcurl.form.scoring import certainty
from legcurl.form.wording import between, count


@rule
def too_few_reps(case: Case) -> Verdict:
    """Fewer complete repetitions than planned, or than the goal asks for.

    A repetition that the recording cuts off was probably done: it makes the finding less sure.
    """
    counted = _counted(case)
    if isinstance(counted, NotJudged):
        return counted
    low, high = _planned(case)
    if counted >= low:
        return None
    cut = sum(rep.rep.kind == "truncated" for rep in case.metrics.reps)
    partial = sum(rep.rep.kind == "partial" for rep in case.metrics.reps)
    confidence = certainty(min(counted + cut, low), low, cut + _counting_error(case))
    besides = f", besides {partial} cut short" if partial else ""
    done, wanted = f"{count(counted, 'full rep')}{besides}", between(low, high)
    cue = f"You did {done}; {_meant(case)} {wanted}: do more, or take less weight."
    return _finding(case, confidence, counted, low, cue)


@rule
def too_many_reps(case: Case) -> Verdict:
    """More complete repetitions than planned, or than the goal asks for."""
    counted = _counted(case)
    if isinstance(counted, NotJudged):
        return counted
    low, high = _planned(case)
    if counted <= high:
        return None
    confidence = certainty(counted, high, _counting_error(case))
    done, wanted = count(counted, "full rep"), between(low, high)
    cue = f"You did {done}; {_meant(case)} {wanted}: stop there, or take more weight."
    return _finding(case, confidence, counted, high, cue)


def _counted(case: Case) -> int | NotJudged:
    """Complete repetitions of the set; partial ones do not count."""
    if case.plan.target_reps is None and case.plan.goal is None:
        return case.missing("nothing says how many were planned: give --target-reps or --goal")
    if case.metrics.set.complete_reps is None or not case.metrics.reps:
        return case.missing("there are no repetitions to count")
    ends = case.set_ends()
    if ends:
        after = ", ".join(str(index) for index in ends)
        return case.missing(f"long breaks (after rep {after}) part the recording into sets: record each on its own")
    return case.metrics.set.complete_reps


def _counting_error(case: Case) -> float:
    """By how many repetitions the count may be off: the method's error, and the doubt about each one."""
    doubt = sum(1 - rep.rep.confidence for rep in case.complete)
    return doubt + len(case.complete) * case.standard("counting_error").value / 100


def _planned(case: Case) -> tuple[float, float]:
    standard = case.standard("reps_per_set")
    return case.plan.target_reps or (standard.low, standard.high)


def _meant(case: Case) -> str:
    return "you planned" if case.plan.target_reps else f"{case.plan.goal} asks for"


def _finding(case: Case, confidence: float, counted: int, bound: float, cue: str) -> Verdict:
    standard = case.standard("reps_per_set")
    source = "the person's own target" if case.plan.target_reps else standard.source
    return case.of_set("advice", confidence, float(counted), standard, cue, expected=float(bound), source=source)
