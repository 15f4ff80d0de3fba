"""A simulated set as files: the recording in three formats, and the truth beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import OutputError
from legcurl.io.in_place import in_place
from legcurl.io.writers import WRITERS
from legcurl.simulate.physics.lift import SimulatedLift

SCHEMA = "legcurl.simulation/1"
TRUTH, ANALYSIS = "truth.json", "analysis"
FILES = (*(f"recording.{name}" for name in WRITERS), TRUTH)
DECIMALS = 6


def check_place(folder: Path, *, overwrite: bool = False) -> None:
    """Refuse a folder that a simulated set must not go to, before any work is done.

    Raises
    ------
    OutputError
        If it is a file, or holds anything but an earlier simulated set.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: this is a file; a simulated set goes to a folder.\nGive another path after -o")
    ours = {*FILES, ANALYSIS} if _is_own(folder / TRUTH) else set()
    strangers = sorted({entry.name for entry in folder.iterdir()} - ours) if folder.exists() else []
    if strangers and not overwrite:
        raise OutputError(
            f"{folder}: holds {strangers[0]}, which Legcurl did not write.\n"
            "Choose another folder after -o, or add --overwrite to write beside it"
        )


def write_lift(lift: SimulatedLift, folder: Path, settings: Mapping[str, object]) -> tuple[Path, ...]:
    """Write recording and truth.

    Parameters
    ----------
    lift : SimulatedLift
    folder : Path
        Made if it is missing.
    settings : mapping
        What was asked for, for the truth's provenance.

    Returns
    -------
    tuple of Path

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror})\nChoose another place after -o") from error
    with in_place(folder / TRUTH) as file:  # first, since by it the folder is known as ours
        file.write_text(
            json.dumps(truth_of_lift(lift, settings), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    for name, write in WRITERS.items():
        write(lift.recording, folder / f"recording.{name}")
    return tuple(folder / name for name in FILES)


def _is_own(truth: Path) -> bool:
    """Whether a file is the truth of a simulated set."""
    try:
        content = json.loads(truth.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("schema") == SCHEMA


def truth_of_lift(lift: SimulatedLift, settings: Mapping[str, object]) -> dict[str, Any]:
    """All that is known of a simulated set, for a file."""
    trace, truth = lift.trace, lift.truth
    reps = [asdict(rep) | {"index": k, "concentric_s": rep.concentric_s, "hold_s": rep.hold_s,
                           "eccentric_s": rep.eccentric_s} for k, rep in enumerate(truth.reps, 1)]  # fmt: skip
    content: dict[str, Any] = _rounded({
        "schema": SCHEMA,
        "simulated": True,
        "settings": dict(settings),
        "athlete": asdict(lift.athlete),
        "machine": None if lift.machine is None else asdict(lift.machine),
        "failure": None if lift.failure is None else asdict(lift.failure),
        "set": {"complete_reps": truth.complete_reps, "rest_deg": truth.rest_deg,
                "side_difference_pct": truth.side_difference_pct},
        "reps": reps,
        "peaks": {
            "knee_torque_nm": float(trace.knee_torque_nm.max()), "hands_nm": float(trace.hands_nm.max()),
            "tension_n": float(trace.tension_n.max()), "pad_force_n": float(trace.pad_force_n.max()),
            "effort": float(trace.effort.max()), "tired": float(trace.tired.max()),
        },
    })  # fmt: skip
    return content


def _rounded(value: Any) -> Any:
    """Plain values, floats rounded, so that the same set gives the same text."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, float | np.floating):
        return round(float(value), DECIMALS)
    return str(value) if isinstance(value, Path) else value
