"""Inclination of a segment from its motion sensor: gravity in the sensor's frame by VQF, seen in the sagittal plane."""

from __future__ import annotations

import numpy as np

from legcurl.vocabulary import FloatArray

UNEVEN_SHARE = 0.01
"""Sample times that stray from an even grid by less than this share of a step count as even."""


def up_direction(acc: FloatArray, gyr: FloatArray, time_s: FloatArray) -> FloatArray:
    """Direction of the vertical in the sensor's frame at every sample.

    By the offline form of VQF without magnetometer (Laidig and Seel 2023), which also takes out the gyroscope's bias.
    Uneven sample times are brought to an even grid for it and back.

    Parameters
    ----------
    acc, gyr : ndarray, shape (n, 3)
        Acceleration with gravity in m/s², angular rate in rad/s.
    time_s : ndarray, shape (n,)
        Sample times.

    Returns
    -------
    ndarray, shape (n, 3)
        Unit vectors, pointing up.
    """
    from vqf import offlineVQF

    step = float((time_s[-1] - time_s[0]) / (time_s.size - 1))
    even = np.linspace(time_s[0], time_s[-1], time_s.size)
    is_even = float(np.abs(np.diff(time_s) - step).max()) <= UNEVEN_SHARE * step
    if not is_even:
        step = float(np.median(np.diff(time_s)))
        even = time_s[0] + step * np.arange(int(np.ceil((time_s[-1] - time_s[0]) / step)) + 1)
        acc, gyr = resample(acc, time_s, even), resample(gyr, time_s, even)
    between = np.vstack((gyr[:1], (gyr[1:] + gyr[:-1]) / 2))  # VQF turns by one rate from a sample to the next
    quaternion = offlineVQF(np.ascontiguousarray(between), np.ascontiguousarray(acc), None, step)["quat6D"]
    w, x, y, z = quaternion.T
    up = np.column_stack((2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x**2 + y**2)))
    if not is_even:
        up = resample(up, even, time_s)
    return np.asarray(up / np.linalg.norm(up, axis=1, keepdims=True))


def resample(values: FloatArray, time_s: FloatArray, at_s: FloatArray) -> FloatArray:
    """Columns of values, shape (n, 3), drawn straight between samples."""
    drawn: FloatArray = np.column_stack([np.interp(at_s, time_s, column) for column in values.T])
    return drawn


def inclination_deg(up: FloatArray, hinge: FloatArray, long_axis: FloatArray) -> FloatArray:
    """Angle of a segment's long axis against the vertical, in the plane across the hinge axis.

    Parameters
    ----------
    up : ndarray, shape (n, 3)
        Direction of the vertical in the sensor's frame.
    hinge : ndarray, shape (3,)
        Axis that the segment turns about; the angle counts positive about it.
    long_axis : ndarray, shape (3,)
        Axis along the segment, towards the foot, square to the hinge.

    Returns
    -------
    ndarray, shape (n,)
        In deg, without jumps; 0 with the foot straight down. The median lies within ±180°.
    """
    down = -up
    angle = np.unwrap(np.arctan2(np.cross(down, long_axis) @ hinge, down @ long_axis))
    turns = np.round(np.median(angle) / (2 * np.pi))
    centred: FloatArray = np.degrees(angle - 2 * np.pi * turns)
    return centred
