"""``legcurl torque``: the knee torque that a leg can make, by muscle."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Group, Parameter

from legcurl.cli.options import NOBODY, STDOUT, PersonOptions
from legcurl.errors import UsageError
from legcurl.vocabulary import FloatArray, Variation

if TYPE_CHECKING:
    from rich.table import Table

    from legcurl.athlete import Athlete
    from legcurl.muscles.capacity import TorqueCapacity

POSTURE = Group("The posture", sort_key=1)
SCHEMA = "legcurl.torque/1"
DECIMALS = 4  # of what JSON holds; far below what any dynamometer shows
USUAL_STEP_DEG, MOST_ANGLES = 5.0, 721
COLUMNS = {
    "biceps\nlong": ("bflh",), "biceps\nshort": ("bfsh",), "semi-\ntend.": ("semiten",), "semi-\nmemb.": ("semimem",),
    "gastro-\ncnem.": ("gasmed", "gaslat"), "grac-\nilis": ("grac",), "sarto-\nrius": ("sart",),
    "popli-\nteus": ("popli",),
}  # fmt: skip
"""What the table shows of the active torque; both heads of the gastrocnemius in one column."""
NARROWEST = 76  # columns of a terminal: a figure that is cut short would be a wrong one


@Parameter(name="*", group=POSTURE)
@dataclass(frozen=True)
class PostureOptions:
    """Where the leg is and how it moves.

    Parameters
    ----------
    variation
        Which leg curl; it tells the hip's angle where you do not.
    knee
        Knee flexion in degrees: FROM:TO:STEP, FROM:TO, or one angle.
    hip
        Angle between trunk and thigh in degrees, 0 when they are in line.
    ankle
        Dorsiflexion in degrees, toes up is positive; neutral if left out.
    velocity
        Knee velocity in deg/s: positive bends it (concentric), negative gives way (eccentric).
    braced
        The foot is held by something, so that the calf can pull in full.
    """

    variation: Variation | None = None
    knee: Annotated[str, Parameter(allow_leading_hyphen=True)] = "0:120:5"
    hip: float | None = None
    ankle: float | None = None
    velocity: float = 0.0
    braced: Annotated[bool, Parameter(negative=())] = False


@dataclass(frozen=True, eq=False)
class Answer:
    """The torque over the knee angle, and what it rests on."""

    knee_deg: FloatArray
    capacity: TorqueCapacity
    posture: Mapping[str, object]
    peak_nm: float
    assumptions: tuple[str, ...]


AS_USUAL = PostureOptions()


def torque(
    *,
    posture: PostureOptions = AS_USUAL,
    person: PersonOptions = NOBODY,
    peak_nm: float | None = None,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
) -> int:
    """Show the knee torque that a leg can make, by muscle.

    Every knee flexor pulls as hard as it can; the torque is active, which effort adds, and passive, at rest.

    Parameters
    ----------
    peak_nm
        Measured largest isometric knee flexion torque of one leg; otherwise that of people like you.
    json
        - prints all figures as JSON to standard output.
    output
        An SVG file for the torque drawn over the knee angle.
    """
    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: expected -, for standard output")
    if output is not None and output.suffix.lower() != ".svg":
        raise UsageError(f"-o {output}: expected a file that ends in .svg")
    knee = knee_angles(posture.knee)
    if output is not None and knee.size < 2:
        raise UsageError(f"--knee {posture.knee}: one angle, and -o draws over several; expected FROM:TO:STEP")
    person.check()
    answer = _answer(knee, posture, person, peak_nm)
    if output is not None:
        _draw(answer, output)
    if json == STDOUT:
        from legcurl.report.contract import to_json

        sys.stdout.buffer.write(to_json(_content(answer, person)).encode())
    else:
        _print(answer)
    return 0


def _draw(answer: Answer, path: Path) -> None:
    from legcurl.errors import OutputError
    from legcurl.report.capacity_figure import capacity_figure
    from legcurl.report.svg import standalone

    capacity = answer.capacity
    active, passive = (
        {muscle: torque[:, m] for m, muscle in enumerate(capacity.muscles)}
        for torque in (capacity.active_nm, capacity.passive_nm)
    )
    try:
        path.write_text(standalone(capacity_figure(answer.knee_deg, active, passive)), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})\nChoose another file after -o") from error


def knee_angles(text: str) -> FloatArray:
    """The angles that ``0:120:5``, ``0:120`` or ``30`` stands for, both ends among them.

    Raises
    ------
    UsageError
        If it is none of these, runs backwards, or names more angles than anybody reads.
    """
    import numpy as np

    try:
        values = [float(part) for part in text.split(":")]
    except ValueError:
        values = []
    if not 1 <= len(values) <= 3 or not all(map(math.isfinite, values)):
        raise UsageError(f"--knee {text}: expected FROM:TO:STEP in degrees, as in 0:120:5, or one angle")
    first, last, step = values[0], values[min(1, len(values) - 1)], values[2] if len(values) == 3 else USUAL_STEP_DEG
    if step <= 0 or last < first:
        raise UsageError(f"--knee {text}: expected FROM below TO and a STEP above 0, as in 0:120:5")
    steps = (last - first) / step
    if steps >= MOST_ANGLES:
        raise UsageError(f"--knee {text}: expected at most {MOST_ANGLES} angles; take a larger STEP")
    return np.asarray(first + step * np.arange(math.floor(steps + 1e-9) + 1), dtype=np.float64)


def _answer(knee: FloatArray, posture: PostureOptions, person: PersonOptions, peak_nm: float | None) -> Answer:
    from legcurl.athlete import body_of, peak_knee_flexion_torque
    from legcurl.cli.people import model_of
    from legcurl.muscles.capacity import knee_torque_capacity
    from legcurl.muscles.load import athlete_leg

    athlete = _athlete(person, peak_nm)
    model = model_of(person)
    hip, variation, said = _hip(posture, person)
    if posture.ankle is None:
        said.append("the ankle is taken as neutral, 0° (--ankle)")
    if not posture.braced:
        said.append("the foot is taken as free (--braced where it is held)")
    if model is not None:
        said.append("size and strength are those of the model, not of a person")
    elif athlete.knee_flexion_torque_nm is None:
        said += ["the strength is that of people of this size, age and sex (--peak-nm)", *body_of(athlete).assumptions]
    ankle = posture.ankle or 0.0
    capacity = knee_torque_capacity(
        knee, hip_deg=hip, ankle_deg=ankle, velocity_deg_s=posture.velocity, braced=posture.braced,
        model=model or athlete_leg(athlete),
    )  # fmt: skip
    where = {
        "variation": variation, "hip_deg": hip, "ankle_deg": ankle, "velocity_deg_s": posture.velocity,
        "foot": "braced" if posture.braced else "free",
    }  # fmt: skip
    return Answer(knee, capacity, where, peak_knee_flexion_torque(athlete), tuple(said))


def _athlete(person: PersonOptions, peak_nm: float | None) -> Athlete:
    from legcurl.athlete import TORQUE_NM, Athlete
    from legcurl.cli.people import athlete_of

    athlete = athlete_of(person) or Athlete()
    if peak_nm is None:
        return athlete
    low, high = TORQUE_NM
    if not low <= peak_nm <= high:
        raise UsageError(f"--peak-nm {peak_nm:g}: expected {low:g} to {high:g} N·m")
    return replace(athlete, knee_flexion_torque_nm=peak_nm)


def _hip(posture: PostureOptions, person: PersonOptions) -> tuple[float, Variation | None, list[str]]:
    """The hip's angle, the variation, and what is assumed about them."""
    from legcurl.cli.people import machine_of
    from legcurl.machine.demand import HIP_DEG

    machine = machine_of(person)
    variation = posture.variation or (machine.variation if machine else None)
    if machine and machine.variation != variation:
        raise UsageError(f"--variation {variation}: the machine {machine.name!r} is for {machine.variation} curls")
    if posture.hip is not None:
        return posture.hip, variation, []
    if machine:
        return machine.hip_flexion_deg, variation, [f"the hip is held at {machine.hip_flexion_deg:g}° by the machine"]
    if variation is None:
        raise UsageError("the hip's angle is not known: say --variation (seated, prone, ...) or --hip in degrees")
    hip = HIP_DEG[variation]
    return hip, variation, [f"the hip is taken at {hip:g}°, as usual when {variation} (--hip)"]


def _content(answer: Answer, person: PersonOptions) -> dict[str, Any]:
    from legcurl.report.contract import legcurl_version

    capacity = answer.capacity
    settings = asdict(person) | {name: str(path) for name, path in asdict(person).items() if hasattr(path, "suffix")}
    return {
        "schema": SCHEMA,
        "posture": answer.posture,
        "peak_nm": round(answer.peak_nm, DECIMALS),
        "knee_deg": _plain(answer.knee_deg),
        "active_nm": _plain(capacity.total_active_nm),
        "passive_nm": _plain(capacity.passive_nm.sum(axis=-1)),
        "total_nm": _plain(capacity.total_nm),
        "muscles": {
            muscle: {
                "active_nm": _plain(capacity.active_nm[:, m]),
                "passive_nm": _plain(capacity.passive_nm[:, m]),
                "activation": _plain(capacity.activation[:, m]),
            }
            for m, muscle in enumerate(capacity.muscles)
        },
        "assumptions": list(answer.assumptions),
        "provenance": {"version": legcurl_version(), "settings": settings},
    }


def _plain(values: FloatArray) -> list[float]:
    """Rounded, without a negative zero."""
    return [float(value) for value in values.round(DECIMALS) + 0.0]


def _print(answer: Answer) -> None:
    from rich.console import Console
    from rich.text import Text

    from legcurl.report.words import sentence

    console, where, total = Console(highlight=False), answer.posture, answer.capacity.total_nm
    console.width = max(console.width, NARROWEST)
    speed = float(str(where["velocity_deg_s"]))
    way = "isometric" if speed == 0 else f"{'concentric' if speed > 0 else 'eccentric'} at {abs(speed):g}°/s"
    what = f"{where['variation'] or ''} leg curl".strip().capitalize()
    console.print(Text(f"{what}: the torque that one knee can make, N·m", style="bold"))
    facts = f"hip {where['hip_deg']:g}°, ankle {where['ankle_deg']:g}°, foot {where['foot']}, {way}"
    console.print(Text(f"{facts}; isometric peak sitting {answer.peak_nm:.0f} N·m\n", style="dim"))
    console.print(_table(answer))
    best = int(total.argmax())
    console.print(Text(f"\nMost: {total[best]:.0f} N·m at {answer.knee_deg[best]:g}°", style="bold"))
    for said in answer.assumptions:
        console.print(Text(f"Assumed: {sentence(said)}", style="dim"))


def _table(answer: Answer) -> Table:
    import numpy as np
    from rich.table import Table

    capacity = answer.capacity
    at = {heading: [capacity.muscles.index(m) for m in muscles if m in capacity.muscles]
          for heading, muscles in COLUMNS.items()}  # fmt: skip
    known = {heading: where for heading, where in at.items() if where}  # another model may not have them all
    active = [capacity.active_nm[:, where].sum(-1) for where in known.values()]
    sums = (capacity.total_active_nm, capacity.passive_nm.sum(axis=-1), capacity.total_nm)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for heading in ("knee\n°", *known, "all\nactive", "pas-\nsive", "both\n"):
        table.add_column(heading, justify="right", no_wrap=True)
    figures = np.stack([*active, *sums], axis=-1).round(1) + 0.0  # no negative zero
    for angle, row in zip(answer.knee_deg, figures, strict=True):
        table.add_row(f"{angle:g}", *(f"{value:.1f}" for value in row))
    return table
