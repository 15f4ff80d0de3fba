"""How right the analysis is on the real recordings in ``../shared/data``; used by ``accuracy.py`` and by the tests."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from legcurl import Plan, Recording, Tempo, analyze, read_recording
from legcurl.analysis import SetAnalysis
from legcurl.motion import Motion
from legcurl.reps import Rep
from tables import Row

SHARED = Path(__file__).parents[2] / "shared" / "data"
CURLS = ("1Npie", "3Npie", "5Npie", "8Npie", "9Npie", "11Npie", "1Apie", "4Apie", "6Apie", "8Apie", "10Apie")
EXTENSIONS, WALKS = ("1Nsen", "5Nsen", "8Nsen"), ("1Nmar", "5Nmar")
EDGE_S = 0.1
"""Largest error of a start or an end."""
EDGES = {"start_s": "start_s", "end_s": "end_s", "top_start_s": "top_enter_s", "top_end_s": "top_leave_s"}
"""Times of a repetition and of its label."""
CUT_S = 0.5
"""Recordings are cut by every multiple of this from either end."""
BASE_DEG = 1.0
"""A repetition lies whole within a cut where the lowest angles on both of its sides are left in it, to within this."""
GROUPS = {"correct": (False, False), "fast": (True, False), "low_amplitude": (False, True)}
"""Whether the repetitions of a group are to be found without their hold, and short."""


def emg_file(name: str) -> Path:
    """A recording of the goniometer and EMG set."""
    return SHARED / "standing_curl_emg" / f"{name}.txt"


def labels() -> dict[str, list[dict[str, float]]]:
    """Labelled repetitions by recording: times and angles."""
    found = defaultdict(list)
    with (SHARED / "standing_curl_emg" / "reps.csv").open() as file:
        for row in csv.DictReader(file):
            name = row.pop("file").removesuffix(".txt")
            found[name].append({key: float(text) for key, text in row.items() if key.endswith(("_s", "_deg"))})
    return found


def signs() -> dict[str, int]:
    """What a recording's angle must be multiplied by to make flexion positive, as labelled."""
    with (SHARED / "standing_curl_emg" / "sets.csv").open() as file:
        rows = list(csv.DictReader(file))
    return {row["file"].removesuffix(".txt"): int(row["sign_to_flexion_positive"]) for row in rows}


def without_emg(recording: Recording) -> Recording:
    """The same with the angle alone."""
    return replace(recording, channels={"knee_flexion_deg": recording.channels["knee_flexion_deg"]})


def mirrored(recording: Recording) -> Recording:
    """The same with the angle's sign turned."""
    return replace(
        recording, channels={**recording.channels, "knee_flexion_deg": -recording.channels["knee_flexion_deg"]}
    )


def cut(recording: Recording, start_s: float, end_s: float) -> Recording:
    """What lies between two times."""
    inside = (recording.time_s >= start_s) & (recording.time_s <= end_s)
    channels = {name: values[inside] for name, values in recording.channels.items()}
    return replace(recording, time_s=recording.time_s[inside], channels=channels)


def complete(analysis: SetAnalysis) -> list[Rep]:
    """The complete repetitions."""
    return [m.rep for m in analysis.metrics.reps if m.rep.kind == "complete"]


def curl_row(name: str, truth: list[dict[str, float]], *, mirror: bool = False) -> Row:
    """One labelled curl, analysed without any option; `mirror` turns the sign of its angle."""
    recording = read_recording(emg_file(name))
    analysis = analyze(mirrored(recording) if mirror else recording)
    reps = complete(analysis)
    is_curl, sign = analysis.exercise.is_leg_curl, signs()[name] * (-1 if mirror else 1)
    sign_right = analysis.motion is not None and analysis.motion.sign == sign
    starts, ends, tops, top_ends = (
        max((abs(getattr(rep, edge) - label[key]) for rep, label in zip(reps, truth, strict=False)), default=np.inf)
        for edge, key in EDGES.items()
    )
    found = (
        f"{is_curl}, {len(reps)} of {len(truth)}, sign {'right' if sign_right else 'wrong'}, start {starts:.3f}, "
        f"end {ends:.3f}, top {max(tops, top_ends):.3f} s"
    )
    held = is_curl is True and len(reps) == len(truth) and sign_right and max(starts, ends) <= EDGE_S
    return Row(name, found, f"true, {len(truth)}, right, start and end {EDGE_S:g} s", held)


def verdict_rows() -> Iterator[Row]:
    """What is taken for a leg curl, with EMG and without."""
    for name in (*CURLS, *EXTENSIONS, *WALKS):
        recording = read_recording(emg_file(name))
        if name not in CURLS:
            full = analyze(recording).exercise.is_leg_curl
            wanted, held = ("false", full is False) if name in EXTENSIONS else ("not true", full is not True)
            yield Row(f"{name}, with EMG", str(full), wanted, held)
        alone = analyze(without_emg(recording)).exercise.is_leg_curl
        wanted, held = ("not true", alone is not True) if name in WALKS else ("null", alone is None)
        yield Row(f"{name}, angle alone", str(alone), wanted, held)


def sensor_rows() -> Iterator[Row]:
    """Motion sensors and force: other exercises."""
    for folder in sorted((SHARED / "knee_extension_imu").glob("s*/e*")):
        name, exercise = f"{folder.parent.name}/{folder.name}", folder.name
        both = analyze(
            read_recording(folder / "u2/test.txt", folder / "u3/test.txt", rate_hz=25.0)
        ).exercise.is_leg_curl
        wanted, held = ("false", both is False) if exercise == "e1" else ("not true", both is not True)
        yield Row(f"{name}, shank and thigh", str(both), wanted, held)
        alone = analyze(read_recording(folder / "u2/test.txt", rate_hz=25.0)).exercise.is_leg_curl
        yield Row(f"{name}, shank alone", str(alone), "not true", alone is not True)
    for path in sorted((SHARED / "isometric_flexion").glob("*.csv")):
        verdict = analyze(read_recording(path)).exercise.is_leg_curl
        yield Row(path.name, str(verdict), "false", verdict is False)


def excursion_rows(subject: str) -> Iterator[Row]:
    """The shank's excursion from rest in e1, as a knee angle said to be a curl, with a planned hold of 2 s."""
    with (SHARED / "knee_extension_imu" / "reps.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["recording"] == f"{subject}/e1"]
    spans = [(row["execution_type"], float(row["ext_on_s"]), float(row["ext_off_s"])) for row in rows]
    shank = read_recording(SHARED / "knee_extension_imu" / subject / "e1" / "u2" / "test.txt", rate_hz=25.0)
    time_s, angle = shank.time_s, shank.channels["shank_inclination_deg"]
    resting = np.ones(time_s.size, dtype=bool)
    for _, on_s, off_s in spans:
        resting &= (time_s < on_s) | (time_s > off_s)
    recording = Recording(time_s, {"knee_flexion_deg": angle - np.median(angle[resting])})
    analysis = analyze(recording, Plan(tempo=Tempo.parse("1-0-1-2")), assume_curl=True)
    reps = complete(analysis)
    yield Row(f"{subject}, complete repetitions", str(len(reps)), "30", len(reps) == 30)
    found = {finding.id: set(finding.reps) for finding in analysis.form.findings}
    for group, (no_hold, short) in GROUPS.items():
        inside = [(on_s, off_s) for kind, on_s, off_s in spans if kind == group]
        mine = [rep.index for rep in reps if any(on_s - 1 <= rep.peak_s <= off_s + 1 for on_s, off_s in inside)]
        lacking, cut_short = found.get("missing_hold", set()), found.get("short_range", set())
        wrong = [index for index in mine if (index in lacking, index in cut_short) != (no_hold, short)]
        yield Row(f"{subject}, {group}, judged otherwise", f"{len(wrong)} of {len(mine)}", "at most 1", len(wrong) <= 1)


def cut_row(name: str, truth: list[dict[str, float]], step_s: float = CUT_S) -> Row:
    """All cuts of one curl from either end: whole repetitions unchanged, none invented.

    Within a quarter of the range a limb at the edge counts as at rest, so a repetition whose foot is cut off may still
    be complete; it must then be one of the labelled ones.
    """
    recording = read_recording(emg_file(name))
    motion = analyze(recording).motion
    assert motion is not None
    last_s = float(recording.time_s[-1])
    missing = invented = whole = cuts = 0
    for at in np.arange(step_s, last_s - 1.0, step_s):
        for start_s, end_s in ((float(at), last_s), (0.0, last_s - float(at))):
            cuts += 1
            reps = complete(analyze(cut(recording, start_s, end_s)))
            inside = [t for t in truth if _whole(t, motion, start_s, end_s)]
            whole += len(inside)
            missing += sum(not any(_same(rep, t) for rep in reps) for t in inside)
            homes = [
                next((k for k, t in enumerate(truth) if t["start_s"] <= r.peak_s <= t["end_s"]), None) for r in reps
            ]
            invented += sum(home is None for home in homes) + len(homes) - len(set(homes))
    found = f"{missing} of {whole} changed, {invented} invented, in {cuts} cuts"
    return Row(name, found, "0 changed, 0 invented", missing == 0 and invented == 0)


def _whole(truth: dict[str, float], motion: Motion, start_s: float, end_s: float) -> bool:
    """Whether a labelled repetition and the bases of both of its flanks lie between two times."""
    if truth["start_s"] < start_s or truth["end_s"] > end_s:
        return False
    before = motion.position[(motion.time_s >= start_s) & (motion.time_s <= truth["start_s"])]
    after = motion.position[(motion.time_s >= truth["end_s"]) & (motion.time_s <= end_s)]
    bases = ((before, truth["angle_start_deg"]), (after, truth["angle_end_deg"]))
    return all(side.size > 0 and float(side.min()) <= base + BASE_DEG for side, base in bases)


def _same(rep: Rep, truth: dict[str, float]) -> bool:
    edges = ((rep.start_s, truth["start_s"]), (rep.end_s, truth["end_s"]))
    return all(found is not None and abs(found - true) <= EDGE_S for found, true in edges)
