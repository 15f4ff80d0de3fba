"""All rules over one set."""

from __future__ import annotations

import legcurl.form.rules  # noqa: F401  (registers the rules)
from legcurl.form.case import RULES, Case
from legcurl.form.findings import Finding, Form, NotJudged
from legcurl.form.scoring import usefulness
from legcurl.form.standards import Standards, load_standards
from legcurl.metrics import Metrics
from legcurl.motion import Motion
from legcurl.plan import Plan
from legcurl.vocabulary import Variation


def judge(
    motion: Motion,
    metrics: Metrics,
    plan: Plan,
    variation: Variation | None = None,
    standards: Standards | None = None,
) -> Form:
    """Hold a set against its plan.

    Parameters
    ----------
    motion : Motion
        The movement that `metrics` were taken from.
    metrics : Metrics
        The repetitions and the set.
    plan : Plan
        What it was meant to be; what is unknown is not judged.
    variation : optional
        Which leg curl it was.
    standards : Standards, optional
        The thresholds; the project's own unless given.

    Returns
    -------
    Form
        At most one finding a rule, the most useful first: by severity, then by confidence × distance beyond the
        bound × share of the repetitions; and the rules that had nothing to go by, in the order of the registry.
    """
    case = Case(motion, metrics, plan, variation, standards or load_standards())
    verdicts = [rule(case) for rule in RULES.values()]
    judged_reps = sum(rep.rep.kind != "truncated" for rep in metrics.reps)
    findings = sorted(
        (verdict for verdict in verdicts if isinstance(verdict, Finding)),
        key=lambda finding: usefulness(finding, judged_reps),
    )
    return Form(tuple(findings), tuple(verdict for verdict in verdicts if isinstance(verdict, NotJudged)))
