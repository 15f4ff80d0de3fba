"""What the coach prescribes, in words; the terminal and the JSON share it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from legcurl.coach.dose import Target
from legcurl.coach.prescription import Place, Prescription
from legcurl.coach.session import StartingLoad
from legcurl.report.words import NBSP, rep_range
from legcurl.vocabulary import BODYWEIGHT

PLACES: Mapping[Place, str] = MappingProxyType({
    "after_compounds": "after the compound lifts (squat, Romanian deadlift), for what they leave over; "
                       "first where the hamstrings are the main aim",
    "round": "in a round of the whole body, one to two minutes on the machine",
    "before_event": "before the event, with the rest of the warm-up",
    "before_lift": "before the hip-dominant lift (Romanian deadlift, hip hinge), with time to feel the hamstrings",
    "before_training": "before the main work, after a few minutes of moving",
    "on_its_own": "on its own, when you are not tired",
})  # fmt: skip


def effort(target: Target) -> str:
    """How hard, and which of the two scales is judged."""
    left = f"{numbers(target.reserve)} left in reserve"
    borg = f"Borg {numbers(target.borg)} of 6–20"
    if target.borg[0] <= 6:
        borg = f"Borg up to {target.borg[1]:g} of 6–20"
    if target.judged == "reserve":
        return f"{left}: to failure, for growth; judged by repetitions in reserve ({borg})"
    return f"{borg}; judged on Borg's scale, not to failure (about {left})"


def load(plan: Prescription) -> str:
    """What to begin with."""
    begin, target = plan.load, plan.target
    if plan.variation in BODYWEIGHT or begin.percent is None:
        few = target.reps[0]
        easier = f", made lighter by a band or a slope until {few} are slow; help yourself up with the hands"
        return f"your own body{easier if plan.variation == 'nordic' else ''}"
    percent = f"{numbers((round(begin.percent[0]), round(begin.percent[1])))}{NBSP}% of the 1RM"
    if begin.load_kg is not None and begin.one_rep_max is not None:
        return f"{begin.load_kg:g}{NBSP}kg to begin with ({percent}; {one_rep_max(begin)})"
    left = numbers(target.reserve)
    return f"one with which {target.reps[0]} repetitions leave {left} in reserve (about {percent}); begin light"


def one_rep_max(begin: StartingLoad) -> str:
    """The 1RM with its error."""
    best = begin.one_rep_max
    if best is None:
        return ""
    sets = f"{best.sets} set{'' if best.sets == 1 else 's'}"
    return f"1RM {best.value_kg:.0f}{NBSP}kg, {best.low_kg:.0f}–{best.high_kg:.0f} by its error, from {sets} of yours"


def tempo(target: Target) -> str:
    """Tempo and what it means."""
    if target.tempo is None:
        return "your own"
    t = target.tempo
    hold = f", hold {t.squeezed_pause_s:g}{NBSP}s" if t.squeezed_pause_s else ""
    return f"{t}: down {t.eccentric_s:g}{NBSP}s, up {t.concentric_s:g}{NBSP}s{hold}"


def sets_and_reps(plan: Prescription) -> str:
    """``3 × 8–12``."""
    return f"{plan.sets} × {rep_range(plan.target.reps)}{' a leg' if plan.variation == 'standing' else ''}"


def numbers(bounds: tuple[float, float]) -> str:
    """``3–6``, or ``3`` where both are the same."""
    return f"{bounds[0]:g}" if bounds[0] == bounds[1] else f"{bounds[0]:g}–{bounds[1]:g}"


def sources(plan: Prescription) -> list[tuple[str, str]]:
    """Every source with the numbers that rest on it, publications first."""
    by_source: dict[str, list[str]] = {}
    for what, standard in plan.basis.items():
        by_source.setdefault(standard.source, []).append(what)
    ordered = sorted(by_source.items(), key=lambda item: item[0].startswith("design choice"))
    return [(source, ", ".join(numbers)) for source, numbers in ordered]
