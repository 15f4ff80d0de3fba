"""The thresholds of the form rules: read from ``standards.toml``, checked once, changed by a person's own file."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any

from legcurl.errors import InputError
from legcurl.vocabulary import EXPERIENCES, GOALS, VARIATIONS

_FIELDS = ("value", "unit", "meaning", "population", "source")
_KEYS = (*GOALS, *VARIATIONS, *EXPERIENCES)


@dataclass(frozen=True, slots=True)
class Standard:
    """One threshold, or a lowest and a highest one.

    Parameters
    ----------
    name : str
    low, high : float
        The same for a single threshold.
    unit : str
    meaning, population : str
        What it says, and whom it was seen in.
    source : str
        Publication, ``computed: …``, or ``design choice`` where nobody published one.
    """

    name: str
    low: float
    high: float
    unit: str
    meaning: str
    population: str
    source: str

    @property
    def value(self) -> float:
        """The single threshold."""
        return self.low


@dataclass(frozen=True, slots=True)
class Standards:
    """All thresholds by name and, where one differs, by goal, variation or experience (None: for everybody else)."""

    entries: Mapping[tuple[str, str | None], Standard]

    def of(self, name: str, *keys: str | None) -> Standard:
        """The threshold for the first of `keys` (goal, variation, experience) that has its own, or the general one."""
        for key in keys:
            if key is not None and (name, key) in self.entries:
                return self.entries[name, key]
        return self.entries[name, None]


def load_standards(path: str | PathLike[str] | None = None, shipped: Standards | None = None) -> Standards:
    """The project's thresholds, some of them replaced by a person's own file.

    Parameters
    ----------
    path : path-like, optional
        TOML file in the form of ``standards.toml`` that holds only what differs: ``[pause_tolerance]`` with
        ``value = 2``, or ``[pause_tolerance.for.rehab]``. ``source`` and ``population`` may be given too.
    shipped : Standards, optional
        What the file changes; the thresholds of the form rules unless given.

    Raises
    ------
    InputError
        If the file cannot be read, or an entry is unknown or holds a value that does not fit; the entry is named.
    """
    shipped = shipped or shipped_standards()
    if path is None:
        return shipped
    own = Path(path)
    try:
        tables = tomllib.loads(own.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=own, fix="Check the name of the file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is not TOML: {error}", path=own, fix="Write [set_break] and below it value = 20") from None
    entries = dict(shipped.entries)
    for name, table in tables.items():
        if (name, None) not in entries:
            known = ", ".join(name for name, key in entries if key is None)
            raise InputError("unknown entry", path=own, where=f"[{name}]", fix=f"Known are {known}")
        for key, given in _split(table, own, name):
            entries[name, key] = _changed(entries.get((name, key), entries[name, None]), given, own, key)
    return Standards(entries)


@cache
def shipped_standards(package: str = "legcurl.form", file: str = "standards.toml") -> Standards:
    """The thresholds of a table that comes with the program.

    Parameters
    ----------
    package, file : str
        Where the table lies.
    """
    entries: dict[tuple[str, str | None], Standard] = {}
    for name, table in tomllib.loads((files(package) / file).read_text("utf-8")).items():
        general = {field: table[field] for field in _FIELDS}
        low, high = _bounds(general.pop("value"), file, f"[{name}]")
        entries[name, None] = Standard(name, low, high, **general)
        for key, given in _split({"for": table.get("for", {})}, file, name):
            entries[name, key] = _changed(entries[name, None], given, file, key)
    return Standards(entries)


def _split(table: Any, path: str | PathLike[str], name: str) -> list[tuple[str | None, dict[str, Any]]]:
    """The general part of an entry, if there is one, and those for a goal, a variation or an experience."""
    if not isinstance(table, dict) or not table or not isinstance(table.get("for", {}), dict):
        raise InputError("expected a table", path=path, where=f"[{name}]", fix="Write value = NUMBER below it")
    general = {field: given for field, given in table.items() if field != "for"}
    parts: list[tuple[str | None, dict[str, Any]]] = [(None, general)] if general else []
    for key, given in table.get("for", {}).items():
        if key not in _KEYS or not isinstance(given, dict):
            raise InputError(f"unknown goal, variation or experience {key!r}", path=path, where=f"[{name}.for]",
                             fix=f"Known are {', '.join(_KEYS)}")  # fmt: skip
        parts.append((key, given))
    return parts


def _changed(old: Standard, given: Mapping[str, Any], path: str | PathLike[str], key: str | None) -> Standard:
    """The entry with what the file says instead."""
    where = f"[{old.name}]" if key is None else f"[{old.name}.for.{key}]"
    unknown = sorted(set(given) - set(_FIELDS))
    if unknown or "value" not in given:
        problem = f"unknown field {unknown[0]!r}" if unknown else "no value"
        raise InputError(problem, path=path, where=where, fix="Give value, and if you like source and population")
    if given.get("unit", old.unit) != old.unit:
        raise InputError(f"unit {given['unit']!r}, expected {old.unit!r}", path=path, where=where, fix="Convert it")
    texts = {field: given.get(field, getattr(old, field)) for field in ("meaning", "population")}
    texts["source"] = given.get("source", f"own standards, {Path(path).name}")
    if not all(isinstance(text, str) for text in texts.values()):
        raise InputError("source, population and meaning are texts", path=path, where=where, fix="Put them in quotes")
    low, high = _bounds(given["value"], path, where)
    if isinstance(given["value"], list) != (old.low != old.high):
        expected = "[lowest, highest]" if old.low != old.high else "a single number"
        stands = f"{old.low:g}" if old.low == old.high else f"[{old.low:g}, {old.high:g}]"
        raise InputError(f"value {given['value']}, expected {expected}", path=path, where=where,
                         fix=f"The project's own is {stands}")  # fmt: skip
    return replace(old, low=low, high=high, **texts)


def _bounds(value: Any, path: str | PathLike[str], where: str) -> tuple[float, float]:
    """A number, or two in order."""
    numbers = value if isinstance(value, list) else [value, value]
    good = len(numbers) == 2 and all(
        isinstance(n, int | float) and not isinstance(n, bool) and math.isfinite(n) for n in numbers
    )
    if not good or numbers[0] > numbers[1]:
        raise InputError(f"value {value!r}, expected a number or [lowest, highest]", path=path, where=where,
                         fix="Write it without quotes")  # fmt: skip
    return float(numbers[0]), float(numbers[1])
