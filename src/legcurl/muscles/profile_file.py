"""A profile in one file: an ``.npz`` with a version, checked when it is read."""

from __future__ import annotations

import zipfile
from dataclasses import fields
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legcurl.errors import InputError
from legcurl.io.in_place import in_place
from legcurl.muscles.anatomy import JOINTS
from legcurl.muscles.profile import CURVE_LENGTH, CURVE_VELOCITY, SIDES, Profile
from legcurl.muscles.surfaces import COLUMNS

SCHEMA = "legcurl.profile/1"
IMPORT_AGAIN = "Import the model again: legcurl model import FILE.osim"
LARGEST_ARM_M, LARGEST_LENGTH_M = 0.5, 2.0
"""No muscle of a leg has more; it would be in other units (design choice)."""
TEXTS, LISTS = ("source", "side"), ("muscles", "left_out")
PARAMETERS = ("max_force_n", "optimal_fiber_m", "tendon_slack_m", "pennation_rad", "max_velocity")


def save_profile(profile: Profile, path: str | PathLike[str]) -> None:
    """Write a profile; the same profile gives the same bytes.

    Raises
    ------
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    values: dict[str, Any] = {field.name: np.asarray(getattr(profile, field.name)) for field in fields(Profile)}
    values |= {name: np.asarray(getattr(profile, name), dtype=np.str_) for name in LISTS}
    with in_place(path) as beside, beside.open("wb") as file:
        np.savez_compressed(file, schema=np.asarray(SCHEMA), **values)


def load_profile(path: str | PathLike[str]) -> Profile:
    """Read a profile and check it.

    Raises
    ------
    InputError
        If the file is missing, is no profile, is of another version, or its tables make no sense.
    """
    try:
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as stored:
            schema = str(stored["schema"]) if "schema" in stored.files else None
            missing = [field.name for field in fields(Profile) if field.name not in stored.files]
            if schema == SCHEMA and not missing:
                values = {field.name: stored[field.name] for field in fields(Profile)}
    except FileNotFoundError as error:
        raise InputError("there is no such file", path=path) from error
    except (OSError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, EOFError) as error:
        raise InputError("is not a muscle profile", path=path, fix=IMPORT_AGAIN) from error
    if schema is None:
        raise InputError("is not a muscle profile", path=path, fix=IMPORT_AGAIN)
    if schema != SCHEMA:
        raise InputError(f"is a profile of version {schema}, expected {SCHEMA}", path=path, fix=IMPORT_AGAIN)
    if missing:
        raise InputError(f"the profile lacks {', '.join(missing)}", path=path, fix=IMPORT_AGAIN)
    problem = _problem(values)
    if problem:
        raise InputError(problem, path=path, fix=IMPORT_AGAIN)
    return _profile(values)


def _profile(values: dict[str, Any]) -> Profile:
    """The profile of checked entries."""
    entries: dict[str, Any] = {name: np.asarray(value, np.float64) for name, value in values.items()
                               if name not in (*TEXTS, *LISTS, "axes")}  # fmt: skip
    entries |= {name: str(values[name]) for name in TEXTS}
    entries |= {name: tuple(str(one) for one in values[name]) for name in LISTS}
    return Profile(axes=np.asarray(values["axes"], np.int64), **entries)


def _problem(values: dict[str, Any]) -> str | None:
    """What is wrong with the entries of a profile, if anything is."""
    muscles, angles = values["muscles"], values["angles_rad"]
    if muscles.ndim != 1 or muscles.size == 0 or len(set(muscles.tolist())) != muscles.size:
        return "the profile names no muscles, or one twice"
    if angles.ndim != 2 or angles.shape[0] != len(JOINTS) or angles.shape[1] < COLUMNS:
        return f"angles_rad has shape {angles.shape}, expected ({len(JOINTS)}, {COLUMNS} or more)"
    count, samples = muscles.size, angles.shape[1]
    shapes = dict.fromkeys(PARAMETERS, (count,)) | {
        "axes": (count, 2), "length_m": (count, samples, samples), "arm_m": (count, 2, samples, samples),
        "active_curve": (count, CURVE_LENGTH.size), "velocity_curve": (count, CURVE_VELOCITY.size),
    }  # fmt: skip
    for name, shape in shapes.items():
        if values[name].shape != shape:
            return f"{name} has shape {values[name].shape}, expected {shape}"
    for name in (*shapes, "angles_rad"):
        if values[name].dtype.kind not in "fi" or not np.isfinite(values[name]).all():
            return f"{name} holds something that is not a finite number"
    if values["axes"].dtype.kind != "i" or not np.isin(values["axes"], range(len(JOINTS))).all():
        return "axes must be 0 (hip), 1 (knee) or 2 (ankle)"
    return _implausible({name: np.asarray(values[name], np.float64) for name in (*shapes, "angles_rad")}) or (
        None if str(values["side"]) in SIDES else f"side '{values['side']}', expected r or l"
    )


def _implausible(numbers: dict[str, NDArray[np.float64]]) -> str | None:
    """What no leg has."""
    if (np.diff(numbers["angles_rad"], axis=1) <= 0).any():
        return "angles_rad must rise along each joint"
    for name in ("max_force_n", "optimal_fiber_m", "tendon_slack_m", "max_velocity"):
        if (numbers[name] <= 0).any():
            return f"{name} must be positive, got {numbers[name].min():g}"
    if (numbers["length_m"] <= 0).any() or (numbers["length_m"] > LARGEST_LENGTH_M).any():
        return f"lengths must be between 0 and {LARGEST_LENGTH_M:g} m"
    if (np.abs(numbers["arm_m"]) > LARGEST_ARM_M).any():
        return f"moment arms must be below {LARGEST_ARM_M:g} m"
    if (numbers["pennation_rad"] < 0).any() or (numbers["pennation_rad"] >= 0.5 * np.pi).any():
        return "pennation must be 0 or more and below 90 deg"
    if (numbers["active_curve"] < 0).any() or (numbers["velocity_curve"] < 0).any():
        return "force curves must not be negative"
    return None
