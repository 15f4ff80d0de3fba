"""What one leg can give, what each variation asks of it, and how hard each muscle works at the moments drawn.

The figures are made by ``tools/guide_leg.py`` with the muscle model, so that a page needs no model to be shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from legcurl.vocabulary import VARIATIONS, Variation


@dataclass(frozen=True, slots=True)
class LegFigures:
    """Of the reference man, one leg.

    Parameters
    ----------
    hip_deg : float
        Angle between trunk and thigh.
    knee_deg, gives_nm, asks_nm : tuple of float
        Knee flexion; the most torque that the leg can make there; the torque that the exercise takes.
    activation : tuple of mapping of str to float
        0 to 1 by muscle at each phase that is drawn; a muscle whose part is not known is missing.
    load_kg : float or None
        Load of the machine, for both legs where both lift it; None where the body is the load.
    """

    hip_deg: float
    knee_deg: tuple[float, ...]
    gives_nm: tuple[float, ...]
    asks_nm: tuple[float, ...]
    activation: tuple[Mapping[str, float], ...]
    load_kg: float | None = None


@cache
def leg_figures() -> Mapping[Variation, LegFigures]:
    """The figures of every variation."""
    tables = tomllib.loads((files("legcurl.coach.guide") / "leg.toml").read_text("utf-8"))
    return MappingProxyType({name: _figures(tables[name]) for name in VARIATIONS})


def _figures(table: dict[str, Any]) -> LegFigures:
    values: dict[str, Any] = {name: tuple(x) if isinstance(x, list) else x for name, x in table.items()}
    return LegFigures(**values)
