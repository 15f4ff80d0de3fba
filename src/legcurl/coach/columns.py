"""Sets as columns: ten years of them are judged in a blink, which one by one they are not."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

import numpy as np

from legcurl.coach.history import LoggedSet
from legcurl.vocabulary import BoolArray, FloatArray


def column(sets: Iterable[LoggedSet], name: str) -> FloatArray:
    """A field of every set as numbers; NaN where it is not known."""
    return np.array(list(map(attrgetter(name), sets)), dtype=np.float64)


def is_one_of(sets: Iterable[LoggedSet], name: str, *values: str) -> BoolArray:
    """Whether a field of each set has one of some values."""
    return np.array([value in values for value in map(attrgetter(name), sets)], dtype=np.bool_)
