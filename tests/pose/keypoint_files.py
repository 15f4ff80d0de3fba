"""One simulated set as keypoints, and the files in which each tool would hold them."""

from __future__ import annotations

import csv
import io
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from legcurl.pose.formats.apple import JOINTS
from legcurl.pose.formats.layouts import BODY_25, COCO_17, HALPE, MEDIAPIPE, OPENPOSE_COCO
from legcurl.pose.skeleton import INDEX, KEYPOINTS
from legcurl.recording import Recording
from legcurl.simulate.generator import SimulatedSet, simulate_set
from legcurl.simulate.plans import Sensor, SetPlan, even_reps

RATE_HZ = 30.0
SIZE = (1280, 720)
LENGTHS_M = {"trunk": 0.5, "thigh": 0.42, "shank": 0.42, "upper arm": 0.3, "forearm": 0.26, "foot": 0.18, "heel": 0.06}
PIXELS_A_METRE = 300.0


def the_set(variation: str = "prone", count: int = 3) -> SimulatedSet:
    """Repetitions with all angles, as a camera of 30 pictures a second would time them."""
    reps = even_reps(count, "2-0-1-1", rest_deg=6.0, peak_deg=104.0)
    plan = SetPlan(variation, reps, rest_deg=6.0, channels=("knee", "body"), sensor=Sensor(rate_hz=RATE_HZ))
    return simulate_set(plan, 3)


def along(degrees: np.ndarray) -> np.ndarray:
    """Way of length 1 at an inclination: straight down at 0°, to the right at 90°; y down."""
    return np.stack([np.sin(np.radians(degrees)), np.cos(np.radians(degrees))], axis=1)


def body(recording: Recording) -> dict[str, np.ndarray]:
    """Keypoints of the right side in m by forward kinematics, hip at the origin, shape (n, 2), y down."""
    channels = recording.channels
    trunk, thigh = channels["trunk_inclination_deg"], channels["thigh_inclination_deg"]
    shank = thigh - channels["knee_flexion_deg"]
    foot = shank + 90.0 + channels["ankle_dorsiflexion_deg"]
    of = LENGTHS_M
    hip = np.zeros((recording.time_s.size, 2))
    shoulder = hip - of["trunk"] * along(trunk)
    knee = hip + of["thigh"] * along(thigh)
    ankle = knee + of["shank"] * along(shank)
    heel = ankle - of["heel"] * along(foot) + 0.03 * along(shank)
    toe = heel + (of["foot"] + of["heel"]) * along(foot)
    elbow = shoulder + of["upper arm"] * along(trunk + 30)
    ear = shoulder - 0.22 * along(trunk)
    return {
        "nose": ear + 0.1 * along(trunk + 90), "ear": ear, "shoulder": shoulder, "elbow": elbow,
        "wrist": elbow + of["forearm"] * along(trunk + 80), "hip": hip, "knee": knee, "ankle": ankle, "heel": heel,
        "toe": toe,
    }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Seen:
    """The set as a detector sees it: the near right leg, the far left one a little behind and less sure."""

    time_s: np.ndarray
    xy: np.ndarray
    score: np.ndarray

    @property
    def number(self) -> range:
        return range(self.time_s.size)

    def at(self, picture: int, layout: dict[str, int], count: int) -> np.ndarray:
        """x, y, score of one picture in another layout, shape (count, 3); what it does not know is missing."""
        rows = np.zeros((count, 3))
        for name, place in layout.items():
            rows[place] = [*self.xy[picture, INDEX[name]], self.score[picture, INDEX[name]]]
        return rows


def seen(recording: Recording, metres: bool = False) -> Seen:
    """Keypoints of the whole skeleton, in pixels with y down, or in m."""
    parts = body(recording)
    n = recording.time_s.size
    xy, score = np.zeros((n, len(KEYPOINTS), 2)), np.zeros((n, len(KEYPOINTS)))
    for name in KEYPOINTS:
        side, _, part = name.rpartition("_")
        xy[:, INDEX[name]] = parts[part] + (np.array([0.02, -0.02]) if side == "left" else 0.0)
        score[:, INDEX[name]] = 0.55 if side == "left" else 0.95
    if not metres:
        xy = PIXELS_A_METRE * xy + np.array(SIZE) * [0.5, 0.55]
    return Seen(recording.time_s, xy, score)


# One writer a layout: each puts the set under a folder and returns the path and the options for reading it.
Written = tuple[Path, dict[str, object]]
RATE = {"rate_hz": RATE_HZ}
ON_SIZE = {"size": (float(SIZE[0]), float(SIZE[1]))}


def passer_by(view: Seen, picture: int, layout: dict[str, int], count: int) -> np.ndarray:
    """Somebody who walks past behind, upright, knees hardly bent."""
    rows = np.zeros((count, 3))
    x = 40 + 8.0 * picture
    heights = {"ear": 100, "shoulder": 150, "hip": 300, "knee": 420, "ankle": 540, "heel": 550, "toe": 555}
    for name, place in layout.items():
        part = name.rpartition("_")[2]
        if part in heights:
            rows[place] = [x % 1200 + (10 if part == "toe" else 0), heights[part], 0.9]
    return rows


def openpose(folder: Path, view: Seen, layout: dict[str, int] = BODY_25, count: int = 25) -> Written:
    target = folder / "openpose"
    target.mkdir()
    for picture in view.number:
        people = [{"person_id": [-1], "pose_keypoints_2d": view.at(picture, layout, count).ravel().tolist()}]
        other = passer_by(view, picture, layout, count).ravel().tolist()
        people.insert(picture % 2, {"person_id": [-1], "pose_keypoints_2d": other})
        text = json.dumps({"version": 1.3, "people": people})
        (target / f"set_{picture:012d}_keypoints.json").write_text(text)
    return target, RATE


def openpose_18(folder: Path, view: Seen) -> Written:
    return openpose(folder, view, OPENPOSE_COCO, 18)


def alphapose(folder: Path, view: Seen, layout: dict[str, int] = HALPE, count: int = 26) -> Written:
    entries = []
    for picture in view.number:
        for rows in (passer_by(view, picture, layout, count), view.at(picture, layout, count)):
            entries.append({"image_id": f"{picture}.jpg", "category_id": 1, "keypoints": rows.ravel().tolist(),
                            "score": 2.9, "box": [0, 0, 1, 1], "idx": [0.0]})  # fmt: skip
    (folder / "alphapose-results.json").write_text(json.dumps(entries))
    return folder / "alphapose-results.json", RATE


def alphapose_17(folder: Path, view: Seen) -> Written:
    return alphapose(folder, view, COCO_17, 17)


def coco(folder: Path, view: Seen) -> Written:
    images = [{"id": 7000 + picture, "file_name": f"frame_{picture:05d}.png", "width": SIZE[0], "height": SIZE[1]}
              for picture in view.number]  # fmt: skip
    marked = []
    for picture in reversed(view.number):
        rows = view.at(picture, COCO_17, 17)
        rows[:, 2] = np.where(rows[:, 2] > 0, 2, 0)
        marked.append({"id": picture, "image_id": 7000 + picture, "category_id": 1, "num_keypoints": 17,
                       "keypoints": rows.ravel().tolist()})  # fmt: skip
    (folder / "coco.json").write_text(json.dumps({"info": {}, "images": images, "annotations": marked}))
    return folder / "coco.json", {**RATE, "leg": "right"}


def mmpose(folder: Path, view: Seen) -> Written:
    frames = []
    for picture in view.number:
        people = [passer_by(view, picture, COCO_17, 17), view.at(picture, COCO_17, 17)]
        instances = [{"keypoints": rows[:, :2].tolist(), "keypoint_scores": rows[:, 2].tolist()} for rows in people]
        frames.append({"frame_id": picture + 1, "instances": instances})
    (folder / "set.json").write_text(json.dumps({"meta_info": {"dataset_name": "coco"}, "instance_info": frames}))
    return folder / "set.json", {**RATE, "leg": "right"}


def landmarks(view: Seen, picture: int) -> list[dict[str, float]]:
    rows = view.at(picture, MEDIAPIPE, 33)
    return [{"x": x / SIZE[0], "y": y / SIZE[1], "z": -0.1, "visibility": s} for x, y, s in rows]


def mediapipe(folder: Path, view: Seen) -> Written:
    frames = [{"frame": picture, "timestamp_ms": 1000 * view.time_s[picture], "landmarks": landmarks(view, picture)}
              for picture in view.number]  # fmt: skip
    (folder / "mp.json").write_text(json.dumps({"metadata": {"width": SIZE[0], "height": SIZE[1]}, "frames": frames}))
    return folder / "mp.json", {}


def mediapipe_bare(folder: Path, view: Seen) -> Written:
    frames = [{"pose_landmarks": [[p["x"], p["y"], p["z"], p["visibility"]] for p in landmarks(view, picture)]}
              for picture in view.number]  # fmt: skip
    (folder / "mp.json").write_text(json.dumps(frames))
    return folder / "mp.json", {**RATE, **ON_SIZE}


def mediapipe_csv(folder: Path, view: Seen) -> Written:
    names = {number: name for name, number in MEDIAPIPE.items()}
    header = ["frame", "timestamp_ms"]
    for number in range(33):
        label = names.get(number, f"other_{number}").upper().replace("TOE", "FOOT_INDEX")
        header += [f"{label}_{axis}" for axis in ("x", "y", "z", "visibility")]
    rows = [[picture, 1000 * view.time_s[picture], *(v for point in landmarks(view, picture) for v in point.values())]
            for picture in view.number]  # fmt: skip
    return table(folder / "mp.csv", [header, *rows]), ON_SIZE


def mediapipe_numbered_csv(folder: Path, view: Seen) -> Written:
    header = ["frame", *(f"{axis}{number}" for number in range(33) for axis in ("x", "y", "z", "v"))]
    rows = [[picture, *(v for point in landmarks(view, picture) for v in point.values())] for picture in view.number]
    return table(folder / "mp.csv", [header, *rows]), {**RATE, **ON_SIZE}


def mediapipe_long_csv(folder: Path, view: Seen) -> Written:
    header = ["frame", "timestamp_ms", "landmark_id", "x", "y", "z", "visibility"]
    rows = [[picture, 1000 * view.time_s[picture], number, *point.values()]
            for picture in view.number for number, point in enumerate(landmarks(view, picture))]  # fmt: skip
    return table(folder / "mp.csv", [header, *rows]), ON_SIZE


def mediapipe_long_by_frame(folder: Path, view: Seen) -> Written:
    rows = [[picture, number, point["x"], point["y"]]
            for picture in view.number for number, point in enumerate(landmarks(view, picture))]  # fmt: skip
    return table(folder / "mp.csv", [["frame", "landmark", "x", "y"], *rows]), {**RATE, **ON_SIZE}


def table(path: Path, rows: list[list[object]], sep: str = ",", decimal: str = ".", quote: bool = False) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sep, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL)
    writer.writerows([[f"{v:.9g}".replace(".", decimal) if isinstance(v, float) else v for v in row] for row in rows])
    path.write_text(text.getvalue())
    return path


def kinovea(folder: Path, view: Seen, sep: str = ",", decimal: str = ".") -> Written:
    parts = ("shoulder", "hip", "knee", "ankle", "toe")
    header = ["Time", *(f"Right {part}/0/{axis}" for part in parts for axis in "XY")]
    up = view.xy * [1, -1]
    places = [INDEX[f"right_{part}"] for part in parts]
    rows = [[1000 * float(view.time_s[at]), *map(float, up[at, places].ravel())] for at in view.number]
    return table(folder / "kinovea.csv", [header, *rows], sep, decimal, quote=True), {}


def kinovea_comma(folder: Path, view: Seen) -> Written:
    return kinovea(folder, view, ";", ",")


DLC_PARTS = {"shoulder": "right_shoulder", "hip": "right_hip", "knee": "right_knee", "ankle": "right_ankle",
             "toe": "right_toe"}  # fmt: skip


def dlc_values(view: Seen) -> np.ndarray:
    points = [INDEX[name] for name in DLC_PARTS.values()]
    return np.concatenate([view.xy[:, points], view.score[:, points, None]], axis=2).reshape(view.time_s.size, -1)


def dlc_columns(individuals: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    each = [(part, axis) for part in DLC_PARTS for axis in ("x", "y", "likelihood")]
    if not individuals:
        return [("DLC_resnet50", *column) for column in each]
    return [("DLC_resnet50", who, *column) for who in individuals for column in each]


def deeplabcut(folder: Path, view: Seen) -> Written:
    levels = zip(("scorer", "bodyparts", "coords"), zip(*dlc_columns(), strict=True), strict=True)
    header = [[name, *level] for name, level in levels]
    rows = [[picture, *map(float, row)] for picture, row in enumerate(dlc_values(view))]
    return table(folder / "dlc.csv", [*header, *rows]), RATE


def deeplabcut_several(folder: Path, view: Seen) -> Written:
    levels = zip(("scorer", "individuals", "bodyparts", "coords"),
                 zip(*dlc_columns(("walker", "lifter")), strict=True), strict=True)  # fmt: skip
    header = [[name, *level] for name, level in levels]
    right = {part: at for at, part in enumerate(DLC_PARTS.values())}
    rows = [[picture, *map(float, passer_by(view, picture, right, len(right)).ravel()), *map(float, row)]
            for picture, row in enumerate(dlc_values(view))]  # fmt: skip
    return table(folder / "dlc.csv", [*header, *rows]), RATE


def deeplabcut_h5(folder: Path, view: Seen) -> Written:
    """As pandas writes it through PyTables: one block of values, its columns pickled into an attribute."""
    import h5py

    values = dlc_values(view)
    kind = np.dtype([("index", "<i8"), ("values_block_0", "<f8", (values.shape[1],))])
    rows = np.zeros(values.shape[0], dtype=kind)
    rows["index"], rows["values_block_0"] = np.arange(values.shape[0]), values
    with h5py.File(folder / "dlc.h5", "w") as file:
        group = file.create_group("df_with_missing")
        group.attrs["pandas_type"] = np.bytes_("frame_table")
        stored = group.create_dataset("table", data=rows)
        stored.attrs["values_block_0_kind"] = np.bytes_(pickle.dumps(dlc_columns(), protocol=0))
    return folder / "dlc.h5", RATE


def sleap(folder: Path, view: Seen) -> Written:
    import h5py

    right = {part: at for at, part in enumerate(DLC_PARTS.values())}
    lifter = view.xy[:, [INDEX[name] for name in right]]
    walker = np.array([passer_by(view, picture, right, len(right)) for picture in view.number])[..., :2]
    walker[:, 0] = np.nan
    tracks = np.stack([walker, lifter])  # (tracks, frames, nodes, 2)
    with h5py.File(folder / "set.analysis.h5", "w") as file:
        file["tracks"] = tracks.transpose(0, 3, 2, 1)
        file["node_names"] = np.array([f"R{part.capitalize()}" for part in DLC_PARTS], dtype="S")
        file["point_scores"] = np.where(np.isfinite(tracks[..., 0]), 0.9, np.nan).transpose(0, 2, 1)
    return folder / "set.analysis.h5", RATE


def trc_text(names: list[str], xyz: np.ndarray, time_s: np.ndarray, unit: str, blank: bool = True) -> str:
    n, k, _ = xyz.shape
    head = [
        "PathFileType\t4\t(X/Y/Z)\tset.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"30.00\t30.00\t{n}\t{k}\t{unit}\t30.00\t1\t{n}",
        "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t",
        "\t\t" + "\t".join(f"{axis}{i + 1}" for i in range(k) for axis in "XYZ"),
        *([""] if blank else []),
    ]
    rows = ["\t".join([str(i + 1), f"{time_s[i]:.6f}", *("" if np.isnan(v) else f"{v:.6f}" for v in xyz[i].ravel())])
            for i in range(n)]  # fmt: skip
    return "\n".join([*head, *rows, ""])


PARTS = ("shoulder", "hip", "knee", "ankle", "heel", "toe")


def trc_in_space(folder: Path, view: Seen) -> Written:
    """Markers of both legs in mm, y up, the body turned about the vertical; knees by a marker on each side."""
    names, columns = [], []
    turn = np.radians(25.0)
    for side, out in (("R", 1.0), ("L", -1.0)):
        for part in PARTS:
            flat = view.xy[:, INDEX[f"right_{part}"]] / PIXELS_A_METRE * 1000 * [1, -1]
            for name, beside in ((f"{side}_Knee_Out", 50), (f"{side}_Knee_In", -50)) if part == "knee" else (
                (f"{side}{part.capitalize()}", 0.0),):  # fmt: skip
                across = out * (100.0 + beside) * np.ones(len(flat))
                forward = flat[:, 0]
                names.append(name)
                columns.append(np.stack([forward * np.cos(turn) + across * np.sin(turn), flat[:, 1],
                                         across * np.cos(turn) - forward * np.sin(turn)], axis=1))  # fmt: skip
    path = folder / "opencap.trc"
    path.write_text(trc_text(names, np.stack(columns, axis=1), view.time_s, "mm"))
    return path, {"leg": "right"}


def trc_flat(folder: Path, view: Seen, unit: str = "m", scale: float = -1 / PIXELS_A_METRE) -> Written:
    """As Sports2D writes it: no blank line, the third coordinate fixed for each marker."""
    sides = [(side, part) for side in ("right", "left") for part in PARTS]
    names = [f"{side[0].upper()}{'BigToe' if part == 'toe' else part.capitalize()}" for side, part in sides]
    xy = view.xy[:, [INDEX[f"{side}_{part}"] for side, part in sides]] * [abs(scale), scale]
    deep = np.broadcast_to(0.1 + 0.01 * np.arange(len(names)), xy.shape[:2])[..., None]
    xyz = np.concatenate([xy, deep], axis=2)
    xyz[5, 8] = np.nan
    (folder / "sports2d.trc").write_text(trc_text(names, xyz, view.time_s, unit, blank=False))
    return folder / "sports2d.trc", {"leg": "right"}


def trc_pixels(folder: Path, view: Seen) -> Written:
    return trc_flat(folder, view, "m", 1.0)  # Sports2D calls its pixels metres


def c3d_markers(folder: Path, view: Seen) -> Written:
    """Joint centres in mm, z up."""
    import ezc3d

    names = ["RSHO", "RHJC", "RKJC", "RAJC", "RHEE", "RTOE", "T10"]
    points = np.ones((4, len(names), view.time_s.size))
    for at, part in enumerate(("shoulder", "hip", "knee", "ankle", "heel", "toe", "shoulder")):
        flat = view.xy[:, INDEX[f"right_{part}"]] / PIXELS_A_METRE * 1000
        points[:3, at] = [flat[:, 0], np.full(len(flat), 250.0), -flat[:, 1]]
    points[:3, 6, 3:9] = np.nan
    file = ezc3d.c3d()
    file["parameters"]["POINT"]["RATE"]["value"] = [RATE_HZ]
    file["parameters"]["POINT"]["LABELS"]["value"] = names
    file["parameters"]["POINT"]["UNITS"]["value"] = ["mm"]
    file["data"]["points"] = points
    file.write(str(folder / "set.c3d"))
    return folder / "set.c3d", {}


def apple(folder: Path, view: Seen) -> Written:
    frames = []
    for picture in view.number:
        shares = view.xy[picture] / SIZE
        joints = {theirs: {"x": shares[at, 0], "y": 1 - shares[at, 1], "confidence": view.score[picture, at]}
                  for theirs, at in ((theirs, INDEX[ours]) for theirs, ours in JOINTS.items())}  # fmt: skip
        frames.append({"time": view.time_s[picture], "joints": joints})
    (folder / "vision.json").write_text(json.dumps({"frames": frames}))
    return folder / "vision.json", ON_SIZE


WRITERS: dict[str, Callable[[Path, Seen], Written]] = {
    writer.__name__: writer
    for writer in (
        openpose, openpose_18, alphapose, alphapose_17, coco, mmpose, mediapipe, mediapipe_bare, mediapipe_csv,
        mediapipe_numbered_csv, mediapipe_long_csv, mediapipe_long_by_frame, kinovea, kinovea_comma, deeplabcut,
        deeplabcut_several, deeplabcut_h5, sleap, trc_in_space, trc_flat, trc_pixels, c3d_markers, apple,
    )
}  # fmt: skip
"""Every layout by name."""
NEEDS = {"deeplabcut_h5": "h5py", "sleap": "h5py", "c3d_markers": "ezc3d"}
"""What writes a layout, where it may be missing."""
