"""Recordings of known motions as files, and a way to run the program in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from legcurl.cli import run


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def legcurl(capsys, monkeypatch, tmp_path) -> Callable[..., Ran]:
    """Runs ``legcurl`` with the arguments given, in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGCURL_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return call


def curl_csv(path: Path, reps: int = 5, scale: float = 1.0) -> Path:
    """Raised cosines from 3 to 93 degrees, 3 s up and down, 1 s of rest before, between and after, at 50 Hz."""
    time = np.arange(0.0, 4.0 * reps + 1.0, 0.02)
    cycle, since = np.divmod(time - 1.0, 4.0)
    lifted = np.where((cycle >= 0) & (cycle < reps) & (since < 3.0), 1 - np.cos(2 * np.pi * since / 3.0), 0.0)
    rows = (f"{t:.2f},{scale * (3 + 45 * x):.3f}" for t, x in zip(time, lifted, strict=True))
    path.write_text("\n".join(["time_s,knee_flexion_deg", *rows, ""]))
    return path


@pytest.fixture
def curls(tmp_path) -> Path:
    """Five repetitions; nothing in the file says that they are leg curls."""
    return curl_csv(tmp_path / "set.csv")
