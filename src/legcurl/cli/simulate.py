"""``legcurl simulate``: a set that never was, with its truth and its analysis."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Group, Parameter

from legcurl.cli.options import NOBODY, PersonOptions
from legcurl.errors import UsageError
from legcurl.vocabulary import BODYWEIGHT, Variation

if TYPE_CHECKING:
    from legcurl.analysis import SetAnalysis
    from legcurl.athlete import Athlete
    from legcurl.machine.model import Machine
    from legcurl.plan import Tempo
    from legcurl.simulate.physics.lift import SimulatedLift
    from legcurl.simulate.physics.plan import LiftPlan, Misfit

MOVEMENT = Group("The set", sort_key=1)
WRONG = Group("What goes wrong on purpose", sort_key=2)
SENSOR = Group("The sensor", sort_key=3)
USUAL_TEMPO, USUAL_REPS = "2-0-1-1", 10
CM = 0.01
LARGEST_DISTURBANCE = 100.0  # degrees of noise, or dropouts: beyond it nothing is left to see
SLOWEST_HZ, FASTEST_HZ = 5.0, 1000.0


@Parameter(name="*", group=MOVEMENT, negative=())
@dataclass(frozen=True)
class MovementOptions:
    """What the athlete sets out to do.

    Parameters
    ----------
    load_kg
        Load on the label.
    one_rm_pct
        The load as a share of what this athlete lifts once on this machine.
    reps
        How many repetitions.
    to_failure
        Go on until a repetition fails.
    tempo
        Seconds down, stretched pause, up and squeezed pause: 2-0-1-1.
    rest_deg
        Knee flexion at rest.
    peak_deg
        Knee flexion at the far end.
    foot_deg
        Ankle dorsiflexion: toes up is positive, pointed negative.
    one_leg
        One leg works alone.
    """

    load_kg: float | None = None
    one_rm_pct: float | None = None
    reps: int | None = None
    to_failure: bool = False
    tempo: str = USUAL_TEMPO
    rest_deg: float | None = None
    peak_deg: float | None = None
    foot_deg: Annotated[float | None, Parameter(allow_leading_hyphen=True)] = None
    one_leg: bool = False


@Parameter(name="*", group=WRONG)
@dataclass(frozen=True)
class WrongOptions:
    """Faults to order, and a machine that does not fit.

    Parameters
    ----------
    fault
        NAME=SIZE, for example rushed=1.5, in multiples of what is just noticed; may be repeated.
    uneven
        How uneven the phases are, as a share: 0.1.
    pivot_along_cm
        Pivot off the knee, along the thigh and away from the hip.
    pivot_across_cm
        Pivot off the knee, towards the back of the thigh.
    pad_cm
        Pad too far down the leg; negative is too high.
    seat_cm
        Seat too far back.
    """

    fault: Annotated[list[str] | None, Parameter(negative=())] = None
    uneven: float = 0.0
    pivot_along_cm: Annotated[float, Parameter(allow_leading_hyphen=True)] = 0.0
    pivot_across_cm: Annotated[float, Parameter(allow_leading_hyphen=True)] = 0.0
    pad_cm: Annotated[float, Parameter(allow_leading_hyphen=True)] = 0.0
    seat_cm: Annotated[float, Parameter(allow_leading_hyphen=True)] = 0.0

    def faults(self) -> list[tuple[str, float]]:
        """Names and sizes, or :class:`UsageError`."""
        parsed = []
        for text in self.fault or ():
            name, _, size = text.partition("=")
            try:
                parsed.append((name.strip().replace("-", "_"), float(size or 1.5)))
            except ValueError:
                raise UsageError(f"--fault {text}: expected NAME=SIZE, as in rushed=1.5") from None
        return parsed


@Parameter(name="*", group=SENSOR)
@dataclass(frozen=True)
class SensorOptions:
    """How the set is recorded.

    Parameters
    ----------
    rate_hz
        Samples a second.
    noise_deg
        White noise of every angle.
    tremor_deg
        Tremor of the knee.
    dropouts
        How many short gaps the knee angle has.
    irregular
        How irregular the samples come, as a share of their spacing.
    """

    rate_hz: float = 100.0
    noise_deg: float = 0.0
    tremor_deg: float = 0.0
    dropouts: int = 0
    irregular: float = 0.0


TEN_EASY, NOTHING_WRONG, CLEAN = MovementOptions(), WrongOptions(), SensorOptions()


def simulate(
    *,
    variation: Variation,
    movement: MovementOptions = TEN_EASY,
    wrong: WrongOptions = NOTHING_WRONG,
    sensor: SensorOptions = CLEAN,
    person: PersonOptions = NOBODY,
    seed: int = 0,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    overwrite: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Simulate a set of leg curls, and analyse it as if it had been recorded.

    The athlete has no more strength than the muscles give, tires, and may fail.

    Parameters
    ----------
    variation
        Which leg curl.
    seed
        The same seed gives the same bytes.
    output
        Folder for the recording (CSV, Parquet, .mot), its truth and its analysis.
    overwrite
        Write even beside files that Legcurl did not write.
    """
    from legcurl.analysis import analyze
    from legcurl.athlete import Athlete
    from legcurl.cli.people import athlete_of, machine_of
    from legcurl.plan import Plan, Tempo
    from legcurl.simulate.physics.files import check_place
    from legcurl.simulate.physics.lift import simulate_lift

    person.check()
    if person.model is not None:
        raise UsageError("--model: a simulated athlete has the muscles of Legcurl's own leg; leave it out")
    if seed < 0:
        raise UsageError(f"--seed {seed}: expected 0 or more")
    if output is not None:
        check_place(output, overwrite=overwrite)
    tempo = Tempo.parse(movement.tempo)
    athlete, machine = athlete_of(person) or Athlete(), machine_of(person)
    load_kg, share_pct = load_said(variation, movement, wrong, athlete, machine)
    plan = lift_plan(variation, movement, wrong, sensor, load_kg, tempo, athlete, machine, seed)
    lift = simulate_lift(plan, athlete, machine, seed)
    judged = Plan(
        tempo=tempo, target_reps=None if movement.to_failure else (len(plan.movement.reps),) * 2,
        load_kg=None if variation in BODYWEIGHT else load_kg,
    )  # fmt: skip
    analysis = analyze(lift.recording, judged, athlete, lift.machine, assume_curl=True)
    settings = _settings(variation, movement, wrong, sensor, person, seed) | {"load_kg": load_kg}
    written = () if output is None else _write(lift, analysis, output, settings, overwrite=overwrite)
    _print(lift, analysis, tempo, share_pct, wrong.faults(), written)
    return 0


def load_said(
    variation: Variation, movement: MovementOptions, wrong: WrongOptions, athlete: Athlete, machine: Machine | None
) -> tuple[float, float | None]:
    """The load, and which share of the 1RM it is where that was asked for."""
    from legcurl.machine.model import LOAD_KG

    if variation in BODYWEIGHT:
        if movement.load_kg is not None or movement.one_rm_pct is not None:
            raise UsageError(f"a {variation} curl has no load but the body; leave --load-kg and --one-rm-pct out")
        return 0.0, None
    if movement.one_rm_pct is None:
        if movement.load_kg is None:
            raise UsageError("the load is not known: give --load-kg, or --one-rm-pct of what the athlete lifts once")
        if not LOAD_KG[0] <= movement.load_kg <= LOAD_KG[1]:
            raise UsageError(f"--load-kg {movement.load_kg:g}: expected {LOAD_KG[0]:g} to {LOAD_KG[1]:g} kg")
        return movement.load_kg, None
    if movement.load_kg is not None:
        raise UsageError("--load-kg and --one-rm-pct say the same thing; give one of them")
    if not 5 <= movement.one_rm_pct <= 200:
        raise UsageError(f"--one-rm-pct {movement.one_rm_pct:g}: expected 5 to 200 percent")
    from legcurl.simulate.physics.one_rep_max import one_rep_max

    best = one_rep_max(
        variation, athlete, machine, rest_deg=movement.rest_deg, peak_deg=movement.peak_deg,
        one_leg=True if movement.one_leg else None, misfit=_misfit(wrong), foot_deg=movement.foot_deg,
    )  # fmt: skip
    return round(best * movement.one_rm_pct / 100.0, 2), movement.one_rm_pct


def lift_plan(
    variation: Variation, movement: MovementOptions, wrong: WrongOptions, sensor: SensorOptions, load_kg: float,
    tempo: Tempo, athlete: Athlete, machine: Machine | None, seed: int,
) -> LiftPlan:  # fmt: skip
    """What was asked for as a plan, or :class:`UsageError`."""
    from legcurl.simulate.physics.faults import with_fault
    from legcurl.simulate.physics.plan import plan_lift, with_foot, with_uneven_reps
    from legcurl.simulate.plans import Sensor

    if movement.to_failure and movement.reps is not None:
        raise UsageError("--reps and --to-failure contradict each other; give one of them")
    for name in ("noise_deg", "tremor_deg", "dropouts"):
        if not 0 <= getattr(sensor, name) < LARGEST_DISTURBANCE:
            raise UsageError(
                f"--{name.replace('_', '-')} {getattr(sensor, name):g}: expected 0 to {LARGEST_DISTURBANCE:g}"
            )
    if not SLOWEST_HZ <= sensor.rate_hz <= FASTEST_HZ:
        raise UsageError(f"--rate-hz {sensor.rate_hz:g}: expected {SLOWEST_HZ:g} to {FASTEST_HZ:g} Hz")
    if not 0 <= wrong.uneven <= 0.5:
        raise UsageError(f"--uneven {wrong.uneven:g}: expected a share from 0 to 0.5")
    seen = Sensor(
        rate_hz=sensor.rate_hz, jitter=sensor.irregular, noise_deg=sensor.noise_deg, tremor_deg=sensor.tremor_deg,
        gaps=sensor.dropouts,
    )  # fmt: skip
    plan = plan_lift(
        variation, load_kg=load_kg, reps=USUAL_REPS if movement.reps is None else movement.reps, tempo=tempo,
        rest_deg=movement.rest_deg, peak_deg=movement.peak_deg, to_failure=movement.to_failure,
        one_leg=True if movement.one_leg else None, sensor=seen,
    )  # fmt: skip
    plan = replace(plan, misfit=_misfit(wrong))
    if movement.foot_deg is not None:
        plan = with_foot(plan, movement.foot_deg)
    for name, size in wrong.faults():
        plan = with_fault(plan, name, size, tempo, athlete, machine)
    return with_uneven_reps(plan, wrong.uneven, seed) if wrong.uneven else plan


def _misfit(wrong: WrongOptions) -> Misfit:
    from legcurl.simulate.physics.plan import Misfit

    return Misfit(wrong.pivot_along_cm * CM, wrong.pivot_across_cm * CM, wrong.pad_cm * CM, wrong.seat_cm * CM)


def _settings(
    variation: Variation, movement: MovementOptions, wrong: WrongOptions, sensor: SensorOptions,
    person: PersonOptions, seed: int,
) -> dict[str, object]:  # fmt: skip
    """What was asked for, for the provenance; files by name only."""
    said = asdict(movement) | asdict(wrong) | asdict(sensor) | asdict(person)
    names = {name: value.name for name, value in said.items() if isinstance(value, Path)}
    return {"variation": variation, "seed": seed} | said | names


def _write(
    lift: SimulatedLift, analysis: SetAnalysis, output: Path, settings: dict[str, object], *, overwrite: bool
) -> tuple[Path, ...]:
    from legcurl.report.folder import write_folder
    from legcurl.simulate.physics.files import ANALYSIS, write_lift

    written = write_lift(lift, output, settings)
    return (*written, *write_folder(analysis, output / ANALYSIS, settings=settings, overwrite=overwrite))


def _print(
    lift: SimulatedLift, analysis: SetAnalysis, tempo: Tempo, share_pct: float | None,
    faults: list[tuple[str, float]], written: tuple[Path, ...],
) -> None:  # fmt: skip
    from rich.console import Console
    from rich.text import Text

    from legcurl.report.terminal import WIDEST, print_summary
    from legcurl.report.words import sentence, where

    console = Console(highlight=False)
    console.width = min(console.width, WIDEST)
    for line in _said(lift, tempo, share_pct, faults):
        console.print(Text(line, style="bold" if line.startswith("Simulated") else ""))
    console.print()
    if analysis.exercise.is_leg_curl and analysis.usable and analysis.metrics.reps:
        print_summary(analysis, console=console)
    else:
        console.print(Text(f"The analysis finds no repetition. {sentence(analysis.exercise.why)}"))
    console.print(Text(f"\n{_compared(lift, analysis, faults)}", style="bold"))
    if written:
        console.print(Text("\n" + "\n".join(where(written))), soft_wrap=True)


def _said(lift: SimulatedLift, tempo: Tempo, share_pct: float | None, faults: list[tuple[str, float]]) -> list[str]:
    """What was simulated, in lines."""
    plan, trace = lift.plan, lift.trace
    movement = plan.movement
    count = "to failure" if plan.to_failure else f"{len(movement.reps)} repetitions planned"
    load = "" if lift.machine is None else f"{movement.load_kg:g} kg"
    load += "" if share_pct is None else f" ({share_pct:g} % of what this athlete lifts once)"
    ordered = ", ".join(f"{name.replace('_', ' ')} {size:g}" for name, size in faults)
    lines = [
        f"Simulated: a {movement.variation} curl, "
        + ", ".join(part for part in (load, count, f"tempo {tempo}", f"faults: {ordered}" if ordered else "") if part)
        + ". Nobody lifted this."
    ]
    if lift.failure is not None:
        went = f"given up at {lift.failure.knee_deg:.0f}° after {lift.failure.time_s:.0f} s"
        if lift.failure.rep == 1 and not lift.truth.reps:
            lines.append(f"The load is more than this athlete can lift from the start: the attempt failed, {went}.")
        else:
            counts = lift.truth.complete_reps >= lift.failure.rep
            lines.append(
                f"Repetition {lift.failure.rep} failed, {went}"
                + (", yet it went far enough to count as complete." if counts else ".")
            )
    elif plan.to_failure:
        lines.append(f"No repetition failed: the set was ended after {len(movement.reps)}.")
    if trace.hands_nm.max() > 1.0:
        lines.append(f"The hands helped with up to {trace.hands_nm.max():.0f} N·m a leg.")
    lines.append(
        f"At most {100 * trace.effort.max():.0f} % effort, {trace.knee_torque_nm.max():.0f} N·m at the knee; "
        f"{100 * trace.tired.max():.0f} % of the strength tired away."
    )
    return lines


def _compared(lift: SimulatedLift, analysis: SetAnalysis, faults: list[tuple[str, float]]) -> str:
    """How the analysis compares with the truth, in a sentence or two."""
    from legcurl.simulate.physics.agreement import agreement
    from legcurl.simulate.physics.faults import FAULTS

    held = agreement(lift.truth, analysis.metrics.reps)
    text = f"Truth: {held.true_complete} complete, found {held.found_complete}"
    if held.phase_errors_s:
        text += f"; phase times within {held.worst_phase_s:.2f} s, range within {held.worst_range_deg:.1f}°"
    found = {finding.id for finding in analysis.form.findings}
    for name, size in faults:
        seen = "found" if FAULTS[name].finding in found else "not found"
        text += f"; {name.replace('_', ' ')} at {size:g} times its threshold {seen}"
    return f"{text}."
