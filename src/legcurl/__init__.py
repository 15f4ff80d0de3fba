"""Legcurl: the coach and the laboratory for one exercise, the leg curl.

>>> from legcurl import analyze, read_recording
>>> analysis = analyze(read_recording("set.csv"))  # doctest: +SKIP
>>> analysis.metrics.set.complete_reps  # doctest: +SKIP
10

The names below are imported when they are first used, so that ``import legcurl`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legcurl.analysis import SetAnalysis, analyze
    from legcurl.athlete import Athlete
    from legcurl.corrections import Correction, read_corrections
    from legcurl.errors import InputError, LegcurlError, MissingExtraError, OutputError, UsageError
    from legcurl.exercise import Exercise
    from legcurl.form import Finding, Form, NotJudged
    from legcurl.io import write_csv, write_mot, write_parquet
    from legcurl.machine.model import Machine
    from legcurl.metrics import Metrics, RepMetrics, SetMetrics
    from legcurl.motion import Motion, motion_from_recording
    from legcurl.plan import Plan, Tempo
    from legcurl.pose.formats.export import write_trc
    from legcurl.pose.reading import read_recording
    from legcurl.recording import Issue, Recording
    from legcurl.reps import Rep, find_reps

__version__ = "0.1.0"

_ROOMS = {
    "analysis": ("SetAnalysis", "analyze"),
    "athlete": ("Athlete",),
    "corrections": ("Correction", "read_corrections"),
    "errors": ("InputError", "LegcurlError", "MissingExtraError", "OutputError", "UsageError"),
    "exercise": ("Exercise",),
    "form": ("Finding", "Form", "NotJudged"),
    "io": ("write_csv", "write_mot", "write_parquet"),
    "machine.model": ("Machine",),
    "metrics": ("Metrics", "RepMetrics", "SetMetrics"),
    "motion": ("Motion", "motion_from_recording"),
    "plan": ("Plan", "Tempo"),
    "pose.formats.export": ("write_trc",),
    "pose.reading": ("read_recording",),
    "recording": ("Issue", "Recording"),
    "reps": ("Rep", "find_reps"),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Athlete",
    "Correction",
    "Exercise",
    "Finding",
    "Form",
    "InputError",
    "Issue",
    "LegcurlError",
    "Machine",
    "Metrics",
    "MissingExtraError",
    "Motion",
    "NotJudged",
    "OutputError",
    "Plan",
    "Recording",
    "Rep",
    "RepMetrics",
    "SetAnalysis",
    "SetMetrics",
    "Tempo",
    "UsageError",
    "analyze",
    "find_reps",
    "motion_from_recording",
    "read_corrections",
    "read_recording",
    "write_csv",
    "write_mot",
    "write_parquet",
    "write_trc",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'legcurl' has no attribute {name!r}")
    return getattr(import_module(f"legcurl.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
