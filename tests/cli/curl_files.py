"""Recordings of known motions as files."""

from pathlib import Path

import numpy as np


def curl_csv(path: Path, reps: int = 5, scale: float = 1.0) -> Path:
    """Raised cosines from 3 to 93 degrees, 3 s up and down, 1 s of rest before, between and after, at 50 Hz."""
    time = np.arange(0.0, 4.0 * reps + 1.0, 0.02)
    cycle, since = np.divmod(time - 1.0, 4.0)
    lifted = np.where((cycle >= 0) & (cycle < reps) & (since < 3.0), 1 - np.cos(2 * np.pi * since / 3.0), 0.0)
    rows = (f"{t:.2f},{scale * (3 + 45 * x):.3f}" for t, x in zip(time, lifted, strict=True))
    path.write_text("\n".join(["time_s,knee_flexion_deg", *rows, ""]))
    return path
