"""How hard it was, and whether it hurt: stopped_short, pain."""

from __future__ import annotations

from legcurl.form.case import Case, Verdict, rule
from legcurl.form.scoring import certainty
from legcurl.form.wording import count


@rule
def stopped_short(case: Case) -> Verdict:
    """Less effort than the goal asks for.

    Two aims differ, and the cue says which one was judged: to failure for growth, Borg 11 to 15 for general use.
    The person's own word decides. Without it, a set that does not slow down is no more than a hint, and only
    where the aim is failure.
    """
    plan = case.plan
    if plan.goal is None:
        return case.missing("nothing says what the set was for: give --goal, and --rir or --effort-rpe")
    to_failure = case.standard("most_reserve").value > 0
    if to_failure and plan.repetitions_in_reserve is not None:
        return _left_over(case, plan.repetitions_in_reserve)
    if plan.borg is not None:
        return _too_easy(case, plan.borg, to_failure)
    if case.standard("effort").low <= 0:
        return None
    if not to_failure:
        return case.missing(f"the goal {plan.goal} is judged on Borg's scale: give --effort-rpe 11 to 20")
    loss = case.metrics.set.velocity_loss_pct
    if loss is None:
        return case.missing("nothing says how hard it was: give --rir or --effort-rpe")
    return _did_not_slow_down(case, loss)


def _left_over(case: Case, left: float) -> Verdict:
    most = case.standard("most_reserve")
    if left <= most.value:
        return None
    confidence = certainty(left, most.value, case.standard("reserve_error").value)
    cue = (
        f"You had about {count(left)} left; the aim of {case.plan.goal} is a set to failure, "
        f"so go on until at most {most.value:g} is left."
    )
    return case.of_set("advice", confidence, left, most, cue)


def _too_easy(case: Case, borg: float, to_failure: bool) -> Verdict:
    wanted = case.standard("effort")
    if borg >= wanted.low:
        return None
    confidence = certainty(borg, wanted.low, case.standard("effort_error").value)
    aim = "a set to failure" if to_failure else "a moderate effort"
    cue = (
        f"The set felt like {borg:g} on Borg's scale; the aim of {case.plan.goal} is {aim}, "
        f"{wanted.low:g} to {wanted.high:g}: do a few more, or take more weight."
    )
    return case.of_set("advice", confidence, borg, wanted, cue)


def _did_not_slow_down(case: Case, loss: float) -> Verdict:
    least = case.standard("velocity_loss")
    if loss >= least.value:
        return None
    confidence = case.standard("hint_confidence").value * certainty(loss, least.value, least.value)
    pace = f"only {loss:.0f} % slower than your fastest" if loss >= 1 else "as fast as any"
    cue = f"Your last rep was {pace}; the aim of {case.plan.goal} is a set to failure, so you may have had more left."
    return case.of_set("info", confidence, loss, least, cue)


@rule
def pain(case: Case) -> Verdict:
    """Pain above the limit ends the set; less is worth watching."""
    felt = case.plan.pain
    if felt is None:
        return case.missing("nobody said whether it hurt: give --pain 0 to 10")
    limit = case.standard("pain_limit")
    if felt > limit.value:
        cue = f"Pain of {felt:g} of 10: stop here, and see a professional if it comes back."
        return case.of_set("stop", 1.0, felt, limit, cue)
    if felt > 0:
        cue = f"Pain of {felt:g} of 10: go on with care, and stop if it goes above {limit.value:g}."
        return case.of_set("info", 1.0, felt, limit, cue)
    return None
