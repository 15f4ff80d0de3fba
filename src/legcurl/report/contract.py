"""The analysis as a dictionary: schema ``legcurl.analysis/1``, the same keys always, unknown is null."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from typing import TYPE_CHECKING, Any

from legcurl.analysis import SetAnalysis
from legcurl.metrics import RepMetrics
from legcurl.recording import Recording

if TYPE_CHECKING:
    from legcurl.coach.next_set import NextSet
    from legcurl.muscles.load import MuscleLoad

SCHEMA = "legcurl.analysis/1"
DECIMALS = 4  # 0.1 ms, far below the sample spacing; the same for degrees and shares, where it is below any noise

REP_KEYS = (
    "index", "kind", "corrected", "phase_order",
    "start_s", "peak_s", "end_s", "top_start_s", "top_end_s",
    "concentric_s", "hold_s", "eccentric_s", "rest_after_s", "rom_deg", "peak_knee_flexion_deg",
    "mean_concentric_velocity_deg_s", "peak_velocity_deg_s", "peak_acceleration_deg_s2", "sparc",
    "inertial_share", "work_j", "confidence",
)  # fmt: skip
"""Names of a repetition's values, in order; `reps.csv` has the same."""


def legcurl_version() -> str:
    """Version of the installed package."""
    return metadata.version("legcurl")


def to_contract(analysis: SetAnalysis, settings: Mapping[str, object] | None = None) -> dict[str, Any]:
    """The analysis under the names of the schema, floats rounded, NaN as None.

    Parameters
    ----------
    analysis : SetAnalysis
    settings : mapping, optional
        What the person said besides the plan (columns, corrections, body mass, ...), kept as provenance.
    """
    form = analysis.form
    content = {
        "schema": SCHEMA,
        "recording": _recording(analysis.recording),
        "quality": {"usable": analysis.usable, "issues": [asdict(issue) for issue in analysis.issues]},
        "exercise": asdict(analysis.exercise),
        "reps": [rep_row(measures) for measures in analysis.metrics.reps],
        "set": asdict(analysis.metrics.set),
        "muscles": None if analysis.muscles is None else _muscles(analysis.muscles),
        "findings": [asdict(finding) for finding in form.findings],
        "not_judged": [asdict(item) for item in form.not_judged],
        "next_set": None if analysis.next_set is None else _next_set(analysis.next_set),
        "provenance": {
            "version": legcurl_version(),
            "settings": all_settings(analysis, settings),
            "input_sha256": analysis.recording.input_sha256 or None,
        },
    }
    whole: dict[str, Any] = cleaned(content)
    return whole


def rep_row(measures: RepMetrics) -> dict[str, Any]:
    """One repetition under the names of :data:`REP_KEYS`, rounded."""
    row: dict[str, Any] = cleaned({
        key: getattr(measures if hasattr(measures, key) else measures.rep, key) for key in REP_KEYS
    })  # fmt: skip
    return row


def all_settings(analysis: SetAnalysis, settings: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Everything that was set or assumed: the plan, the person's other words, and the reader's assumptions."""
    plan = analysis.plan
    given = asdict(plan) | {"tempo": None if plan.tempo is None else str(plan.tempo)}
    return given | dict(settings or {}) | {"assumed": assumptions(analysis)}


def assumptions(analysis: SetAnalysis) -> list[str]:
    """How the file was understood, in sentences: the reader's notes, and what told the sign."""
    motion = analysis.motion
    return [*analysis.recording.notes, *([motion.sign_why] if motion is not None and motion.sign_why else [])]


def to_json(content: Mapping[str, Any]) -> str:
    """The dictionary as text; the same bytes for the same input."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _muscles(load: MuscleLoad) -> dict[str, Any]:
    return {
        "per_rep": [asdict(one) for one in load.per_rep],
        "share_pct": load.share_pct,
        "reserve_nm": load.reserve_nm,
        "assumptions": load.assumptions,
    }


def _next_set(coming: NextSet) -> dict[str, Any]:
    return {"load_kg": coming.load_kg, "reps": coming.reps, "tempo": coming.tempo, "why": coming.why}


def _recording(recording: Recording) -> dict[str, Any]:
    return {
        "source": recording.source,
        "format": recording.format,
        "variation": recording.variation,
        "leg": recording.leg,
        "duration_s": recording.duration_s,
        "rate_hz": recording.rate_hz,
        "channels": list(recording.channels),
    }


def cleaned(value: Any) -> Any:
    """The value as JSON knows it: rounded floats without a negative zero, None for NaN, lists for tuples."""
    if isinstance(value, Mapping):
        return {str(key): cleaned(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [cleaned(item) for item in value]
    if isinstance(value, float):
        return round(float(value), DECIMALS) + 0.0 if math.isfinite(value) else None
    return value
