"""How results are put into words and figures for a person; the terminal and the page share it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from legcurl.analysis import SetAnalysis
    from legcurl.coach.next_set import NextSet
    from legcurl.form.findings import Finding
    from legcurl.metrics import RepMetrics
    from legcurl.plan import Plan
    from legcurl.vocabulary import Severity

UNKNOWN = "–"
NBSP = "\N{NO-BREAK SPACE}"
CUES = 2  # more than two things at once help nobody

DISCLAIMER = (
    "Legcurl describes a movement. It is no medical device, and nothing here is a diagnosis: "
    "with pain or after an injury, ask a professional."
)

_SEVERITY: dict[Severity, str] = {"stop": "Stop", "fault": "Change", "advice": "Try", "info": "Note"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the repetition table; where space is short the lowest `keep` goes first."""

    key: str
    heading: str
    short: str
    unit: str
    decimals: int
    keep: int


COLUMNS = (
    Column("concentric_s", "concentric", "conc.", "s", 2, 9),
    Column("hold_s", "hold", "hold", "s", 2, 9),
    Column("eccentric_s", "eccentric", "ecc.", "s", 2, 9),
    Column("rest_after_s", "rest", "rest", "s", 2, 6),
    Column("rom_deg", "range", "range", "°", 0, 8),
    Column("peak_knee_flexion_deg", "peak", "peak", "°", 0, 5),
    Column("mean_concentric_velocity_deg_s", "mean speed", "speed", "°/s", 0, 4),
    Column("peak_velocity_deg_s", "top speed", "top", "°/s", 0, 3),
    Column("sparc", "smoothness", "smooth", "SPARC", 2, 2),
)


def columns_with_values(reps: Sequence[RepMetrics]) -> tuple[Column, ...]:
    """The columns that hold anything."""
    return tuple(c for c in COLUMNS if any(getattr(rep, c.key) is not None for rep in reps))


def number(value: float | None, decimals: int = 1, unit: str = "") -> str:
    """A figure with its unit; a dash for unknown, a real minus sign, no negative zero."""
    if value is None or value != value:
        return UNKNOWN
    text = f"{value:.{decimals}f}"
    text = text.lstrip("-") if float(text) == 0 else text.replace("-", "−")
    return f"{text}{_joined(unit)}"


def figure(value: float | None, unit: str) -> str:
    """A measured or expected value of a finding, with the decimals that its unit deserves."""
    if unit == "share":
        return UNKNOWN if value is None else percent(value)
    decimals = 0 if unit in ("deg", "deg/s", "deg/s²", "%") or value is None or value == round(value) else 1
    return number(value, decimals, unit.replace("deg", "°"))


def percent(share: float) -> str:
    """A share of one in percent."""
    return f"{100 * share:.0f}{NBSP}%"


def clock(seconds: float | None) -> str:
    """A duration: seconds below two minutes, else minutes and seconds, hours when needed."""
    if seconds is None:
        return UNKNOWN
    if seconds < 120:
        return f"{seconds:.1f}{NBSP}s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s"
    return text.replace(" ", NBSP)


def name(identifier: str) -> str:
    """A finding's or issue's id as words: ``missing_hold`` → ``Missing hold``."""
    return identifier.replace("_", " ").capitalize()


def names(identifiers: Iterable[str]) -> str:
    """Several ids as words in a row: ``missing hold, hips rising``."""
    return ", ".join(identifier.replace("_", " ") for identifier in identifiers)


def sentence(text: str) -> str:
    """The text with a capital and a full stop, its figures kept together with their units."""
    whole = re.sub(r"(?<=\d) (?=[%°]|(?:s|kg|Hz|reps?)\b)", NBSP, text)
    return f"{whole[:1].upper()}{whole[1:]}{'' if whole.endswith(('.', '!', '?')) else '.'}" if whole else ""


def severity(finding: Finding) -> str:
    """What to do about a finding, in one word."""
    return _SEVERITY[finding.severity]


def rep_list(reps: Iterable[int]) -> str:
    """Repetition numbers, runs drawn together: ``1–4, 7``."""
    runs: list[list[int]] = []
    for rep in sorted(set(reps)):
        if runs and rep == runs[-1][1] + 1:
            runs[-1][1] = rep
        else:
            runs.append([rep, rep])
    return ", ".join(str(a) if a == b else f"{a}{'–' if b > a + 1 else ', '}{b}" for a, b in runs)


def evidence(finding: Finding) -> str:
    """What a finding rests on, in one line: where, measured, expected, how sure."""
    parts = [
        f"Repetition{'s' if len(finding.reps) > 1 else ''} {rep_list(finding.reps)}" if finding.reps else "Whole set"
    ]
    if finding.measured is not None:
        against = f", expected {figure(finding.expected, finding.unit)}" if finding.expected is not None else ""
        parts.append(f"measured {figure(finding.measured, finding.unit)}{against}")
    return " · ".join([*parts, f"{percent(finding.confidence)} sure"])


def cues_and_rest(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """At most two findings to act on, and all others."""
    cues = tuple(finding for finding in findings if finding.severity != "info")[:CUES]
    return cues, tuple(finding for finding in findings if finding not in cues)


def title(analysis: SetAnalysis) -> str:
    """What was recorded: ``Seated leg curl, left leg``; a verdict where it is none, a question where that is open."""
    if not analysis.exercise.is_leg_curl:
        return "Is this a leg curl?" if analysis.exercise.is_leg_curl is None else "Not a leg curl"
    recording = analysis.recording
    what = f"{recording.variation or ''} leg curl".strip().capitalize()
    legs = {"left": ", left leg", "right": ", right leg", "both": ", both legs", None: ""}[recording.leg]
    return f"{what}{legs}"


def verdict(analysis: SetAnalysis) -> str:
    """Whether it is a leg curl, and how sure that is."""
    exercise = analysis.exercise
    if exercise.is_leg_curl is None:
        return "Cannot tell whether this is a leg curl"
    return f"{'A leg curl' if exercise.is_leg_curl else 'Not a leg curl'}, {percent(exercise.confidence)} sure"


def where(written: Sequence[Path]) -> list[str]:
    """Where the files are, one line a folder, the page first."""
    lines = []
    for folder in dict.fromkeys(path.parent for path in written):
        first, *others = sorted((p for p in written if p.parent == folder), key=lambda p: p.suffix != ".html")
        beside = f"; beside it {', '.join(path.name for path in others)}" if others else ""
        lines.append(f"Written: {first}{beside}")
    return lines


def plan_line(plan: Plan) -> str:
    """What the set was judged against, empty where nothing was said."""
    said = [
        plan.goal and f"goal {plan.goal}",
        plan.tempo and f"tempo {plan.tempo}",
        plan.target_reps and f"{rep_range(plan.target_reps)} repetitions",
        plan.load_kg is not None and f"{plan.load_kg:g} kg",
        plan.repetitions_in_reserve is not None and f"{plan.repetitions_in_reserve:g} left in reserve",
        plan.borg is not None and f"effort {plan.borg:g} on Borg's 6–20 scale",
        plan.pain is not None and f"pain {plan.pain:g} of 10",
    ]
    return ", ".join(text for text in said if text)


def next_line(coming: NextSet) -> str:
    """What the next set is: ``62.5 kg × 8, tempo 3-0-1-1``; ``none`` where there is to be none."""
    if coming.reps == 0:
        return "none"
    what = f"{coming.reps} repetition{'' if coming.reps == 1 else 's'}"
    if coming.load_kg is not None:
        what = f"{coming.load_kg:g}{NBSP}kg{NBSP}×{NBSP}{coming.reps}"
    return f"{what}, tempo {coming.tempo}" if coming.tempo else what


def rep_range(bounds: tuple[int, int]) -> str:
    """``8–20``, or ``12`` where both bounds are the same."""
    return str(bounds[0]) if bounds[0] == bounds[1] else f"{bounds[0]}–{bounds[1]}"


def _joined(unit: str) -> str:
    return unit if unit in ("", "°") else f"{NBSP}{unit}"
