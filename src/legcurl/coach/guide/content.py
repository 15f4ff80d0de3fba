"""The guide's content: read from the files beside this one, with the thresholds of the form rules filled in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from legcurl.form.standards import Standard, Standards, load_standards
from legcurl.vocabulary import VARIATIONS, Goal, Variation

Sure = Literal["shown", "likely", "plausible", "open"]
THRESHOLD = re.compile(r"\{(\w+)(?:@([\w-]+))?\}")
"""``{name}`` or ``{name@goal}`` in a text: a threshold of the standards."""
UNITS = {"deg": "°", "deg/s²": "°/s²", "share": " %", "reps": " repetitions", "Borg 6–20": " on Borg’s scale"}
"""How a person writes the units of the standards that read differently there."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: for a text, and for the list."""

    short: str
    full: str


@dataclass(frozen=True, slots=True)
class MuscleRole:
    """A muscle or a group of them, and its part in a leg curl."""

    name: str
    role: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the repetition; `knee_deg` where it is drawn."""

    name: str
    do: str
    knee_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a recording is held against.

    Parameters
    ----------
    meaning : str
    bounds : tuple of (str, tuple of str, str)
        Each in words, with the goals or variations that it is for (none: all others) and who says so.
    """

    meaning: str
    bounds: tuple[tuple[str, tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A common mistake, how it shows and how it is avoided.

    Parameters
    ----------
    finding : str
        Id of the finding that tells it; empty where a recording cannot.
    title, shows, avoid : str
    thresholds : tuple of Threshold
        What a recording is held against.
    variations : tuple of Variation
        Where it can happen.
    sources : tuple of str
    """

    finding: str
    title: str
    shows: str
    avoid: str
    thresholds: tuple[Threshold, ...] = ()
    variations: tuple[Variation, ...] = VARIATIONS
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of it, for a goal; `bounds` are its numbers, each with who says so."""

    goal: Goal
    name: str
    reps: str
    effort: str
    text: str
    sources: tuple[str, ...] = ()
    bounds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Benefit:
    """What people hope for, and how sure it is."""

    hope: str
    sure: Sure
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A popular claim that is wrong, and what is right."""

    claim: str
    truth: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is special about a variation.

    Parameters
    ----------
    variation : Variation
    title, short, hip, load, choose : str
        Its name; in a line; usual hip angle; what the load is; when to choose it.
    what, machine, body, cues, avoid_if : tuple of str
    instead, against, teaches : str
        What to do where it does not suit; how it compares; what the torque figure teaches.
    phases : tuple of Phase
    mistakes : tuple of Mistake
        Only its own.
    sources : tuple of str
    """

    variation: Variation
    title: str
    short: str
    hip: str
    load: str
    choose: str
    what: tuple[str, ...]
    machine: tuple[str, ...]
    body: tuple[str, ...]
    cues: tuple[str, ...]
    avoid_if: tuple[str, ...]
    instead: str
    against: str
    teaches: str
    phases: tuple[Phase, ...]
    mistakes: tuple[Mistake, ...]
    sources: tuple[str, ...]

    @property
    def moments(self) -> tuple[Phase, ...]:
        """The phases that are drawn."""
        return tuple(phase for phase in self.phases if phase.knee_deg is not None)


@dataclass(frozen=True, slots=True)
class Safety:
    """Who should ask first, what ends a set at once, and how to be screened."""

    first: tuple[str, ...]
    stop: tuple[str, ...]
    screen: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that the guide says; `mistakes` are those that more than one variation knows."""

    title: str
    summary: tuple[str, ...]
    plan: str
    muscles: tuple[MuscleRole, ...]
    doses: tuple[Dose, ...]
    mistakes: tuple[Mistake, ...]
    evidence: Mapping[Sure, str]
    benefits: tuple[Benefit, ...]
    safety: Safety
    leg_extension: tuple[str, ...]
    claims: tuple[Claim, ...]
    chapters: Mapping[Variation, Chapter]
    sources: Mapping[str, Source]

    def of(self, variation: Variation) -> Chapter:
        """The chapter on a variation."""
        return self.chapters[variation]

    def mistakes_of(self, variation: Variation) -> tuple[Mistake, ...]:
        """The mistakes that a variation knows, its own first."""
        return (*self.of(variation).mistakes, *(m for m in self.mistakes if variation in m.variations))


def load_guide(standards: Standards | None = None) -> Guide:
    """The whole guide, with the thresholds of `standards` (the project's own unless given) filled in."""
    return _read(standards or load_standards())


def said(standard: Standard) -> str:
    """A threshold as a person says it: ``10°``, ``25 %``, ``8–20 repetitions``."""
    low, high = (_figure(bound, standard.unit) for bound in (standard.low, standard.high))
    words = low if low == high else f"up to {high}" if standard.low == 0 else f"{low}–{high}"
    unit = UNITS.get(standard.unit, f" {standard.unit}")
    return words + (unit.replace("repetitions", "repetition") if words == "1" else unit)


def _figure(value: float, unit: str) -> str:
    return f"{100 * value if unit == 'share' else value:g}".replace("-", "−")


@cache
def _tables() -> dict[str, dict[str, Any]]:
    folder = files("legcurl.coach.guide")
    names = ("common", "sources", *VARIATIONS)
    return {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in names}


def _read(standards: Standards) -> Guide:
    tables = {name: _filled(table, standards) for name, table in _tables().items()}
    common = tables["common"]
    return Guide(
        title=common["exercise"]["title"],
        summary=common["exercise"]["summary"],
        plan=common["exercise"]["plan"],
        muscles=tuple(MuscleRole(**row) for row in common["muscles"]),
        doses=tuple(
            Dose(**row, bounds=_bounds(raw, standards))
            for row, raw in zip(common["doses"], _tables()["common"]["doses"], strict=True)
        ),
        mistakes=tuple(_mistake(row, standards) for row in common["mistakes"]),
        evidence=MappingProxyType(common["evidence"]),
        benefits=tuple(Benefit(**row) for row in common["benefits"]),
        safety=Safety(**common["safety"]),
        leg_extension=common["leg_extension"]["text"],
        claims=tuple(Claim(**row) for row in common["claims"]),
        chapters=MappingProxyType({name: _chapter(name, tables[name], standards) for name in VARIATIONS}),
        sources=MappingProxyType({name: Source(**row) for name, row in tables["sources"].items()}),
    )


def _bounds(raw: Mapping[str, str], standards: Standards) -> tuple[tuple[str, str], ...]:
    """The thresholds that repetitions and effort of a dose name, in words, and their sources."""
    named = [standards.of(name, key) for name, key in THRESHOLD.findall(raw["reps"] + raw["effort"])]
    return tuple((said(standard), standard.source) for standard in named)


def _chapter(variation: Variation, table: Mapping[str, Any], standards: Standards) -> Chapter:
    phases = tuple(Phase(**row) for row in table["phases"])
    mistakes = tuple(_mistake({**row, "variations": (variation,)}, standards) for row in table["mistakes"])
    return Chapter(**{**table, "variation": variation, "phases": phases, "mistakes": mistakes})


def _mistake(row: Mapping[str, Any], standards: Standards) -> Mistake:
    given = {name: value for name, value in row.items() if name != "standards"}
    return Mistake(**given, thresholds=tuple(_threshold(name, standards) for name in row.get("standards", ())))


def _threshold(name: str, standards: Standards) -> Threshold:
    """Every bound of an entry of the standards; those that ask for nothing are left out, equal ones drawn together."""
    keys: dict[tuple[str, str], list[str]] = {}
    for (entry, key), standard in standards.entries.items():
        if entry == name and standard.high != 0:
            found = keys.setdefault((said(standard), standard.source), [])
            found += [] if key is None else [key]
    bounds = tuple((words, tuple(found), source) for (words, source), found in keys.items())
    return Threshold(standards.of(name).meaning, bounds)


def _filled(value: Any, standards: Standards) -> Any:
    """The same table with every threshold as words, and tuples for lists of texts."""
    if isinstance(value, str):
        return THRESHOLD.sub(lambda match: said(standards.of(match[1], match[2])), value)
    if isinstance(value, list):
        return tuple(_filled(item, standards) for item in value)
    if isinstance(value, dict):
        return {name: _filled(item, standards) for name, item in value.items()}
    return value
