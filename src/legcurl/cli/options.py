"""What a person knows and the file does not, as options; checked once, here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Group, Parameter

from legcurl.errors import UsageError
from legcurl.io.registry import Axis, Segment
from legcurl.plan import Plan, Tempo
from legcurl.vocabulary import Goal, Leg, Variation

READING = Group("The recording", sort_key=1)
PLANNED = Group("What the set was meant to be", sort_key=2)
PERSON = Group("The person", sort_key=3)
RESULTS = Group("Results", sort_key=4)

STDOUT = "-"
HIGHEST_RIR_SCALE, LOWEST_BORG, HIGHEST_BORG = 10, 11, 20
"""--effort-rpe: up to 10 is the repetitions-in-reserve scale, from 11 on Borg's 6–20."""


@Parameter(name="*", group=READING, negative=())
@dataclass(frozen=True)
class ReadingOptions:
    """How to read the file, and what the person knows of it.

    Parameters
    ----------
    map
        NAME=COLUMN: which column is what, for example knee_flexion_deg=angle; may be repeated.
    rate_hz
        Samples a second, for a file without times.
    variation
        Which leg curl it was; your word that it was one.
    leg
        Which leg was recorded.
    assume_curl
        Your word that it was a leg curl, where the data cannot tell.
    corrections
        A file that drops, merges, splits or marks repetitions.
    segment
        What a motion sensor sits on; once for each file, in their order.
    long_axis
        Sensor axis along the segment, towards the foot.
    size
        WxH: the picture's width and height, for keypoints given as shares of it.
    roi
        X,Y,W,H: the part of a video, in pixels, that holds the lifter alone.
    rotate
        Turn a video clockwise by 90, 180 or 270 degrees, where it lies on its side.
    pose_model
        A pose model of your own for videos: .task (MediaPipe) or .onnx (RTMPose, YOLO-pose).
    """

    map: Annotated[list[str] | None, Parameter(negative=())] = None
    rate_hz: float | None = None
    variation: Variation | None = None
    leg: Leg | None = None
    assume_curl: bool = False
    corrections: Path | None = None
    segment: Annotated[list[Segment] | None, Parameter(negative=())] = None
    long_axis: Annotated[Axis | None, Parameter(allow_leading_hyphen=True)] = None
    size: str | None = None
    roi: str | None = None
    rotate: Literal[0, 90, 180, 270] = 0
    pose_model: Path | None = None

    def part(self) -> tuple[int, int, int, int] | None:
        """Left, top, width and height of the part of a video, or :class:`UsageError`."""
        if self.roi is None:
            return None
        match = re.fullmatch(r"\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*", self.roi)
        if not match or "0" in (match[3].lstrip("0") or "0", match[4].lstrip("0") or "0"):
            raise UsageError(f"--roi {self.roi}: expected left, top, width and height in pixels, as in 0,100,640,480")
        return int(match[1]), int(match[2]), int(match[3]), int(match[4])

    def picture_size(self) -> tuple[float, float] | None:
        """Width and height of the picture, or :class:`UsageError`."""
        if self.size is None:
            return None
        match = re.fullmatch(r"\s*(\d{1,6})\s*[x×X]\s*(\d{1,6})\s*", self.size)
        if not match or 0 in (int(match[1]), int(match[2])):
            raise UsageError(f"--size {self.size}: expected width and height in pixels, as in 1920x1080")
        return float(match[1]), float(match[2])

    def column_map(self) -> dict[str, str]:
        """Columns by the name of the channel that they hold, or :class:`UsageError`."""
        pairs = [text.partition("=") for text in self.map or ()]
        for name, sign, column in pairs:
            if not (name.strip() and sign and column.strip()):
                raise UsageError(f"--map {name + sign + column}: expected NAME=COLUMN, as in knee_flexion_deg=angle")
        names = [name.strip() for name, _, _ in pairs]
        if len(set(names)) < len(names):
            raise UsageError(f"--map names {max(names, key=names.count)} twice; say it once")
        return {name.strip(): column.strip() for name, _, column in pairs}


@Parameter(name="*", group=PLANNED)
@dataclass(frozen=True)
class PlanOptions:
    """What the set is judged against.

    Parameters
    ----------
    goal
        What the set was for.
    tempo
        Seconds down, stretched pause, up and squeezed pause: 3-0-1-3.
    target_reps
        Repetitions planned: 8-20, or 12.
    effort_rpe
        How hard it was: 1-10 by repetitions in reserve (10 = none left), 11-20 on Borg's scale.
    effort_borg
        How hard it was on Borg's scale, 6-20.
    rir
        How many more repetitions you could have done.
    pain
        Pain during the set, 0-10.
    load_kg
        Load shown by the machine.
    standards
        A TOML file with thresholds of your own in place of some of ours.
    """

    goal: Goal | None = None
    tempo: str | None = None
    target_reps: str | None = None
    effort_rpe: float | None = None
    effort_borg: float | None = None
    rir: float | None = None
    pain: float | None = None
    load_kg: float | None = None
    standards: Path | None = None

    def plan(self) -> Plan:
        """The plan, or :class:`UsageError` for what cannot be."""
        _between("--rir", self.rir, 0, 50, "repetitions")
        _between("--pain", self.pain, 0, 10, "of 10")
        _between("--load-kg", self.load_kg, 0, 1000, "kg")
        _between("--effort-borg", self.effort_borg, 6, 20, "on Borg's scale")
        reserve, borg = self._effort()
        return Plan(
            goal=self.goal,
            tempo=None if self.tempo is None else Tempo.parse(self.tempo),
            target_reps=None if self.target_reps is None else _rep_range(self.target_reps),
            repetitions_in_reserve=self.rir if reserve is None else reserve,
            borg=self.effort_borg if borg is None else borg,
            pain=self.pain,
            load_kg=self.load_kg,
        )

    def _effort(self) -> tuple[float | None, float | None]:
        """Repetitions in reserve, or Borg, of --effort-rpe."""
        effort = self.effort_rpe
        if effort is None:
            return None, None
        if self.rir is not None:
            raise UsageError("--effort-rpe and --rir say the same thing; give one of them")
        if 1 <= effort <= HIGHEST_RIR_SCALE:
            return HIGHEST_RIR_SCALE - effort, None
        if LOWEST_BORG <= effort <= HIGHEST_BORG:
            if self.effort_borg is not None:
                raise UsageError(
                    f"--effort-rpe {effort:g} is read on Borg's scale, as --effort-borg is; give one of them"
                )
            return None, effort
        raise UsageError(
            f"--effort-rpe {effort:g}: expected 1-10 (by repetitions in reserve, 10 = none left) or 11-20 (Borg)"
        )


@Parameter(name="*", group=PERSON)
@dataclass(frozen=True)
class PersonOptions:
    """The lifter and the machine.

    Parameters
    ----------
    mass_kg
        Body mass.
    height_cm
        Standing height.
    age
        In years.
    sex
        For strength norms.
    athlete
        A TOML file of the same, with limb lengths (thigh_length_cm, ...) or a measured knee_flexion_torque_nm.
    machine
        A TOML file of your own machine; otherwise a generic one is taken, and said.
    model
        Muscles of another model: a profile that legcurl model import made.
    """

    mass_kg: float | None = None
    height_cm: float | None = None
    age: float | None = None
    sex: Literal["female", "male"] | None = None
    athlete: Path | None = None
    machine: Path | None = None
    model: Path | None = None

    def check(self) -> None:
        """Refuse what cannot be."""
        _between("--mass-kg", self.mass_kg, 25, 300, "kg")
        _between("--height-cm", self.height_cm, 110, 250, "cm; 1.78 m is 178")
        _between("--age", self.age, 8, 110, "years")

    def said(self) -> dict[str, object]:
        """Size, age and sex, where they were given."""
        values = {"mass_kg": self.mass_kg, "height_cm": self.height_cm, "age": self.age, "sex": self.sex}
        return {name: value for name, value in values.items() if value is not None}


@Parameter(name="*", group=RESULTS)
@dataclass(frozen=True)
class ResultOptions:
    """Where results go.

    Parameters
    ----------
    output
        Folder for report.html, analysis.json, reps.csv, frames.parquet and, of a video, overlay.mp4; made if it is
        missing.
    json
        File for the analysis as JSON; - prints it alone to standard output.
    overwrite
        Write even where there are files that Legcurl did not write.
    blur_faces
        Make faces in the pictures that are written unrecognisable.
    no_overlay
        Of a video, write no overlay.mp4 and no pictures.
    render
        Show the moments of the muscles' pictures drawn in space as well; takes a few seconds.
    """

    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None
    overwrite: Annotated[bool, Parameter(negative=())] = False
    blur_faces: Annotated[bool, Parameter(negative=())] = False
    no_overlay: Annotated[bool, Parameter(negative=())] = False
    render: Annotated[bool, Parameter(negative=())] = False

    @property
    def json_file(self) -> Path | None:
        """The file for the JSON, None where there is none."""
        return None if self.json in (None, STDOUT) else Path(str(self.json))

    def check(self, inputs: Sequence[Path]) -> None:
        """Refuse, before any work is done, what must not be written to."""
        from legcurl.report.folder import check_file, check_folder

        if self.json is not None and self.json != STDOUT and self.json.startswith("-"):
            raise UsageError(f"--json {self.json}: expected a file, or - for standard output")
        if self.json_file is not None:
            if self.json_file.resolve() in [path.resolve() for path in inputs]:
                raise UsageError(f"--json {self.json}: this is the recording itself; give another file")
            check_file(self.json_file, overwrite=self.overwrite)
        if self.output is not None:
            check_folder(self.output, overwrite=self.overwrite)
        if self.render:
            from legcurl.report.render.canvas import check_drawing

            if self.output is None:
                raise UsageError("--render: the pictures stand in the page; say where that goes with -o FOLDER")
            check_drawing()


READ_AS_IT_IS, NO_PLAN, NOBODY, NO_FILES = ReadingOptions(), PlanOptions(), PersonOptions(), ResultOptions()


def _between(option: str, value: float | None, low: float, high: float, unit: str) -> None:
    if value is not None and not low <= value <= high:
        raise UsageError(f"{option} {value:g}: expected {low:g} to {high:g} {unit}")


def _rep_range(text: str) -> tuple[int, int]:
    """``8-20`` or ``12``."""
    match = re.fullmatch(r"\s*(\d{1,3})\s*(?:[-–]\s*(\d{1,3})\s*)?", text)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= low <= high:
        raise UsageError(f"--target-reps {text}: expected the fewest and the most, as in 8-20, or one number")
    return low, high
