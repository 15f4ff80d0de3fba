"""Recordings with known truth, and the bytes in which each format would hold them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

SHARED = Path(__file__).parents[2] / "shared" / "data"
SHARED = SHARED if SHARED.is_dir() else Path(__file__).parents[3] / "shared" / "data"
RATE_HZ = 50.0
TIME_S = np.arange(500) / RATE_HZ
ANGLE_DEG = 45.0 - 45.0 * np.cos(2 * np.pi * TIME_S / 2.5)
"""Four repetitions from 0 to 90 degrees."""


def table(header: str, columns: Sequence[np.ndarray], *, sep: str = ",", decimal: str = ".") -> bytes:
    """A text table; `header` is written as it is."""
    rows = (sep.join(f"{value:.9g}".replace(".", decimal) for value in row) for row in zip(*columns, strict=True))
    return "\n".join([header, *rows, ""]).encode()


def curl_csv(
    header: str = "time_s,knee_flexion_deg", angle: np.ndarray = ANGLE_DEG, time: np.ndarray = TIME_S
) -> bytes:
    """The set as time and angle."""
    return table(header, (time, angle))


def log(names: Sequence[str] = ("RF", "BF", "VM", "ST"), angle: str = "FX", tail: str = "") -> bytes:
    """The text export of an EMG logger, its last row empty as they are."""
    count = ANGLE_DEG.size
    head = ["File Name: set.log"]
    units = ["mV"] * len(names) + ["deg"]
    for at, (name, unit) in enumerate(zip((*names, angle), units, strict=True)):
        head.append(f"Channel {at + 1}: '{name}', {count} values, engineering units: {unit}, no filters.")
    rows = ["\t".join([f"{at / 1000:.4f}"] * len(names) + [f"{value:.1f}"]) for at, value in enumerate(ANGLE_DEG)]
    return "\n".join([*head, "", *rows]).encode() + tail.encode() + b"\n" + b"\t" * len(names) + b"\n"


def inclination_set(rate_hz: float = 100.0) -> tuple[np.ndarray, np.ndarray]:
    """Times and shank inclination of six curls, held at either end, as a sensor sees them standing."""
    time = np.arange(int(30 * rate_hz)) / rate_hz
    phase = np.clip((time % 5.0 - 1.0) / 1.2, 0, 1) - np.clip((time % 5.0 - 3.0) / 1.2, 0, 1)
    return time, 5.0 + 80.0 * (10 * phase**3 - 15 * phase**4 + 6 * phase**5)


def sensor(time: np.ndarray, inclination_deg: np.ndarray, arm_m: float = 0.3) -> tuple[np.ndarray, np.ndarray]:
    """Acceleration with gravity and angular rate, shape (n, 3), of a sensor with x towards the foot, hinged about z."""
    angle = np.radians(inclination_deg)
    rate = np.gradient(angle, time)
    acceleration = np.gradient(rate, time)
    zero = np.zeros_like(angle)
    acc = np.column_stack((-9.81 * np.cos(angle) - arm_m * rate**2, 9.81 * np.sin(angle) + arm_m * acceleration, zero))
    return acc, np.column_stack((zero, zero, rate))


def imu_text(acc: np.ndarray, gyr: np.ndarray, time: np.ndarray | None = None, header: str = "") -> bytes:
    """A table of a body-worn unit, with a sample number in place of the time where there is none."""
    first = np.arange(1, len(acc) + 1) if time is None else time
    name = "time index" if time is None else "time_s"
    header = header or f"{name};acc_x;acc_y;acc_z;gyr_x;gyr_y;gyr_z"
    return table(header, (first, *acc.T, *gyr.T), sep=";")


PHONE_HEADER = ",".join(
    ['"Time (s)"']
    + [f'"Acceleration {axis} (m/s^2)"' for axis in "xyz"]
    + [f'"Gyroscope {axis} (rad/s)"' for axis in "xyz"]
)


def phone_csv(time: np.ndarray, acc: np.ndarray, gyr: np.ndarray) -> bytes:
    """``Raw Data.csv`` of a phone whose y axis points to the foot."""
    return table(PHONE_HEADER, (time, *np.roll(acc, 1, axis=1).T, *np.roll(gyr, 1, axis=1).T))


def zipped(**members: bytes) -> bytes:
    """A zip archive; two underscores in a name stand for a blank."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name.replace('__', ' ')}.csv", content)
    return stream.getvalue()


def samples() -> dict[str, bytes]:
    """A small valid file of every format."""
    import polars as pl

    from legcurl.io import write_mot
    from legcurl.recording import Recording

    short = slice(0, 150)
    time, inclination = inclination_set(20.0)
    acc, gyr = sensor(time, inclination)
    parquet = io.BytesIO()
    pl.DataFrame({"time_s": TIME_S[short], "knee_flexion_deg": ANGLE_DEG[short]}).write_parquet(parquet)
    phone = phone_csv(time[:200], acc[:200], gyr[:200])
    return {
        "table": curl_csv("time_s,knee angle (deg)", ANGLE_DEG[short], TIME_S[short]),
        "table, decimal commas": table(
            "Zeit (s);Kniewinkel (°)", (TIME_S[short], ANGLE_DEG[short]), sep=";", decimal=","
        ),
        "table, UTF-16": curl_csv(angle=ANGLE_DEG[short], time=TIME_S[short]).decode().encode("utf-16"),
        "parquet": parquet.getvalue(),
        "opensim": _mot(write_mot, Recording(TIME_S[short], {"knee_flexion_deg": ANGLE_DEG[short]})),
        "datalog": log(),
        "imu": imu_text(acc, gyr),
        "imu, phone": phone,
        "phyphox": zipped(Raw__Data=phone),
    }


def _mot(write: object, recording: object) -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "set.mot"
        write(recording, file)  # type: ignore[operator]
        return file.read_bytes()
