"""One side of a comparison, as a person writes it: ``seated:tempo=3-0-1-2,ankle=20``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from legcurl.errors import UsageError
from legcurl.plan import Tempo
from legcurl.simulate.physics.plan import MOST_REPS, Misfit
from legcurl.vocabulary import BODYWEIGHT, VARIATIONS, Variation

TOES_UP_DEG, POINTED_DEG = 20.0, -30.0
"""Dorsiflexion that ``foot=up`` and ``foot=pointed`` stand for (design choice, as in the tables of the ankle)."""
ONE_RM_PCT = (5.0, 200.0)
CM = 0.01


@dataclass(frozen=True, slots=True)
class Side:
    """What is lifted on one side of a comparison.

    Parameters
    ----------
    label : str
        As it was written.
    variation : str
    tempo : Tempo
        Whole phases.
    reps : int
    to_failure : bool
    one_rm_pct : float
        Load as a share of what the athlete lifts once there; not heeded where `load_kg` is given or the body is the
        load.
    load_kg : float, optional
        Load on the label.
    ankle_deg : float, optional
        Dorsiflexion, toes up positive; as usual in the variation unless given.
    braced : bool
        Whether something holds the foot, so that the calf can pull in full.
    rest_deg, peak_deg : float, optional
        Knee flexion at rest and at the far end; what all sides have in common unless given.
    machine : str, optional
        File of the machine.
    misfit : Misfit
        What about the machine is set up wrongly.
    """

    label: str
    variation: Variation
    tempo: Tempo
    reps: int
    to_failure: bool = False
    one_rm_pct: float = 70.0
    load_kg: float | None = None
    ankle_deg: float | None = None
    braced: bool = False
    rest_deg: float | None = None
    peak_deg: float | None = None
    machine: str | None = None
    misfit: Misfit = field(default_factory=Misfit)

    @property
    def own_share(self) -> bool:
        """Whether the load is a share of the athlete's own 1RM there."""
        return self.load_kg is None and self.variation not in BODYWEIGHT


def _number(text: str) -> float:
    value = float(text)
    if value != value or abs(value) == float("inf"):
        raise ValueError(text)
    return value


def _reps(side: Side, text: str) -> Side:
    if text == "failure":
        return replace(side, to_failure=True)
    count = int(text)
    if not 1 <= count <= MOST_REPS:
        raise ValueError(text)
    return replace(side, reps=count, to_failure=False)


def _foot(side: Side, text: str) -> Side:
    known = {"up": {"ankle_deg": TOES_UP_DEG}, "pointed": {"ankle_deg": POINTED_DEG}, "braced": {"braced": True},
             "free": {"braced": False}}  # fmt: skip
    if text not in known:
        raise ValueError(text)
    return replace(side, **known[text])  # type: ignore[arg-type]


def _share(side: Side, text: str) -> Side:
    value = _number(text.removesuffix("%"))
    if not ONE_RM_PCT[0] <= value <= ONE_RM_PCT[1]:
        raise ValueError(text)
    return replace(side, one_rm_pct=value)


def _misfit(name: str) -> Callable[[Side, str], Side]:
    return lambda side, text: replace(side, misfit=replace(side.misfit, **{name: CM * _number(text)}))


Setter = Callable[[Side, str], Side]
KEYS: Mapping[str, tuple[str, Setter]] = {
    "tempo": ("four times in s, as in 3-0-1-2", lambda side, text: replace(side, tempo=Tempo.parse(text))),
    "reps": (f"1 to {MOST_REPS}, or failure", _reps),
    "load": ("kg on the label", lambda side, text: replace(side, load_kg=_number(text.removesuffix("kg")))),
    "pct": (f"{ONE_RM_PCT[0]:g} to {ONE_RM_PCT[1]:g} percent of the 1RM there", _share),
    "ankle": ("degrees, toes up positive", lambda side, text: replace(side, ankle_deg=_number(text))),
    "foot": ("up, pointed, free or braced", _foot),
    "rest": ("degrees of knee flexion", lambda side, text: replace(side, rest_deg=_number(text))),
    "peak": ("degrees of knee flexion", lambda side, text: replace(side, peak_deg=_number(text))),
    "machine": ("a TOML file", lambda side, text: replace(side, machine=text)),
    "pad_cm": ("cm too far down the leg", _misfit("pad_m")),
    "seat_cm": ("cm too far back", _misfit("seat_m")),
    "pivot_along_cm": ("cm off the knee, away from the hip", _misfit("pivot_along_m")),
    "pivot_across_cm": ("cm off the knee, to the back of the thigh", _misfit("pivot_across_m")),
}
"""What a side may say after its variation: what is expected, and what it changes."""


def parse_side(text: str, usual: Side) -> Side:
    """Read one side.

    Parameters
    ----------
    text : str
        A variation, then, after a colon, KEY=VALUE pairs with commas between.
    usual : Side
        What holds where the text says nothing.

    Returns
    -------
    Side

    Raises
    ------
    UsageError
        For an unknown variation or key, a value that is none, or a contradiction.
    """
    name, _, rest = text.strip().partition(":")
    if name not in VARIATIONS:
        raise UsageError(f"{text!r}: {name!r} is no leg curl.\nKnown are {', '.join(VARIATIONS)}")
    side = replace(usual, label=text.strip(), variation=name)
    said = set()
    for pair in filter(None, (part.strip() for part in rest.split(","))):
        key, sign, value = (part.strip() for part in pair.partition("="))
        if key not in KEYS:
            raise UsageError(f"{text!r}: {key!r} is unknown.\nKnown are {', '.join(KEYS)}")
        if key in said:
            raise UsageError(f"{text!r} says {key} twice; say it once")
        said.add(key)
        expected, set_ = KEYS[key]
        try:
            if not (sign and value):
                raise ValueError(value)
            side = set_(side, value)
        except ValueError:
            raise UsageError(f"{text!r}: {key}={value}, expected {expected}") from None
    return _checked(side, said)


def _checked(side: Side, said: set[str]) -> Side:
    """Refuse what contradicts itself."""
    if {"load", "pct"} <= said:
        raise UsageError(f"{side.label!r}: load and pct say the same thing; give one of them")
    if side.variation in BODYWEIGHT:
        machine = sorted(said & {"load", "pct", "machine", "pad_cm", "seat_cm", "pivot_along_cm", "pivot_across_cm"})
        if machine:
            raise UsageError(f"{side.label!r}: the body is the load of a {side.variation} curl; leave {machine[0]} out")
        return replace(side, load_kg=None, misfit=Misfit())
    return side
