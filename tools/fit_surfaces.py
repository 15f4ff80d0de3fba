"""Fit the muscle length surfaces to ``anatomy.toml`` and store them beside it.

Run it after every change of a path: ``python tools/fit_surfaces.py``. The same anatomy gives the same surfaces.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

import legcurl.muscles
from legcurl.muscles.anatomy import reference_anatomy
from legcurl.muscles.model import SURFACES_FILE
from legcurl.muscles.surfaces import fit_surfaces


def main() -> None:
    """Fit, store, and say where."""
    surfaces = fit_surfaces(reference_anatomy())
    target = Path(legcurl.muscles.__path__[0]) / SURFACES_FILE
    np.savez(
        target,
        axes=surfaces.axes,
        coefficients=surfaces.coefficients,
        low_rad=surfaces.low_rad,
        high_rad=surfaces.high_rad,
    )
    print(f"{target}: {surfaces.coefficients.shape} coefficients, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
