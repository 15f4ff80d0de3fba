"""Reading a machine from the text of a ``machine.toml``.

::

    name = "prone curl by the window"
    like = "prone"            # optional: start from a preset and say only what differs
    lever_m = 0.38
    friction_up = 0.1
    friction_down = 0.1

    [cam]                     # travel of the stack for each radian of the lever
    angle_deg = [0, 45, 90]
    radius_m = [0.18, 0.22, 0.20]

    [calibration]             # or, in its place, forces read off a scale at the pad
    load_kg = 20
    angle_deg = [10, 45, 80]
    force_up_n = [120, 140, 130]
    force_down_n = [100, 118, 110]
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from os import PathLike
from typing import Any

from legcurl.errors import InputError
from legcurl.machine.calibration import Reading, calibrated
from legcurl.machine.model import ENTRIES, PRESETS, Machine
from legcurl.vocabulary import VARIATIONS

REQUIRED = ("variation", "lever_m")
"""What a machine file must say where it does not start from a preset; and a cam or a calibration."""
HELD = ("thigh_tilt_deg", "hip_flexion_deg")
"""How a machine holds the body: what makes a preset one for its variation."""
PLAIN = tuple(entry for entry in ENTRIES if not entry.startswith("cam_"))
"""Entries that stand outside the tables ``[cam]`` and ``[calibration]``."""


def parse_machine(text: str, *, path: str | PathLike[str] | None = None) -> Machine:
    """The machine that a settings file describes.

    Parameters
    ----------
    text : str
        Contents of the file.
    path : path-like, optional
        Its name, for messages.

    Returns
    -------
    Machine

    Raises
    ------
    InputError
        Where an entry is missing, unknown, impossible or contradicts another.
    """
    try:
        data = tomllib.loads(text)
        return _machine(data)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"not TOML: {error}", path=path) from error
    except InputError as error:
        raise InputError(error.problem, path=path, fix=error.fix) from error


def _machine(data: dict[str, Any]) -> Machine:
    like, cam, calibration = data.pop("like", None), data.pop("cam", None), data.pop("calibration", None)
    if like is not None and like not in PRESETS:
        raise InputError(f"like = {like!r} is no preset", fix="Choose one of: " + " ".join(PRESETS))
    if cam is not None and calibration is not None:
        raise InputError("both [cam] and [calibration] are given, and either alone sets the cam")
    unknown = sorted(set(data) - set(PLAIN))
    if unknown:
        raise InputError(f"unknown entry {unknown[0]!r}", fix="Known: like cam calibration " + " ".join(PLAIN))
    entries: dict[str, Any] = asdict(PRESETS[like]) if like else {}
    entries |= {name: _checked(name, value) for name, value in data.items()}
    if like and entries["variation"] != PRESETS[like].variation and not set(HELD) <= set(data):
        raise InputError(
            f"variation = {entries['variation']!r} contradicts like = {like!r}, whose thigh and hip it would keep",
            fix="Start from a preset of that variation, or give " + " and ".join(HELD) + ".",
        )
    missing = [name for name in REQUIRED if name not in entries]
    if not like and cam is None and calibration is None:
        missing.append("cam (or calibration)")
    if missing:
        raise InputError(f"{missing[0]} is missing", fix='Give it, or start from a preset with like = "prone".')
    entries["generic"] = False
    entries.setdefault("name", "own machine")
    if cam is not None:
        entries["cam_angle_deg"] = _numbers(cam, "cam", "angle_deg")
        entries["cam_radius_m"] = _numbers(cam, "cam", "radius_m")
    elif calibration is not None:
        entries |= {"cam_angle_deg": (0.0,), "cam_radius_m": (0.0,)}
    machine = Machine(**entries)
    return machine if calibration is None else _calibrated(machine, calibration)


def _calibrated(machine: Machine, table: dict[str, Any]) -> Machine:
    angles = _numbers(table, "calibration", "angle_deg")
    readings = []
    for way in ("up", "down"):
        if f"force_{way}_n" in table:
            forces = _numbers(table, "calibration", f"force_{way}_n")
            if len(forces) != len(angles):
                raise InputError(f"[calibration] has {len(angles)} angles and {len(forces)} forces {way}")
            readings += [Reading(angle, force, way) for angle, force in zip(angles, forces, strict=True)]
    if not readings:
        raise InputError("[calibration] has no force_up_n or force_down_n")
    load = table.get("load_kg")
    if not isinstance(load, int | float):
        raise InputError("[calibration] load_kg is missing or not a number")
    return calibrated(machine, float(load), readings)


def _checked(name: str, value: Any) -> Any:
    """A plain entry of the right type."""
    if name == "name":
        if not isinstance(value, str):
            raise InputError(f"name = {value!r} is not text")
        return value
    if name == "variation":
        if value not in VARIATIONS:
            raise InputError(f"variation = {value!r} is unknown", fix="Choose one of: " + " ".join(VARIATIONS))
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{name} = {value!r} is not a number")
    return float(value)


def _numbers(table: Any, table_name: str, name: str) -> tuple[float, ...]:
    values = table.get(name) if isinstance(table, dict) else None
    if values is None:
        raise InputError(f"[{table_name}] {name} is missing")
    if not isinstance(values, list) or any(isinstance(v, bool) or not isinstance(v, int | float) for v in values):
        raise InputError(f"[{table_name}] {name} = {values!r} is not a list of numbers")
    return tuple(float(value) for value in values)
